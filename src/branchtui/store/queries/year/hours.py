"""What the study hours of some days are counted from, in one statement, however many years there are."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from branchtui.rules.attendance import HERE
from branchtui.rules.meetings import HELD
from branchtui.rules.year.hours import Correction, Training
from branchtui.rules.year.hours_reading import SETTINGS
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Attendance, Growth, HoursOverride, Meeting, Setting
from branchtui.store.queries.meetings import moment_of
from branchtui.values import NamedTuple

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))


class HeldRow(NamedTuple):
    """A meeting that was held; `ends` is None where nobody told."""

    id: bytes
    kind: str
    title: str
    begins: datetime
    ends: datetime | None


class HoursRead(NamedTuple):
    """The meetings that were held, the first first; who was what at each, and what was set by hand, by person and
    meeting; the trainings that count, by person; and what the branch has set, key → JSON."""

    meetings: Sequence[HeldRow]
    states: Mapping[bytes, Mapping[bytes, str]]
    corrections: Mapping[bytes, Mapping[bytes, Correction]]
    trainings: Mapping[bytes, Sequence[Training]]
    own: Mapping[str, str]


def attended(half_hours: Mapping[bytes, int]) -> dict[bytes, int]:
    """By person, the half hours of the meetings at which they were: `half_hours` is what each counts, by its id.

    Where something was set by hand for a person in a meeting, that meeting is left out. It is summed in the database.
    """
    if not half_hours:
        return {}
    here = ", ".join(f"'{state}'" for state in sorted(HERE))
    found = sql.rows(
        f"WITH w (id, counts) AS (VALUES {', '.join(['(?, ?)'] * len(half_hours))}) "
        "SELECT a.member_id, sum(w.counts) FROM w CROSS JOIN attendance a ON a.meeting_id = w.id "
        f"WHERE a.state IN ({here}) AND {Attendance.live_in('a')} AND NOT EXISTS (SELECT 1 FROM hours_override h "
        f"WHERE h.meeting_id = w.id AND h.member_id = a.member_id AND {HoursOverride.live_in('h')}) GROUP BY a.member_id",
        *(value for entry in half_hours.items() for value in entry),
    )
    return dict(found)


def between(first: date, last: date, member: bytes | None = None, *, rolls: bool = True) -> HoursRead:
    """All of that from a day to a day, of everybody or of one person; without `rolls` not who was what at the meetings."""
    days = (first.isoformat(), (last + timedelta(1)).isoformat())
    held = f"m.state IN ({_STATES}) AND m.starts_at >= ? AND m.starts_at < ? AND {Meeting.live_in('m')}"
    # the sign keeps it to the meetings of the days: of a person there are rows of every year
    mine, who = ("1", ()) if member is None else ("+{}.member_id = ?", (member,))
    meetings, attended, set_by_hand, grown, own = sql.together(
        [
            Select(("m.id", "m.kind", "m.title", "m.starts_at", "m.ends_at"), f"FROM meeting m WHERE {held}", days),
            Select(
                ("a.member_id", "a.meeting_id", "a.state"),
                "FROM meeting m CROSS JOIN attendance a ON a.meeting_id = m.id "
                f"WHERE {held} AND {Attendance.live_in('a')} AND {mine.format('a')} AND {int(rolls)}",
                (*days, *who),
            ),
            Select(
                ("h.member_id", "h.meeting_id", "h.half_hours", "h.reason"),
                "FROM meeting m CROSS JOIN hours_override h ON h.meeting_id = m.id "
                f"WHERE {held} AND {HoursOverride.live_in('h')} AND {mine.format('h')}",
                (*days, *who),
            ),
            Select(
                ("g.member_id", "g.id", "g.kind", "g.title", "g.from_day", "g.half_hours"),
                "FROM growth g WHERE g.counted AND g.half_hours > 0 AND g.from_day >= ? AND g.from_day < ? "
                f"AND {Growth.live_in('g')} AND {mine.format('g').lstrip('+')}",
                (*days, *who),
            ),
            Select(("t.key", "t.value"), f"FROM setting t WHERE t.key GLOB '{SETTINGS}*' AND {Setting.live_in('t')}"),
        ]
    )
    states: dict[bytes, dict[bytes, str]] = {}
    for person, meeting, state in attended:
        states.setdefault(person, {})[meeting] = state
    corrections: dict[bytes, dict[bytes, Correction]] = {}
    for person, meeting, half_hours, reason in set_by_hand:
        corrections.setdefault(person, {})[meeting] = Correction(half_hours, reason)
    trainings: dict[bytes, list[Training]] = {}
    for person, growth, kind, title, day, half_hours in grown:
        read = Training(growth, person, kind, title, date.fromisoformat(day), half_hours)
        trainings.setdefault(person, []).append(read)
    rows = [
        HeldRow(key, kind, title, moment_of(starts), moment_of(ends) if ends else None)
        for key, kind, title, starts, ends in meetings
    ]
    rows.sort(key=lambda row: (row.begins, row.id))
    return HoursRead(rows, states, corrections, trainings, dict(own))
