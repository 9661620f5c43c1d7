"""What several verbs about posts share: their options, the reading of days and weights, what is told of pledges."""

from collections.abc import Sequence
from datetime import date
from typing import get_args

from branchtui.cli.exit_codes import tell
from branchtui.cli.session import Session
from branchtui.errors import BranchError
from branchtui.rules.posts.pledges import hint
from branchtui.rules.services import SOURCES, Source
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.digits import decimal
from branchtui.store.models import Pledge

POST_HELP = "名称或编号"
POST_LINES = {
    "number": ("编号", "岗位编号，如 02"),
    "category": ("类别", "如 教学、科研、管理、服务、育人"),
    "serves": ("对象", "服务对象"),
}
"""The options that hold one line of a post, by column: what stands for their value, and what they are."""


def last_day(text: str | None, first: date | None, session: Session) -> date | None:
    """The day on which something ended that began on `first`; None where none was written.

    Without a year it is the last such day up to today, or the nearest one where that lies before the first. Raises
    BranchError for what is no day.
    """
    if not text:
        return None
    found = parse_day(text, session.today, past=True)
    return parse_day(text, session.today) if first is not None and found < first else found


def tell_vague(pledges: Sequence[Pledge]) -> None:
    """Say of the pledges that can't be checked what would make them so."""
    for pledge in pledges:
        if told := hint(pledge.words):
            tell(f"“{pledge.words}”：{told}")


def weights_from(typed: str) -> dict[Source, int]:
    """The weights of a review, in percent: `20,20,30,30`. Raises BranchError where these are no four numbers."""
    sources: tuple[Source, ...] = get_args(Source)
    numbers = [decimal(part.strip()) for part in typed.replace("，", ",").split(",")]
    if len(numbers) != len(sources) or None in numbers:
        raise BranchError(f"权重要写四个整数，依次是{'、'.join(SOURCES.values())}，如 20,20,30,30。")
    return {source: number or 0 for source, number in zip(sources, numbers, strict=True)}
