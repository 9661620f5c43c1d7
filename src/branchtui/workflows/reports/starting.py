"""What a draft of a kind may begin from, as it is offered: meetings, partner activities, honours, posts, years."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.reports.outlines import STARTS, Start
from branchtui.store.models import Honour, Meeting, PartnerActivity, Post, Report
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.posts import PostList
from branchtui.store.queries.registers.activities import activities
from branchtui.store.queries.registers.honours import honours
from branchtui.workflows.reports import drafting
from branchtui.workflows.reports.outlines import outline
from branchtui.workflows.reports.post_draft import draft_from_post

_MOST = 200  # meetings and posts that are offered
_YEARS = 3


class Point(NamedTuple):
    """One of them: its words are no other one's."""

    start: Start
    words: str
    id: bytes = b""

    @property
    def note(self) -> str:
        """What it is."""
        return STARTS[self.start]


def points(kind: str, today: date) -> list[Point]:
    """What a draft of this kind may begin from, of each sort the latest first; without a kind what any may begin from."""
    starts = outline(kind).starts if kind else tuple(STARTS)
    found: dict[str, Point] = {}
    for start in starts:
        for point in _of(start, today):
            words, number = point.words, 2
            while words in found:
                words, number = f"{point.words}（{number}）", number + 1
            found[words] = point._replace(words=words)
    return list(found.values())


def _of(start: Start, today: date) -> Iterator[Point]:
    match start:
        case "meeting":
            for meeting in MeetingList().page(0, _MOST):
                if meeting.state in HELD:
                    yield Point(start, f"{meeting.begins:%Y-%m-%d} {meeting.title}", meeting.id)
        case "activity":
            for activity in activities():
                yield Point(start, f"{activity.day} {activity.title}", activity.id)
        case "honour":
            for honour in honours():
                day = f"{honour.day} " if honour.day else ""
                yield Point(start, f"{day}{honour.whose} {honour.title}", honour.id)
        case "post":
            for post in PostList().page(0, _MOST):
                yield Point(start, post.name, post.id)
        case "year":
            for year in range(today.year, today.year - _YEARS, -1):
                yield Point(start, f"{year}年")


def draft(words: str, kind: str, today: date) -> Report:
    """The draft that begins from the point of these words, in the outline of this kind or the usual one.

    Raises BranchError where there is no such point, and as the drafts do.
    """
    point = next((each for each in points(kind, today) if each.words == words), None)
    if point is None:
        raise BranchError(f"没有“{words}”这件事可写。请从列出的里面选，或空着。")
    match point.start:
        case "meeting":
            return drafting.draft_from_meeting(Meeting.get_by_id(point.id), kind)
        case "activity":
            return drafting.draft_from_activity(PartnerActivity.get_by_id(point.id), kind)
        case "honour":
            return drafting.draft_from_honour(Honour.get_by_id(point.id), kind)
        case "post":
            return draft_from_post(Post.get_by_id(point.id), "year", today, kind)
        case "year" if kind:
            return drafting.draft_from_outline(kind, int(words.removesuffix("年")), today)
    raise BranchError("写一年的，请先选体裁，如 工作总结、述职报告。")
