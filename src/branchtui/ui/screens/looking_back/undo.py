"""Undo and redo from any room, what was undone before, and the way to the history of a thing."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import ChoiceScreen, pick
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.screens.undo_hint import way
from branchtui.ui.shell import Shell
from branchtui.ui.text.fitting import fitting
from branchtui.ui.text.rows import Column
from branchtui.workflows.safety import history, undo

if TYPE_CHECKING:
    from branchtui.store.models import Row

_COLUMNS: list[Column[undo.Listed]] = [
    Column("", 16, lambda one: f"{one.at:%Y-%m-%d %H:%M}"),
    Column("", 20, lambda one: one.name, grow=True),
]
_NAMED = 3  # things that a question names


def take_step(shell: Shell, *, back: bool, agreed: undo.Coming | None = None) -> None:
    """Undo or redo one act, say which, and show the screen anew.

    Where it would change something that is not in sight it is asked about first, unless it is the one `agreed` to.
    """
    screen = _ready(shell)
    if screen is None:
        return
    try:
        coming = undo.coming(back=back)
        if coming is not None and coming != agreed and not screen.sight().holds(coming.things):
            _ask_first(shell, coming, back=back)
            return
    except BranchError as error:
        shell.say(str(error), bad=True)
        return
    if coming is None and not back and any(one.undone for one in undo.listed()):
        shell.say("没有可以接着重做的操作。以前撤销过的，按 F10 选“找回”。")
    elif back:
        _take(shell, screen, undo.undo_last, back=False)
    else:
        _take(shell, screen, undo.redo_last, back=True)


def choose_undone(shell: Shell) -> None:
    """Offer everything that was undone, the latest first; the one chosen is done again."""
    screen = _ready(shell)
    if screen is None:
        return
    found = [one for one in undo.listed() if one.undone]
    if not found:
        shell.say("没有撤销过的操作。")
        return

    def chosen(one: undo.Listed | None) -> None:
        if one is not None:
            _take(shell, screen, lambda: undo.bring_back(one.id), back=True)

    search = partial(fitting, name=lambda one: one.name)
    shell.push_screen(
        ChoiceScreen("撤销过的操作：选一步重新做上", _COLUMNS, found, search, lambda one: one.name), chosen
    )


def open_history(shell: Shell) -> None:
    """The history of what the focus is on."""
    screen = shell.screen
    node = shell.focused or screen
    for holder in node.ancestors_with_self:
        find = getattr(holder, "history_of", None)
        thing = find() if find is not None else None
        if thing is not None:
            if isinstance(screen, PlaceScreen) and screen.commit_all():
                show_history(shell, thing, getattr(holder, "history_field", ""))
            return
    shell.say("这里没有选中会议、议程、新闻稿或人员，没有历史可看。")


def show_history(shell: Shell, thing: "Row", field: str = "") -> None:
    """The history of a thing, over whatever is in front; with `field` that of one field first, the others behind Esc."""
    from branchtui.ui.screens.looking_back.history import HistoryScreen

    screen = shell.screen
    shell.push_screen(HistoryScreen(thing, screen.title_room() if isinstance(screen, PlaceScreen) else "", field))


def _ready(shell: Shell) -> PlaceScreen | None:
    """The screen in front, with everything typed in it stored; None, told why, where no step can be taken now."""
    screen = shell.screen
    if not isinstance(screen, PlaceScreen) or not screen.commit_all():
        return None
    if isinstance(screen, FormScreen):
        shell.say("先交上或退出这张表，再撤销或重做。")
        return None
    return screen


def _take(shell: Shell, screen: PlaceScreen, step: Callable[[], str], *, back: bool) -> None:
    """Take a step and tell how it is taken back (`back`), or forth again."""
    try:
        words = step()
    except undo.ChangedSinceError as error:
        _offer_to_look(shell, error)
    except BranchError as error:
        shell.say(str(error), bad=True)
    else:
        screen.read_again()
        shell.say(f"{words}。{way(shell.screen, back=back)}")


def _ask_first(shell: Shell, coming: undo.Coming, *, back: bool) -> None:
    word = "撤销" if back else "重做"
    more = f"等 {len(coming.things)} 项" if len(coming.things) > _NAMED else ""
    things = "、".join(thing.words for thing in coming.things[:_NAMED])
    question = f"要{word}的不在这一屏上：{coming.name}"
    if things:
        question += f"\n会改动：{things}{more}"

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "do":
            take_step(shell, back=back, agreed=coming)
        else:
            shell.say(f"没有{word}。")

    shell.push_screen(pick(question, [("do", word), ("leave", f"不{word}")]), chosen)


def _offer_to_look(shell: Shell, error: undo.ChangedSinceError) -> None:
    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "look":
            show_history(shell, history.row_of(error.table, error.row))

    shell.push_screen(pick(str(error), [("look", "看它的历史"), ("leave", "不看了")]), chosen)
