"""merge, list conflicts and resolve: two homes, of which one is a copy of the other."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.drafts import save_draft
from branchtui.store.engine import sql
from branchtui.store.file import backups
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.merge import merge
from branchtui.store.models import Contact, Member
from branchtui.store.replication.registry import TABLES
from tests.cli.conftest import Cli
from tests.conftest import NOW
from tests.store.older import second_schema


@pytest.fixture
def with_contact(branch: Cli) -> Cli:
    assert branch("add", "contact", "王芳", "--unit", "学院党委").code == 0
    return branch


@pytest.fixture
def other(with_contact: Cli, home_dir: Path, tmp_path: Path) -> Path:
    """The home of a second desk, as it was when the file was copied there."""
    shutil.copytree(home_dir, tmp_path / "另一台")
    (tmp_path / "另一台" / "branch.device.json").unlink(missing_ok=True)
    return tmp_path / "另一台"


def carried(home: Path, folder: Path) -> str:
    """A copy of a home's file, carried about as a person does."""
    target = folder / f"{home.name}.db"
    shutil.copyfile(home / "branch.db", target)
    return str(target)


def phone(cli: Cli, text: str, home: Path | None = None) -> None:
    words = ("change", "contact", "王芳", "--phone", text)
    assert (cli(*words, home=home) if home else cli(*words)).code == 0


