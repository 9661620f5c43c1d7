"""Posts: the list, and those of one person; `post_view` reads all of one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from branchtui.rules.posts.chain import PostRules, PostState, Step, since
from branchtui.rules.posts.reading import SETTINGS
from branchtui.rules.posts.terms import Term
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Member, Post, PostHolder, PostStep, Review, Setting
from branchtui.store.queries.filter_words import HOLDS, held_by, wanted_words

_LISTED = Post.live_in("p")
_HELD_BY = (
    "EXISTS (SELECT 1 FROM post_holder h JOIN member m ON m.id = h.member_id "
    f"WHERE h.post_id = p.id AND {PostHolder.live_in('h')} AND m.name {HOLDS})"
)
_AT_ONCE = 500  # rows in one statement: SQLite takes 999 values at least


class HolderRow(NamedTuple):
    """Somebody who holds or held a post."""

    member: bytes
    name: str
    term: Term


class PostRow(NamedTuple):
    """One line of the list of posts, with its steps and holders in the order of their days."""

    id: bytes
    number: str
    name: str
    category: str
    steps: Sequence[Step]
    holders: Sequence[HolderRow]

    def since(self, rules: PostRules, day: date) -> tuple[PostState, date | None]:
        """What it is on a day, and since which."""
        return since(self.steps, rules, day)

    def holders_on(self, day: date) -> list[HolderRow]:
        """Who holds it on a day."""
        return [holder for holder in self.holders if holder.term.holds(day)]


class PostList:
    """Posts as a window, by number and name, those without a number last. The filter looks into both, category, holders."""

    def __init__(self, filter_text: str = "") -> None:
        words = wanted_words(filter_text)
        hit = " OR ".join([*(f"{column} {HOLDS}" for column in ("p.number", "p.name", "p.category")), _HELD_BY])
        self._where = " AND ".join([_LISTED, *[f"({hit})"] * len(words)])
        self._values = [value for word in words for value in [held_by(word)] * 4]

    def count(self) -> int:
        if not self._values:
            return Post.count_live()
        return int(sql.value(f"SELECT count(*) FROM post p WHERE {self._where}", *self._values))

    def page(self, offset: int, limit: int) -> list[PostRow]:
        found = sql.rows(
            f"SELECT p.id, p.number, p.name, p.category FROM post p WHERE {self._where} "
            "ORDER BY p.number = '', p.number, p.name, p.id LIMIT ? OFFSET ?",
            *self._values,
            limit,
            offset,
        )
        steps, holders = _parts([row[0] for row in found])
        return [
            PostRow(key, number, name, category, steps.get(key, ()), holders.get(key, ()))
            for key, number, name, category in found
        ]


class PostSteps(NamedTuple):
    """A post with its steps in the order of their days."""

    id: bytes
    name: str
    steps: Sequence[Step]


def every_post() -> tuple[Select, Select]:
    """The selects of what `posts_read` reads, to be asked together with other things: all posts, and all their steps."""
    return (
        Select(["p.id", "p.number", "p.name"], f"FROM post p WHERE {_LISTED}"),
        Select(
            ["s.post_id", "s.step", "s.day", "s.to_day", "s.reason", "s.id"],
            f"FROM post_step s WHERE {PostStep.live_in('s')}",
        ),
    )


def posts_read(found: Iterable[tuple[bytes, str, str]], of_steps: Iterable[tuple[Any, ...]]) -> list[PostSteps]:
    """What those selects gave, by number and name, those without a number last."""
    steps = _steps(of_steps)
    rows = sorted(found, key=lambda row: (not row[1], row[1], row[2], row[0]))
    return [PostSteps(key, name, steps.get(key, ())) for key, _, name in rows]


class PostOfMember(NamedTuple):
    """One stretch of days for which somebody holds or held a post."""

    post: bytes
    number: str
    name: str
    term: Term


def of_member(member_id: bytes) -> Select:
    """The select of what `post_of_member` reads, to be asked together with what else there is of a person."""
    return Select(
        ["p.id", "p.number", "p.name", "h.from_day", "h.to_day"],
        "FROM post_holder h CROSS JOIN post p ON p.id = h.post_id "
        f"WHERE h.member_id = ? AND {PostHolder.live_in('h')} AND {_LISTED}",
        (member_id,),
    )


def posts_of_member(rows: Iterable[tuple[bytes, str, str, str, str | None]]) -> list[PostOfMember]:
    """What that select gave, the latest first."""
    found = [PostOfMember(key, number, name, _term(first, last)) for key, number, name, first, last in rows]
    return sorted(found, key=lambda row: (row.term.from_day, row.name), reverse=True)


def own_rules() -> Select:
    """The select of what the branch has set about posts: key, JSON."""
    return Select(
        ["t.key", "t.value"], f"FROM setting t WHERE t.key GLOB ? AND {Setting.live_in('t')}", (f"{SETTINGS}*",)
    )


def post(post_id: bytes) -> Post:
    """The post of this id, in the trash or not. Raises GoneError where there is none."""
    return Post.get_by_id(post_id)


def named(name: str) -> list[Post]:
    """The posts of this name or number."""
    either = (Post.name == name) | (Post.number == name)
    return list(Post.select().where(Post.live(), either).order_by(Post.id))


def steps(row: Post) -> list[PostStep]:
    """The steps of a post by their days."""
    return list(PostStep.select().where(PostStep.post == row, PostStep.live()).order_by(PostStep.day, PostStep.id))


def holders(row: Post, member: Member | None = None) -> list[PostHolder]:
    """The terms of a post, or those of one person, the first first."""
    query = PostHolder.select().where(PostHolder.post == row, PostHolder.live())
    if member is not None:
        query = query.where(PostHolder.member == member)
    return list(query.order_by(PostHolder.from_day, PostHolder.id))


def reviews(row: Post, member: Member) -> list[Review]:
    """The reviews of one person at a post, the first first."""
    query = Review.select().where(Review.post == row, Review.member == member, Review.live())
    return list(query.order_by(Review.from_day, Review.id))


def _parts(keys: Sequence[bytes]) -> tuple[dict[bytes, list[Step]], dict[bytes, list[HolderRow]]]:
    """Steps and holders of these posts, by the ids of the posts."""
    steps: dict[bytes, list[Step]] = {}
    holders: dict[bytes, list[HolderRow]] = {}
    for start in range(0, len(keys), _AT_ONCE // 2):
        some = keys[start : start + _AT_ONCE // 2]
        marks = ", ".join("?" * len(some))
        of_steps, of_holders = sql.together(
            [
                Select(
                    ["s.post_id", "s.step", "s.day", "s.to_day", "s.reason", "s.id"],
                    f"FROM post_step s WHERE s.post_id IN ({marks}) AND {PostStep.live_in('s')}",
                    some,
                ),
                Select(
                    ["h.post_id", "h.member_id", "m.name", "h.from_day", "h.to_day"],
                    "FROM post_holder h JOIN member m ON m.id = h.member_id "
                    f"WHERE h.post_id IN ({marks}) AND {PostHolder.live_in('h')}",
                    some,
                ),
            ]
        )
        steps |= _steps(of_steps)
        for key, member, name, first, last in sorted(of_holders, key=lambda row: (row[3], row[2])):
            holders.setdefault(key, []).append(HolderRow(member, name, _term(first, last)))
    return steps, holders


def _steps(rows: Iterable[tuple[Any, ...]]) -> dict[bytes, list[Step]]:
    """Steps by the ids of their posts, in the order of their days."""
    steps: dict[bytes, list[Step]] = {}
    for key, name, day, to_day, reason, _ in sorted(rows, key=lambda row: (row[2], row[5])):
        steps.setdefault(key, []).append(_step(name, day, to_day, reason))
    return steps


def _step(name: str, day: str, to_day: str | None, reason: str) -> Step:
    return Step(name, date.fromisoformat(day), _day(to_day), None, reason)


def _term(first: str, last: str | None) -> Term:
    return Term(date.fromisoformat(first), _day(last))


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
