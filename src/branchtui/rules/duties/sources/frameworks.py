"""对标: what is to be handed in soon, points due, what is missing, a newer file, and what somebody who checks would find.

Of one framework there is at most one line of each sort, and one of each number of a finding.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import UNREAD, Facts, FrameworkFact, StandingFact
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day

_TOLD_AGAIN = (1, 7, 30)  # days before: who does not want to hear of it hears again when it comes nearer
_TOLD_BEFORE = _TOLD_AGAIN[-1]
_CONTRADICT = ("e1", "e3", "e4", UNREAD)  # findings of two that don't agree, or of what can't be
_CLAUSE = "采用对标时定的节点"


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """What is told of every framework that is adopted and not closed."""
    if not facts.frameworks:
        return
    for row in facts.frameworks:
        if row.due is not None and (row.due - today).days <= _TOLD_BEFORE:
            yield _milestone(row, row.due, today)
    for standing in facts.standings():
        yield from _of(standing, today)


def _milestone(row: FrameworkFact, due: date, today: date) -> Found:
    left = (due - today).days
    near = next((days for days in _TOLD_AGAIN if left <= days), _TOLD_BEFORE)
    far = f"还有 {left} 天" if left > 0 else f"过了 {-left} 天" if left else "今天要交"
    duty = Duty(
        *("milestone", f"{row.milestone}{far}：{row.name}", f"{due} 前", _CLAUSE, ("framework", row.id)),
        when=near_day(due, today),
        basis=f"“{row.name}”的{row.milestone}{chinese_day(due)}到期，还没有登记送交。",
        rule=f"milestone:{due}:{near}",
    )
    return owed(end_of(due), today, duty)


def _of(row: StandingFact, today: date) -> Iterator[Found]:
    opens = ("framework", row.framework)
    if points := [each for each in row.points if each[1] - today <= timedelta(_TOLD_BEFORE)]:
        title, due = points[0]
        more = f"等 {len(points)} 个观测点" if len(points) > 1 else ""
        duty = Duty(
            *("point", f"完成观测点：{title}{more}", f"{due} 前", "观测点的完成时限", opens),
            when=near_day(due, today),
            basis=f"“{row.name}”的观测点“{title}”时限是{chinese_day(due)}，还没有满足。",
            rule=f"point:{due}",
        )
        yield owed(end_of(due), today, duty)
    if row.gaps:
        words = f"对标缺 {len(row.gaps)} 项：{row.gaps[0]}"
        duty = Duty("gap", words, "", f"“{row.name}”的需要", opens, basis="；".join(row.gaps[:3]) + "。", rule="gap")
        yield Found("due", datetime.max, duty)
    if row.newer is not None:
        duty = Duty(
            *("newer", f"对标文件有新版（第 {row.newer.version} 版）：{row.name}", "", "程序附带的对标文件", opens),
            basis=f"和现在的不同：{row.newer.words}。取不取由支部定，完成情况和佐证都不动。",
            rule=f"newer:{row.newer.version}",
        )
        yield Found("due", datetime.max, duty)
    for each in row.findings:
        duty = Duty("finding", each.words, "", f"对照“{row.name}”检查", each.open, basis=f"{each.words}。")
        duty = duty._replace(rule=f"finding:{each.number}:{row.framework.hex()}")
        yield Found("contradictions" if each.number in _CONTRADICT else "due", datetime.max, duty)