def conflicts(cli: Cli, **where: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(cli("list", "conflicts", "--json", **where).out)
    return found


def test_one_number_changed_at_two_desks_is_kept_twice_and_settled_once(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path
) -> None:
    cli = with_contact
    phone(cli, "13900000001")
    phone(cli, "13900000002", other)
    merged = cli("merge", carried(other, tmp_path), "--json")
    assert merged.code == 4
    told = json.loads(merged.out)
    assert (told["new"], told["updated"], told["conflicts"]) == (0, 1, 1)
    assert told["packages"] == [{"name": "另一台.db", "state": "merged", "reason": ""}]
    assert Path(told["backup"]).name.startswith("合并前-")
    (one,) = conflicts(cli)
    assert (one["thing"], one["title"], one["field"]) == ("contact", "王芳 学院党委", "电话")
    values = one["values"]
    assert isinstance(values, list)
    assert sorted(value["value"] for value in values) == ["13900000001", "13900000002"]
    assert [value["shown"] for value in values] == [True, False]
    assert all(value["who"] and value["machine"] and value["when"] and not value["suspect"] for value in values)
    listed = cli("list", "conflicts").out
    assert listed.startswith(f"{one['id']}  往来") and "  1* " in listed and "  2  " in listed

    assert cli("merge", carried(home_dir, tmp_path), home=other).code == 4
    assert conflicts(cli, home=other) == [one]
    assert cli("resolve", str(one["id"]), "--take", "2").code == 0
    assert conflicts(cli) == []
    assert cli("merge", carried(home_dir, tmp_path), home=other).code == 0
    assert conflicts(cli, home=other) == []
    assert "没有编号为" in cli("resolve", str(one["id"]), "--take", "1", home=other).err


def test_what_only_one_desk_wrote_comes_over_and_nothing_comes_twice(
    with_contact: Cli, other: Path, tmp_path: Path
) -> None:
    phone(with_contact, "13900000001", other)
    source = carried(other, tmp_path)
    first = with_contact("merge", source)
    assert (first.code, first.out) == (0, "已合并：更改 1 条。\n")
    assert "合并前的数据在" in first.err
    again = with_contact("merge", source)
    assert (again.code, again.out) == (0, "那份数据里没有本机不知道的内容。\n")


def test_a_conflict_is_settled_by_a_text_of_ones_own(with_contact: Cli, other: Path, tmp_path: Path) -> None:
    phone(with_contact, "13900000001")
    phone(with_contact, "13900000002", other)
    assert with_contact("merge", carried(other, tmp_path)).code == 4
    (one,) = conflicts(with_contact)
    number = str(one["id"])
    assert with_contact("resolve", number).code == 2
    assert with_contact("resolve", number, "--take", "1", "--text", "x").code == 2
    assert "没有第 3 个" in with_contact("resolve", number, "--take", "3").err
    assert "身份证号" in with_contact("resolve", number, "--text", "110101199001011237").err
    assert len(conflicts(with_contact)) == 1
    assert with_contact("resolve", number, "--text", "13900000003").code == 0
    assert conflicts(with_contact) == []


def test_what_is_no_file_of_this_branch_is_refused_and_nothing_changes(
    with_contact: Cli, home_dir: Path, tmp_path: Path
) -> None:
    def refused(path: Path) -> str:
        close_database()
        before = (home_dir / "branch.db").read_bytes()
        done = with_contact("merge", str(path))
        assert done.code == 1
        assert (home_dir / "branch.db").read_bytes() == before
        return done.err

    assert "没有找到文件" in refused(tmp_path / "没有.db")
    (tmp_path / "空.db").write_bytes(b"")
    assert "是空的" in refused(tmp_path / "空.db")
    (tmp_path / "文.db").write_text("不是" * 100, encoding="utf-8")
    assert "不是 branchtui 的数据文件" in refused(tmp_path / "文.db")
    assert with_contact("init", "--name", "另一个党支部", "--unit", "法学院", home=tmp_path / "他").code == 0
    assert "另一个支部的数据" in refused(tmp_path / "他" / "branch.db")

    copy = Path(carried(home_dir, tmp_path))
    open_database(copy)
    sql.execute("UPDATE stamp_session SET clock = 1 << 60")
    close_database()
    assert "不合常理" in refused(copy)
    shutil.copyfile(home_dir / "branch.db", copy)
    open_database(copy)
    sql.execute("DELETE FROM stamp_head WHERE tbl = ?", TABLES["contact"].number)
    close_database()
    assert "没有通过检查（contact 有 1 行没有修改记录）" in refused(copy)
    shutil.copyfile(home_dir / "branch.db", copy)
    open_database(copy)
    sql.execute("PRAGMA user_version = 999")
    close_database()
    assert "请先升级" in refused(copy)
    shutil.copyfile(home_dir / "branch.db", copy)
    copy.with_name(f"{copy.name}-wal").write_bytes(b"x" * 100)
    assert "没有正常关闭" in refused(copy)


def test_papers_of_what_was_written_twice_are_made_with_a_warning(
    with_contact: Cli, home_dir: Path, tmp_path: Path
) -> None:
    given = ("--kind", "主题党日", "--when", "2026年3月4日下午3点", "--place", "201", "--title", "全会精神")
    meeting = with_contact("add", "meeting", *given).last
    assert "还没有处理" not in with_contact("export", "meeting", meeting).err
    there = tmp_path / "那台"
    shutil.copytree(home_dir, there)
    assert with_contact("change", "meeting", meeting, "--place", "202").code == 0
    assert with_contact("change", "meeting", meeting, "--place", "203", home=there).code == 0
    assert with_contact("merge", str(there / "branch.db")).code == 4
    assert "这里有 1 处两边写得不一样还没有处理" in with_contact("export", "meeting", meeting).err


def test_who_was_purged_at_one_desk_is_gone_at_both(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path
) -> None:
    assert with_contact("purge", "member", "许青禾", "--yes").code == 0
    open_database(other / "branch.db")
    member = Member.get(Member.name == "许青禾")
    save_draft(f"form:member:{member.id.hex()}:phone", "许青禾的电话", "13900004444", NOW)
    with act("许青禾的事"):
        Contact.create(name="何老师")
    close_database()
    merged = with_contact("merge", carried(home_dir, tmp_path), home=other)
    assert "那边彻底清除了 1 人的个人数据" in merged.out
    assert "许青禾" not in with_contact("list", "members", home=other).out
    data = (other / "branch.db").read_bytes()
    assert "许青禾".encode() not in data
    assert b"13900004444" not in data
    assert with_contact("merge", carried(other, tmp_path)).code == 0
    assert "许青禾".encode() not in (home_dir / "branch.db").read_bytes()


def test_an_older_file_is_brought_up_to_date_in_a_copy(cli: Cli, home_dir: Path, tmp_path: Path) -> None:
    old = tmp_path / "旧.db"
    second_schema(old)
    home_dir.mkdir()
    shutil.copyfile(old, home_dir / "branch.db")
    before = old.read_bytes()
    done = cli("merge", str(old))
    assert done.out.startswith("那份数据里没有本机不知道的内容。")
    assert done.code == 4  # the file has a conflict of its own
    assert old.read_bytes() == before
    assert [path.name for path in home_dir.glob("*part*")] == []


def test_a_copy_that_another_program_went_on_with_is_refused(with_contact: Cli, home_dir: Path, tmp_path: Path) -> None:
    """It goes on under our own writer, as long as we are open."""
    copy = tmp_path / "复制的.db"
    open_database(home_dir / "branch.db")
    try:
        Contact.create(name="写了一半")
        shutil.copyfile(home_dir / "branch.db", copy)
        with closing(sqlite3.connect(copy)) as other, other:
            other.execute("UPDATE contact SET phone = '1'")
        with pytest.raises(BranchError, match="打开着的时候被复制走"):
            merge(copy)
    finally:
        close_database()


def test_a_merge_can_be_gone_back_on(with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path) -> None:
    phone(with_contact, "13900000001", other)
    backup = json.loads(with_contact("merge", carried(other, tmp_path), "--json").out)["backup"]
    assert with_contact("restore", backup, "--yes").code == 0
    open_database(home_dir / "branch.db")
    assert sql.value("SELECT phone FROM contact") == ""
    assert backups.BEFORE_MERGE in Path(backup).name
