"""The field of the meeting that something rests on: picked from those that were held."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import near_day
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.post_view import Basis, bases
from branchtui.ui.screens.form import Field


class BasisField:
    """What it offers, and from the words in it back to the meeting."""

    def __init__(self, today: date, chosen: Basis | None = None) -> None:
        there = bases()
        if chosen is not None and all(each.id != chosen.id for each in there):
            there.insert(0, chosen)
        self._by_words = {basis_words(each, today): each for each in there}
        self.shown = basis_words(chosen, today) if chosen is not None else ""

    def field(self, *, wanted: bool) -> Field:
        """The field; `wanted` says that there ought to be one."""
        placeholder = "选一次开过的会；输入首字母来找" + ("" if wanted else "，可不填")
        offers = [Suggestion(words) for words in self._by_words]
        return Field("meeting", "依据的会议", self.shown, placeholder, offers=lambda values: offers, only=True)

    def basis(self, values: Mapping[str, str]) -> Basis | None:
        """The meeting that stands in it, None where there is none."""
        return self._by_words.get(values["meeting"])

    def meeting(self, values: Mapping[str, str]) -> Meeting | None:
        """The same as it is stored. Raises BranchError for words that name none of those offered."""
        typed, found = values["meeting"], self.basis(values)
        if typed and found is None:
            raise BranchError(f"没有“{typed}”这次会。请从列出的里选，或把“依据的会议”空着。")
        return meetings.meeting(found.id) if found is not None else None


def basis_words(basis: Basis, today: date) -> str:
    """A meeting in one line: 9月3日 主题党日 走进校史馆."""
    return f"{near_day(basis.day, today)} {basis.kind} {basis.title}"
