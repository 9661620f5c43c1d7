"""The facts behind the board: meetings of a stretch of days, open drafts.

Each look goes through an index and reads what it gives, however many years there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from branchtui.rules.attendance import NEEDS_REASON
from branchtui.rules.duties.facts import (
    DevelopingFact,
    DocumentFact,
    FaultFact,
    FrameworkFact,
    MeetingFact,
    PostFact,
    ProbationFact,
    SilenceKey,
    reasons_since,
)
from branchtui.rules.meetings import HELD
from branchtui.rules.reports import states as reports
from branchtui.rules.roster import OPEN
from branchtui.rules.workdays import MarkedDay
from branchtui.store.engine import sql
from branchtui.store.models import (
    Appraisal,
    Attendance,
    Branch,
    Contact,
    DevelopmentStep,
    Fact,
    Meeting,
    Member,
    Outlet,
    Post,
    PostStep,
    Rectification,
    Report,
    Review,
    RosterEvent,
    Setting,
    Silenced,
    Station,
    TermDay,
)
from branchtui.store.queries.days import marked
from branchtui.store.queries.meetings import day_of, moment_of
from branchtui.store.queries.today.frameworks import ADOPTED, TWICE, adopted, documents_told, waiting_documents
from branchtui.values import NamedTuple


def _words(states: Iterable[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_STATES = _words(HELD)
_LIVE = Meeting.live_in("meeting")
_HELD = f"m.state IN ({_STATES})"
# Whether somebody said of a meeting that a station does not apply to it.
_NEEDS_NO = f"EXISTS(SELECT 1 FROM station s WHERE s.meeting_id = m.id AND s.station = ? AND {Station.live_in('s')})"


def held_since(first: date) -> dict[str, list[date]]:
    """The days from `first` on on which a meeting was held, by kind."""
    found: dict[str, list[date]] = {}
    for kind, start in sql.rows(
        f"SELECT kind, starts_at FROM meeting WHERE state IN ({_STATES}) AND starts_at >= ? AND {_LIVE}",
        first.isoformat(),
    ):
        found.setdefault(kind, []).append(day_of(start))
    return found


def held_in_groups_since(first: date) -> dict[tuple[str, str], list[date]]:
    """The days from `first` on on which a group held a meeting, by kind and key of the group."""
    found: dict[tuple[str, str], list[date]] = {}
    for kind, group, start in sql.rows(
        f"SELECT kind, group_id, starts_at FROM meeting WHERE group_id IS NOT NULL AND state IN ({_STATES}) "
        f"AND starts_at >= ? AND {_LIVE}",
        first.isoformat(),
    ):
        found.setdefault((kind, group.hex()), []).append(day_of(start))
    return found


def first_held(kinds: Iterable[str]) -> dict[str, date]:
    """The day on which a meeting of each of these kinds was held first; without those that never were."""
    names = list(kinds)
    if not names:
        return {}
    of_kind = f"SELECT min(starts_at) FROM meeting WHERE {_LIVE} AND kind = k.column1"
    firsts = ", ".join(f"({of_kind} AND state = '{state}')" for state in sorted(HELD))
    found = {}
    for kind, *starts in sql.rows(f"SELECT k.column1, {firsts} FROM (VALUES {_marks(names)}) k", *names):
        held = [start for start in starts if start is not None]
        if held:
            found[kind] = day_of(min(held))
    return found


def planned_before(moment: datetime) -> list[Meeting]:
    """Meetings still planned that begin before `moment`, the earliest first."""
    return _meetings("m.state = 'planned' AND m.planned_start < ?", "m.planned_start", str(moment))


def held_between(first: date, end: date) -> list[Meeting]:
    """Meetings held from `first` on and before `end`, the earliest first."""
    return _meetings(f"{_HELD} AND m.starts_at >= ? AND m.starts_at < ?", "m.starts_at", str(first), str(end))


def held_without_end(first: date, end: date) -> list[Meeting]:
    """The same of which nobody told when they ended."""
    where = f"{_HELD} AND m.starts_at >= ? AND m.starts_at < ? AND m.ends_at IS NULL"
    return _meetings(where, "m.starts_at", str(first), str(end))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first; those that need none left out."""
    return _meetings(f"m.state = 'held' AND NOT {_NEEDS_NO}", "m.starts_at", "minutes")


