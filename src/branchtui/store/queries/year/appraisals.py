"""民主评议党员: the people of a year, and what it came to for each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast

from branchtui.rules.roster import Standing
from branchtui.rules.text.names import matches
from branchtui.rules.year.appraisal import Appraised, Grade
from branchtui.store.engine import sql
from branchtui.store.models import Appraisal
from branchtui.store.queries import people
from branchtui.store.queries.contacts import readings
from branchtui.store.queries.people import MemberList

_LIVE = Appraisal.live_in("a")


class AppraisalRow(NamedTuple):
    """One person of a year's list: `grade` is None where nothing was written yet. `id` is that of the row there is to be.

    `listed` is whether the roster of the day holds them as a member: others stand here by what was written of them.
    """

    id: bytes
    year: int
    member: bytes
    name: str
    staff_no: str
    standing: Standing
    grade: Grade | None
    opinion: str
    meeting: bytes | None
    listed: bool

    @property
    def appraised(self) -> Appraised:
        """What the rules ask about."""
        return Appraised(self.standing, self.grade)


class AppraisalOfMember(NamedTuple):
    """What one year came to for somebody, as a card shows it."""

    year: int
    grade: Grade


def appraisals(year: int, day: date) -> list[AppraisalRow]:
    """The members of the roster of a day, in the order of lists, then whoever else something was written of."""
    written = {
        member: (cast(Grade, grade), opinion, meeting)
        for member, grade, opinion, meeting in sql.rows(
            f"SELECT a.member_id, a.grade, a.opinion, a.meeting_id FROM appraisal a WHERE a.year = ? AND {_LIVE}", year
        )
    }
    everyone = MemberList(day).everyone
    there = [row for row in everyone if row.standing in ("full", "probationary")]
    found = []
    for row in there:
        key = Appraisal.row_id(year=year, member=row.id)
        grade, opinion, meeting = written.pop(row.id, (None, "", None))
        standing = cast(Standing, row.standing)
        found.append(
            AppraisalRow(key, year, row.id, row.name, row.staff_no, standing, grade, opinion, meeting, listed=True)
        )
    if written:
        known, standings = people.members(), {row.id: row.standing for row in everyone}
        for member, (grade, opinion, meeting) in written.items():
            if (of := known.get(member)) is not None:
                key = Appraisal.row_id(year=year, member=member)
                standing = cast(Standing, standings.get(member, ""))
                found.append(
                    AppraisalRow(
                        key, year, member, of.name, of.staff_no, standing, grade, opinion, meeting, listed=False
                    )
                )
    return found


def years() -> list[int]:
    """The years of which anything was written, the latest first."""
    return [row[0] for row in sql.rows(f"SELECT DISTINCT a.year FROM appraisal a WHERE {_LIVE} ORDER BY a.year DESC")]


def of_member(member: bytes) -> list[AppraisalOfMember]:
    """The results of one person, the latest year first."""
    found = sql.rows(
        f"SELECT a.year, a.grade FROM appraisal a WHERE a.member_id = ? AND {_LIVE} ORDER BY a.year DESC", member
    )
    return [AppraisalOfMember(year, grade) for year, grade in found]


def stored(key: bytes) -> Appraisal | None:
    """What is stored of one, None where nothing is."""
    return Appraisal.get_or_none((Appraisal.id == key) & Appraisal.live())


class AppraisalList:
    """The same as a window; the filter takes names, pinyin, initials, and parts of the rest. `everyone` is without it."""

    def __init__(self, year: int, day: date, filter_text: str = "") -> None:
        self.everyone = appraisals(year, day)
        self._rows = [row for row in self.everyone if fits(filter_text, row)]

    def count(self) -> int:
        return len(self._rows)

    def page(self, offset: int, limit: int) -> Sequence[AppraisalRow]:
        return self._rows[offset : offset + limit]


def fits(typed: str, row: AppraisalRow) -> bool:
    """Whether what was typed means this one."""
    from branchtui.store.models.year import GRADES

    wanted = typed.strip()
    told = f"{GRADES[row.grade] if row.grade is not None else ''}\n{row.opinion}\n{row.staff_no}"
    return wanted in told or matches(wanted, row.name, *readings(row.name))
