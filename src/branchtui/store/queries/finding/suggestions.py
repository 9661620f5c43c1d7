"""What a field offers while it is filled in: people, places, units, the most recent first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from branchtui.rules.attendance import REASONS
from branchtui.store.engine import sql
from branchtui.store.models import AgendaItem, Attendance, Guest, Meeting, Outlet, Report
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.models.people import NO_MORE
from branchtui.store.name_index import readings_of
from branchtui.store.queries import contacts, people

Role = Literal["host", "recorder", "presenter"]
_SECRETARY = "书记"
_MOST = 200  # of the places, units and guests that a branch has written
_MEETINGS_BACK = 40  # in which reasons are looked for
_MOST_REASONS = 8
_LAST = "上次"
_MEETINGS = f"m.state != 'cancelled' AND {Meeting.live_in('m')}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that may be written, and what tells them apart. The readings are a name's, empty where it is none.

    `also` are other words by which it is found.
    """

    words: str
    note: str = ""
    pinyin: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def people_on(day: date, role: Role | None = None) -> list[Suggestion]:
    """Who stands on the roster of `day`: first who had the `role` last, then in the order of the list of people.

    Of two who bear one name each is written with the end of the staff number.
    """
    last = _last_in(role) if role else {}
    there = sorted(people.MemberList(day).everyone, key=lambda row: last.get(row.id, ""), reverse=True)
    readings, names = readings_of(), Counter(row.name for row in there)
    found = []
    for row in there:
        words = f"{row.name}#{row.staff_no[-4:]}" if names[row.name] > 1 and row.staff_no else row.name
        note = "、".join(row.offices) or (_LAST if row.id in last else "")
        found.append(Suggestion(words, note, *readings.get(row.id, ((), ()))))
    return found


def _last_in(role: Role) -> dict[bytes, str]:
    """When each member had a role last, as it is stored."""
    if role == "presenter":
        owners = "agenda_item i JOIN meeting m ON m.id = i.meeting_id"
        where = f"i.presenter_id IS NOT NULL AND {AgendaItem.live_in('i')} AND {_MEETINGS}"
        column = "i.presenter_id"
    else:
        owners, where, column = "meeting m", f"m.{role}_id IS NOT NULL AND {_MEETINGS}", f"m.{role}_id"
    return dict(sql.rows(f"SELECT {column}, MAX({M_BEGINS}) FROM {owners} WHERE {where} GROUP BY {column}"))


def outlets() -> list[Suggestion]:
    """Where reports may be handed in: the outlets of the register, then others that were written, the last first."""
    registered = [
        Suggestion(name, level)
        for name, level in sql.rows(
            f"SELECT o.name, o.level FROM outlet o WHERE {Outlet.live_in('o')} ORDER BY o.level, o.name"
        )
    ]
    known = {each.words for each in registered}
    written = sql.rows(
        f"SELECT r.outlet FROM report r WHERE r.outlet != '' AND {Report.live_in('r')} "
        "GROUP BY r.outlet ORDER BY MAX(r.id) DESC LIMIT ?",
        _MOST,
    )
    return [*registered, *(Suggestion(name) for (name,) in written if name not in known)]


def report_titles() -> list[Suggestion]:
    """The titles of the latest reports, those that did not come out yet first."""
    found = sql.rows(
        f"SELECT r.title, COALESCE(r.dated, '') FROM report r WHERE {Report.live_in('r')} "
        "ORDER BY r.state = 'published', r.id DESC LIMIT ?",
        _MOST,
    )
    return [Suggestion(title, day) for title, day in found]


def secretary(day: date) -> str:
    """Who is secretary on a day; empty where nobody is, or several are."""
    names = people.members()
    found = [key for key, person in people.roster(day).items() if _SECRETARY in person.offices and key in names]
    return names[found[0]].name if len(found) == 1 else ""


def last_recorder() -> str:
    """Who took the minutes of the last meeting that was held and has a recorder; empty where there is none."""
    names = "COALESCE((SELECT p.name FROM member p WHERE p.id = m.recorder_id), m.recorder_name)"
    return str(
        sql.value(
            f"SELECT {names} FROM meeting m WHERE m.starts_at IS NOT NULL AND {_MEETINGS} "
            f"AND (m.recorder_id IS NOT NULL OR m.recorder_name != '') ORDER BY {M_BEGINS} DESC, m.id LIMIT 1"
        )
        or ""
    )


