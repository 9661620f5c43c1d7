"""The parts of the handbook of a year: each a function from the year to the papers it has, none where nothing is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.papers.books.binding import Entry
from branchtui.rules.roster import COMMITTEE, MEMBERS, STANDINGS, office_rank
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Branch, Member
from branchtui.store.queries import people
from branchtui.store.queries.books import handbook as books
from branchtui.store.queries.meetings import begins
from branchtui.store.queries.people import MemberList, MemberRow
from branchtui.workflows.exporting.meeting_papers import meeting_facts
from branchtui.workflows.meeting_rules import kind_seen

if TYPE_CHECKING:
    from branchtui.papers.facts.handbook import GroupFact

_LEADER = "党小组组长"
_RECORDS = "会议记录"


@dataclass(frozen=True, slots=True)
class YearOfBranch:
    """A year that is made a book of, as of `day`, which is its last one or today. `untold` is said of what was left out."""

    branch: Branch
    year: int
    day: date
    untold: list[str]

    @property
    def members(self) -> list[MemberRow]:
        """The party members of the day, as people are listed everywhere."""
        return [row for row in MemberList(self.day).everyone if row.standing in MEMBERS]


def _overview(seen: YearOfBranch) -> list[Entry]:
    from branchtui.papers.books.handbook import overview
    from branchtui.papers.facts.handbook import BranchFacts

    members = seen.members
    counts = {word: sum(STANDINGS[row.standing] == word for row in members) for word in STANDINGS.values()}
    committee = sorted(
        (office_rank(office), place, office, row.name)
        for place, row in enumerate(members)
        for office in row.offices
        if office in COMMITTEE
    )
    facts = BranchFacts(
        seen.branch.name,
        seen.branch.unit,
        seen.day,
        seen.branch.elected_on,
        tuple((word, count) for word, count in counts.items() if count),
        tuple((office, name) for _, _, office, name in committee),
        tuple(_groups(seen, members)),
    )
    return [Entry("", overview(facts))]


def _groups(seen: YearOfBranch, members: list[MemberRow]) -> list["GroupFact"]:
    from branchtui.papers.facts.handbook import GroupFact

    found = []
    for group in people.groups_on(seen.day):
        those = [row for row in members if row.group == group.name]
        leader = next((row.name for row in those if _LEADER in row.offices), "")
        found.append(GroupFact(group.name, leader, tuple(row.name for row in those)))
    return found


def _roster(seen: YearOfBranch) -> list[Entry]:
    from branchtui.papers.books.handbook import roster
    from branchtui.papers.facts.handbook import ListedFact

    rows: Mapping[bytes, Member] = people.members()
    listed = [
        ListedFact(
            rows[each.id].staff_no,
            each.name,
            rows[each.id].sex,
            rows[each.id].ethnic,
            rows[each.id].born,
            rows[each.id].education,
            STANDINGS[each.standing],
            each.group,
            "、".join(each.offices),
        )
        for each in seen.members
    ]
    return [Entry("", roster(seen.branch.name, seen.day, listed))] if listed else []


def _plans(seen: YearOfBranch) -> list[Entry]:
    from branchtui.workflows.year.papers import plan_paper

    found = books.plans(date(seen.year, 1, 1), date(seen.year, 12, 31))
    return [Entry(f"{plan.first_day:%m-%d}　{plan.title}", plan_paper(plan, plan.first_day)) for plan in found]


def _meetings(seen: YearOfBranch) -> list[Entry]:
    from branchtui.papers.books.handbook import record
    from branchtui.papers.meetings import kind_words
    from branchtui.store.queries import meeting_view

    found: list[Entry] = []
    for key in books.held_meetings(seen.year):
        view = meeting_view.view(key)
        day = begins(view.row).date()
        try:
            facts = meeting_facts(view, kind_seen(view))
        except BranchError as error:  # a kind there is no more
            seen.untold.append(f"{chinese_day(day)}{view.row.kind}没有收入：{error}")
            continue
        kind = kind_words(facts)
        about = "　".join(filter(None, (f"{day:%m-%d}", kind, view.row.title.strip())))
        found.append(Entry(about, record(facts, f"{chinese_day(day)}　{kind}", "" if found else _RECORDS)))
    return found


def _hours(seen: YearOfBranch) -> list[Entry]:
    from branchtui.workflows.year.hours_papers import hours_paper
    from branchtui.workflows.year.ledgers import year_of_hours

    found = year_of_hours(seen.year, seen.day)
    return [Entry("", hours_paper(found))] if any(each.half_hours for each in found.ledgers) else []


def _appraisals(seen: YearOfBranch) -> list[Entry]:
    from branchtui.papers.books.handbook import appraisal
    from branchtui.store.queries.year.appraisals import years
    from branchtui.workflows.year.end.papers import results_facts

    return [Entry("", appraisal(results_facts(seen.year, seen.day)))] if seen.year in years() else []


def _summary(seen: YearOfBranch) -> list[Entry]:
    from branchtui.papers.books.handbook import summary
    from branchtui.papers.facts.handbook import HeldFact

    headings = assets.toml("papers", "handbook.toml")["summary"]
    held = [HeldFact(kind, count) for kind, count in books.held_by_kind(seen.year)]
    return [Entry("", summary(seen.branch.name, seen.year, seen.day, headings, held))]


PARTS: Mapping[str, tuple[str, Callable[[YearOfBranch], list[Entry]]]] = {
    "overview": ("支部概况", _overview),
    "roster": ("党员名册", _roster),
    "plan": ("年度计划", _plans),
    "meetings": (_RECORDS, _meetings),
    "hours": ("学时", _hours),
    "appraisal": ("民主评议", _appraisals),
    "summary": ("工作总结", _summary),
}
"""What a handbook can hold, in the usual order: name, and its papers."""
