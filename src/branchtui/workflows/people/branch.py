"""Setting up the one branch of a database."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.roster import OPEN
from branchtui.rules.text.cleaning import NAME_LIMIT
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Branch
from branchtui.store.queries import people
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
