"""谈心谈话 of a year: who has still to talk with whom, by name."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from branchtui.rules.roster import COMMITTEE, MEMBERS
from branchtui.rules.year.talks import Coverage, coverage
from branchtui.store.queries.people import MemberList, MemberRow
from branchtui.store.queries.year.talks import pairs_in


class CoverageOfYear(NamedTuple):
    """What is lacking, who is of the committee and who are the others, and what each of them is called."""

    year: int
    lacking: Coverage
    committee: list[bytes]
    others: list[bytes]
    names: Mapping[bytes, str]

    @property
    def sentences(self) -> dict[str, str]:
        """What is lacking in words, by what it is; empty where nothing is."""
        named = self.names
        return {
            "支委之间": "，".join(f"{named[one]}和{named[other]}" for one, other in self.lacking.committee),
            "还没有和支委谈": "、".join(named[one] for one in self.lacking.without_committee),
            "还没有和别的党员谈": "、".join(named[one] for one in self.lacking.without_member),
        }


def coverage_of(year: int, today: date) -> CoverageOfYear:
    """Who of the roster has still to talk: that of today, or of the last day of a year that is over."""
    there = [row for row in MemberList(min(today, date(year, 12, 31))).everyone if row.standing in MEMBERS]
    committee = [row.id for row in there if _in_committee(row)]
    others = [row.id for row in there if not _in_committee(row)]
    found = coverage(committee, others, pairs_in(year))
    return CoverageOfYear(year, found, committee, others, {row.id: row.name for row in there})


def _in_committee(row: MemberRow) -> bool:
    return any(office in COMMITTEE for office in row.offices)
