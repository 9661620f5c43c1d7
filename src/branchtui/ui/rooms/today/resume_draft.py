"""Going back to a text that was being typed when the program ended."""

from typing import Any

from branchtui.errors import BranchError, GoneError
from branchtui.ui.shell import Shell

# Forms that stand for themselves: the room and the command that opens them.
_FORMS = {
    "meeting": ("meetings", "action_new"),
    "report": ("reports", "action_new"),
    "article": ("reports", "action_bring"),
    "member": ("people", "action_new"),
    "roster": ("people", "action_bring"),
}


async def resume_draft(shell: Shell, place: str) -> None:
    """Open the editor of `place` (`table:id:column`); the editor itself takes the draft up again.

    Raises BranchError where that can't be; a text whose meeting or report is gone is put into a file.
    """
    try:
        await _resume(shell, place)
    except GoneError as error:
        from branchtui.ui.lifecycle.recovery_file import rescue_words, write_rescue

        left = [draft for kept, draft in shell.drafts.left() if kept == place]
        words = rescue_words(write_rescue(shell.home.exports, shell.now(), left))
        raise BranchError(f"{error}{words}。不要了可按 Del 丢弃。") from error


async def _resume(shell: Shell, place: str) -> None:
    table, thing, column = place.split(":", 2)
    if table == "report":
        await shell.open_thing("report", bytes.fromhex(thing), "body" if column == "body" else "parts")
    elif table == "meeting":
        await shell.open_thing("meeting", bytes.fromhex(thing), "record")
    elif thing.startswith("plan-"):
        from branchtui.ui.rooms.meetings.room import MeetingsScreen

        if await shell.to_room("meetings") and isinstance(meetings_room := shell.screen, MeetingsScreen):
            meetings_room.plan(thing.removeprefix("plan-"))
    elif thing in _FORMS:
        room, opening = _FORMS[thing]
        if await shell.to_room(room):
            room_screen: Any = shell.screen
            getattr(room_screen, opening)()
    else:
        raise BranchError("这是一张表里没有交上的内容；再打开那张表，就会接着填。不要了可按 Del 丢弃。")
