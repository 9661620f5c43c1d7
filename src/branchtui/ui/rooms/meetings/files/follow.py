"""The folder of a meeting follows its day and title; one that holds what people put there is asked about."""

from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick


def follow(screen: PlaceScreen, row: Meeting) -> str:
    """Let the folder follow; what to tell. Where others put files into it, it is asked once the form is gone."""
    from branchtui.workflows.meetings import folders

    shell, now = screen.shell, meetings.meeting(row.id)
    waiting = folders.to_move(now, shell.exports, photos=shell.photos())
    if waiting is None:
        return ""
    if not waiting.strange:
        return folders.move(waiting)

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "move":
            shell.say(folders.move(waiting))

    some = "、".join(waiting.strange[:2]) + ("等" if len(waiting.strange) > 2 else "")
    title = f"文件夹“{waiting.old.name}”里有 {len(waiting.strange)} 个自己放的、改过的文件（{some}）"
    options = [("move", f"连它们一起，改名为“{waiting.new.name}”"), ("stay", "不动，以后写到新的文件夹里")]
    shell.call_later(lambda: shell.push_screen(pick(title, options), chosen))
    return ""
