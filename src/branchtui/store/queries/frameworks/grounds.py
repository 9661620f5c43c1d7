"""All that a framework is judged by but for the things themselves, read in one statement."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.kind_reading import SETTINGS as OF_MEETINGS
from branchtui.rules.posts.reading import SETTINGS as OF_POSTS
from branchtui.rules.roster import Event
from branchtui.rules.workdays import MarkedDay
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Evidence, Framework, Member, Milestone, Point, Setting, TermDay
from branchtui.store.queries import people, posts
from branchtui.store.queries.days import marked
from branchtui.store.queries.frameworks.trees import in_tree_order


class Grounds(NamedTuple):
    """The points of a framework in the order of its tree, what was put to each and taken out of it, and its milestones; who
    was what, everyone by id, the posts, the days the branch has marked and what it has set about meetings and posts."""

    points: list[Point]
    marks: dict[bytes, list[Evidence]]
    milestones: list[Milestone]
    events: list[Event]
    members: dict[bytes, Member]
    posts: list[posts.PostSteps]
    marked: list[MarkedDay]
    of_meetings: Mapping[str, str]
    of_posts: Mapping[str, str]


def grounds(framework: Framework) -> Grounds:
    """They as they are stored now."""
    of_it = (framework.id,)
    found = sql.together(
        [
            Select(Point.columns("t"), f"FROM point t WHERE t.framework_id = ? AND {Point.live_in('t')}", of_it),
            Select(
                Evidence.columns("e"),
                "FROM evidence e JOIN point p ON p.id = e.point_id "
                f"WHERE p.framework_id = ? AND {Point.live_in('p')} AND {Evidence.live_in('e')}",
                of_it,
            ),
            Select(
                Milestone.columns("m"), f"FROM milestone m WHERE m.framework_id = ? AND {Milestone.live_in('m')}", of_it
            ),
            people.every_event(),
            Select(Member.columns("m"), f"FROM member m WHERE {Member.live_in('m')}"),
            *posts.every_post(),
            Select(["t.day", "t.mark", "t.name"], f"FROM term_day t WHERE {TermDay.live_in('t')}"),
            Select(
                ["s.key", "s.value"],
                f"FROM setting s WHERE (s.key GLOB ? OR s.key GLOB ?) AND {Setting.live_in('s')}",
                (f"{OF_MEETINGS}*", f"{OF_POSTS}*"),
            ),
        ]
    )
    points, marks, milestones, events, members, every_post, steps, days, own = found
    put: dict[bytes, list[Evidence]] = {}
    for row in sorted(map(Evidence.stored, marks), key=lambda row: (row.order_key, row.id)):
        put.setdefault(row.point_id, []).append(row)
    return Grounds(
        in_tree_order(sorted(map(Point.stored, points), key=lambda row: (row.order_key, row.id))),
        put,
        sorted(map(Milestone.stored, milestones), key=lambda row: (row.due_on or date.max, row.id)),
        people.events_read(events),
        {row.id: row for row in map(Member.stored, members)},
        posts.posts_read(every_post, steps),
        marked(sorted(days)),
        _starting(own, OF_MEETINGS),
        _starting(own, OF_POSTS),
    )


def _starting(own: Sequence[tuple[str, str]], prefix: str) -> dict[str, str]:
    return {key: value for key, value in sorted(own) if key.startswith(prefix)}
