"""Who holds a post, from when to when: several at once, nobody twice at a time."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.posts.terms import Term, check_term
from branchtui.store.file.database import act
from branchtui.store.models import Member, Post, PostHolder
from branchtui.store.queries import people, posts
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.posts.posts import check_there


def add_holder(post: Post, member: Member, *, from_day: date, to_day: date | None = None) -> PostHolder:
    """Somebody of the roster of that day holds the post from then on.

    Raises BranchError where they are not on it, for an end before the start, and for days they hold it already.
    """
    check_there(post)
    _check(post, member, Term(from_day, to_day), None)
    with act(f"{post.name}：{act_names.person(member.id)}上岗"):
        return PostHolder.create(post=post, member=member, from_day=from_day, to_day=to_day)


def change_holder(row: PostHolder, *, from_day: date, to_day: date | None) -> PostHolder:
    """Change the days of a holder. Raises as `add_holder`."""
    check_there(row.post)
    _check(row.post, row.member, Term(from_day, to_day), row)
    with act(f"{row.post.name}：更改{act_names.person(row.member_id)}的任岗时间"):
        assign(row, {"from_day": from_day, "to_day": to_day})
    return row


def end_holder(post: Post, member: Member, *, to_day: date) -> PostHolder:
    """The last day of a holder whose term is open. Raises BranchError where there is none such."""
    row = next((each for each in posts.holders(post, member) if each.to_day is None), None)
    if row is None:
        raise BranchError(f"{member.name}现在不在“{post.name}”上岗。要登记一段任岗时间，请写明从哪天起。")
    return change_holder(row, from_day=row.from_day, to_day=to_day)


def remove_holder(row: PostHolder) -> None:
    """Take a term away (into the trash), as one that was entered by mistake."""
    check_there(row.post)
    with act(f"{row.post.name}：删除{act_names.person(row.member_id)}的任岗"):
        trash(row)


def _check(post: Post, member: Member, term: Term, changed: PostHolder | None) -> None:
    others = [each for each in posts.holders(post, member) if changed is None or each.id != changed.id]
    check_term(term, [Term(each.from_day, each.to_day) for each in others], member.name, "任岗")
    if member.id not in people.roster(term.from_day):
        raise BranchError(f"{term.from_day.isoformat()} 的名册上没有“{member.name}”，不能从那天起上岗。请核对日期。")
