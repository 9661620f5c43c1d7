"""The rules about meetings: those that ship, changed by what this branch has set. The one place that reads either."""

from datetime import date
from typing import TYPE_CHECKING

from branchtui import assets
from branchtui.rules.kind_reading import SETTINGS, rules_from
from branchtui.rules.meetings import MeetingKind, MeetingRules, find_kind
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, settings

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView


def meeting_rules() -> MeetingRules:
    """All kinds and limits. Raises BranchError where the shipped file was changed and is wrong."""
    return rules_from(assets.toml("rules", "meetings.toml"), settings.starting_with(SETTINGS))


def kinds(day: date = date.max) -> dict[str, MeetingKind]:
    """The meeting kinds by name as in force on a day, or as they are last known."""
    return meeting_rules().on(day)


def kind_seen(view: "MeetingView") -> MeetingKind:
    """The kind of a meeting that has been read, by the rules of that moment. Raises as `kind_of` does."""
    return _kind(view.row, rules_from(assets.toml("rules", "meetings.toml"), view.rules))


def kind_of(meeting: Meeting) -> MeetingKind:
    """The kind of a meeting, as in force on its day. Raises BranchError where there is no such kind any more."""
    return _kind(meeting, meeting_rules())


def _kind(meeting: Meeting, rules: MeetingRules) -> MeetingKind:
    return find_kind(rules.on(meetings.begins(meeting).date()), meeting.kind)
