"""Meetings that were filed, opened again, and not filed since."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Found, about
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """One for each whose record is complete: what else is to be written is told by itself. Nothing says by when."""
    for row, reason in facts.reopened:
        duty = about("refile", row, f"再归档：{row.title}", f"归档后重新打开：{reason}", today)
        basis = f"归档后重新打开过（{reason}），还没有再归档：文件夹里的还是打开以前的。"
        yield Found("due", datetime.max, duty._replace(rule="refile", basis=basis))
