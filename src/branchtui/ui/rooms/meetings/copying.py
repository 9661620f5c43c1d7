"""The form that plans a meeting like another: the time, and a title that stands there already."""

from collections.abc import Callable, Mapping

from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.ui.rooms.meetings.actions import moment_hint
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.workflows.meetings import copying


def copy_form(screen: PlaceScreen, key: bytes, opened: Callable[[bytes], object]) -> FormScreen:
    """The form for the meeting of this id; `opened` gets the id of the one that was planned."""
    seen = view(key)
    planned: list[bytes] = []

    def submit(values: Mapping[str, str]) -> str:
        copy = copying.copy_meeting(meetings.meeting(key), **values, now=screen.shell.now())
        meeting = copy.meeting
        planned.append(meeting.id)
        return f"已计划：{chinese_moment(meeting.planned_start)} {meeting.kind}“{meeting.title}”。{copy.remark}"

    return FormScreen(
        f"copy-{key.hex()}",
        f"照搬：{seen.row.kind}",
        [
            Field(
                "when", "时间", placeholder="如：下周三下午三点、9月20日 14:30", hint=moment_hint(screen, ahead=True)
            ),
            column(Meeting, "title", seen.row.title),
        ],
        submit,
        room="meetings",
        after=lambda: opened(planned[0]),
        note=copying.goes_along(seen),
    )
