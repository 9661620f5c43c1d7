"""The difference that importing a roster file would make: what each row adds or changes, and what has to be asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from operator import attrgetter
from typing import cast

from branchtui.files.sheets.roster import RosterRow, RosterSheet
from branchtui.files.sheets.standings import UNCONFIRMED
from branchtui.rules.roster import (
    ASPECTS,
    FACTS,
    MEMBERS,
    OPEN,
    STAGES,
    STANDINGS,
    VOTE_LIMITS,
    Event,
    MemberAsOf,
    Standing,
    day_words,
    roster_on,
    since_words,
)
from branchtui.rules.text.names import plain_name
from branchtui.store.models import Member
from branchtui.store.queries import people
from branchtui.workflows.people import roster_questions as questions
from branchtui.workflows.people.roster_questions import Question

_FROM_SHEET = tuple(name for name in FACTS if name not in ("name", "reading"))


RosterFact = tuple[str, str, date, str]  # aspect, subject, on, value


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One row of an import: who, what would change, what is told beside it, or why it is left out."""

    line: int
    name: str
    staff_no: str
    lines: tuple[str, ...] = ()
    reason: str = ""
    member: bytes | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    events: tuple[RosterFact, ...] = ()
    group: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the roster whom the file does not name: they stay unless somebody marks them as leaving."""

    member: bytes
    name: str
    staff_no: str
    standing: str


@dataclass(frozen=True, slots=True)
class RosterDiff:
    """What an import would do. Nothing is written while `refused` holds a row, or `questions` a question: `asked` are
    the rows that wait for an answer."""

    added: tuple[RosterEntry, ...]
    changed: tuple[RosterEntry, ...]
    unchanged: tuple[RosterEntry, ...]
    ignored: tuple[RosterEntry, ...]
    refused: tuple[RosterEntry, ...]
    notes: tuple[str, ...]
    asked: tuple[RosterEntry, ...] = ()
    questions: tuple[Question, ...] = ()
    missing: tuple[Missing, ...] = ()

    def kept(self, leaving: Collection[bytes] = ()) -> str:
        """The sentence that names those who are missing from the file and stay; empty where nobody does."""
        names = "、".join(each.name for each in self.missing if each.member not in leaving)
        return f"表中没有、名册中保留：{names}" if names else ""


def difference(sheet: RosterSheet, answers: Mapping[str, str], *, as_of: date | None, today: date) -> RosterDiff:
    """What a roster file that was read would change, with the answers given so far (question → choice)."""
    known = _Known(today)
    entries: dict[str, list[RosterEntry]] = {}
    waiting: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    matched: set[bytes] = set()
    for row in sheet.rows:
        key = row.staff_no or row.name
        problems = list(row.problems)
        if key in seen:
            problems.append(f"与第 {seen[key]} 行是同一个人（{'工号' if row.staff_no else '姓名'}相同）")
        seen.setdefault(key, row.line)
        same = known.matching(row)
        if len(same) > 1:
            problems.append(f"名册里有 {len(same)} 位“{row.name}”，请在表中填写工号")
        matched.update(member.id for member in same)
        if problems:
            sort, entry = "refused", RosterEntry(row.line, row.name, row.staff_no, reason="；".join(problems))
        else:
            member = same[0] if same else None
            standing = known.standing(member)
            if row.joined_on and standing not in MEMBERS:
                standing = ""  # an activist who joined since is asked about like anybody new
            row = _settled(row, standing)
            asked = _open(row, member, standing, known)
            for question in (key for key in asked if key not in answers):
                waiting.setdefault(question, []).append(row.name)
            sort, entry = _entry(row, member, known, {key: answers.get(key, "") for key in asked}, sheet, as_of)
        entries.setdefault(sort, []).append(entry)
    ignored = [RosterEntry(row.line, "", "", reason=row.reason) for row in sheet.ignored] + entries.pop("ignored", [])
    return RosterDiff(
        **{sort: tuple(entries.get(sort, ())) for sort in ("added", "changed", "unchanged", "refused", "asked")},
        ignored=tuple(sorted(ignored, key=lambda entry: entry.line)),
        notes=tuple(_notes(sheet)),
        questions=tuple(
            Question(key, questions.about(key), questions.choices(key), tuple(waiting[key]))
            for key in questions.all_keys()
            if key in waiting
        ),
        missing=tuple(
            Missing(key, row.name, row.staff_no, known.roster[key].standing)
            for key, row in known.here()
            if key not in matched
        ),
    )


class _Known:
    """What the database knows of everybody, read once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.members = people.members()
        self.groups = {row.id.hex(): row.name for row in people.groups().values()}
        events = people.events()
        self.roster = roster_on(events, today)
        self.events: dict[bytes, list[Event]] = {}
        for event in events:
            self.events.setdefault(event.member, []).append(event)
        self._numbered: dict[str, list[Member]] = {}
        self._named: dict[str, list[Member]] = {}
        for member in self.members.values():
            self._numbered.setdefault(member.staff_no, []).append(member)
            self._named.setdefault(_name_key(member.name), []).append(member)

    def here(self) -> list[tuple[bytes, Member]]:
        """Everybody on the roster today."""
        return [(key, self.members[key]) for key in self.roster if key in self.members]

    def matching(self, row: RosterRow) -> list[Member]:
        """The members a row may mean: by staff number, else by name where that can't be somebody else."""
        if row.staff_no and row.staff_no in self._numbered:
            return self._numbered[row.staff_no]
        named = self._named.get(_name_key(row.name), [])
        return [member for member in named if not row.staff_no or not member.staff_no]

    def standing(self, member: Member | None) -> str:
        """The standing that stands on the roster for a member, '' where none ever did."""
        events = self.events.get(member.id, ()) if member else ()
        standings = (event for event in events if event.aspect == "standing")
        last = max(standings, key=attrgetter("on"), default=None)
        return last.value if last else ""

    def others_in(self, office: str, member: bytes | None) -> list[str]:
        """The names of the others who hold an office today."""
        return [self.members[key].name for key, now in self.roster.items() if office in now.offices and key != member]


