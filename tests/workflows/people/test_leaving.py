"""A new term's roster: who is missing from it is listed, and leaves only where somebody says so, with the import as one act."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.queries import people
from branchtui.workflows.people.roster import add_member, apply_roster, preview_roster
from branchtui.workflows.people.roster_diff import RosterDiff
from branchtui.workflows.safety import undo
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("database")
LEAVES = date(2026, 3, 1)


def names(day: date = TODAY) -> set[str]:
    return {people.member(key).name for key in people.roster(day)}


def preview(*listed: str) -> RosterDiff:
    rows = "\n".join(f"{name},正式党员,2001-06-01,2002-06-01" for name in listed)
    return preview_roster(f"姓名,人员类别,入党日期,转正日期\n{rows}\n".encode(), "名册.csv", as_of=None, today=TODAY)


@pytest.fixture
def three(database: Path) -> None:
    for name in ("甲一", "乙二", "丙三"):
        add_member(name, since=date(2020, 1, 1))


@pytest.mark.usefixtures("three")
def test_the_missing_are_listed_and_stay() -> None:
    before = names()
    diff = preview("甲一", "丁四")
    assert {each.name for each in diff.missing} == before - {"甲一"}
    apply_roster(diff)
    assert names() == before | {"丁四"}
    assert "乙二" in diff.kept() and "甲一" not in diff.kept()


@pytest.mark.usefixtures("three")
def test_those_who_are_marked_leave_on_a_day_in_the_same_act() -> None:
    before = names()
    diff = preview("甲一", "丁四")
    gone = {each.member for each in diff.missing if each.name in ("乙二", "丙三")}
    assert "乙二" not in diff.kept(gone)
    apply_roster(diff, leaving=gone, on=LEAVES)
    assert names() == before - {"乙二", "丙三"} | {"丁四"}
    assert {"乙二", "丙三"} <= names(date(2026, 2, 28)), "before that day they belonged to it"
    (name,) = sql.rows("SELECT name FROM act ORDER BY n DESC LIMIT 1")[0]
    assert name == "导入名册：新增 1 人，更改 1 人，转出 2 人"
    undo.undo_last()
    assert names() == before


@pytest.mark.usefixtures("three")
def test_nobody_leaves_who_stands_in_the_file_nor_before_they_came() -> None:
    before = names()
    diff = preview("甲一")
    (first,) = [key for key, row in people.members().items() if row.name == "甲一"]
    apply_roster(diff, leaving={first}, on=LEAVES)
    assert names() == before
    gone = {each.member for each in diff.missing if each.name == "乙二"}
    with pytest.raises(BranchError, match="乙二在 2019-12-31 还不在名册上"):
        apply_roster(diff, leaving=gone, on=date(2019, 12, 31))
    with pytest.raises(BranchError, match="哪天起转出"):
        apply_roster(diff, leaving=gone)
    assert names() == before
