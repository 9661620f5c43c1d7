"""undo, redo, history, revert, backup, restore, doctor, purge on the command line."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from branchtui.cli.instance_lock import one_window
from branchtui.errors import DiskFullError
from branchtui.paths import home
from branchtui.store import purge as shelf
from branchtui.store.file.database import close_database, open_database
from tests.cli.conftest import Cli
from tests.store.older import second_schema


@pytest.fixture
def meeting(branch: Cli) -> str:
    """The id of a planned meeting whose title was changed by a second command."""
    made = branch(
        "add",
        "meeting",
        "--kind",
        "主题党日",
        "--when",
        "2026年3月4日下午3点",
        "--place",
        "201",
        "--title",
        "全会精神",
        "--item",
        "学习",
    )
    assert branch("hold", made.last).code == 0
    return made.last


def test_undo_and_redo_name_the_act(cli: Cli, meeting: str) -> None:
    assert cli("undo").out == "已撤销：登记开展：全会精神\n"
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "planned"
    assert cli("redo").out == "已重做：登记开展：全会精神\n"
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "held"
    refused = cli("redo")
    assert (refused.code, refused.err) == (1, "未完成：没有可以重做的操作。\n")


def test_what_was_undone_is_listed_and_comes_back(cli: Cli, meeting: str) -> None:
    cli("undo")
    cli("add", "member", "顾清和")
    assert cli("redo").code == 1, "another act came after it"
    steps = json.loads(cli("undo", "--list", "--json").out)
    assert [(step["act"], step["undone"]) for step in steps[:2]] == [
        ("加入人员：顾清和", False),
        ("登记开展：全会精神", True),
    ]
    shown = cli("undo", "--list")
    assert f"{steps[1]['id']}  " in shown.out and "已撤销  登记开展：全会精神" in shown.out
    assert "branchtui redo 编号" in shown.err
    assert cli("redo", steps[1]["id"]).out == "已重做：登记开展：全会精神\n"
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "held"
    again = cli("redo", steps[1]["id"])
    assert (again.code, again.err) == (1, "未完成：“登记开展：全会精神”没有撤销过，不用重做。\n")
    assert "没有对应的操作" in cli("redo", "zz").err
    assert cli("undo").out == "已撤销：登记开展：全会精神\n"


def test_a_thing_in_the_trash_has_a_history_and_comes_back(cli: Cli, meeting: str) -> None:
    cli("undo")
    cli("undo")
    assert cli("show", "meeting", meeting).code == 1
    shown = cli("history", "meeting", meeting)
    assert "撤销：计划主题党日：全会精神" in shown.out and "移入回收" in shown.out
    assert f"branchtui revert meeting {meeting} --before " in shown.err
    number = shown.err.rpartition("--before ")[2].strip()
    assert cli("revert", "meeting", meeting, "--before", number).code == 0
    back = json.loads(cli("show", "meeting", meeting, "--json").out)
    assert (back["title"], back["state"], len(back["items"])) == ("全会精神", "planned", 1)


def test_history_and_revert(cli: Cli, meeting: str) -> None:
    cli("reschedule", meeting, "--when", "3月5日")
    text = "会议由林知远主持，大家认真学习。会议要求抓好落实。"
    cli("minutes", meeting, "--file", "-", stdin=f"# 学习\n{text}".encode())
    cli(
        "minutes",
        meeting,
        "--file",
        "-",
        stdin=f"# 学习\n{text}会议结束，大家散会。".replace("抓好", "认真抓好").encode(),
    )
    shown = cli("history", "meeting", meeting).out
    assert "  写会议记录：全会精神\n" in shown
    assert "      - 会议要求抓好落实。\n      + 会议要求认真抓好落实。会议结束，大家散会。\n" in shown
    entries = json.loads(cli("history", "meeting", meeting, "--json").out)
    assert [entry["number"] for entry in entries] == [4, 3, 2, 1]
    assert {"part": "", "field": "状态", "before": "已计划", "after": "已召开"} in entries[2]["changes"]
    done = cli("revert", "meeting", meeting, "--before", "4", "--field", "记录")
    assert done.out == "已恢复议程“学习”的记录\n"
    assert cli("revert", "meeting", meeting, "--before", "2").out.startswith("已恢复会议“全会精神”到第 2 次修改之前")
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "planned"
    for words, told in (
        (("--before", "99"), "没有第 99 次修改"),
        (("--before", "2", "--field", "天气"), "没有改“天气”。它改了：记录日期"),
        (("--before", "2"), "不用恢复"),
    ):
        refused = cli("revert", "meeting", meeting, *words)
        assert refused.code == 1 and told in refused.err
    assert cli("history", "member", "林知远").code == 0
    assert cli("history", "report", "00").code == 1


@pytest.mark.slow
def test_backup_restore_and_its_questions(cli: Cli, meeting: str, home_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    assert cli("backup", "-o", str(target)).out == f"{target}\n"
    made = json.loads(cli("backup", "--json").out)["path"]
    listed = json.loads(cli("backup", "--list", "--json").out)
    assert made in [entry["path"] for entry in listed] and listed[-1]["why"] == "离开时"
    assert made in cli("backup", "--list").out
    cli("undo")
    shown = cli("restore", str(target), "--dry-run")
    assert (shown.code, shown.out) == (0, "会议会变回旧内容 1：全会精神\n出勤会回来 5\n")
    here, there = shown.err.splitlines()
    assert here.startswith("现在：") and "会议 1、新闻稿 0，最后一次修改 " in here and "：撤销：" in here
    assert (
        there.startswith("恢复后：") and "会议 1、新闻稿 0，最后一次修改 " in there and "：登记开展：全会精神" in there
    )
    asked = cli("restore", str(target))
    assert asked.code == 2 and "--yes" in asked.err
    with one_window(home(home_dir), ""):
        assert cli("restore", str(target), "--yes").code == 3
    assert cli("restore", str(target), "--yes").code == 0
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "held"
    assert "备份与现在的内容相同" in cli("restore", str(target), "--dry-run").err
    assert cli("restore", str(tmp_path / "没有.db"), "--yes").code == 1


def test_a_damaged_database_is_restored(cli: Cli, meeting: str, home_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    cli("backup", "-o", str(target))
    (home_dir / "branch.db").write_bytes(b"broken" * 1000)
    assert cli("list", "meetings").code == 1
    restored = cli("restore", str(target), "--yes")
    assert restored.code == 0 and "打不开" in restored.err
    assert meeting in cli("list", "meetings").out


def test_a_replaced_file_is_told_at_each_command(cli: Cli, meeting: str, home_dir: Path, tmp_path: Path) -> None:
    database = home_dir / "branch.db"
    shutil.copyfile(database, tmp_path / "early.db")
    cli("--backup", "undo")
    shutil.copyfile(tmp_path / "early.db", database)
    told = cli("list", "meetings")
    assert told.code == 0 and "不是上次离开时的那一份" in told.err and meeting in told.out
    source = told.err.split("branchtui restore ")[1].strip()
    assert cli("restore", source, "--yes").code == 0
    assert cli("list", "meetings").err == ""
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "planned"


def test_purge(cli: Cli, meeting: str, home_dir: Path) -> None:
    asked = cli("purge", "member", "沈一禾")
    assert asked.code == 2 and "全部个人信息" in asked.err
    done = cli("purge", "member", "沈一禾", "--yes")
    assert done.code == 0
    assert {Path(line).parent for line in done.out.splitlines()} == {home_dir / "backups"}
    assert "已导出和归档的 Word 文件" in done.err
    assert "沈一禾".encode() not in (home_dir / "branch.db").read_bytes()
    assert len(json.loads(cli("show", "meeting", meeting, "--json").out)["people"]) == 5
    assert cli("undo").code == 1
    assert cli("purge", "member", "沈一禾", "--yes").code == 1


def test_purge_of_a_contact(cli: Cli, meeting: str) -> None:
    assert cli("add", "contact", "何老师", "--unit", "学院党委").code == 0
    assert cli("add", "contact", "--unit", "离退休党支部").code == 0
    unit = cli("purge", "contact", "离退休党支部", "--yes")
    assert (unit.code, unit.out) == (1, "") and "是单位，没有个人信息要清除" in unit.err
    asked = cli("purge", "contact", "何老师")
    assert asked.code != 0 and "往来里何老师的姓名、单位" in asked.err
    done = cli("purge", "contact", "何老师", "--yes")
    assert done.code == 0 and "已清除。" in done.err
    assert "何老师" not in cli("list", "contacts", "--json").out
    assert cli("purge", "contact", "何老师", "--yes").code == 1


def test_purge_on_a_full_disk_says_what_was_done(cli: Cli, meeting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise DiskFullError("磁盘已满，这一步没有保存")

    for _ in range(2):
        assert cli("backup").code == 0
    monkeypatch.setattr(shelf, "vacuum", full)
    done = cli("purge", "member", "沈一禾", "--yes")
    assert done.code == 1 and "已清除。" not in done.err and "没有保存" not in done.err
    assert any(line.startswith("清除了，但文件没有整理（磁盘已满）") for line in done.err.splitlines())
    assert len(done.out.splitlines()) >= 3, "the backups are listed all the same"


def test_purge_names_half_copies(cli: Cli, meeting: str, home_dir: Path) -> None:
    half = home_dir / "backups" / "手动-20260310-090000.part"
    half.write_bytes("半份：沈一禾".encode())
    done = cli("purge", "member", "沈一禾", "--yes")
    assert str(half) in done.out.splitlines() and "不能确定" in done.err


def test_doctor(cli: Cli, meeting: str) -> None:
    found = cli("doctor")
    assert found.code == 0 and "数据文件" in found.out
    hint, way_out, measured, ruler = found.out.splitlines()[-4:]
    assert "上下对齐" in hint and "歧义宽度字符" in way_out
    assert len(measured) == len(ruler) and {"…", "“", "—", "●"} <= set(measured)
    assert {"mark", "what", "words"} == set(json.loads(cli("doctor", "--json").out)[0])


def test_doctor_says_which_signs_are_drawn_and_how_to_change_that(
    cli: Cli, meeting: str, home_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("TMUX", "STY", "WT_SESSION", "KITTY_WINDOW_ID", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "linux")
    assert (
        "正常  符号：用 - | # 这样的 ASCII 字符（TERM=linux 的终端画不好线条）。要改：branchtui set lines lines"
        in cli("doctor").out
    )
    assert cli("set", "lines", "lines").code == 0
    assert '符号：用 ─ │ ● 这样的线条（设置里写着 lines = "lines"）' in cli("doctor").out
    (home_dir / "settings.toml").write_text("lines = 1", encoding="utf-8")
    found = cli("doctor")
    assert found.code == 1 and "有误  设置：" in found.out and "lines 只能是" in found.out


def test_the_doctor_on_a_file_of_an_older_version(cli: Cli, home_dir: Path) -> None:
    home_dir.mkdir()
    second_schema(home_dir / "branch.db")
    found = cli("doctor")
    assert "正常  数据版本：原是 2，打开时已升级到" in found.out
    assert "数据版本" not in cli("doctor").out


def test_a_backup_that_fails_at_the_end_does_not_undo_the_command(cli: Cli, meeting: str, home_dir: Path) -> None:
    shutil.rmtree(home_dir / "backups")
    (home_dir / "backups").write_text("不是文件夹", encoding="utf-8")
    done = cli("undo")
    assert done.code == 0 and "备份没有做成" in done.err
    assert json.loads(cli("show", "meeting", meeting, "--json").out)["state"] == "planned"


@pytest.mark.slow
def test_a_whole_backup_moves_a_branch_to_another_home(demo: Cli, home_dir: Path, tmp_path: Path) -> None:
    target, there = tmp_path / "备份.zip", tmp_path / "新家"
    made = demo("backup", "-o", str(target))
    assert made.code == 0 and made.out == f"{target}\n" and "照片和附件 4 个，都在这一个文件里" in made.err
    assert demo("backup", "-o", str(target)).code == 1, "what is there already is never written over"
    into = json.loads(demo("backup", "-o", str(tmp_path), "--json").out)
    assert Path(into["path"]).parent == tmp_path and into["path"].endswith(".zip")
    assert (into["pictures"], into["pictures_left_out"]) == (4, 0)
    shown = demo("restore", str(target), home=there)
    assert shown.code == 0 and "已恢复到 备份.zip 的内容。照片和附件补回 4 个。" in shown.err
    report = json.loads(demo("list", "reports", "--json").out)[0]["id"]
    for place, out in ((home_dir, "旧"), (there, "新")):
        assert demo("export", "report", report, "-o", str(tmp_path / out), home=place).code == 0
    written = [{path.name: path.read_bytes() for path in (tmp_path / out).iterdir()} for out in ("旧", "新")]
    assert written[0] == written[1] and written[0]


def test_a_whole_backup_is_merged_where_it_is_not_to_replace(demo: Cli, home_dir: Path, tmp_path: Path) -> None:
    target, there = str(tmp_path / "备份.zip"), tmp_path / "另一台"
    shutil.copytree(home_dir, there)
    assert demo("add", "member", "顾一平", home=there).code == 0
    assert demo("backup", "-o", target, home=there).code == 0
    shutil.rmtree(home_dir / "photos")
    merged = demo("restore", "--merge", target)
    assert merged.code == 0 and "已合并：新增" in merged.out and "注意" not in merged.err
    assert "顾一平" in demo("list", "members").out
    assert len(list((home_dir / "photos").iterdir())) == 4
    told = json.loads(demo("merge", target, "--json").out)
    assert (told["new"], told["packages"][0]["name"]) == (0, "备份.zip")
    assert demo("restore", "--merge", "--dry-run", target).code == 2


@pytest.mark.slow
def test_a_backup_tells_which_pictures_it_does_not_hold(cli: Cli, home_dir: Path, tmp_path: Path) -> None:
    assert cli("demo", "--out", str(tmp_path / "材料")).code == 0
    target = tmp_path / "备份.db"
    made = cli("backup", "-o", str(target))
    assert made.out == f"{target}\n" and f"备份里没有照片和附件：用到的 4 个在 {home_dir / 'photos'}" in made.err
    assert json.loads(cli("backup", "--json").out)["pictures_left_out"] == 4
    (home_dir / "photos" / f"{'0' * 64}.jpg").write_bytes(b"x")
    found = cli("doctor")
    assert found.code == 0 and "配图和附件用到 4 个文件，都在；另有 1 个没有用到" in found.out
    next(path for path in (home_dir / "photos").iterdir() if path.stem != "0" * 64).unlink()
    found = cli("doctor")
    assert found.code == 1 and "配图和附件用到 4 个文件，其中 1 个不在照片文件夹" in found.out
    shutil.rmtree(home_dir / "photos")
    restored = cli("restore", str(target), "--yes")
    assert restored.code == 0 and "配图和附件用到 4 个文件，其中 4 个不在照片文件夹" in restored.err
    assert "备份里没有照片" not in cli("backup").err


def test_a_command_that_asks_is_backed_up_at_once(cli: Cli, meeting: str, home_dir: Path) -> None:
    def leaving() -> int:
        return len(list((home_dir / "backups").glob("离开时-*.db")))

    before = leaving()
    assert cli("undo").code == 0 and leaving() == before
    for words in (("--backup", "redo"), ("undo", "--backup"), ("purge", "member", "沈一禾", "--yes")):
        assert cli(*words).code == 0
        before += 1
        assert leaving() == before, words


@pytest.mark.slow
def test_twenty_commands_push_nothing_out(cli: Cli, meeting: str, home_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    cli("backup", "-o", str(target))
    cli("undo")
    assert cli("restore", str(target), "--yes").code == 0
    asked = Path(cli("backup").out.strip())
    (promised,) = (home_dir / "backups").glob("恢复前-*.db")
    for number in range(22):
        assert cli("--backup", "add", "member", f"同志{number}").code == 0
    assert asked.exists() and promised.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
def test_a_home_whose_name_is_not_utf_8(cli: Cli, tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode("神".encode("gb18030"))
    done = cli("init", "--name", "办公室党支部", "--unit", "国际商学院", home=place)
    assert done.code == 0 and done.err == ""
    assert [path.name[:3] for path in (place / "backups").iterdir()] == ["离开时"]
    made = cli("backup", "-o", str(place / os.fsdecode("备份".encode("gb18030"))), home=place)
    assert made.code == 0 and len(list(place.iterdir())) > 3
    for words in (("where",), ("doctor",), ("backup", "--list"), ("backup", "--json")):
        assert cli(*words, home=place).code == 0, words
    refused = cli("set", "exports", str(place))
    assert refused.code == 2 and "不是 UTF-8" in refused.err


def test_what_a_killed_init_leaves_is_no_obstacle(cli: Cli, home_dir: Path) -> None:
    home_dir.mkdir()
    words = ("init", "--name", "办公室党支部", "--unit", "国际商学院")
    (home_dir / "branch.db").write_bytes(b"")
    refused = cli("list", "members")
    assert refused.code == 1 and "branchtui init" in refused.err
    assert cli(*words).code == 0
    (home_dir / "branch.db").unlink()
    open_database(home_dir / "branch.db")  # the tables, and no branch
    close_database()
    for read in (("board",), ("list", "meetings"), ("doctor",), ("backup",)):
        assert cli(*read).code == 0, read
    refused = cli("add", "member", "林知远")
    assert refused.code == 1 and "branchtui init" in refused.err
    assert cli(*words).code == 0
