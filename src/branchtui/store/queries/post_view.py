"""All that a screen shows of one post but its log, read in one statement: steps, holders, pledges, reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchtui.errors import GoneError
from branchtui.rules.meetings import HELD
from branchtui.rules.posts import chain, reviews
from branchtui.rules.posts.chain import NextStep, PostRules, PostState, Step, Want
from branchtui.rules.posts.terms import Term
from branchtui.rules.services import Source
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Branch, Meeting, Pledge, Post, PostHolder, PostStep, Review, ReviewScore
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries import posts
from branchtui.store.queries.meetings import day_of
from branchtui.store.replication.merging.unsettled import ANY
from branchtui.store.replication.registry import TABLES
from branchtui.store.replication.row_versions import Token, made_token
from branchtui.store.replication.session import Dot

_OFFERED = 60  # meetings


@dataclass(frozen=True, slots=True)
class Basis:
    """The meeting that a step or a review rests on."""

    id: bytes
    kind: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Scored:
    """A review with its scores by source, and the names of those who collected them by their ids."""

    row: Review
    name: str
    scores: Mapping[Source, ReviewScore]
    collectors: Mapping[bytes, str]
    basis: Basis | None

    @property
    def weights(self) -> Mapping[Source, int]:
        """The weights it was made with, in percent."""
        return weights_of(self.row)

    @property
    def tenths(self) -> Mapping[Source, int]:
        """The scores there are, in tenths of a point."""
        return {source: score.tenths for source, score in self.scores.items()}

    @property
    def total(self) -> int | None:
        """The total in tenths of a point; None while a score is missing."""
        return reviews.total(self.tenths, self.weights)

    def grade(self, rules: PostRules) -> str:
        """As the branch decided it, else as the total gives it; empty while there is no total."""
        found = reviews.grade_of(self.total, rules.grades)
        return self.row.grade or (found.name if found else "")


@dataclass(frozen=True, slots=True)
class PostView:
    """One post at one moment, `clock`; to see it as it is later it is read again. Its rows are there to be read."""

    row: Post
    branch: Branch | None  # None before there is one
    steps: Sequence[PostStep]  # by their days
    meetings: Mapping[bytes, Basis]  # those that steps and reviews rest on, by id
    holders: Sequence[PostHolder]  # by their first days
    names: Mapping[bytes, str]  # of holders and of those who were reviewed, by id
    staff_nos: Mapping[bytes, str]  # theirs, to tell two of one name apart
    pledges: Sequence[Pledge]  # in order
    reviews: Sequence[Scored]  # the latest first
    rules: Mapping[str, str]  # what the branch has set about posts: key → JSON
    heads: Mapping[int, Sequence[Dot]]  # the stamps of the post's own row
    clock: int
    unsettled: bool  # whether there are conflicts anywhere, perhaps of it

    @property
    def dated(self) -> list[Step]:
        """The steps as the rules take them."""
        return [dated(row, self.meetings) for row in self.steps]

    @property
    def has(self) -> frozenset[Want]:
        """What there is of what steps want."""
        there: dict[Want, bool] = {
            "holders": bool(self.holders),
            "duties": bool(self.row.duties.strip()),
            "pledges": bool(self.pledges),
        }
        return frozenset(want for want, known in there.items() if known)

    def since(self, rules: PostRules, day: date) -> tuple[PostState, date | None]:
        """What it is on a day, and since which."""
        return chain.since(self.dated, rules, day)

    def next_step(self, rules: PostRules, day: date) -> NextStep | None:
        """What comes next, if anything."""
        return chain.next_step(self.dated, rules, day, self.has)

    def holders_on(self, day: date) -> list[PostHolder]:
        """Who holds it on a day."""
        return [row for row in self.holders if Term(row.from_day, row.to_day).holds(day)]

    def token(self) -> Token:
        """How the post's own row stood at that moment."""
        return made_token(self.row, self.heads)


def dated(row: PostStep, meetings: Mapping[bytes, Basis]) -> Step:
    """A stored step as the rules take it."""
    basis = meetings.get(row.meeting_id) if row.meeting_id else None
    return Step(row.step, row.day, row.to_day, basis.day if basis else None, row.reason)


def bases() -> list[Basis]:
    """The meetings that a step or a review may rest on: the latest that were held, the latest first."""
    held = ", ".join("?" * len(HELD))
    found = sql.rows(
        f"SELECT m.id, m.kind, m.title, {M_BEGINS} FROM meeting m WHERE {Meeting.live_in('m')} AND m.state IN ({held}) "
        f"ORDER BY {M_BEGINS} DESC, m.id LIMIT ?",
        *HELD,
        _OFFERED,
    )
    return [Basis(key, kind, title, day_of(begins)) for key, kind, title, begins in found]


