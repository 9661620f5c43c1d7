"""Going back to a text that was being typed when the program ended."""

from branchtui.errors import BranchError, GoneError
from branchtui.ui.commands.rooms import KINDS
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.rooms.registry import open_form
from branchtui.ui.shell import Shell


async def resume_draft(shell: Shell, place: DraftKey) -> None:
    """Open the editor of `place`; the editor itself takes the draft up again.

    Raises BranchError where that can't be; a text whose meeting or report is gone is put into a file.
    """
    try:
        await _resume(shell, place)
    except GoneError as error:
        from branchtui.ui.lifecycle.recovery_file import rescue_words, write_rescue

        left = [draft for kept, draft in shell.drafts.left() if kept == place]
        words = rescue_words(write_rescue(shell.home.exports, shell.now(), left))
        raise BranchError(f"{error}{words}。不要了可按 Del 丢弃。") from error


async def _resume(shell: Shell, place: DraftKey) -> None:
    if not place.form and place.table in KINDS:
        _, kind = KINDS[place.table]
        await shell.open_thing(
            place.table, bytes.fromhex(place.thing), kind.text if place.column == kind.text else kind.drafts
        )
    elif not await open_form(shell, place.form):
        raise BranchError("这是一张表里没有交上的内容；再打开那张表，就会接着填。不要了可按 Del 丢弃。")
