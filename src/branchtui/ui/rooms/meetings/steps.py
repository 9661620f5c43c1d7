"""F5, a meeting's own step: 召开 while it is planned, 归档 once it was held, 重新打开 once it is filed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from branchtui.rules.meetings import STATES
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.ui.commands.keys import key_word
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.meetings import actions
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.rooms.meetings.path import TABS
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick

if TYPE_CHECKING:
    from branchtui.workflows.meetings.filing import Filed, Filing, Gap

# Where what is no station's is made up for, and the commands that lead there.
_PLACES = {"ballot": "record", "files": "files"}
_COMMANDS = {"end": "meeting.edit", "news": "meeting.report", "ballot": "meeting.tab.record"}


def take(screen: PlaceScreen, row: Meeting) -> None:
    """Do the next step of a meeting, or say that there is none."""
    if row.state == "planned":
        screen.app.push_screen(actions.hold_form(screen, row))
    elif row.state == "cancelled":
        screen.shell.say(f"这次会议{STATES[row.state]}，没有下一步。")
    elif row.state == "filed":
        _again(screen, row)
    else:
        file(screen, row)


def _again(screen: PlaceScreen, row: Meeting) -> None:
    """Ask what is to be done with a filed meeting."""

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "reopen":
            screen.app.push_screen(actions.reopen_form(meetings.meeting(row.id)))
        elif option is not None:
            file(screen, row)

    options = [("reopen", "重新打开：写明原因，改完再归档"), ("file", "再归档一次：只换掉程序自己写的文件")]
    screen.app.push_screen(pick("这次会议已归档", options), chosen)


def file(screen: PlaceScreen, row: Meeting, *, with_gaps: bool = False) -> None:
    """Write the meeting's folder and mark it as filed; first offer to mend what is missing."""
    from branchtui.workflows.meetings import filing, folders

    shell = screen.shell
    with screen.telling():
        now = meetings.meeting(row.id)
        moved = folders.settle(now, shell.exports, photos=shell.photos())
        ready = filing.prepare(now, shell.exports, photos=shell.photos())
        if (ready.gaps or ready.hints) and not with_gaps:
            _ask(screen, row, ready.gaps, ready.hints)
        else:
            job = Job("归档", partial(ready.write, with_gaps=with_gaps), partial(_filed, screen, row, ready, moved))
            shell.work.start(job)


def _filed(screen: PlaceScreen, row: Meeting, ready: "Filing", moved: str, filed: "Filed") -> str:
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
    return told + moved + filed.remark + folders.notes(meetings.meeting(row.id), ready.folder)


def _ask(screen: PlaceScreen, row: Meeting, gaps: "Sequence[Gap]", hints: "Sequence[Gap]" = ()) -> None:
    """List what is missing: one of them is gone to, or the meeting is filed all the same.

    Where there are only `hints`, what may be added and often is not known, filing comes first.
    """
    there = [*gaps, *hints]
    words = [gap.words for gap in gaps] + [f"可补：{hint.words}" for hint in hints]
    options = [(str(number), _with_key(screen, row, there[number].station, each)) for number, each in enumerate(words)]

    async def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        if option[0] == "file":
            file(screen, row, with_gaps=True)
            return
        with screen.telling():
            await _mend(screen, row, there[0 if option[0] == "mend" else int(option[0])].station)

    if gaps:
        title = f"归档前还缺 {len(gaps)} 处；选一处就去补"
        options = [*options, ("file", "仍要归档"), ("mend", "先去补")]
    else:
        title, options = f"可以归档；还有 {len(hints)} 处可补", [("file", "归档"), *options]
    screen.app.push_screen(pick(title, options), chosen)


def _with_key(screen: PlaceScreen, row: Meeting, station: str, words: str) -> str:
    """What is missing, with the key of the meeting that leads to where it is made up for."""
    wanted = _COMMANDS.get(station, f"meeting.tab.{TABS[station]}" if station in TABS else "")
    keys = next((command.keys for command in screen.shell.commands if command.id == wanted), ())
    return f"{words}  {key_word(keys[0])}" if keys and not (station == "news" and meetings.reports(row)) else words


async def _mend(screen: PlaceScreen, row: Meeting, station: str) -> None:
    """Go to where a station is worked on."""
    if station == "news" and (there := meetings.reports(row)):
        await screen.shell.open_thing("report", there[-1].id)
        screen.shell.say("请接着写这次会议的新闻稿，投出后按 F5 记下状态。")
        return
    if station == "end":
        screen.app.push_screen(actions.edit_form(screen, meetings.meeting(row.id), begin="until"))
        return
    tab = _PLACES.get(station, TABS.get(station, ""))
    if isinstance(screen, MeetingOwner) and screen.is_current:
        if tab:
            await screen.action_tab(tab)
    else:
        await screen.shell.open_thing("meeting", row.id, tab)
    if station == "news":
        screen.shell.say("新闻稿按 F9 写；这次不报道，按 F10 选“不适用”，写明原因。")
