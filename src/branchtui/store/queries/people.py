"""The branch and its people."""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from peewee import fn

from branchtui.errors import BranchError
from branchtui.rules.meetings import Bodies
from branchtui.rules.roster import BY_STROKES, ORDER, Event, MemberAsOf, Place, Strokes, listing_place, roster_on
from branchtui.rules.text.names import matches, same_name, split_tail
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Branch, Group, Member, RosterEvent
from branchtui.store.queries import settings
from branchtui.values import NamedTuple


def branch() -> Branch | None:
    """The branch of this database, None before there is one."""
    found: Branch | None = Branch.select().where(Branch.live()).first()
    return found


def branch_id() -> bytes | None:
    """The id of the branch, None before there is one; one that is marked as deleted counts."""
    found: bytes | None = sql.value("SELECT id FROM branch LIMIT 1")
    return found


def branch_name() -> str:
    """Its name, empty before there is one; asked of every screen, and so without a model."""
    return str(sql.value(f"SELECT b.name FROM branch b WHERE {Branch.live_in('b')} LIMIT 1") or "")


def the_branch() -> Branch:
    """The branch. Raises BranchError before there is one."""
    found = branch()
    if found is None:
        raise BranchError("还没有建立支部。请先运行 branchtui init --name 支部名称 --unit 单位名称。")
    return found


def member(member_id: bytes) -> Member:
    return Member.get_by_id(member_id)


def members() -> dict[bytes, Member]:
    """Everyone who ever stood on the roster, by id."""
    columns = ", ".join(Member.columns("m"))
    found = sql.rows(f"SELECT {columns} FROM member m WHERE {Member.live_in('m')}")
    return {row.id: row for row in map(Member.stored, found)}


def last_place() -> str:
    """The order key of whoever stands last in the roster's own order; empty where nobody has a place in it."""
    return str(Member.select(fn.MAX(Member.order_key)).scalar() or "")


def groups() -> dict[str, Group]:
    """The groups by id in hexadecimal, as roster events name them."""
    columns = ", ".join(Group.columns("g"))
    rows = map(Group.stored, sql.rows(f"SELECT {columns} FROM party_group g WHERE {Group.live_in('g')}"))
    return {row.id.hex(): row for row in rows}


def groups_on(day: date) -> list[Group]:
    """The groups that party members of that day's roster belong to, in the order of their numbers."""
    named = groups()
    there = Bodies.of(roster(day).values(), {key: group.name for key, group in named.items()})
    return [named[key] for key, _ in there.groups]


def events(of: Member | None = None) -> list[Event]:
    """The roster events of one member, or all of them."""
    every = every_event()
    mine, values = ("", ()) if of is None else (" AND e.member_id = ?", (of.id,))
    return events_read(sql.rows(f"SELECT {', '.join(every.columns)} {every.rest}{mine}", *values))


def every_event() -> Select:
    """The select of all roster events, to be asked together with other things."""
    columns = ("e.member_id", "e.aspect", "e.subject", 'e."on"', "e.value", "e.value_id")
    return Select(columns, f"FROM roster_event e WHERE {RosterEvent.live_in('e')}")


def events_read(found: Collection[tuple[Any, ...]]) -> list[Event]:
    """What that select gave."""
    read: Callable[[str], date] = RosterEvent.on.python_value
    days = {day: read(day) for day in {row[3] for row in found}}
    return [
        Event(member, aspect, subject, days[on], group.hex() if group else value)
        for member, aspect, subject, on, value, group in found
    ]


def roster(day: date) -> dict[bytes, MemberAsOf]:
    """The roster as of `day`, by member id."""
    return roster_on(events(), day)


def person(text: str, day: date, *, among: Sequence[bytes] | None = None) -> Member:
    """The member named `text` (`姓名` or `姓名#工号尾号`) on that day's roster.

    Raises BranchError where nobody or several bear the name. `among` limits the choice to some members.
    """
    found = person_if_any(text, day, among=among)
    if found is None:
        name, _ = split_tail(text)
        raise BranchError(f"{day.isoformat()} 的名册上没有“{name}”。请核对姓名，或先用 add member 加入。")
    return found


def person_if_any(text: str, day: date, *, among: Sequence[bytes] | None = None) -> Member | None:
    """As `person`; None where nobody bears the name."""
    name, tail = split_tail(text)
    on_roster = set(roster(day) if among is None else among)
    same = [row for row in members().values() if row.id in on_roster and same_name(row.name, name)]
    found = [row for row in same if not tail or row.staff_no.endswith(tail)]
    if len(found) == 1:
        return found[0]
    if not same:
        return None
    if not found:
        raise BranchError(f"没有工号以 {tail} 结尾的“{name}”。")
    raise BranchError(f"有 {len(found)} 位“{name}”，请写明是哪一位：{'、'.join(map(told_apart, found))}。")


def told_apart(row: Member) -> str:
    """A person as typed where several bear the name: with the end of the staff number."""
    return f"{row.name}#{row.staff_no[-4:] or '（无工号）'}"


def people_called(word: str) -> list[bytes]:
    """Who may be meant by a word of a filter: part of a name, the start of its pinyin or of its initials."""
    from branchtui.store.name_index import readings_of, refresh_names  # no first frame looks for people

    refresh_names()
    readings = readings_of()
    return [key for key, row in members().items() if matches(word, row.name, *readings.get(key, ((), ())))]


class MemberRow(NamedTuple):
    """One line of the list of people, as of a day."""

    id: bytes
    name: str
    staff_no: str
    standing: str
    offices: tuple[str, ...]
    group: str
    since: date
    away: str  # why they are away for long


class MemberList:
    """The roster of a day as a window: `count` and `page`. The filter takes names, pinyin and initials.

    `everyone` are the rows without the filter.
    """

    def __init__(self, day: date, filter_text: str = "") -> None:
        from branchtui.store.name_index import readings_of, refresh_names

        refresh_names()
        names, readings, group_names = members(), readings_of(), groups()
        strokes = by_strokes()
        listed = sorted(
            (person for key, person in roster(day).items() if key in names),
            key=lambda person: _place(person, names[person.member], strokes=strokes),
        )
        self.everyone = [
            MemberRow(
                person.member,
                names[person.member].name,
                names[person.member].staff_no,
                person.standing,
                person.offices,
                group_names[person.group].name if person.group in group_names else "",
                person.since,
                person.away,
            )
            for person in listed
        ]
        self._rows = [row for row in self.everyone if matches(filter_text, row.name, *readings.get(row.id, ((), ())))]

    def count(self) -> int:
        return len(self._rows)

    def page(self, offset: int, limit: int) -> list[MemberRow]:
        return self._rows[offset : offset + limit]


def by_strokes() -> bool:
    """Whether the branch lists people by the strokes of their names."""
    return is_by_strokes(settings.starting_with(ORDER).get(ORDER))


def is_by_strokes(stored: str | None) -> bool:
    """The same, given what is stored of it as JSON."""
    return stored == json.dumps(BY_STROKES)


def _place(person: MemberAsOf, of: Member, *, strokes: bool) -> Place:
    written: Strokes = ()
    if strokes:
        from branchtui.store.strokes import strokes_of

        written = strokes_of(of.name)
    return listing_place(person.offices, of.order_key, person.standing, of.staff_no, of.name, person.member, written)
