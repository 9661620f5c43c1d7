"""How far the next milestone of a framework is, in words."""

from collections.abc import Sequence
from datetime import date

from branchtui.store.models import Milestone


def next_milestone(milestones: Sequence[Milestone]) -> Milestone | None:
    """The first that is not done and has a day."""
    open_ones = [each for each in milestones if each.due_on is not None and each.done_on is None]
    return min(open_ones, key=lambda each: (each.due_on, each.id), default=None)


def due_words(milestone: Milestone | None, today: date) -> str:
    """距验收材料 5 天, or how long it is overdue; empty where nothing is to come."""
    if milestone is None or milestone.due_on is None:
        return ""
    left = (milestone.due_on - today).days
    if left < 0:
        return f"{milestone.name}逾期 {-left} 天"
    return f"距{milestone.name} {left} 天" if left else f"{milestone.name}今天到期"
