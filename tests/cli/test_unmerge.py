"""merge --undo: back to how things stood before the last merge."""

import json
from pathlib import Path

import pytest

from branchtui import disk
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Arrival, Contact
from tests.cli.conftest import Cli
from tests.cli.test_merge import carried, other, phone, with_contact

__all__ = ["other", "with_contact"]


def states(home: Path) -> dict[str, str]:
    open_database(home / "branch.db")
    found = {row.name: row.state for row in Arrival.select()}
    close_database()
    return found


def phones(home: Path) -> list[str]:
    open_database(home / "branch.db")
    found = [row.phone for row in Contact.select()]
    close_database()
    return found


def test_a_merge_is_taken_back_and_what_stood_here_is_kept(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path
) -> None:
    phone(with_contact, "13900000001", other)
    source = carried(other, tmp_path)
    assert with_contact("merge", source).code == 0
    assert states(home_dir) == {"另一台.db": "merged"}
    assert with_contact("add", "contact", "李强").code == 0
    seen = with_contact("merge", "--undo", "--dry-run", "--json")
    assert phones(home_dir) == ["13900000001", ""]
    told = json.loads(seen.out)
    assert (told["file"], told["acts"], told["backup"]) == ("另一台.db", ["加入往来：李强"], None)
    assert "又做了 1 步，也会一起退回：加入往来：李强。" in seen.err
    assert "同步会把这些内容带回来" in seen.err

    assert with_contact("merge", "--undo").code == 2  # nobody can be asked here
    done = with_contact("merge", "--undo", "--yes", "--json")
    assert done.code == 0
    kept = json.loads(done.out)["backup"]
    assert Path(kept).name.startswith("撤销合并前-")
    assert phones(home_dir) == [""]
    assert states(home_dir) == {"另一台.db": "undone"}
    assert "没有可以撤销的合并" in with_contact("merge", "--undo", "--yes").err

    assert with_contact("merge", kept).code == 0
    assert sorted(phones(home_dir)) == ["", "13900000001"]
    assert with_contact("merge", source).out == "那份数据里没有本机不知道的内容。\n"
    assert states(home_dir)["另一台.db"] == "merged"


def test_merges_are_taken_back_one_after_the_other(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path
) -> None:
    for number in ("13900000001", "13900000002"):
        phone(with_contact, number, other)
        source = carried(other, tmp_path)
        assert with_contact("merge", source).code == 0
    assert with_contact("merge", source).code == 0  # it brings nothing, and is none to go back behind
    for number in ("13900000001", ""):
        assert with_contact("merge", "--undo", "--yes").code == 0
        assert phones(home_dir) == [number]
    assert with_contact("merge", "--undo", "--yes").code == 1


def test_a_file_that_brought_nothing_is_none_to_go_back_behind(with_contact: Cli, other: Path, tmp_path: Path) -> None:
    assert with_contact("merge", carried(other, tmp_path)).out == "那份数据里没有本机不知道的内容。\n"
    assert "没有可以撤销的合并" in with_contact("merge", "--undo", "--yes").err


def test_what_is_written_afterwards_is_no_stamp_of_the_file_that_was_left(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path
) -> None:
    phone(with_contact, "13900000001", other)
    assert with_contact("merge", carried(other, tmp_path)).code == 0
    phone(with_contact, "13900000002")
    kept = json.loads(with_contact("merge", "--undo", "--yes", "--json").out)["backup"]
    phone(with_contact, "13900000003")
    merged = with_contact("merge", kept, "--json")
    assert (merged.code, json.loads(merged.out)["conflicts"]) == (4, 1)
    values = json.loads(with_contact("list", "conflicts", "--json").out)[0]["values"]
    assert sorted(value["value"] for value in values) == ["13900000002", "13900000003"]


def test_the_purged_do_not_come_back_by_it(with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path) -> None:
    phone(with_contact, "13900000001", other)
    assert with_contact("merge", carried(other, tmp_path)).code == 0
    assert with_contact("purge", "member", "许青禾", "--yes").code == 0
    before = (home_dir / "branch.db").read_bytes()
    assert "彻底清除过个人数据" in with_contact("merge", "--undo", "--yes").err
    assert (home_dir / "branch.db").read_bytes() == before


def test_without_the_backup_nothing_is_done(with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path) -> None:
    phone(with_contact, "13900000001", other)
    backup = json.loads(with_contact("merge", carried(other, tmp_path), "--json").out)["backup"]
    content = Path(backup).read_bytes()
    Path(backup).write_bytes(content[: len(content) // 2])
    assert "已损坏" in with_contact("merge", "--undo", "--yes").err
    Path(backup).unlink()
    assert "已经不在，不能撤销" in with_contact("merge", "--undo", "--yes").err
    assert phones(home_dir) == ["13900000001"]


def test_no_room_for_it_leaves_all_as_it_is(
    with_contact: Cli, other: Path, home_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone(with_contact, "13900000001", other)
    assert with_contact("merge", carried(other, tmp_path)).code == 0

    before = disk.replace

    def full(source: Path, target: Path, *_: object) -> None:
        """No room for the backup that is gone back to, nor for its taking the place of the file."""
        if source.name.startswith("合并前") or target.name == "branch.db":
            raise OSError(28, "No space left on device")
        before(source, target)

    for name in ("shutil.copyfile", "branchtui.disk.replace"):
        with monkeypatch.context() as patched:
            patched.setattr(name, full)
            done = with_contact("merge", "--undo", "--yes")
        assert done.code == 1
        assert "没有撤销合并" in done.err and "数据没有变" in done.err
        assert phones(home_dir) == ["13900000001"]
        assert states(home_dir) == {"另一台.db": "merged"}
        assert list(home_dir.glob(".branchtui-*")) == []


def test_which_file_and_whether_undo_has_to_be_said(with_contact: Cli) -> None:
    assert with_contact("merge").code == 2
    assert with_contact("merge", "a.db", "--undo").code == 2
    assert with_contact("merge", "a.db", "--dry-run").code == 2
