"""A command, and the part of the table that one room brings."""

from collections.abc import Mapping

from branchtui.ui.commands.keys import is_function_key
from branchtui.values import NamedTuple

LISTS = ("list", "filter")  # where the focus can stand in a list


class Command(NamedTuple):
    """One command: what it is called, where it works, what it does in one line, and its keys."""

    id: str
    name: str
    keys: tuple[str, ...]  # none of one that stands in 更多 and the palette alone
    help: str
    bar: bool = False  # among the keys always shown for its place
    first: bool = False  # before the focused editor: keys typed ahead must already go to the next field
    more: bool = False  # rarer: it stands in the menu 更多 of its place
    passes: bool = False  # with nothing to do it leaves the key to the next place
    also: str = ""  # other words that the palette finds it by
    by_name: str = ""  # the action that the palette runs, where the key does less
    chosen: bool = False  # its keys are the user's
    usual: tuple[str, ...] | None = None  # its keys while nobody chooses others, where `keys` are fewer or others

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The action string of the binding."""
        verb, _, argument = self.id.partition(".")[2].partition(".")
        return f"{verb}({argument!r})" if argument else verb

    @property
    def method(self) -> str:
        """The method that a node of this place must have."""
        return f"action_{self.action.partition('(')[0]}"

    @property
    def before_editors(self) -> bool:
        """Whether it gets its keys before the focused editor does. No such command may have a character for a key."""
        usual = self.usual_keys
        return self.first or (bool(usual) and all(is_function_key(key) for key in usual))

    @property
    def usual_keys(self) -> tuple[str, ...]:
        """Its keys while nobody chooses others."""
        return self.keys if self.usual is None else self.usual

    def with_keys(self, keys: tuple[str, ...], *, chosen: bool = False) -> "Command":
        """The same command under other keys."""
        return self._replace(keys=keys, chosen=self.chosen or chosen, usual=self.usual_keys)


class Part(NamedTuple):
    """What one room, or what stands in several, brings: places with their Chinese names, and their commands.

    `together` are the places that the focus can stand in at once, the nearest first: their keys must not take each
    other's. In `editors` the focus takes text.
    """

    commands: tuple[Command, ...]
    places: Mapping[str, str] = {}
    together: tuple[tuple[str, ...], ...] = ()
    editors: frozenset[str] = frozenset()
