"""The meetings of a year with how many were there: one statement, through the index of when meetings begin."""

from datetime import date

from branchtui.rules.attendance import HERE, UNMARKED
from branchtui.rules.duties.year_matrix import YearMeeting
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Attendance, Meeting
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.meetings import day_of


def _words(states: frozenset[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_YEAR = f"""
SELECT m.kind, {M_BEGINS}, m.group_id, m.state IN ({_words(HELD)}),
  sum(a.state <> 'exempt'), sum(a.state IN ({_words(HERE)})), sum(a.state = '{UNMARKED}')
FROM meeting m LEFT JOIN attendance a ON a.meeting_id = m.id AND {Attendance.live_in("a")} AND {M_BEGINS} >= ?
WHERE {Meeting.live_in("m")} AND m.state <> 'cancelled' AND {M_BEGINS} >= ? AND {M_BEGINS} < ?
GROUP BY m.id
"""


def year_meetings(since: date, year: int) -> list[YearMeeting]:
    """The meetings that were held or are planned from `since` to the end of a year, in no order.

    Heads are counted of those of the year itself, where the whole roll was taken.
    """
    first, end = date(year, 1, 1).isoformat(), date(year + 1, 1, 1).isoformat()
    found = []
    for kind, begins, group, held, expected, present, unmarked in sql.rows(_YEAR, first, since.isoformat(), end):
        taken = held and unmarked == 0
        there, came = (expected, present) if taken else (0, 0)
        found.append(YearMeeting(kind, day_of(begins), bool(held), there, came, group.hex() if group else ""))
    return found