def _name_key(name: str) -> str:
    return plain_name(name).replace("·", "")


def _settled(row: RosterRow, standing: str) -> RosterRow:
    """The row, with an empty 转正日期 taken for 预备党员 only where the roster knows no standing of the person."""
    if row.doubt != UNCONFIRMED:
        return row
    if standing:
        return replace(row, standing="")
    return replace(row, told=(*row.told, "转正日期空着，按预备党员"))


def _open(row: RosterRow, member: Member | None, standing: str, known: _Known) -> list[str]:
    now = known.roster.get(member.id) if member else None
    return questions.open_questions(
        row,
        standing=row.standing or standing,
        vote=now.vote if now else "",
        away=now.away if now else "",
        on_roster=member is None or now is not None,
    )


def _entry(
    row: RosterRow,
    member: Member | None,
    known: _Known,
    answers: Mapping[str, str],
    sheet: RosterSheet,
    as_of: date | None,
) -> tuple[str, RosterEntry]:
    """Where in the difference a row belongs, and its entry. `answers`: what is open about it → choice, '' for none."""
    now = known.roster.get(member.id) if member else None
    plain = partial(RosterEntry, row.line, row.name, row.staff_no)
    for key, answer in answers.items():
        if answer == questions.SKIP:
            return "ignored", plain(reason=f"{questions.about(key)}，按您定的不导入", told=row.told)
    if not all(answers.values()):
        about = "；".join(questions.about(key) for key, answer in answers.items() if not answer)
        return "asked", plain(reason=about, told=row.told)
    if member is not None and now is None and questions.is_gone(row):
        return "unchanged", plain(told=(*row.told, "已不在名册上，表中也写着离开"), member=member.id)
    standing = next((answer for answer in answers.values() if answer in STANDINGS), row.standing)
    if standing != row.standing:
        row = replace(row, standing=standing)
    entry = _addition(row, as_of) if member is None else _change(row, member, now, known, as_of)
    day = as_of or known.today
    for limit in (answer for answer in answers.values() if answer in VOTE_LIMITS):
        entry = replace(
            entry,
            events=(*entry.events, ("vote", "", day, limit)),
            lines=(*entry.lines, f"{VOTE_LIMITS[limit]}，自 {day_words(day)}"),
        )
    for reason in (questions.away_reason(key) for key, answer in answers.items() if answer == questions.AWAY):
        entry = replace(
            entry,
            events=(*entry.events, ("away", "", day, reason)),
            lines=(*entry.lines, f"{ASPECTS['away']}：{reason}，自 {day_words(day)}"),
        )
    told = list(row.told)
    if row.standing and as_of is None:
        turns = member is not None and (now is None or now.standing != row.standing)
        told += _way(row, known.today if turns else None)[1]
    offices = _offices(row)
    if sheet.offices and now:
        told += [f"{office}：表中没有写，保留" for office in now.offices if office not in offices]
    if "书记" in offices and not (now and "书记" in now.offices):
        told += [f"名册里书记还有{name}，保留；换人请再免去其职务" for name in known.others_in("书记", entry.member)]
    sort = "added" if member is None else "changed" if entry.lines else "unchanged"
    return sort, replace(entry, told=tuple(told)) if told else entry


