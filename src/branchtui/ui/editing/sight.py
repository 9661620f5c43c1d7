"""What is in sight on a screen, and whether a step of undo or redo would change anything else."""

from collections.abc import Iterable
from typing import Protocol

from branchtui.values import NamedTuple


class Touched(Protocol):
    """A thing that a step changes; `there` is False while it is in the trash."""

    @property
    def table(self) -> str: ...
    @property
    def id(self) -> bytes: ...
    @property
    def there(self) -> bool: ...


class Sight(NamedTuple):
    """The ids of the things shown, and the table whose things come and go here, if it is a list of such."""

    ids: frozenset[bytes] = frozenset()
    table: str = ""

    def holds(self, things: Iterable[Touched]) -> bool:
        """Whether each of these things is shown; what comes back from the trash is seen to come in a list of its kind.

        False where there is no thing at all: settings are shown nowhere.
        """
        seen = [thing.id in self.ids or (thing.table == self.table and not thing.there) for thing in things]
        return bool(seen) and all(seen)
