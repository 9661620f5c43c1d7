"""silence, days and change branch: what the board is not to tell, working days and terms, when the committee was elected."""

import json

from tests.cli.conftest import Cli


def test_a_line_is_silenced_listed_and_told_again(branch: Cli) -> None:
    due = json.loads(branch("board", "--json").out)["due"]
    (count,) = [duty for duty in due if duty["duty"].startswith("支部党员大会")]
    made = branch("silence", "支部党员大会", "--reason", "与学院合开", "--json")
    number = json.loads(made.out)["id"]
    found = json.loads(branch("board", "--json").out)
    assert [duty["duty"] for duty in found["silenced"]] == [count["duty"]]
    assert found["due"] == [duty for duty in due if duty != count]
    assert number in branch("silence").out and "与学院合开" in branch("silence").out
    (listed,) = json.loads(branch("silence", "--json").out)
    assert (listed["id"], listed["rule"], listed["reason"]) == (number, count["rule"], "与学院合开")
    assert "恢复提醒" in branch("silence", "--again", number).out
    assert "与学院合开" in branch("history", "silenced", number).out
    assert json.loads(branch("board", "--json").out)["due"] == due


def test_which_line_is_meant_has_to_be_clear_and_a_reason_given(branch: Cli) -> None:
    assert branch("silence", "支部党员大会").code == 2
    nothing = branch("silence", "茶话会", "--reason", "不开")
    assert nothing.code == 1 and "没有要办的" in nothing.err
    several = branch("silence", "还差", "--reason", "不开")
    assert several.code == 1 and "不止一件" in several.err
    unknown = branch("silence", "--again", "00000000")
    assert unknown.code == 1 and "没有编号" in unknown.err


def test_a_line_is_named_by_its_rule_too(branch: Cli) -> None:
    (count,) = [duty for duty in json.loads(branch("board", "--json").out)["due"] if "支部党员大会" in duty["duty"]]
    assert branch("silence", count["rule"], "--reason", "合开").code == 0


def test_days_are_marked_listed_and_taken_away(branch: Cli) -> None:
    assert "已记入校历" in branch("days", "2027年10月1日—10月8日", "放假", "国庆").out
    assert branch("days").out == "2027年10月1日至10月8日 放假（国庆）\n"
    assert json.loads(branch("days", "--json").out) == [
        {"first": "2027-10-01", "last": "2027-10-08", "mark": "off", "name": "国庆"}
    ]
    assert "去掉" in branch("days", "2027年10月8日", "放假", "--remove").out
    assert branch("days").out == "2027年10月1日至10月7日 放假（国庆）\n"
    wrong = branch("days", "10月1日", "聚餐")
    assert wrong.code == 1 and "没有看懂" in wrong.err


def test_the_branch_is_changed(branch: Cli) -> None:
    assert branch("change", "branch", "--elected", "2024-03-20").code == 0
    assert "换届" in branch("board", "--date", "2027-01-10").out
    assert branch("change", "branch", "--elected", "").code == 0
    assert "换届" not in branch("board", "--date", "2027-01-10").out
    assert branch("change", "branch").code == 2
