"""search, where, keys, set, completion."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("识字课本", {"meeting"}),  # in a record
        ("设立 示范岗", {"meeting", "report", "document"}),
        ("zyn", {"member", "growth", "talk", "rectification"}),  # the person, and what is told of her
        ("师生需求清单", {"meeting"}),  # a material
        ("%", set()),
        ("没有这句话", set()),
    ],
)
def test_search(demo: Cli, text: str, things: set[str]) -> None:
    hits = json.loads(demo("search", text, "--json").out)
    assert {hit["thing"] for hit in hits} == things
    for hit in hits:
        assert demo("show", hit["thing"], hit["id"]).code == 0
    assert demo("search", text).code == 0


def test_search_shows_the_place(demo: Cli) -> None:
    hit = json.loads(demo("search", "识字课本", "--json").out)[0]
    assert "识字课本" in hit["words"] and hit["title"] == "主题党日：档案里的初心" and len(hit["words"]) < 60


def test_where_and_keys(cli: Cli, home_dir: Path) -> None:
    places = json.loads(cli("where", "--json").out)
    assert places["database"] == str(home_dir / "branch.db")
    assert "（还没有）" in cli("where").out
    home_dir.mkdir()
    (home_dir / "settings.toml").write_text('[folders]\nexports = "/某处"\n', encoding="utf-8")
    assert json.loads(cli("where", "--json").out)["exports"] == str(Path("/某处"))
    (home_dir / "settings.toml").write_text("thene = 1\n", encoding="utf-8")
    assert cli("where").code == 2
    keys = cli("keys")
    assert "Ctrl+Q" in keys.out and "left_square_bracket" not in keys.out
    assert keys.code == 0 and "app.quit" in keys.out and "第 1 行" in keys.err  # who mends the file looks ids up here
    assert json.loads(cli("keys", "--json").out)[0]["id"]


def test_set_changes_one_setting_and_keys_shows_it(cli: Cli, home_dir: Path) -> None:
    assert cli("set", "theme", "light").out == 'theme："dark" 改为 "light"。下次打开界面生效。\n'
    assert cli("set", "meetings.new", "Ctrl+K").out == 'meetings.new：（没有写） 改为 "Ctrl+K"。下次打开界面生效。\n'
    assert "# 配色" in (home_dir / "settings.toml").read_text(encoding="utf-8")
    shown = json.loads(cli("keys", "--json").out)
    assert next(each["keys"] for each in shown if each["id"] == "meetings.new") == ["ctrl+k"]
    assert "Ctrl+K" in cli("keys").out
    wrong = cli("set", "meetings.new", "blahkey")
    assert wrong.code == 2 and "不认识按键" in wrong.err


def test_set_changes_a_limit_of_the_branch(demo: Cli) -> None:
    listed = json.loads(demo("list", "meetings", "--json").out)
    for row in listed:
        if (row["kind"], row["state"]) == ("党课", "planned"):
            demo("cancel", row["id"], "--reason", "改作他用")
    assert demo("set", "会议记录期限", "5").out == "会议记录期限改为 5 个工作日，记为本支部约定。\n"
    assert demo("set", "党课次数", "关").out == "不再提醒：党课次数。\n"
    assert "党课还差 1 次" not in demo("board").out  # what a framework asks is another matter
    assert demo("set", "党课次数", "默认").out == "党课次数已恢复默认。\n"
    assert "党课还差 1 次  默认，可改；条文没有规定" in demo("board").out
    for value, code, said in (
        ("五", 2, "会议记录期限要写数字、关或默认，现在是“五”。"),
        ("61", 1, "0 到 60"),
    ):
        wrong = demo("set", "会议记录期限", value)
        assert (wrong.code, wrong.out) == (code, "") and said in wrong.err
    wrong = demo("set", "人数期限", "1")
    assert wrong.code == 1 and "没有“人数期限”这一项。可选：会议记录期限、新闻稿期限、" in wrong.err


@pytest.mark.parametrize("text", ["", " ", "\udcff"], ids=["empty", "blank", "no character"])
def test_search_for_nothing_is_told(demo: Cli, text: str) -> None:
    result = demo("search", text)
    assert result.code == 2 and "请写出要找的几个字" in result.err and result.out == ""


@pytest.mark.parametrize("text", ["长" * 30_000, "龘 " * 5_000, "没有这句话"], ids=["long", "many words", "not there"])
def test_search_that_finds_nothing_says_so(demo: Cli, text: str) -> None:
    result = demo("search", text)
    assert result.code == 0 and "没有找到" in result.err and result.out == ""
    assert json.loads(demo("search", text, "--json").out) == []


def test_what_is_no_character_is_left_out_of_a_search(demo: Cli) -> None:
    assert json.loads(demo("search", "识字\udcff课本", "--json").out)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
def test_a_folder_whose_name_is_no_text(cli: Cli, tmp_path: Path) -> None:
    places = json.loads(cli("where", "--json", home=tmp_path / "\udcff").out)
    assert places["database"] == str(tmp_path / "?" / "branch.db")
