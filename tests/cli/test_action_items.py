"""What a meeting agreed, and a meeting like another, by the command line."""

import json
from datetime import date, timedelta

import pytest

from tests.cli.conftest import Cli

HELD = date.today() - timedelta(days=3)
DUE = (date.today() + timedelta(days=4)).isoformat()


@pytest.fixture
def meeting(branch: Cli) -> str:
    words = ["--kind", "主题党日", "--when", f"{HELD} 15:00", "--place", "301", "--title", "学习", "--host", "林知远"]
    found = branch("add", "meeting", *words, "--item", "诵读", "--item", "交流").last
    assert branch("hold", found).code == 0
    return found


def listed(branch: Cli) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(branch("list", "actions", "--json").out)
    return found


def test_from_agreed_to_done(branch: Cli, meeting: str) -> None:
    words = ["--what", "修订值班表", "--owner", "周以宁", "--due", DUE, "--item", "2"]
    added = branch("add", "action", meeting, *words)
    assert added.code == 0 and "已记下议定事项：修订值班表" in added.out
    assert listed(branch) == [
        {
            "id": added.last,
            "due": DUE,
            "what": "修订值班表",
            "owner": "周以宁",
            "done_on": None,
            "done_note": "",
            "meeting": meeting,
            "title": "学习",
        }
    ]
    due = json.loads(branch("board", "--json").out)["due"]
    assert [(each["duty"], each["open"]) for each in due if each["sort"] == "action"] == [
        ("周以宁：修订值班表", {"thing": "meeting", "id": meeting})
    ]
    late = json.loads(branch("board", "--json", "--date", (date.today() + timedelta(days=5)).isoformat()).out)
    assert "周以宁：修订值班表" in [each["duty"] for each in late["overdue"]]
    assert branch("change", "action", added.last, "--owner", "").last == added.last
    assert branch("change", "action", added.last, "--done", "--note", "已张贴").code == 0
    shown = json.loads(branch("show", "meeting", meeting, "--json").out)["actions"]
    assert [(each["done_on"], each["done_note"], each["owner"]) for each in shown] == [
        (date.today().isoformat(), "已张贴", "")
    ]
    assert "修订值班表" in branch("show", "meeting", meeting).out
    assert not [each for each in json.loads(branch("board", "--json").out)["due"] if each["sort"] == "action"]
    assert branch("change", "action", added.last, "--not-done").code == 0 and listed(branch)[0]["done_on"] is None
    assert branch("undo").code == 0 and listed(branch)[0]["done_note"] == "已张贴"
    assert branch("change", "action", added.last, "--remove").code == 0 and listed(branch) == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--what", "新", "--done"], 2, "请分两次做"),
        (["--note", "好"], 2, "--note 要和 --done 一起写"),
        ([], 2, "没有要改的内容"),
        (["--due", "哪天"], 1, "没有看懂日期"),
    ],
)
def test_what_can_not_be_changed(branch: Cli, meeting: str, words: list[str], code: int, told: str) -> None:
    action = branch("add", "action", meeting, "--what", "修订值班表").last
    answer = branch("change", "action", action, *words)
    assert answer.code == code and told in answer.err
    assert [(each["what"], each["due"], each["done_on"]) for each in listed(branch)] == [("修订值班表", None, None)]


def test_who_is_on_no_roster_is_told_and_an_item_that_is_not_there_refused(branch: Cli, meeting: str) -> None:
    assert "按名册外的人记下" in branch("add", "action", meeting, "--what", "借场地", "--owner", "校团委").err
    for item in ("3", "0", "二"):
        answer = branch("add", "action", meeting, "--what", "借场地", "--item", item)
        assert answer.code == 1 and "这次会议有 2 项" in answer.err


def test_a_meeting_is_copied(branch: Cli, meeting: str) -> None:
    copied = branch("copy", "meeting", meeting, "--when", f"{DUE} 15:00", "--title", "参观")
    assert copied.code == 0
    shown = json.loads(branch("show", "meeting", copied.last, "--json").out)
    assert (shown["title"], shown["host"], shown["place"], shown["state"]) == ("参观", "林知远", "301", "planned")
    assert [item["title"] for item in shown["items"]] == ["诵读", "交流"]
    assert json.loads(branch("copy", "meeting", meeting, "--when", f"{DUE} 16:00", "--json").out)["id"]


def test_the_day_of_the_notice_is_corrected(branch: Cli, meeting: str) -> None:
    assert branch("change", "meeting", meeting, "--noticed-on", (HELD - timedelta(days=2)).isoformat()).code == 0
    late = branch("change", "meeting", meeting, "--noticed-on", (HELD + timedelta(days=1)).isoformat())
    assert late.code == 1 and "晚于会议那天" in late.err
    assert branch("change", "meeting", meeting, "--noticed-on", "").code == 0


def test_a_different_opinion_is_read_from_the_record(branch: Cli, meeting: str) -> None:
    text = "# 1\n林知远：导学。\n不同意见：周以宁：时间太紧。\n决议：照办。\n"
    assert branch("minutes", meeting, "--file", "-", stdin=text.encode()).code == 0
    (item, _) = json.loads(branch("show", "meeting", meeting, "--json").out)["items"]
    assert (item["record"], item["dissent"], item["resolution"]) == ("林知远：导学。", "周以宁：时间太紧。", "照办。")
    assert meeting in branch("search", "时间太紧").out