def held_without_report(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first; those that need none left out."""
    drafted = f"EXISTS(SELECT 1 FROM report r WHERE r.about_table = 'meeting' AND r.about_id = m.id AND {Report.live_in('r')})"
    where = f"{_HELD} AND m.starts_at >= ? AND NOT {drafted} AND NOT {_NEEDS_NO}"
    return _meetings(where, "m.starts_at", str(since), "news")


def reopened() -> list[Meeting]:
    """Meetings that were filed and opened again, and whose record is complete, the earliest first."""
    return _meetings("+m.state = 'recorded' AND m.reason != ''", "m.starts_at")  # by the few that have a reason


class OpenReport(NamedTuple):
    """A report that is still to be handed in: its outlet, and when the meeting that it tells of was held."""

    id: bytes
    title: str
    dated: date | None
    outlet: str
    held: datetime | None


def open_reports() -> list[OpenReport]:
    """Reports that were neither submitted nor published, the earliest first."""
    found = sql.rows(
        "SELECT r.id, r.title, r.dated, r.outlet, (SELECT m.starts_at FROM meeting m WHERE r.about_table = 'meeting' "
        f"AND m.id = r.about_id AND {Meeting.live_in('m')}) FROM report r WHERE {Report.live_in('r')} "
        f"AND r.state IN ({_words(reports.OPEN)}) ORDER BY COALESCE(r.dated, ''), r.id"
    )
    return [
        OpenReport(key, title, _day(dated) if dated else None, outlet, datetime.fromisoformat(held) if held else None)
        for key, title, dated, outlet, held in found
    ]


def handed_in_between(first: date, end: date) -> list[Report]:
    """Reports that were handed in from `first` on and before `end`, the earliest first; those sent back left out."""
    where = f"r.state IN ({_words(reports.HANDED_IN)}) AND r.submitted_on >= ? AND r.submitted_on < ?"
    return _reports(where, "r.submitted_on", str(first), str(end))


class BranchFacts(NamedTuple):
    """What is told of besides meetings and reports."""

    silenced: set[SilenceKey]  # what somebody wants to hear of no more
    marked: list[MarkedDay]  # of the calendar
    probationary: list[ProbationFact]  # of whom it is known since when
    developing: list[DevelopingFact]  # them and all who are nearer to the beginning
    elected: tuple[bytes, date] | None  # the branch, and when its committee was elected
    agreements: list[tuple[bytes, str, date]]  # contact, what the partner is called, last day
    documents: list[DocumentFact]  # that wait, or bear the number of another
    faults: list[FaultFact]  # to be put right, the earliest day first
    appraised: set[int]  # this year and the last, of which results of 民主评议 were written
    bare: list[tuple[MeetingFact, list[str]]]  # meetings not filed since `reasons_since`; who was away without a reason
    outlets: dict[str, int]  # how many hours after a meeting each wants its report, of those that say so
    frameworks: list[FrameworkFact]  # that are not closed, what is due first in front
    no_end: str  # what meetings count whose end nobody told, as the branch has set it in JSON; empty where it has not


# Whose standing on a day is one on the way to membership, since the first event that says so without another behind it,
# and who is on the roster then.
_ON_THE_WAY = "('probationary', 'candidate', 'activist', 'applicant')"
_DEVELOPING = f"""
FROM roster_event e JOIN member m ON m.id = e.member_id
WHERE e.aspect = 'standing' AND e.value IN {_ON_THE_WAY} AND e."on" <= ?1
  AND {RosterEvent.live_in("e")} AND {Member.live_in("m")}
  AND NOT EXISTS (SELECT 1 FROM roster_event n WHERE n.member_id = e.member_id AND n.aspect = 'standing'
    AND n.value <> e.value AND n."on" > e."on" AND n."on" <= ?1 AND {RosterEvent.live_in("n")})
  AND (SELECT n.value FROM roster_event n WHERE n.member_id = e.member_id AND n.aspect = 'membership'
    AND n."on" <= ?1 AND {RosterEvent.live_in("n")} ORDER BY n."on" DESC LIMIT 1) = 'in'
GROUP BY m.id
"""
_STEPS = f"""
FROM development_step d WHERE {DevelopmentStep.live_in("d")} AND d.member_id IN (SELECT e.member_id FROM roster_event e
  WHERE e.aspect = 'standing' AND e.value IN {_ON_THE_WAY} AND {RosterEvent.live_in("e")})
"""


_A_MEETING = ("m.id", "m.kind", "m.title", "m.place", "m.starts_at", "m.group_id")
_BARE = f"""
FROM meeting m CROSS JOIN attendance a ON a.meeting_id = m.id JOIN member p ON p.id = a.member_id
WHERE m.state IN ('held', 'recorded') AND m.starts_at >= ? AND {Meeting.live_in("m")}
  AND a.state IN ({_words(NEEDS_REASON)}) AND a.reason = '' AND {Attendance.live_in("a")}
"""


def of_branch(today: date) -> BranchFacts:
    """All of that in one statement."""
    *read, within, frameworks = sql.together(
        [
            sql.Select(("s.rule", "s.about_table", "s.about_id"), f"FROM silenced s WHERE {Silenced.live_in('s')}"),
            sql.Select(("t.day", "t.mark", "t.name"), f"FROM term_day t WHERE {TermDay.live_in('t')}"),
            sql.Select(("m.id", "m.name", 'min(e."on")', "e.value"), _DEVELOPING, (str(today),)),
            sql.Select(("d.member_id", "d.step", "d.day", "d.to_day"), _STEPS),
            sql.Select(
                ("b.id", "b.elected_on"), f"FROM branch b WHERE b.elected_on IS NOT NULL AND {Branch.live_in('b')}"
            ),
            sql.Select(
                ("c.id", "CASE c.unit WHEN '' THEN c.name ELSE c.unit END", "c.agreed_until"),
                f"FROM contact c WHERE c.agreed_until IS NOT NULL AND {Contact.live_in('c')}",
            ),
            waiting_documents(today),
            TWICE,
            sql.Select(
                ("r.id", "r.problem", "COALESCE(p.name, '')", "r.due", "r.year"),
                "FROM rectification r LEFT JOIN member p ON p.id = r.owner_id "
                f"WHERE r.done_on IS NULL AND {Rectification.live_in('r')}",
            ),
            sql.Select(
                ("a.year",),
                f"FROM appraisal a WHERE a.year >= ? AND {Appraisal.live_in('a')} GROUP BY a.year",
                (today.year - 1,),
            ),
            sql.Select(("t.value",), f"FROM setting t WHERE t.key = 'hours_rules:no_end' AND {Setting.live_in('t')}"),
            sql.Select((*_A_MEETING, "p.name", "a.id"), _BARE, (str(reasons_since(today)),)),
            sql.Select(
                ("o.name", "o.within_hours"),
                f"FROM outlet o WHERE o.within_hours IS NOT NULL AND {Outlet.live_in('o')}",
            ),
            ADOPTED,
        ]
    )
    hushed, days, developing, taken, branch, agreements, waiting, twice, faults, appraised, no_end, bare = read
    people = _developing(developing, taken)
    return BranchFacts(
        {(rule, table, thing) for rule, table, thing in hushed},
        marked(days),
        [ProbationFact(*row[:2], row.since) for row in people if row.standing == "probationary" and row.since > OPEN],
        people,
        (branch[0][0], _day(branch[0][1])) if branch else None,
        [(contact, partner, _day(until)) for contact, partner, until in sorted(agreements, key=lambda row: row[::-1])],
        documents_told(waiting, twice),
        [
            FaultFact(key, problem, owner, _day(due) if due else None, year)
            for key, problem, owner, due, year in sorted(faults, key=lambda row: (row[3] is None, row[3], row[0]))
        ],
        {year for (year,) in appraised},
        _without_reason(bare),
        dict(within),
        adopted(frameworks),
        no_end[0][0] if no_end else "",
    )


def _without_reason(rows: Iterable[tuple[Any, ...]]) -> list[tuple[MeetingFact, list[str]]]:
    """Who was away from each meeting without the reason that is asked for, the earliest meeting first."""
    found: dict[bytes, tuple[MeetingFact, list[str]]] = {}
    for key, kind, title, place, starts, group, name, _ in sorted(rows, key=lambda row: (row[4], row[0], row[-1])):
        fact = MeetingFact(key, kind, title, place, moment_of(starts), group.hex() if group else "")
        found.setdefault(key, (fact, []))[1].append(name)
    return list(found.values())


def _developing(rows: Sequence[tuple[Any, ...]], taken: Sequence[tuple[Any, ...]]) -> list[DevelopingFact]:
    if not rows:
        return []
    from branchtui.rules.development.steps import Taken  # a branch without such people does not wait for it

    steps: dict[bytes, list[Taken]] = {}
    for member, step, day, to_day in taken:
        steps.setdefault(member, []).append(Taken(step, _day(day), _day(to_day) if to_day else None))
    return [
        DevelopingFact(member, name, standing, _day(on), steps.get(member, ()))
        for member, name, on, standing in sorted(rows, key=lambda row: row[1:])
    ]


_REVIEWED = f"(SELECT max(r.to_day) FROM review r WHERE r.post_id = p.id AND {Review.live_in('r')})"


class StatedFigure(NamedTuple):
    """A figure of the log that a report states which was not handed in."""

    report: bytes
    title: str
    fact: Fact


class PostFacts(NamedTuple):
    """All posts in the order of their list, what the branch has set about them (key → JSON), what reports say of them."""

    posts: list[PostFact]
    own: dict[str, str]
    stated: list[StatedFigure]


def posts() -> PostFacts:
    """All of that in one statement; nothing of it where there are no posts."""
    listed, taken, own, stated = sql.together(
        [
            sql.Select(("p.id", "p.number", "p.name", _REVIEWED), f"FROM post p WHERE {Post.live_in('p')}"),
            sql.Select(
                ("s.post_id", "s.step", "s.day", "s.to_day", "s.reason"),
                "FROM post p CROSS JOIN post_step s ON s.post_id = p.id "
                f"WHERE {Post.live_in('p')} AND {PostStep.live_in('s')}",
            ),
            sql.Select(
                ("t.key", "t.value"), f"FROM setting t WHERE t.key GLOB 'post_rules:*' AND {Setting.live_in('t')}"
            ),
            sql.Select(
                ("r.id", "r.title", "r.title || char(10) || r.subtitle || char(10) || r.body", *Fact.columns("f")),
                "FROM report r CROSS JOIN fact f ON f.owner_id = r.id "
                f"WHERE r.state IN ({_words(reports.OPEN)}) AND f.measure <> '' "
                f"AND {Report.live_in('r')} AND {Fact.live_in('f')}",
            ),
        ]
    )
    if not listed:
        return PostFacts([], {}, [])
    from branchtui.rules.posts.chain import Step  # a branch without posts does not wait for it

    steps: dict[bytes, list[Step]] = {}
    for post, name, day, to_day, reason in sorted(taken, key=lambda row: (row[2], row[1])):
        steps.setdefault(post, []).append(Step(name, _day(day), _day(to_day) if to_day else None, None, reason))
    ordered = sorted(listed, key=lambda row: (not row[1], row[1], row[2], row[0]))
    return PostFacts(
        [PostFact(post, name, steps.get(post, ()), _day(last) if last else None) for post, _, name, last in ordered],
        dict(own),
        list(_standing(stated)),
    )


def _standing(rows: Iterable[tuple[Any, ...]]) -> Iterator[StatedFigure]:
    """Those of the figures whose words stand in the text of their report."""
    for report, title, text, *values in sorted(rows):
        from branchtui.store.queries.reports import stated  # without such figures nobody waits for it

        for fact in stated(text, [Fact.stored(values)]):
            yield StatedFigure(report, title, fact)


def _day(stored: str) -> date:
    return date.fromisoformat(stored)


def _meetings(where: str, order: str, *values: str) -> list[Meeting]:
    """Written out: building them through the library takes longer than SQLite needs to answer them all."""
    columns = ", ".join(Meeting.columns("m"))
    found = sql.rows(
        f"SELECT {columns} FROM meeting m WHERE {Meeting.live_in('m')} AND {where} ORDER BY {order}, m.id", *values
    )
    return [Meeting.stored(row) for row in found]


def _reports(where: str, order: str, *values: str) -> list[Report]:
    columns = ", ".join(Report.columns("r"))
    found = sql.rows(
        f"SELECT {columns} FROM report r WHERE {Report.live_in('r')} AND {where} ORDER BY {order}, r.id", *values
    )
    return [Report.stored(row) for row in found]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["(?)"] * len(values))
