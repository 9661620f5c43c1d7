"""Frozen lists of expected people that differ from the roster, and the differences somebody has let stand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchtui.rules.frozen_list import Difference, Stand, differences
from branchtui.rules.meetings import HELD, MeetingKind
from branchtui.rules.people import STANDINGS, Event, roster_on
from branchtui.store.models import Attendance, Meeting, Row
from branchtui.store.queries import settings
from branchtui.store.queries.meetings import attendances, begins, expected_by_roster
from branchtui.store.queries.people import events, members

KEPT = "frozen_list_kept:"  # <meeting id>:<member id>, in hexadecimal


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A held meeting whose frozen list differs from today's knowledge of that day's roster."""

    meeting: Meeting
    differences: Sequence[Difference]
    words: str


def kept_key(meeting: Row | bytes, member: Row | bytes) -> str:
    """The key of the setting that lets one difference stand."""
    ids = (row if isinstance(row, bytes) else row.id for row in (meeting, member))
    return KEPT + ":".join(each.hex() for each in ids)


def kept_value(difference: Difference, reason: str) -> str:
    """The setting's value: why, and what the roster said then. Where it comes to say something else, it counts no more."""
    return json.dumps({"reason": reason, **_roster_side(difference)}, ensure_ascii=False)


def kept_reasons(meeting: Meeting) -> dict[bytes, str]:
    """The reasons given for what was let stand at a meeting, by member id, whether it still differs or not."""
    found = settings.starting_with(f"{KEPT}{meeting.id.hex()}:")
    return {bytes.fromhex(key.rpartition(":")[2]): str(_read(value).get("reason", "")) for key, value in found.items()}


def kept_words(value: str) -> str:
    """The setting's value as a person reads it: the reason, and what was let stand."""
    found = _read(value)
    reason = str(found.get("reason", ""))
    if not found.get("expected"):
        return f"{reason}（名册上当日不应到）"
    standing = str(found.get("standing", ""))
    votes = "有表决权" if found.get("votes") else "没有表决权"
    return f"{reason}（名册上当日为{STANDINGS.get(standing, standing)}，{votes}）"


def without_reason(value: str) -> str:
    """The setting's value without the words somebody wrote."""
    return json.dumps({**_read(value), "reason": ""}, ensure_ascii=False)


def disagreements(kinds: Mapping[str, MeetingKind]) -> list[Disagreement]:
    """Where a roster change dated before a meeting disagrees with what was frozen when it was held.

    What somebody has let stand is left out, as long as the roster still says what it said then.
    """
    everything, names, kept = events(), _names(), settings.starting_with(KEPT)
    frozen: dict[bytes, dict[bytes, Attendance]] = {}
    for entry in Attendance.select().where(Attendance.deleted == False):
        frozen.setdefault(entry.meeting_id, {})[entry.member_id] = entry
    found = []
    for row in Meeting.select().where(Meeting.deleted == False, Meeting.state << list(HELD)):
        if row.kind in kinds:
            open_ = _open(row, kinds[row.kind], frozen.get(row.id, {}), everything, kept)
            if open_:
                words = "；".join(each.words(names.get(each.member, "某人")) for each in open_)
                found.append(Disagreement(row, open_, words))
    return found


def differences_of(meeting: Meeting, kind: MeetingKind) -> list[Difference]:
    """The same for one meeting that was held; empty for another."""
    if meeting.state not in HELD:
        return []
    kept = settings.starting_with(f"{KEPT}{meeting.id.hex()}:")
    return _open(meeting, kind, attendances(meeting), events(), kept)


def _open(
    meeting: Meeting,
    kind: MeetingKind,
    frozen: Mapping[bytes, Attendance],
    everything: Sequence[Event],
    kept: Mapping[str, str],
) -> list[Difference]:
    group = meeting.group_id.hex() if meeting.group_id else ""
    people = expected_by_roster(kind, roster_on(everything, begins(meeting).date()), group)
    listed = {key: Stand(entry.standing, entry.votes) for key, entry in frozen.items()}
    roster = {person.member: Stand(person.standing, person.votes) for person in people}
    return [each for each in differences(listed, roster) if not _stands(each, kept.get(kept_key(meeting, each.member)))]


def _stands(difference: Difference, value: str | None) -> bool:
    accepted = _read(value) if value is not None else {}
    return all(accepted.get(name) == said for name, said in _roster_side(difference).items())


def _read(value: str) -> dict[str, object]:
    """What was written; nothing where another program wrote what is none of ours."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _roster_side(difference: Difference) -> dict[str, object]:
    stand = difference.roster
    return {
        "expected": stand is not None,
        "standing": stand.standing if stand else "",
        "votes": bool(stand and stand.votes),
    }


def _names() -> dict[bytes, str]:
    return {key: row.name for key, row in members().items()}