def places() -> dict[str, dict[str, int]]:
    """By kind the places where meetings took place or are planned, the last first, with how many of them."""
    rows = sql.rows(
        f"SELECT m.kind, m.place, COUNT(*) FROM meeting m WHERE m.place != '' AND {_MEETINGS} "
        f"GROUP BY m.kind, m.place ORDER BY MAX({M_BEGINS}) DESC, m.place LIMIT ?",
        _MOST,
    )
    found: dict[str, dict[str, int]] = {}
    for kind, place, times in rows:
        found.setdefault(kind, {})[place] = times
    return found


def places_for(kind: str, known: dict[str, dict[str, int]]) -> list[Suggestion]:
    """The places of `known` for a meeting of this kind: its own first, then those of the others."""
    own = known.get(kind, {})
    others = (place for name, some in known.items() if name != kind for place in some if place not in own)
    notes = [_LAST, *(f"{times} 次" for times in [*own.values()][1:])]
    there = [Suggestion(place, note) for place, note in zip(own, notes, strict=False)]
    return [*there, *map(Suggestion, dict.fromkeys(others))]


def guests() -> list[Suggestion]:
    """Who attended without being expected, the last first, with the position written then; then the other contacts.

    Of contacts that bear one name each is written with unit and position.
    """
    rows = sql.rows(
        f"SELECT g.name, g.position, MAX({M_BEGINS}) FROM guest g JOIN meeting m ON m.id = g.meeting_id "
        f"WHERE {Guest.live_in('g')} AND {_MEETINGS} GROUP BY g.name ORDER BY 3 DESC, g.name LIMIT ?",
        _MOST,
    )
    known = [row for row in contacts.contacts() if row.name]
    bearers = Counter(row.name for row in known)
    found = {
        name: Suggestion(name, position, *contacts.readings(name)) for name, position, _ in rows if bearers[name] < 2
    }
    for row in known:
        words = f"{row.name}（{row.of_what}）" if bearers[row.name] > 1 and row.of_what else row.name
        found.setdefault(words, Suggestion(words, row.of_what, *contacts.readings(row.name)))
    return list(found.values())


def reasons(state: str) -> list[str]:
    """Why people were away in this way, the last first: what was written at the latest meetings, then the usual words."""
    rows = sql.rows(
        f"SELECT a.reason FROM (SELECT m.id, {M_BEGINS} AS begins FROM meeting m WHERE m.starts_at IS NOT NULL "
        f"AND {_MEETINGS} ORDER BY {M_BEGINS} DESC LIMIT ?) l CROSS JOIN attendance a ON a.meeting_id = l.id "
        f"WHERE a.state = ? AND a.reason NOT IN ('', ?) AND {Attendance.live_in('a')} "
        "GROUP BY a.reason ORDER BY MAX(l.begins) DESC, COUNT(*) DESC, a.reason LIMIT ?",
        _MEETINGS_BACK,
        state,
        NO_MORE,
        _MOST_REASONS,
    )
    return list(dict.fromkeys([*(reason for (reason,) in rows), *REASONS[state]]))


def contact_words(column: Literal["unit", "groups"]) -> list[Suggestion]:
    """What stands in a column of the contacts, each once."""
    return [Suggestion(words) for words in dict.fromkeys(getattr(row, column) for row in contacts.contacts()) if words]


def units() -> list[Suggestion]:
    """The branch's own unit, then those that reports came from, the last first."""
    branch = people.branch()
    rows = sql.rows(
        f"SELECT r.unit FROM report r WHERE r.unit != '' AND {Report.live_in('r')} "
        "GROUP BY r.unit ORDER BY MAX(r.dated) DESC, r.unit LIMIT ?",
        _MOST,
    )
    own = [branch.unit, branch.name] if branch else []
    return [Suggestion(unit) for unit in dict.fromkeys([*own, *(unit for (unit,) in rows)]) if unit]


@dataclass(frozen=True, slots=True)
class PlanDefaults:
    """What a plan begins with: who is secretary, who took the minutes last, where each kind was last."""

    today: date
    secretary: str
    recorder: str
    places: dict[str, dict[str, int]]

    def place(self, kind: str) -> str:
        """Where a meeting of this kind was last; empty where there was none."""
        return next(iter(self.places.get(kind, {})), "")

    def hold_for(self, start: datetime | None) -> bool:
        """Whether they may be shown for a meeting that begins then: of one of an earlier day they would be invented."""
        return start is None or start.date() >= self.today


def plan_defaults(today: date) -> PlanDefaults:
    """Read once for a form."""
    return PlanDefaults(today, secretary(today), last_recorder(), places())
