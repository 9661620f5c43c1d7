"""The trainings of the demo branch, entered by the workflow a user calls."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from branchtui.rules.roster import COMMITTEE, MEMBERS
from branchtui.rules.text.dates import parse_day
from branchtui.store.file.database import many_acts
from branchtui.store.queries.people import MemberList
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import GROWTH


def build_trainings(rows: Sequence[Mapping[str, Any]], today: date) -> None:
    """Those of this year that are over; each person's is an act of its own, all are one transaction."""
    with many_acts():
        for row in rows:
            first, last = (_day(row.get(name, row["from"]), today) for name in ("from", "to"))
            if last <= today:
                _training(row, first, last, today)


def _training(row: Mapping[str, Any], first: date, last: date, today: date) -> None:
    for person in MemberList(first).everyone:
        asked = person.standing in MEMBERS if row["who"] == "member" else COMMITTEE.intersection(person.offices)
        if asked and person.name not in row.get("but", ()):
            typed = {
                "member": person.name,
                **{name: row[name] for name in ("title", "kind", "organiser", "place") if name in row},
                "from_day": first.isoformat(),
                "to_day": last.isoformat() if last != first else "",
                "half_hours": row["hours"],
                "counted": "有",
            }
            register.add(GROWTH, typed, today=today)


def _day(words: str, today: date) -> date:
    return parse_day(f"{today.year}年{words}", today)
