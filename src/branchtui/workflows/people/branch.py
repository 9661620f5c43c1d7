"""Setting up the one branch of a database, and changing what is known of it."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.roster import OPEN
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.cleaning import NAME_LIMIT
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Branch
from branchtui.store.queries import people
from branchtui.store.writes import assign
from branchtui.workflows.input_checks import line
from branchtui.workflows.people.roster import new_member


def create_branch(name: str, unit: str, secretary: str = "", *, today: date, demo: bool = False) -> Branch:
    """Make the branch, and its secretary as the first person of the roster. Raises BranchError where one lives."""
    name = line(name, "支部名称", required=True)
    unit = line(unit, "所在单位", required=True)
    secretary = plain_name(line(secretary, "书记姓名", limit=NAME_LIMIT))
    there = people.branch()
    if there is not None:
        raise BranchError(f"这里已经有一个支部：{there.name}。要另建，请用 --home 指定另一个文件夹。")
    with act(f"建立支部：{name}", for_good=True):  # without it there is no room to stand in
        branch = Branch.create(name=name, unit=unit, demo=demo)
        if secretary:
            new_member({"name": secretary}, since=OPEN, standing="full", office="书记")
    return branch


def change_branch(
    *, today: date, name: str | None = None, unit: str | None = None, elected_on: str | None = None
) -> Branch:
    """Change what is given: the names, or the day its committee was elected, empty where nobody knows it.

    Raises BranchError for an empty name, or a day that is none or still to come.
    """
    branch = people.the_branch()
    changes: dict[str, str | date | None] = {}
    for column, typed, what in (("name", name, "支部名称"), ("unit", unit, "所在单位")):
        if typed is not None:
            changes[column] = line(typed, what, required=True)
    if elected_on is not None:
        day = parse_day(elected_on, today, past=True) if elected_on.strip() else None
        if day is not None and day > today:
            raise BranchError(f"本届选出日期{chinese_day(day)}还没有到，请核对。")
        changes["elected_on"] = day
    with act("更改支部信息"):
        assign(branch, changes)
    return branch
