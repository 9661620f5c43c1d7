"""At the start: the data file is not the one that was left. The person says which one counts."""

from pathlib import Path

from branchtui.errors import BranchError
from branchtui.ui.rooms.setup.first_run import FirstRunScreen
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.shell import Shell
from branchtui.workflows import pictures
from branchtui.workflows.safety import backup, leaving

_LINES = 4  # of what would change that the question shows


def ask_which_file(shell: Shell) -> None:
    """Offer to put the backup of the last time back; Esc leaves it open until the next start."""
    there = leaving.replaced()
    if there is None:
        return
    if there.backup is None:
        shell.say(there.words, bad=True)
        return
    source = there.backup

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            shell.say("先不定；下次打开时再问。两份内容都还在。")
        elif option[0] == "keep":
            leaving.keep_this_file()
            shell.say("就用现在这一份。上次的内容仍在备份里。")
        else:
            _put_back(shell, source)

    try:
        lines = backup.preview(source).lines
    except BranchError as error:
        shell.say(f"{there.words}{error}", bad=True)
        return
    more = [f"另有 {len(lines) - _LINES} 类不同"] if len(lines) > _LINES else []
    question = ["数据文件不是上次离开时的那一份，可能被别的副本覆盖。", "换回上次的内容，会这样变："]
    question += [*(lines[:_LINES] or ["没有看得见的不同"]), *more]
    question += [*([] if there.whole else ["上次离开前几分钟用命令改的不在备份里，换不回来。"]), "用哪一份？"]
    options = [("keep", "就用现在这一份"), ("back", "换回上次离开时的内容（现在这一份会先备份）")]
    shell.push_screen(pick("\n".join(question), options), chosen)


def _put_back(shell: Shell, source: Path) -> None:
    try:
        kept = backup.restore(source, shell.home.database, now=shell.now())
    except BranchError as error:
        shell.say(str(error), bad=True)
        return
    shell.reopen_drafts()
    screen = shell.screen
    if isinstance(screen, FirstRunScreen):  # the other file had no branch
        screen.dismiss()
    elif isinstance(screen, PlaceScreen):
        screen.read_again()
    lacking = pictures.lacking(shell.photos())
    shell.say(f"已换回上次离开时的内容；换下的那一份在 {kept}。{lacking}", bad=bool(lacking))
