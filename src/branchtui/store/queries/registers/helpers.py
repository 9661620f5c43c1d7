"""身边人: who helps, what was done for each, what became of them; and how many of each cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Helper, HelperEvent, Honour
from branchtui.store.queries.registers.honours import HonourRow, honours_of
from branchtui.store.queries.registers.listed import Listed, day_of, holds


class HelperRow(NamedTuple):
    """One stretch of helping of one person; `events` and `honours` are how many there are."""

    id: bytes
    contact: bytes
    name: str
    kind: str
    cohort: str
    major: str
    from_day: date | None
    to_day: date | None
    mentor: str
    consent: bool
    events: int
    honours: int


class HelpedRow(NamedTuple):
    """What was done for a helper on a day; `by` is empty where nobody said who did it."""

    id: bytes
    day: date
    what: str
    by: str


class Kind(NamedTuple):
    """Those of one cohort and kind: how many people, and how many outcomes of each level."""

    cohort: str
    kind: str
    people: int
    outcomes: dict[str, int]  # by level, empty where none was told


@dataclass(frozen=True, slots=True)
class HelperView:
    """A helper with all that is told of them, the earliest first."""

    row: HelperRow
    events: Sequence[HelpedRow]
    honours: Sequence[HonourRow]


_NAMED = "CASE c.name WHEN '' THEN c.unit ELSE c.name END"


def helper(helper_id: bytes) -> Helper:
    """One helper as stored now. Raises GoneError where there is none."""
    return Helper.get_by_id(helper_id)


def event(event_id: bytes) -> HelperEvent:
    """What was done for a helper, as stored now. Raises GoneError where there is none."""
    return HelperEvent.get_by_id(event_id)


def helpers() -> list[HelperRow]:
    """All of them: the latest cohort first, in it by name."""
    events = f"(SELECT COUNT(*) FROM helper_event e WHERE e.helper_id = h.id AND {HelperEvent.live_in('e')})"
    honours = (
        f"(SELECT COUNT(*) FROM honour o WHERE o.of_table = 'helper' AND o.of_id = h.id AND {Honour.live_in('o')})"
    )
    found = sql.rows(
        f"SELECT h.id, h.contact_id, {_NAMED}, h.kind, h.cohort, h.major, h.from_day, h.to_day, "
        f"COALESCE(m.name, ''), h.consent, {events}, {honours} FROM helper h JOIN contact c ON c.id = h.contact_id "
        f"LEFT JOIN member m ON m.id = h.mentor_id WHERE {Helper.live_in('h')} ORDER BY h.cohort DESC, {_NAMED}, h.id"
    )
    shown = ((*row[:6], day_of(row[6]), day_of(row[7]), row[8], bool(row[9]), *row[10:]) for row in found)
    return list(map(HelperRow._make, shown))


class HelperList(Listed[HelperRow]):
    """The same as a window; the filter takes names, pinyin, initials, and parts of the rest."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in helpers() if fits(filter_text, row))


def fits(typed: str, row: HelperRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.name, row.kind, row.cohort, row.major, row.mentor)


def helper_view(helper_id: bytes) -> HelperView | None:
    """A helper with what was done for them and what became of them; None where the list holds no such."""
    row = next((row for row in helpers() if row.id == helper_id), None)
    if row is None:
        return None
    events = sql.rows(
        "SELECT e.id, e.day, e.what, COALESCE(m.name, '') FROM helper_event e LEFT JOIN member m ON m.id = e.by_id "
        f"WHERE e.helper_id = ? AND {HelperEvent.live_in('e')} ORDER BY e.day, e.id",
        helper_id,
    )
    done = [HelpedRow(key, date.fromisoformat(day), what, by) for key, day, what, by in events]
    return HelperView(row, done, honours_of("helper", helper_id))


def named(name: str) -> list[HelperRow]:
    """The helpers whose contact is called so."""
    return [row for row in helpers() if row.name == name]


def cohorts() -> list[Kind]:
    """The helpers by cohort and kind, the latest cohort first, with their outcomes by level.

    Somebody who helped twice in one cohort and kind is one person.
    """
    found: dict[tuple[str, str], tuple[set[bytes], dict[str, int]]] = {}
    listed = helpers()
    of = {row.id: found.setdefault((row.cohort, row.kind), (set(), {})) for row in listed}
    for row in listed:
        of[row.id][0].add(row.contact)
    for helper_id, level in sql.rows(
        f"SELECT o.of_id, o.level FROM honour o WHERE o.of_table = 'helper' AND {Honour.live_in('o')}"
    ):
        if helper_id in of:
            outcomes = of[helper_id][1]
            outcomes[level] = outcomes.get(level, 0) + 1
    ordered = sorted(found.items(), key=lambda pair: pair[0][1])
    ordered.sort(key=lambda pair: pair[0][0], reverse=True)
    return [Kind(cohort, kind, len(people), outcomes) for (cohort, kind), (people, outcomes) in ordered]
