"""The palette and the help page: both are the command table, one searched, one cut to the place you are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.dom import DOMNode

from branchtui.ui.commands import table as commands
from branchtui.ui.commands.command import Command
from branchtui.ui.commands.contexts import PLACES
from branchtui.ui.commands.dispatch import help_rows, menu_rows, own_first
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import ChoiceScreen, pick
from branchtui.ui.shell import Shell
from branchtui.ui.text.fitting import fitting
from branchtui.ui.text.rows import Column


@dataclass(frozen=True, slots=True)
class CommandRow:
    """One command, and whether it can be used where you are."""

    command: Command
    here: bool

    @property
    def help(self) -> str:
        where = PLACES[self.command.place]
        return self.command.help if self.here else f"（在“{where}”里用）{self.command.help}"


def _columns(app: Shell) -> list[Column[CommandRow]]:
    return [
        Column("命令", 14, lambda row: row.command.name),
        Column("按键", 15, lambda row: commands.way_text(row.command, app.commands)),
        Column("做什么", 20, lambda row: row.help, grow=True),
    ]


def search(query: str, rows: Sequence[CommandRow]) -> Sequence[CommandRow]:
    """The rows that hold what was typed, the best first; those of the present place before others.

    A command is found by its name, also in pinyin, by what it does, by its place, and by words that others use for it.
    """
    return fitting(
        query,
        rows,
        lambda row: row.command.name,
        lambda row: " ".join((row.command.help, row.command.also, PLACES[row.command.place], row.command.id)),
        lambda row: row.here,
    )


def rows_for(places: Sequence[str], table: commands.Table, *, everything: bool) -> list[CommandRow]:
    """The commands whose keys work in these places; with `everything` all of these places, and the others after them."""
    if not everything:
        return [CommandRow(command, True) for command in help_rows(places, table)]
    here = [command for place in own_first(places) for command in commands.of_place(place, table)]
    rows = [CommandRow(command, True) for command in here]
    return rows + [CommandRow(command, False) for command in table if command.place not in places]


async def open_palette(app: Shell) -> None:
    """Every command; the chosen one is run."""
    await _open(app, "全部命令（回车执行）", everything=True)


async def open_help(app: Shell) -> None:
    """The commands of the place the focus is in."""
    words = [PLACES[place] for place in own_first(app.here()) if place != "app"]
    await _open(app, f"这里能用的命令（回车执行）：{'、'.join(words)}", everything=False)


async def open_more(app: Shell) -> None:
    """The rarer commands of the places the focus is in; the chosen one is run."""
    nodes = app.places()
    first = app.screen.foremost() if isinstance(app.screen, PlaceScreen) else ""
    rows = sorted(menu_rows(list(nodes), app.commands), key=lambda command: command.id != first)
    offered = {command.id: command for command in rows}

    async def run(option: tuple[str, str] | None) -> None:
        if option is not None:
            await _run(app, nodes, offered[option[0]])

    options = [(command.id, _in_menu(command)) for command in offered.values()]
    await app.push_screen(pick("更多", options), run)


def _in_menu(command: Command) -> str:
    keys = commands.keys_text(command)
    return f"{command.name}{f'（{keys}）' if keys else ''}：{command.help}"


async def _open(app: Shell, title: str, *, everything: bool) -> None:
    nodes = app.places()

    async def run(row: CommandRow | None) -> None:
        if row is not None:
            await _run(app, nodes, row.command)

    rows = rows_for(list(nodes), app.commands, everything=everything)
    choice: ChoiceScreen[CommandRow] = ChoiceScreen(title, _columns(app), rows, search, lambda row: row.help)
    await app.push_screen(choice, run)


async def _run(app: Shell, nodes: Mapping[str, DOMNode], command: Command) -> None:
    """Run a command on the node of its place, or say where it can be used."""
    node = nodes.get(command.place)
    if node is None:
        app.say(f"“{command.name}”要在“{PLACES[command.place]}”里用。")
    else:
        await app.run_action(command.by_name or command.action, default_namespace=node)
