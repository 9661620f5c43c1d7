"""彻底清除: who, what goes, the name typed once more, and what is left to do by hand."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.store.queries import contacts, people
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.reader import ReadingScreen
from branchtui.workflows.safety import purge


class _Whom(NamedTuple):
    name: str
    goes: list[str]
    remove: Callable[..., purge.Purged]


def choose_whom(screen: PlaceScreen) -> None:
    """Choose among everybody who ever stood on the roster, and the persons of 往来."""
    members = {key.hex(): f"{people.told_apart(row)}（人员）" for key, row in people.members().items() if row.name}
    others = {row.id.hex(): f"{row.name}（往来，{row.unit or '单位未写'}）" for row in contacts.contacts() if row.name}

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            with screen.telling():
                _ask(screen, _whom(bytes.fromhex(option[0]), member=option[0] in members))

    options = [*members.items(), *others.items()]
    if not options:
        raise BranchError("名册和往来里都没有人。")
    screen.app.push_screen(pick("彻底清除谁的个人数据", options), chosen)


def _whom(key: bytes, *, member: bool) -> _Whom:
    if member:
        row = people.member(key)
        return _Whom(row.name, purge.what_goes(row), partial(purge.purge_member, row))
    contact = contacts.contact(key)
    return _Whom(contact.name, purge.what_goes_of_contact(contact), partial(purge.purge_contact, contact))


def _ask(screen: PlaceScreen, whom: _Whom) -> None:
    """Say what goes, and take the name, typed once more, for consent."""
    shell = screen.shell
    form = "purge"
    left: list[str] = []

    def submit(typed: str) -> str:
        if typed != whom.name:
            raise BranchError(f"姓名和“{whom.name}”不一样，没有清除。不清除请按 Esc。")
        shell.drafts.drop(DraftKey.field(form, "text"))  # it names the person
        shell.drafts.flush()
        folders = {shell.exports, shell.home.exports, shell.home.logs, Path(tempfile.gettempdir())}
        for words, paths in whom.remove(folders=folders, photos=shell.photos()).told(shell.exports):
            left.extend([words, *(f"  {path}" for path in paths)])
        return left[0]

    def show() -> None:
        screen.app.push_screen(ReadingScreen(screen.ROOM, "彻底清除以后", (), left))

    note = "\n".join(["将彻底清除：", *(f"  {line}" for line in whom.goes)])
    title = f"彻底清除：{whom.name}"
    screen.app.push_screen(ask(form, title, "再写一遍姓名", submit, room=screen.ROOM, note=note, after=show))
