"""Reviews of the holders of a post: scores by source, the grade the branch decided, its opinion."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypedDict, get_args

from branchtui.errors import BranchError
from branchtui.rules.posts.reviews import MOST, check_weights
from branchtui.rules.posts.terms import Term, check_term
from branchtui.rules.services import SOURCES, Source
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Member, Post, Review, ReviewScore
from branchtui.store.models.columns import caption
from branchtui.store.queries import posts
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.posts import check_there
from branchtui.workflows.posts.steps import check_basis

_MOST_ANSWERS = 100_000


class Score(NamedTuple):
    """The score of one source in tenths of a point: from how many people, collected by whom and when."""

    tenths: int
    answered: int | None = None
    collector: Member | None = None
    day: date | None = None


class Decision(TypedDict, total=False):
    """What the branch said of a review; a `meeting` or `decided_on` of None takes it away."""

    grade: str
    decided_on: date | None
    opinion: str
    meeting: Meeting | None


def add_review(
    post: Post,
    member: Member,
    *,
    from_day: date,
    to_day: date,
    scores: Mapping[Source, Score] | None = None,
    weights: Mapping[Source, int] | None = None,
    decision: Decision | None = None,
) -> Review:
    """A review of somebody who held the post in that time. `weights` in percent are the branch's where none are told.

    Raises BranchError for days that meet those of another review of theirs, or on none of which they held it; for
    weights that give no hundred, a score that is none, or a grade that there is not.
    """
    check_there(post)
    by = weights if weights is not None else post_rules().weights
    _check_days(post, member, Term(from_day, to_day))
    fields = {**_weight_fields(by), **_decided(decision or {})}
    _check_scores(scores or {})
    with act(f"{post.name}：考核{act_names.person(member.id)}"):
        review = Review.create(post=post, member=member, from_day=from_day, to_day=to_day, **fields)
        _write_scores(review, scores or {})
    return review


def change_review(
    review: Review,
    *,
    scores: Mapping[Source, Score] | None = None,
    weights: Mapping[Source, int] | None = None,
    decision: Decision | None = None,
) -> Review:
    """Add or change scores, change the weights or what was decided. Raises as `add_review`."""
    check_there(review.post)
    fields = {**(_weight_fields(weights) if weights is not None else {}), **_decided(decision or {})}
    _check_scores(scores or {})
    with act(f"{review.post.name}：修改{act_names.person(review.member_id)}的考核"):
        assign(review, fields)
        _write_scores(review, scores or {})
    return review


def remove_score(review: Review, source: Source) -> None:
    """Take the score of a source away (into the trash); where there is none nothing is done."""
    check_there(review.post)
    row = ReviewScore.get_or_none(ReviewScore.id == ReviewScore.row_id(review=review, source=source))
    if row is not None and not row.deleted:
        with act(f"{review.post.name}：删除{SOURCES[source]}"):
            trash(row)


def remove_review(review: Review) -> None:
    """Take a review away (into the trash)."""
    check_there(review.post)
    with act(f"{review.post.name}：删除{act_names.person(review.member_id)}的考核"):
        trash(review)


def review_of(post: Post, member: Member, from_day: date, to_day: date) -> Review | None:
    """The review of somebody for exactly these days, if there is one."""
    same = (each for each in posts.reviews(post, member) if (each.from_day, each.to_day) == (from_day, to_day))
    return next(same, None)


def _check_days(post: Post, member: Member, days: Term) -> None:
    others = [Term(each.from_day, each.to_day) for each in posts.reviews(post, member)]
    check_term(days, others, member.name, "考核期")
    if not any(Term(each.from_day, each.to_day).meets(days) for each in posts.holders(post, member)):
        raise BranchError(f"{member.name}在{days.words}没有在“{post.name}”上岗，不能考核。请核对姓名和考核期。")


def _weight_fields(weights: Mapping[Source, int]) -> dict[str, Any]:
    check_weights(weights)
    sources: tuple[Source, ...] = get_args(Source)
    return {f"weight_{source}": weights.get(source, 0) for source in sources}


def _check_scores(scores: Mapping[Source, Score]) -> None:
    for source, score in scores.items():
        if not 0 <= score.tenths <= MOST:
            raise BranchError(f"{SOURCES[source]}要在 0 到 100 分之间。")
        if score.answered is not None and not 0 < score.answered <= _MOST_ANSWERS:
            raise BranchError(f"{SOURCES[source]}的评议人数“{score.answered}”不对，请写参加评议的人数。")


def _write_scores(review: Review, scores: Mapping[Source, Score]) -> None:
    for source, score in scores.items():
        ReviewScore.ensure(review=review, source=source, values=score._asdict())


def _decided(decision: Decision) -> dict[str, Any]:
    fields: dict[str, Any] = dict(decision)
    if "grade" in decision:
        fields["grade"] = line(decision["grade"], caption(Review, "grade"))
        names = [grade.name for grade in post_rules().grades]
        if fields["grade"] and fields["grade"] not in names:
            raise BranchError(f"没有“{fields['grade']}”这一等次。可选：{'、'.join(names)}。")
    if "opinion" in decision:
        fields["opinion"] = text(decision["opinion"], caption(Review, "opinion"))
    check_basis(decision.get("meeting"))
    return fields
