"""Finding people by what somebody typed, many at a time: read once, asked for each line."""

from collections.abc import Callable, Iterator
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.names import split_tail
from branchtui.store.models import Member
from branchtui.store.name_index import readings_of, refresh_names
from branchtui.store.queries import people


class Everyone:
    """All who are or were on the roster."""

    def __init__(self) -> None:
        refresh_names()
        self._everyone = people.members()
        self._readings = readings_of()
        self._named: dict[str, Member | BranchError | None] = {}

    def find(self, typed: str, sooner: Callable[[Member], bool]) -> Member:
        """Whom a name (`姓名#工号尾号` where two bear it), pinyin or initials mean.

        Initials mean those who are meant `sooner` before they mean anybody else. Raises BranchError where they mean
        nobody, or several.
        """
        named = self._by_name(typed)
        if isinstance(named, BranchError):
            raise named
        if named is not None:
            return named
        read = [self._everyone[key] for key in self._by_reading(typed)]
        found = list(filter(sooner, read)) or read
        if len(found) == 1:
            return found[0]
        if found:
            names = [member.name for member in found]
            shown = (people.told_apart(each) if names.count(each.name) > 1 else each.name for each in found[:6])
            raise BranchError(f"“{typed}”可能是{'、'.join(shown)}，请写姓名。")
        raise BranchError(f"名册上没有“{typed}”，请核对姓名或简拼。")

    def _by_name(self, typed: str) -> Member | BranchError | None:
        if typed not in self._named:
            try:
                self._named[typed] = people.person_if_any(typed, date.min, among=list(self._everyone))
            except BranchError as error:
                self._named[typed] = error
        return self._named[typed]

    def _by_reading(self, typed: str) -> Iterator[bytes]:
        wanted = split_tail(typed)[0].lower()
        for key, (pinyin, initials) in self._readings.items():
            if key in self._everyone and (wanted in initials or wanted in pinyin):
                yield key
