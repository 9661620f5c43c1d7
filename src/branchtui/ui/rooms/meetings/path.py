"""How far a meeting is and what is to be done next, in signs and words: lines of the list, the side and the head."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from branchtui.rules.meetings import STATES, MeetingState
from branchtui.rules.stations import SHORT, Progress, StationState, Step
from branchtui.ui.commands.command import Command
from branchtui.ui.commands.keys import key_word
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView

TABS = {"materials": "agenda", "agenda": "agenda", "attendance": "attendance", "minutes": "record"}  # of a meeting
STATE_ROLES: dict[MeetingState, str] = {
    "planned": "info",
    "held": "due",
    "recorded": "good",
    "filed": "good",
    "cancelled": "quiet",
}
_ROLES: dict[Progress, str] = {"done": "good", "begun": "due", "open": "due", "waiting": "quiet", "na": "quiet"}
_NEXT = "下一步 "
_IN_ROOM = {
    "hold": "meetings.hold",
    "archive": "meetings.hold",
    "news": "meetings.report",
    "wait": "meetings.view",
    "none": "meetings.view",
}
_IN_MEETING = {
    "hold": "meeting.hold",
    "archive": "meeting.hold",
    "news": "meeting.report",
    "wait": "meeting.view",
    "none": "meeting.view",
    **{station: f"meeting.tab.{tab}" for station, tab in TABS.items()},
}


def sign(progress: Progress, glyphs: Glyphs) -> str:
    """The sign of a station."""
    return {
        "done": glyphs.full,
        "begun": glyphs.half,
        "open": glyphs.open,
        "waiting": glyphs.none,
        "na": glyphs.na,
    }[progress]


def signs(stations: Sequence[StationState], glyphs: Glyphs) -> Ink:
    """A sign for each station, two cells apart. Not to be added to."""
    return _signs(tuple(station.progress for station in stations), glyphs)


@lru_cache(maxsize=256)
def _signs(far: tuple[Progress, ...], glyphs: Glyphs) -> Ink:
    line = Ink()
    for role, run in groupby(far, _ROLES.__getitem__):
        line.add("".join(f"{sign(progress, glyphs)} " for progress in run), role)
    return line


def path(stations: Sequence[StationState], glyphs: Glyphs, *, close: bool = False) -> Ink:
    """The stations in a row, each with its sign; `close` leaves the arrows out."""
    line = Ink()
    for number, station in enumerate(stations):
        if number:
            line.add(" " if close else f" {glyphs.into} ", "edge")
        role = _ROLES[station.progress]
        line.add(SHORT[station.key], "text" if role == "good" else role)
        line.add(sign(station.progress, glyphs) if close else f" {sign(station.progress, glyphs)}", role)
    return line


def step_words(step: Step, command: Command) -> Ink:
    """The next step with the key of its command."""
    key = f"{key_word(command.keys[0])} " if command.keys else ""
    line = Ink(f"{key}{step.words}", bold=True)
    return line.add(f"（{step.why}）", "quiet") if step.why else line


def path_lines(
    stations: Sequence[StationState], step: Ink | None, glyphs: Glyphs, width: int, *, rows: int = 2
) -> list[Ink]:
    """The path and below it the next step; in one row with what there is room for."""
    after = Ink(_NEXT, "quiet").join(step) if step else Ink("没有下一步", "quiet")
    needed = 2 + after.cells if rows == 1 else 0
    line = path(stations, glyphs)
    if line.cells + needed > width:
        line = path(stations, glyphs, close=True)
    if rows > 1:
        return [line, after]
    if step and line.cells + needed > width:
        after = step
    return [line.add("  ").join(after)]


def state_word(state: MeetingState) -> Ink:
    """The state of a meeting in its colour."""
    return Ink(STATES[state], STATE_ROLES[state], bold=True)


def head_line(
    state: MeetingState, begins: datetime, kind: str, ordinal: str, title: str, *, late: bool, now: datetime
) -> Ink:
    """One line about a meeting: its state, when, which, about what. The year is said where it is another one."""
    line = state_word(state)
    if late:
        line.add("（补记）", "quiet")
    year = f"{begins.year}年" if begins.year != now.year else ""
    line.add(f"  {year}{begins.month}月{begins.day}日 {begins:%H:%M}", "quiet")
    line.add(f"  {kind}" + (f" 第{ordinal}次" if ordinal else ""), "quiet")
    return line.add(f"  {title}", bold=True)


def in_room(step: Step) -> tuple[str, Step]:
    """The command of the list that does a step, or goes to where it is done, and the step in its words."""
    command = _IN_ROOM.get(step.key)
    return (command, step) if command else ("list.open", step._replace(words=f"打开，{step.words}"))


def in_meeting(step: Step, tab: str, seen: "MeetingView") -> tuple[str, Step]:
    """The same in the meeting itself; on the tab where it is done it is the command of that tab."""
    command = _IN_MEETING[step.key]
    if command != f"meeting.tab.{tab}":
        return command, step
    words = step.words
    if step.key == "materials":
        command = "agenda.add"
    elif step.key == "agenda":
        command, words = ("meeting.edit", "填写") if seen.items else ("agenda.add", "加议题")
    elif step.key == "attendance":
        done = seen.head_count.roll_taken
        command, words = ("attendance.reasons", "补原因") if done else ("attendance.rest", "其余都到")
    else:
        command, words = "record.cell.next", "写下一格"
    return command, step._replace(words=words)


def step_ink(told: tuple[str, Step] | None, commands: Sequence[Command]) -> Ink | None:
    """Such a step with the key that its command has in this table."""
    if told is None:
        return None
    return step_words(told[1], next(command for command in commands if command.id == told[0]))
