"""One line of the log as it is typed: what it would write, or why it can't be written yet."""

from datetime import date, datetime
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.store.models import Post
from branchtui.workflows.posts.log import drafted
from branchtui.workflows.posts.log_checks import Checks, Draft, Names
from branchtui.workflows.posts.log_lines import THERE


class Reading(NamedTuple):
    """What a line comes to: a `draft` that Enter writes, unless `why` says that it can't be; `told` contradicts it."""

    draft: Draft | None = None
    why: str = ""
    told: tuple[str, ...] = ()


class LineReader:
    """Reads a line again with each key. People and terms are read once, what else a day holds once for each day.

    What was written since is not known to it: make another one then.
    """

    def __init__(self, post: Post, now: datetime) -> None:
        self._post, self._now = post, now
        self._names = Names([post])
        self._checks: dict[date, Checks] = {}

    def read(self, text: str) -> Reading:
        """What the line comes to; nothing at all of an empty one."""
        if not text.strip():
            return Reading()
        try:
            draft = drafted(self._post, text, self._names, now=self._now)
        except BranchError as error:
            return Reading(why=str(error))
        if draft.day not in self._checks:
            self._checks[draft.day] = Checks(self._names, [draft.day], self._now.date())
        checks = self._checks[draft.day]
        try:
            checks.refuse(draft)
        except BranchError as error:
            return Reading(draft, str(error))
        there = (THERE,) if checks.is_there(draft) else ()
        return Reading(draft, "", (*there, *checks.told(draft)))
