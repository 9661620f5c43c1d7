"""What the keys do where the focus stands: which command gets a key, and so what key bar and help may list."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from branchtui.ui.commands.command import Command
from branchtui.ui.commands.contexts import EDITORS, OF_COLLEGE, PLACES, TOGETHER
from branchtui.ui.commands.keys import is_character, is_kept_by_editors, key_word
from branchtui.ui.commands.table import BY_ID, COMMANDS, Chosen, Table, in_force, keys_text, of_place

_EDITORS_OWN = frozenset(
    {"app.undo", "app.redo", "college.undo", "college.redo"}
)  # an editor has its own answer to their keys
_AROUND = frozenset({"list", "marks", "text"})
_ALIKE = frozenset({"list", "marks", "text", "paper", "reading", "app"})
_IN_AN_EMPTY_LINE = "attendance"  # its characters are commands while the line is empty, and are listed as such


def in_turn(places: Sequence[str], table: Table = COMMANDS) -> dict[str, list[Command]]:
    """For each key the commands that have it in these places, the nearest first, in the order Textual asks them.

    What comes before editors is asked first, and from afar. A command whose key the user gave to another of its own
    place is not asked at all; it stands at the end.
    """
    typing = places[0] in EDITORS
    own = {place: of_place(place, table) for place in places}
    taken = {(c.place, key) for place in places for c in own[place] if c.chosen for key in c.keys}
    order = [c for place in reversed(places) for c in own[place] if c.before_editors]
    order += [c for place in places for c in own[place] if not c.before_editors]
    turns: dict[str, list[Command]] = {}
    lost: list[tuple[str, Command]] = []
    for command in order:
        for key in command.keys:
            if typing and _kept_by_editor(command, key):
                continue
            if (command.place, key) in taken and not command.chosen:
                lost.append((key, command))
            else:
                turns.setdefault(key, []).append(command)
    for key, command in lost:
        turns.setdefault(key, []).append(command)
    return turns


def _kept_by_editor(command: Command, key: str) -> bool:
    """Whether the key never gets past a focused editor to the command."""
    if command.place == _IN_AN_EMPTY_LINE:
        return False
    own = command.before_editors or command.place in EDITORS or command.id in _EDITORS_OWN
    return is_character(key) or (is_kept_by_editors(key) and not own)


def _winner(turn: Sequence[Command]) -> Command:
    return next((command for command in turn if not command.passes), turn[-1])


def clashes(chosen: Chosen, app: str = "") -> list[str]:
    """One sentence for each key that the user's keys take from a command in a place where both are at hand.

    `app` is the place of an app that is not the branch's.
    """
    if not chosen:
        return []
    table = in_force(chosen)
    found: dict[tuple[str, str, str], str] = {}
    for places in TOGETHER:
        if app not in places and (app or OF_COLLEGE.intersection(places)):
            continue
        for key, turn in in_turn(places, table).items():
            winner = _winner(turn)
            for loser in turn[turn.index(winner) + 1 :]:
                usual = key in BY_ID[winner.id].keys and key in BY_ID[loser.id].keys
                if (winner.chosen or loser.chosen) and not usual:
                    where = next(place for place in own_first(places) if place in (winner.place, loser.place))
                    found.setdefault(
                        (key, winner.id, loser.id),
                        f"按键 {key_word(key)} 在“{PLACES[where]}”里既是“{winner.name}”又是“{loser.name}”："
                        f"按它只做“{winner.name}”，{_way_left(loser, places, table)}。",
                    )
    return [*found.values(), *_never_asked(table)]


def _way_left(loser: Command, places: Sequence[str], table: Table) -> str:
    """What becomes of a command whose key another one has: the key that still does it, if any."""
    left = next((each for each in reachable(places, table) if each.id == loser.id), None)
    if left is not None:
        return f"“{loser.name}”请按 {key_word(left.keys[0])}"
    return f"“{loser.name}”{'请在“更多”里选' if loser.more else '不起作用'}"


def _never_asked(table: Table) -> Iterable[str]:
    """One sentence for each command of which the focused editor keeps all keys that the user gave it."""
    asked = {command.id for places in TOGETHER for turn in in_turn(places, table).values() for command in turn}
    for command in table:
        if command.chosen and command.id not in asked:
            yield f"按键 {keys_text(command)} 在写字的格子里是用来写字的，按它不会“{command.name}”。"


def reachable(places: Sequence[str], table: Table = COMMANDS) -> Sequence[Command]:
    """The commands that a key reaches in these places, each with the keys that do so; the nearest place first."""
    return _reachable(tuple(places), table)


@lru_cache(maxsize=128)  # the key bar asks with each key
def _reachable(places: tuple[str, ...], table: Table) -> Sequence[Command]:
    turns = in_turn(places, table)
    rows = []
    for command in (command for place in places for command in of_place(place, table)):
        keys = tuple(key for key in command.keys if _is_asked(command, turns.get(key, ())))
        if keys:
            rows.append(command.with_keys(keys))
    return rows


def _is_asked(command: Command, turn: Sequence[Command]) -> bool:
    return command in turn and all(other.passes for other in turn[: turn.index(command)])


def for_bar(commands: Iterable[Command]) -> list[Command]:
    """Those of the commands, the nearest first, that the key bar shows, in its order.

    What is alike in all lists and texts comes behind what the place is for; menu, palette and help come last.
    """
    order = {**dict.fromkeys(_AROUND, 1), "app": 2}
    return sorted((command for command in commands if command.bar), key=lambda command: order.get(command.place, 0))


def bar_rows(places: Sequence[str], table: Table = COMMANDS) -> list[tuple[str, str]]:
    """(key, name) pairs of the key bar where everything can be done and nothing is the next step."""
    return [(key_word(command.keys[0]), command.name) for command in for_bar(reachable(places, table))]


def own_first(places: Iterable[str]) -> list[str]:
    """These places, the nearest first, and last those that are alike everywhere: lists, texts, papers."""
    return sorted(places, key=lambda place: place in _ALIKE)


def help_rows(places: Sequence[str], table: Table = COMMANDS) -> list[Command]:
    """The commands that work in these places by a key or by 更多, those of the place's own first."""
    order = own_first(places)
    return sorted([*reachable(places, table), *unkeyed(places, table)], key=lambda command: order.index(command.place))


def unkeyed(places: Sequence[str], table: Table = COMMANDS) -> list[Command]:
    """The commands of these places that only 更多 and the palette lead to."""
    return [command for place in places for command in of_place(place, table) if not command.keys]


def menu_rows(places: Sequence[str], table: Table = COMMANDS) -> list[Command]:
    """What 更多 offers in these places: the rarer commands, those of the place's own first."""
    return [command for place in own_first(places) for command in of_place(place, table) if command.more]
