"""Frozen lists of expected people that differ from the roster, and the differences somebody has let stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchtui.rules.frozen_list import KEPT, Difference, Stand, differences, kept_reason
from branchtui.rules.meetings import HELD, MeetingKind, MeetingRules
from branchtui.rules.roster import Event, roster_on
from branchtui.store.models import Attendance, Meeting, Row
from branchtui.store.models.people import PURGED
from branchtui.store.queries import settings
from branchtui.store.queries.meetings import attendances, begins, expected_by_roster
from branchtui.store.queries.people import events, members


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A held meeting whose frozen list differs from today's knowledge of that day's roster."""

    meeting: Meeting
    words: str


def kept_key(meeting: Row | bytes, member: Row | bytes) -> str:
    """The key of the setting that lets one difference stand."""
    ids = (row if isinstance(row, bytes) else row.id for row in (meeting, member))
    return KEPT + ":".join(each.hex() for each in ids)


def kept_reasons(meeting: Meeting) -> dict[bytes, str]:
    """The reasons given for what was let stand at a meeting, by member id, whether it still differs or not."""
    found = _kept(meeting)
    return {bytes.fromhex(key.rpartition(":")[2]): kept_reason(value) for key, value in found.items()}


def disagreements(rules: MeetingRules) -> list[Disagreement]:
    """Where a roster change dated before a meeting disagrees with what was frozen when it was held.

    What somebody has let stand is left out, as long as the roster still says what it said then.
    """
    everything, names, kept = events(), _names(), settings.starting_with(KEPT)
    frozen: dict[bytes, dict[bytes, Attendance]] = {}
    for entry in Attendance.select().where(Attendance.live()):
        frozen.setdefault(entry.meeting_id, {})[entry.member_id] = entry
    found = []
    for row in Meeting.select().where(Meeting.live(), Meeting.state << list(HELD)):
        kind = rules.kind_on(row.kind, begins(row).date())
        if kind is not None:
            open_ = _open(row, kind, frozen.get(row.id, {}), everything, names, kept)
            if open_:
                found.append(Disagreement(row, "；".join(each.words(names.get(each.member, "某人")) for each in open_)))
    return found


def differences_of(meeting: Meeting, kind: MeetingKind) -> list[Difference]:
    """The same for one meeting that was held; empty for another."""
    if meeting.state not in HELD:
        return []
    return _open(meeting, kind, attendances(meeting), events(), _names(), _kept(meeting))


def let_stand_of(meeting: Meeting, kind: MeetingKind) -> list[Difference]:
    """The differences of one meeting that was held which somebody has let stand, and which are there still."""
    if meeting.state not in HELD:
        return []
    all_ = _open(meeting, kind, attendances(meeting), events(), _names(), {})
    kept = _kept(meeting)
    return [each for each in all_ if each.stands(kept.get(kept_key(meeting, each.member)))]


def _open(
    meeting: Meeting,
    kind: MeetingKind,
    frozen: Mapping[bytes, Attendance],
    everything: Sequence[Event],
    names: Mapping[bytes, str],
    kept: Mapping[str, str],
) -> list[Difference]:
    group = meeting.group_id.hex() if meeting.group_id else ""
    people = expected_by_roster(kind, roster_on(everything, begins(meeting).date()), group)
    listed = {key: Stand(entry.standing, entry.votes) for key, entry in frozen.items()}
    roster = {person.member: Stand(person.standing, person.votes) for person in people}
    return [
        each
        for each in differences(listed, roster)
        if names.get(each.member) != PURGED  # of whom nothing is known any more there is nothing to mend
        and not each.stands(kept.get(kept_key(meeting, each.member)))
    ]


def _kept(meeting: Meeting) -> dict[str, str]:
    return settings.starting_with(f"{KEPT}{meeting.id.hex()}:")


def _names() -> dict[bytes, str]:
    return {key: row.name for key, row in members().items()}
