"""Going back to a text that was being typed when the program ended."""

import re

from branchtui.errors import BranchError, GoneError
from branchtui.store.replication.parts import whole_of
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
        again = "这是一张表里没有交上的内容；再打开那张表，就会接着填。"
        whole = _whole_of(place.form)
        if whole is None:
            raise BranchError(f"{again}不要了可按 Del 丢弃。")
        await shell.open_thing(*whole, KINDS[whole[0]][1].drafts)
        shell.say(again)


def _whole_of(form: str) -> tuple[str, bytes] | None:
    """The thing that the form was opened in: of what its name ends with the id of, where that has a place of its own."""
    named = re.search("[0-9a-f]{32}$", form)
    found = whole_of(bytes.fromhex(named[0])) if named else None
    return found if found is not None and found[0] in KINDS else None
