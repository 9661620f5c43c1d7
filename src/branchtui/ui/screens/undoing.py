"""Undo and redo from any room, and the way to the history of a thing."""

from typing import TYPE_CHECKING

from branchtui.rules.errors import BranchError
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows import history, undo

if TYPE_CHECKING:
    from branchtui.store.models import Row
    from branchtui.ui.app import BranchApp


def take_step(desk: "BranchApp", *, back: bool) -> None:
    """Undo or redo one act, say which, and show the screen anew."""
    screen = desk.screen
    if not isinstance(screen, PlaceScreen) or not screen.commit_all():
        return
    if isinstance(screen, FormScreen):
        desk.say("先交上或退出这张表，再撤销或重做。")
        return
    try:
        words = undo.undo_last() if back else undo.redo_last()
    except undo.ChangedSinceError as error:
        _offer_to_look(desk, error)
    except BranchError as error:
        desk.say(str(error), bad=True)
    else:
        screen.read_again()
        desk.say(f"{words}。{'按 Ctrl+Y 可重做。' if back else '按 Ctrl+Z 可撤销。'}")


def open_history(desk: "BranchApp") -> None:
    """The history of what the focus is on."""
    screen = desk.screen
    node = desk.focused or screen
    for holder in node.ancestors_with_self:
        find = getattr(holder, "history_of", None)
        thing = find() if find is not None else None
        if thing is not None:
            if isinstance(screen, PlaceScreen) and screen.commit_all():
                show_history(desk, thing)
            return
    desk.say("这里没有选中会议、议程、新闻稿或人员，没有历史可看。")


def show_history(desk: "BranchApp", thing: "Row") -> None:
    """The history of a thing, over whatever is in front."""
    from branchtui.ui.screens.history import HistoryScreen

    screen = desk.screen
    desk.push_screen(HistoryScreen(thing, screen.title_room() if isinstance(screen, PlaceScreen) else ""))


def _offer_to_look(desk: "BranchApp", error: undo.ChangedSinceError) -> None:
    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "look":
            show_history(desk, history.row_of(error.table, error.row))

    desk.push_screen(pick(str(error), [("look", "看它的历史"), ("leave", "不看了")]), chosen)
