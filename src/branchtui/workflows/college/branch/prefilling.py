"""A sheet that the college asks for is filled from the roster and the hours, as far as its columns say what they want."""

from collections.abc import Sequence
from datetime import date

from branchtui.rules.college.filled_in import Cells
from branchtui.rules.college.sheets import SheetColumn
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.roster import MEMBERS, STANDINGS
from branchtui.store.queries import people
from branchtui.store.queries.people import MemberList, MemberRow


def prefilled(columns: Sequence[SheetColumn], today: date) -> list[Cells]:
    """A row for each party member as they are listed today, where a column begins with something of theirs; else none.

    Hours are those of this year so far. What nothing fills is empty.
    """
    asked = {column.prefill for column in columns}
    if asked == {""}:
        return []
    hours = _hours(today) if "hours" in asked else {}
    known = people.members() if "job" in asked else {}
    found = []
    for row in MemberList(today).everyone:
        if row.standing in MEMBERS:
            said = {**_said(row), "hours": hours_number(hours.get(row.id, 0))}
            if row.id in known:
                said["job"] = known[row.id].job
            found.append(tuple(said.get(column.prefill, "") for column in columns))
    return found


def _said(row: MemberRow) -> dict[str, str]:
    standings: dict[str, str] = {**STANDINGS}
    return {
        "member": row.name,
        "standing": standings.get(row.standing, ""),
        "office": "、".join(row.offices),
        "group": row.group,
    }


def _hours(today: date) -> dict[bytes, int]:
    """The half hours of everybody in this year so far."""
    from branchtui.workflows.meeting_rules import meeting_rules
    from branchtui.workflows.year.ledgers import half_hours

    return half_hours(date(today.year, 1, 1), today, meeting_rules())
