"""Fields that another window or the command line may have changed since they were shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.replication.row_versions import Token, token
from branchtui.workflows.concurrent_edits import Clash, save_dirty


class StaleError(BranchError):
    """Fields were changed here and elsewhere. What was changed here alone is saved; of these the person decides."""

    def __init__(self, guard: "Guard", clashes: tuple[Clash, ...]) -> None:
        names = "、".join(clash.label for clash in clashes)
        super().__init__(f"“{names}”在别处也改过，还没有保存。再存一次可以选用哪一份。")
        self.guard = guard
        self.clashes = clashes


@dataclass(frozen=True, slots=True)
class Seen:
    """How a row stood when it was read, for one that was read with more; `again` reads it as it stands now."""

    token: Token
    again: Callable[[], Token]


class Guard:
    """How a row stood when its fields were shown. Make it when the row is read, or with what was `seen` then.

    `typed` gives the texts of the fields as the row stands now, for a form that shows them other than history does.
    """

    def __init__(
        self,
        row: Row,
        shown: Mapping[str, str],
        seen: Seen | None = None,
        typed: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        self._typed = typed
        self._again = seen.again if seen else partial(token, row)
        self._token = seen.token if seen else token(row)
        self._shown = dict(shown)
        self._open: dict[str, Clash] = {}

    def save(self, typed: Mapping[str, str], write: Callable[..., object]) -> None:
        """Hand `write` the fields that were typed over. Raises StaleError for those that somebody else changed too.

        Such a field is asked about at each save until it is settled.
        """
        fields = {name: text for name, text in typed.items() if name not in self._open}
        clashes = save_dirty(self._token, self._again(), self._shown, fields, write, self._typed)
        self._token = self._again()
        self._shown |= fields
        for clash in clashes:
            self._shown[clash.name] = clash.stands
            self._open[clash.name] = clash
        left = tuple(clash for clash in self._open.values() if typed.get(clash.name, clash.stands) != clash.stands)
        if left:
            raise StaleError(self, left)

    def settle(self, clash: Clash) -> None:
        """The person has decided: the next save takes what is typed then."""
        self._open.pop(clash.name, None)


def guarded(
    row: Row, name: str, shown: str, write: Callable[[str], object], seen: Seen | None = None
) -> Callable[[str], object]:
    """`write` for the one field of an editor, which shows `shown`; it raises StaleError as `Guard.save` does."""
    guard = Guard(row, {name: shown}, seen)

    def hand_on(**changes: str) -> None:
        write(changes[name])

    def save(text: str) -> None:
        guard.save({name: text}, hand_on)

    return save