def _notes(sheet: RosterSheet) -> list[str]:
    notes = list(sheet.told)
    if sheet.dropped_columns:
        notes.append(f"已按隐私要求丢弃：{'、'.join(sheet.dropped_columns)}")
    if sheet.unknown_columns:
        notes.append(f"没有用到的列：{'、'.join(sheet.unknown_columns)}")
    return notes


def _addition(row: RosterRow, as_of: date | None) -> RosterEntry:
    begins = as_of or _begins(row) or OPEN
    offices = _offices(row)
    events: list[RosterFact] = [("membership", "", begins, "in")]
    events += _standing_events(row, as_of)
    events += [("office", office, as_of or OPEN, "in") for office in offices]
    if row.group:
        events.append(("group", "", as_of or OPEN, row.group))
    facts = {"name": row.name} | {key: getattr(row, key) for key in _FROM_SHEET if getattr(row, key)}
    since = since_words(begins)
    lines = [STANDINGS[row.standing], *(["、".join(offices)] if offices else []), since]
    lines += [_since(event) for event in events if event[0] == "standing" and event[2:] in _told_of(row)]
    return RosterEntry(row.line, row.name, row.staff_no, tuple(lines), "", None, facts, tuple(events), row.group)


def _standing_events(row: RosterRow, as_of: date | None) -> list[RosterFact]:
    if as_of is not None:
        return [("standing", "", as_of, row.standing)]
    return [*_way(row, None)[0], ("standing", "", _days(row).get(row.standing, OPEN), row.standing)]


def _days(row: RosterRow) -> dict[str, date]:
    """When a row says that somebody became what, as far as it does."""
    joined = {"probationary": row.joined_on, "full": row.full_on}
    return {**row.stages, **{standing: day for standing, day in joined.items() if day}}


def _way(row: RosterRow, day: date | None) -> tuple[list[RosterFact], list[str]]:
    """What somebody was, dated, before what a row says they are, or are from `day` on where it tells no day; and what
    is to be told of dates that were not taken."""
    days, own = _days(row), STAGES.index(cast(Standing, row.standing))
    told = [
        f"写着{STANDINGS[row.standing]}，成为{STANDINGS[stage]}的日期 {row.stages[stage]} 没有采用，请核对"
        for stage in STAGES[own + 1 :]
        if stage in row.stages
    ]
    next_on = days.get(row.standing, day)
    events: list[RosterFact] = []
    for stage in reversed(STAGES[:own]):
        if stage not in days:
            continue
        if next_on is not None and days[stage] < next_on:
            next_on = days[stage]
            events.insert(0, ("standing", "", next_on, stage))
        elif stage in row.stages:
            why = f"不早于后来的 {next_on}" if next_on else f"之后哪天成为{STANDINGS[row.standing]}没有写"
            told.append(f"成为{STANDINGS[stage]}的日期 {days[stage]} {why}，没有采用，请核对")
    return events, told


