"""What a command prints is clean: no escape, no forged line, no citizen id, whoever named the file or the argument."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from branchtui.cli.run import build_parser
from tests.cli.conftest import Cli, Result

ID = "110101199001011237"
EVIL = "\x1b]0;PWN\x07\n已导入：假，编号 deadbeef\x9b2J\u202e"


def _is_clean(result: Result) -> bool:
    return not any(char in result.out + result.err for char in "\x1b\x07\x9b\u202e")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_of_a_file_prints_as_one_clean_line(branch: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    Image.new("RGB", (40, 30)).save(folder / "a.png")
    (folder / "a.png").rename(folder / f"a{EVIL}.jpg")
    article = tmp_path / "稿.txt"
    article.write_text("标题\n\n正文一段。\n", encoding="utf-8")
    done = branch("import", "article", str(article), "--photos", str(folder))
    assert done.code == 0 and _is_clean(done)
    [line] = [told for told in done.err.splitlines() if "没有写日期" not in told and "认出" not in told]
    assert line.startswith("没有用到的图片：a]0;PWN 已导入：假，编号 deadbeef")
    out = tmp_path / f"出{EVIL}"
    written = branch("export", "report", done.last, "-o", str(out))
    assert written.code == 0 and _is_clean(written)
    assert len(written.out.splitlines()) == 1
    shown = branch("export", "report", done.last, "-o", str(out), "--json")
    assert _is_clean(shown) and json.loads(shown.out)["files"][0].startswith(str(out)), "a script still gets the name"


def _leaves(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], argparse.Action]]:
    """Every command with each of its places for a value."""
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                found += _leaves(child, (*path, name))
        elif action.nargs != 0:
            found.append((path, action))
    return found


PLACES = _leaves(build_parser(), ())
_GIVEN = {"things": "members", "thing": "member", "shell": "bash", "verb": "inspect", "kind": "主题党日", "before": "1"}
_MEETING = (
    "--kind",
    "主题党日",
    "--when",
    "2026年3月4日下午3点",
    "--place",
    "201",
    "--title",
    "学习",
    "--item",
    "集中学习",
)


def _line(path: tuple[str, ...], tried: argparse.Action, value: str, ids: Mapping[str, str]) -> list[str]:
    """The command with `value` in the place that is tried and something harmless in every other that it needs."""
    words = [*path]
    options: list[str] = []
    for other_path, action in PLACES:
        if other_path != path or not (action is tried or action.required or not action.option_strings):
            continue
        given = {**_GIVEN, "id": ids.get(path[-1], "林知远"), "when": "明天下午三点"}
        word = value if action is tried else given.get(action.dest, "林知远")
        count = action.nargs if isinstance(action.nargs, int) else 1
        if action.option_strings:
            options += [action.option_strings[-1], *[word] * count]
        elif action is tried or action.nargs != "?":
            words.append(word)
    return [*words, *options]


@pytest.mark.parametrize("value", [EVIL, ID, f"本人{ID[:6]}-{ID[6:14]}-{ID[14:]}", f"张三:{ID}"])
@pytest.mark.slow
def test_no_command_gives_back_what_must_not_be_printed(
    branch: Cli, home_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    held = branch("add", "meeting", *_MEETING).last
    assert branch("hold", held).code == 0
    planned = branch("add", "meeting", *_MEETING).last
    report = branch("draft", "--from", "meeting", held).last
    ids = {
        "attend": held,
        "minutes": held,
        "meeting": held,
        "report": report,
        "roll": held,
        "file": held,
        "ballot": held,
    }
    ids |= dict.fromkeys(("reschedule", "cancel", "hold"), planned)
    for path, action in PLACES:
        if not path or path[0] == "demo" or action.dest == "home":
            continue
        words = _line(path, action, value, ids)
        done = branch(*words)
        assert _is_clean(done), words
        assert "Traceback" not in done.err, words
        names_its_files = path[0] in ("backup", "export", "handover")  # by the path that the person gave
        assert names_its_files or ID[6:14] not in done.out + done.err, words
    assert [path for path in home_dir.rglob("*.db") if ID[6:14].encode() in path.read_bytes()] == []


@pytest.mark.skipif(os.name == "nt", reason="needs a name that is no text")
def test_a_byte_that_is_no_character_is_shown_as_a_question_mark(branch: Cli, tmp_path: Path) -> None:
    missing = os.fsdecode(os.fsencode(tmp_path) + b"/\xc9\xf1.xlsx")
    told = branch("import", "roster", missing)
    assert told.code == 1 and "/??.xlsx" in told.err


def test_a_record_that_holds_a_citizen_id_is_told(branch: Cli) -> None:
    made = branch("add", "meeting", *_MEETING)
    branch("hold", made.last)
    told = branch("minutes", made.last, "--file", "-", stdin=f"# 集中学习\n张三{ID}发言。".encode())
    assert told.code == 0 and "记录里好像有身份证号，请核对" in told.err and ID not in told.err
    drafted = branch("draft", "--from", "meeting", made.last)
    assert drafted.code == 0 and drafted.err == ""
    again = branch("import", "article", "-", stdin=f"标题\n\n张三{ID}发言。\n".encode())
    assert again.code == 0 and "记录里好像有身份证号，请核对" in again.err


def test_a_missing_picture_is_told_and_the_paper_is_written(branch: Cli, home_dir: Path, tmp_path: Path) -> None:
    pictures = tmp_path / "照片"
    pictures.mkdir()
    for number in (1, 2):
        Image.new("RGB", (40, 30), (number, 0, 0)).save(pictures / f"现场{number}.jpg")
    article = "标题\n\n正文一段。\n\n配图1\n\n正文二段。\n\n配图2\n"
    made = branch("import", "article", "-", "--photos", str(pictures), stdin=article.encode())
    for stored in (home_dir / "photos").iterdir():
        stored.unlink()
    done = branch("export", "report", made.last, "-o", str(tmp_path / "稿.docx"))
    assert (done.code, done.out) == (0, f"{tmp_path / '稿.docx'}\n")
    lost = "、".join(f"现场{number}.jpg（从电脑“{platform.node()}”添加）" for number in (1, 2))
    assert done.err.startswith(f"有 2 张照片找不到或已损坏，纸上留了框：{lost}。请从原来的电脑把照片文件拷来，或")
