"""Which group a meeting of a group is of: the one that is named, or the only one there is."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.meetings import MeetingKind
from branchtui.store.models import Group
from branchtui.store.queries import people


def group_on(kind: MeetingKind, typed: str, day: date) -> Group | None:
    """The group of a meeting of this kind, None where it is no group's.

    Raises BranchError where the name fits no group of that day's roster or several, and for a kind that has none.
    """
    wanted = typed.strip()
    if kind.who != "group":
        if wanted:
            raise BranchError(f"{kind.name}不是党小组的会，不用写党小组。请把“党小组”一栏空着。")
        return None
    there = people.groups_on(day)
    names = "、".join(group.name for group in there)
    if not there:
        raise BranchError(f"{day.isoformat()} 的名册上没有党小组。请先在“人员”里写明各人的党小组。")
    exact = [group for group in there if group.name == wanted]
    fitting = exact or [group for group in there if wanted in group.name]
    if len(fitting) == 1:
        return fitting[0]
    if not wanted:
        raise BranchError(f"{kind.name}要写明是哪个党小组。可选：{names}。")
    raise BranchError(f"没有认准“{wanted}”是哪个党小组。可选：{names}。")