def _told_of(row: RosterRow) -> set[tuple[date, str]]:
    """The steps on the way to membership that a row dates."""
    return {(day, stage) for stage, day in row.stages.items()}


def _since(event: RosterFact) -> str:
    return f"{STANDINGS[event[3]]}：自 {day_words(event[2])}"


def _begins(row: RosterRow) -> date | None:
    """From when on a row says that somebody is with the branch: of who is on the way, since the first step."""
    if found := row.transferred_on or row.joined_on:
        return found
    if row.standing in MEMBERS or row.standing not in STAGES:
        return None
    first = _standing_events(row, None)[0][2]
    return None if first == OPEN else first


def _change(
    row: RosterRow,
    member: Member,
    now: MemberAsOf | None,
    known: _Known,
    as_of: date | None,
) -> RosterEntry:
    """What a row changes about a member; without `as_of` an undated change holds from today."""
    lines: list[str] = []
    facts: dict[str, str] = {}
    events: list[RosterFact] = []
    today = known.today
    day = as_of or today
    for key in ("name", *_FROM_SHEET):
        new = getattr(row, key)
        if new and new != getattr(member, key):
            facts[key] = new
            lines.append(f"{FACTS[key]}：{getattr(member, key) or '（空）'} → {new}")
    if now is None:
        events.append(("membership", "", as_of or row.transferred_on or today, "in"))
        lines.append(f"重新列入名册，自 {day_words(events[-1][2])}")
    else:
        begins = _begins(row)
        if now.since == OPEN and begins and as_of is None:
            events.append(("membership", "", begins, "in"))
            lines.append(f"列入名册：自 {day_words(begins)}")
    written = {(event.aspect, event.on): event.value for event in known.events.get(member.id, ())}
    if row.standing and (now is None or row.standing != now.standing):
        on = as_of or _days(row).get(row.standing) or today
        fresh = [event for event in _way(row, on)[0] if event[2:] in _told_of(row)] if as_of is None else []
        fresh = [event for event in fresh if written.get(("standing", event[2])) != event[3]]
        events += [*fresh, ("standing", "", on, row.standing)]
        lines.append(
            f"人员类别：{STANDINGS[now.standing] if now else '（无）'} → {STANDINGS[row.standing]}，自 {day_words(on)}"
        )
        lines += map(_since, fresh)
    elif row.standing and as_of is None:
        fresh = [event for event in _standing_events(row, None) if event[2] != OPEN]
        fresh = [event for event in fresh if written.get(("standing", event[2])) != event[3]]
        events += fresh
        lines += map(_since, fresh)
    had = now.offices if now else ()
    new_offices = [office for office in _offices(row) if office not in had]
    if new_offices:
        events += [("office", office, day, "in") for office in new_offices]
        offices = "、".join((*had, *new_offices))
        lines.append(f"党内职务：{'、'.join(had) or '（无）'} → {offices}，自 {day_words(day)}")
    group = known.groups.get(now.group, "") if now else ""
    if row.group and row.group != group:
        events.append(("group", "", day, row.group))
        lines.append(f"党小组：{group or '（无）'} → {row.group}，自 {day_words(day)}")
    changed_group = row.group if row.group != group else ""
    return RosterEntry(
        row.line, row.name, row.staff_no, tuple(lines), "", member.id, facts, tuple(events), changed_group
    )


def _offices(row: RosterRow) -> list[str]:
    return row.office.split("、") if row.office else []