def weights_of(row: Review) -> dict[Source, int]:
    """The weights of a review by source."""
    return {"self": row.weight_self, "peer": row.weight_peer, "public": row.weight_public, "branch": row.weight_branch}


def view(post_id: bytes) -> PostView:
    """The post as it is stored now. Raises GoneError where there is none."""
    of_it = (post_id,)
    number = TABLES["post"].number
    resting = "JOIN meeting m ON m.id = t.meeting_id WHERE t.post_id = ?"
    found = sql.together(
        [
            Select(Post.columns("t"), "FROM post t WHERE t.id = ?", of_it),
            Select(Branch.columns("t"), f"FROM branch t WHERE {Branch.live_in('t')}"),
            Select(PostStep.columns("t"), f"FROM post_step t WHERE t.post_id = ? AND {PostStep.live_in('t')}", of_it),
            Select(
                ["m.id", "m.kind", "m.title", M_BEGINS],
                f"FROM post_step t {resting} AND {PostStep.live_in('t')}",
                of_it,
            ),
            Select(
                ["m.id", "m.kind", "m.title", M_BEGINS], f"FROM review t {resting} AND {Review.live_in('t')}", of_it
            ),
            Select(
                [*PostHolder.columns("t"), "m.name", "m.staff_no"],
                "FROM post_holder t JOIN member m ON m.id = t.member_id "
                f"WHERE t.post_id = ? AND {PostHolder.live_in('t')}",
                of_it,
            ),
            Select(Pledge.columns("t"), f"FROM pledge t WHERE t.post_id = ? AND {Pledge.live_in('t')}", of_it),
            Select(
                [*Review.columns("t"), "m.name", "m.staff_no"],
                f"FROM review t JOIN member m ON m.id = t.member_id WHERE t.post_id = ? AND {Review.live_in('t')}",
                of_it,
            ),
            Select(
                [*ReviewScore.columns("t"), "m.name"],
                "FROM review r CROSS JOIN review_score t ON t.review_id = r.id LEFT JOIN member m ON m.id = t.collector_id "
                f"WHERE r.post_id = ? AND {Review.live_in('r')} AND {ReviewScore.live_in('t')}",
                of_it,
            ),
            Select(
                ["h.col", "k.w", "h.s"],
                f"FROM post t CROSS JOIN stamp_head h ON h.tbl = {number} AND h.n = t.n "
                "JOIN stamp_writer k ON k.n = h.wn WHERE t.id = ?",
                of_it,
            ),
            posts.own_rules(),
            Select(["clock"], "FROM stamp_session"),
            ANY,
        ]
    )
    of_row, branches, steps, of_steps, of_reviews, terms, pledges, held, scores, stamps, rules, clock, unsettled = found
    if not of_row:
        raise GoneError("这一项已不在了。")
    heads: dict[int, list[Dot]] = {}
    for column, writer, stamp in sorted(stamps, key=lambda head: (head[2], head[1])):
        heads.setdefault(column, []).append((writer, stamp))
    meetings = {key: Basis(key, kind, title, day_of(begins)) for key, kind, title, begins in [*of_steps, *of_reviews]}
    holders = [(PostHolder.stored(stored), name, staff_no) for *stored, name, staff_no in terms]
    reviewed = [(Review.stored(stored), name, staff_no) for *stored, name, staff_no in held]
    people = [(row.member_id, name, staff_no) for row, name, staff_no in holders]
    people += [(row.member_id, name, staff_no) for row, name, staff_no in reviewed]
    by_review: dict[bytes, dict[Source, ReviewScore]] = {}
    collectors = {}
    for *stored, collector in scores:
        score = ReviewScore.stored(stored)
        by_review.setdefault(score.review_id, {})[score.source] = score
        if score.collector_id:
            collectors[score.collector_id] = collector
    return PostView(
        row=Post.stored(of_row[0]),
        branch=Branch.stored(branches[0]) if branches else None,
        steps=sorted(map(PostStep.stored, steps), key=lambda row: (row.day, row.id)),
        meetings=meetings,
        holders=[row for row, _, _ in sorted(holders, key=lambda each: (each[0].from_day, each[0].id))],
        names={member: name for member, name, _ in people},
        staff_nos={member: staff_no for member, _, staff_no in people},
        pledges=sorted(map(Pledge.stored, pledges), key=lambda row: (row.order_key, row.id)),
        reviews=[
            Scored(
                row,
                name,
                {source: given for source in weights_of(row) if (given := by_review.get(row.id, {}).get(source))},
                collectors,
                meetings.get(row.meeting_id) if row.meeting_id else None,
            )
            for row, name, _ in sorted(reviewed, key=lambda each: (each[0].from_day, each[0].id), reverse=True)
        ],
        rules=dict(sorted(rules)),
        heads=heads,
        clock=clock[0][0],
        unsettled=bool(unsettled),
    )
