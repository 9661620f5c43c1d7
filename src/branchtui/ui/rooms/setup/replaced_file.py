"""At the start: the data file is not the one that was left. The person says which one counts."""

from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.ui.rooms.setup.first_run import FirstRunScreen
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.workflows import pictures
from branchtui.workflows.safety import backup

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp

_LINES = 4  # of what would change that the question shows


def ask_which_file(desk: "BranchApp") -> None:
    """Offer to put the backup of the last time back; Esc leaves it open until the next start."""
    there = backup.replaced()
    if there is None:
        return
    if there.backup is None:
        desk.say(there.words, bad=True)
        return
    source = there.backup

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            desk.say("先不定；下次打开时再问。两份内容都还在。")
        elif option[0] == "keep":
            backup.keep_this_file()
            desk.say("就用现在这一份。上次的内容仍在备份里。")
        else:
            _put_back(desk, source)

    try:
        lines = backup.preview(source)
    except BranchError as error:
        desk.say(f"{there.words}{error}", bad=True)
        return
    more = [f"另有 {len(lines) - _LINES} 类不同"] if len(lines) > _LINES else []
    question = ["数据文件不是上次离开时的那一份，可能被别的副本覆盖。", "换回上次的内容，会这样变："]
    question += [*(lines[:_LINES] or ["没有看得见的不同"]), *more]
    question += [*([] if there.whole else ["上次离开前几分钟用命令改的不在备份里，换不回来。"]), "用哪一份？"]
    options = [("keep", "就用现在这一份"), ("back", "换回上次离开时的内容（现在这一份会先备份）")]
    desk.push_screen(pick("\n".join(question), options), chosen)


def _put_back(desk: "BranchApp", source: Path) -> None:
    try:
        kept = backup.restore(source, desk.home.database, now=desk.now())
    except BranchError as error:
        desk.say(str(error), bad=True)
        return
    desk.reopen_drafts()
    screen = desk.screen
    if isinstance(screen, FirstRunScreen):  # the other file had no branch
        screen.dismiss()
    elif isinstance(screen, PlaceScreen):
        screen.read_again()
    lacking = pictures.lacking(desk.photos())
    desk.say(f"已换回上次离开时的内容；换下的那一份在 {kept}。{lacking}", bad=bool(lacking))
