"""The one table of commands. Bindings, key bar, F1 help, palette and the README's key table are made from it.

A command's id is `place.verb` or `place.verb.argument`; its action is `verb` or `verb('argument')`.
The first key must reach the app while a Chinese input method is on; letters are accelerators after it.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from textual.binding import Binding

from branchtui.errors import UsageError
from branchtui.ui.commands.command import Command
from branchtui.ui.commands.contexts import OF_BRANCH, OF_COLLEGE, PARTS
from branchtui.ui.commands.keys import is_character, is_editing_key, key_word, keys_written, with_twins
from branchtui.ui.text.cells import one_line


class Table(tuple[Command, ...]):
    """Commands in order. Known by itself and not by what it holds: what is worked out of it is kept by it."""

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


COMMANDS = Table(command for part in PARTS for command in part.commands)

BY_ID = {command.id: command for command in COMMANDS}

# What commands were called once, as it stands in settings files: whole ids, or how they begin. The first that fits.
_RENAMED = {
    "app.room.study": "app.room.meetings",
    "app.room.news": "app.room.reports",
    "study.news": "meetings.report",
    "meeting.news": "meeting.report",
    "study.": "meetings.",
    "news.": "reports.",
    "form.previous": "form.row.up",
    "parts.previous": "parts.row.up",
}

_MORE = "app.more"
_IN_EACH_APP = frozenset({"app.palette", "app.help", "app.back", "app.quit"})
Chosen = Mapping[str, tuple[str, ...]]


def present_id(command_id: str) -> str:
    """The id that a command has now, given that or a former one."""
    for former, now in _RENAMED.items():
        if command_id == former or (former.endswith(".") and command_id.startswith(former)):
            return now + command_id.removeprefix(former)
    return command_id


def keys_for(command_id: str, written: str) -> tuple[str, tuple[str, ...]]:
    """The id of the command that a line of [keys] is about, and the keys that a person wrote for it.

    Raises UsageError saying what is wrong with them.
    """
    command = BY_ID.get(present_id(command_id))
    if command is None:
        raise UsageError(f"没有编号为“{one_line(command_id)}”的命令。{_nearest_id(command_id)}")
    keys = keys_written(written)
    if "ctrl+q" in keys and command_id != "app.quit":
        raise UsageError("Ctrl+Q 是退出，不能给别的命令。")
    if command.before_editors:
        moves = any(is_editing_key(key) for key in command.keys)
        for key in keys:
            if is_character(key) or (is_editing_key(key) and not moves):
                raise UsageError(
                    f"“{command.name}”在写字的格子里也管用，给它 {key_word(key)} 就没法写字了。请用 F2、Ctrl+K 这样的键。"
                )
    return command.id, keys


def _nearest_id(word: str) -> str:
    named = [command.id for command in COMMANDS if word.strip() in (command.name, *command.name.split("/"))]
    if named:
        return f"“{one_line(word)}”的编号是：{'、'.join(named)}。"
    near = difflib.get_close_matches(word, BY_ID, 1, 0.5)
    return f"是不是“{near[0]}”？" if near else "全部编号见 branchtui keys。"


def in_force(chosen: Chosen) -> Table:
    """The table with the user's keys in place of the usual ones."""
    if not chosen:
        return COMMANDS
    return Table(c.with_keys(chosen[c.id], chosen=True) if c.id in chosen else c for c in COMMANDS)


def of_branch(table: Table = COMMANDS) -> Table:
    """What there is in the app of a branch."""
    return Table(command for command in table if command.place not in OF_COLLEGE)


def of_college(table: Table = COMMANDS) -> Table:
    """What there is in the app of a college's organiser."""
    return Table(
        command
        for command in table
        if command.place not in OF_BRANCH and (command.place != "app" or command.id in _IN_EACH_APP)
    )


def of_place(place: str, table: Table = COMMANDS) -> Sequence[Command]:
    """The commands of one place, in the order of the table."""
    return _by_place(table).get(place, ())


@lru_cache(maxsize=8)
def _by_place(table: Table) -> dict[str, list[Command]]:
    found: dict[str, list[Command]] = {}
    for command in table:
        found.setdefault(command.place, []).append(command)
    return found


def bindings(place: str, table: Table = COMMANDS) -> list[Binding]:
    """The bindings a node of this place declares.

    Function keys come before an editor's own use of them. A character never does: editors must get it as text, and
    Textual does not know which character a full-width key name stands for.
    """
    return [
        Binding(
            ",".join(with_twins(command.keys)) or f"unbound_{command.id}",  # no terminal sends it; a user may give keys
            command.action,
            command.name,
            show=False,
            id=command.id,
            priority=command.before_editors,
        )
        for command in of_place(place, table)
    ]


def bindings_of_app(*ids: str) -> list[Binding]:
    """The bindings of these commands of the app, for a dialog, which keeps the app's own keys away."""
    return [replace(binding, action=f"app.{binding.action}") for binding in bindings("app") if binding.id in ids]


def keymap(chosen: Chosen) -> dict[str, str]:
    """The user's keys by command id, as Textual wants them, with what an input method sends in their place."""
    return {command: ",".join(with_twins(keys)) for command, keys in chosen.items()}


def keys_text(command: Command) -> str:
    """All keys of a command in words, the twins left out."""
    return " ".join(key_word(key) for key in command.keys)


def first_key(command: Command, table: Table = COMMANDS) -> str:
    """The key that is named for a command, in words: its first, or that of the menu 更多 that it stands in."""
    keys = command.keys or next(each.keys for each in table if each.id == _MORE)
    return key_word(keys[0])


def way_text(command: Command, table: Table = COMMANDS) -> str:
    """How somebody comes to a command: its keys, or the menu 更多 with its key."""
    return keys_text(command) or f"{first_key(command, table)} {BY_ID[_MORE].name}"
