"""F5, a meeting's own step: 召开 while it is planned, 归档 once it was held."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from branchtui.rules.meetings import STATES
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.meetings import actions
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.rooms.meetings.path import TABS
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick

if TYPE_CHECKING:
    from branchtui.workflows.meetings.filing import Filed, Filing, Gap


def take(screen: PlaceScreen, row: Meeting) -> None:
    """Do the next step of a meeting, or say that there is none."""
    if row.state == "planned":
        screen.app.push_screen(actions.hold_form(screen, row))
    elif row.state == "cancelled":
        screen.shell.say(f"这次会议{STATES[row.state]}，没有下一步。")
    else:
        file(screen, row)


def file(screen: PlaceScreen, row: Meeting, *, with_gaps: bool = False) -> None:
    """Write the meeting's folder and mark it as filed; first offer to mend what is missing."""
    from branchtui.workflows.meetings import filing

    shell = screen.shell
    with screen.telling():
        ready = filing.prepare(meetings.meeting(row.id), shell.exports, photos=shell.photos())
        if ready.gaps and not with_gaps:
            _ask(screen, row, ready.gaps)
        else:
            job = Job("归档", partial(ready.write, with_gaps=with_gaps), partial(_filed, screen, row, ready))
            shell.work.start(job)


def _filed(screen: PlaceScreen, row: Meeting, ready: "Filing", filed: "Filed") -> str:
    from branchtui.workflows.meetings import filing, folders

    shell = screen.shell
    if not filed.files:
        gaps = [filing.Gap("", words) for words in filed.left_out]
        shell.call_later(_ask, shell.screen if isinstance(shell.screen, PlaceScreen) else screen, row, gaps)
        return "有材料没有生成，还没有归档。"
    filing.finish(row, ready)
    if isinstance(shell.screen, PlaceScreen):
        shell.screen.read_again()
    left_out = f"（缺 {len(filed.left_out)} 处）" if filed.left_out else ""
    told = f"已归档{left_out}，{len(filed.files)} 个文件在 {ready.folder}。"
    return told + folders.notes(meetings.meeting(row.id), ready.folder)


def _ask(screen: PlaceScreen, row: Meeting, gaps: "Sequence[Gap]") -> None:
    """List what is missing: one of them is gone to, or the meeting is filed all the same."""
    options = [(str(number), gap.words) for number, gap in enumerate(gaps)]

    async def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        if option[0] == "file":
            file(screen, row, with_gaps=True)
            return
        with screen.telling():
            await _mend(screen, row, gaps[0 if option[0] == "mend" else int(option[0])].station)

    title = f"归档前还缺 {len(gaps)} 处；选一处就去补"
    screen.app.push_screen(pick(title, [*options, ("file", "仍要归档"), ("mend", "先去补")]), chosen)


async def _mend(screen: PlaceScreen, row: Meeting, station: str) -> None:
    """Go to where a station is worked on."""
    if station == "news" and (there := meetings.reports(row)):
        await screen.shell.open_thing("report", there[-1].id)
        screen.shell.say("请接着写这次会议的新闻稿，投出后按 F5 记下状态。")
        return
    tab = TABS.get(station, "")
    if isinstance(screen, MeetingOwner) and screen.is_current:
        if tab:
            await screen.action_tab(tab)
    else:
        await screen.shell.open_thing("meeting", row.id, tab)
    if station == "news":
        screen.shell.say("新闻稿按 F9 写；这次不报道，按 F10 选“不适用”，写明原因。")
