"""Study hours: who has not done those of the year in its last quarter; meetings that count none for want of an end."""

from collections.abc import Iterator, Sequence
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts, MeetingFact
from branchtui.rules.meetings import MeetingRules, told_from
from branchtui.rules.text.chinese_time import near_day

_NAMED = 3  # people in one line
_CHOSEN = "本支部约定：没有散会时间的会不计学时。"


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """One line for all who are behind, opening the ledger of the one who is; one for all such meetings."""
    if facts.endless:
        yield _endless(facts.endless, today)
    if today < told_from(today, "year"):
        return
    behind = facts.hours()
    if not behind:
        return
    from branchtui.rules.registers.amounts import hours_number  # most of the year nobody is behind

    end = date(today.year, 12, 31)
    said = [f"{each.name}差 {hours_number(each.behind)}" for each in behind]
    more = f"，共 {len(said)} 人" if len(said) > _NAMED else ""
    clauses = "、".join(dict.fromkeys(each.clause for each in behind))
    duty = Duty(
        *("hours", f"补足年度学时：{'、'.join(said[:_NAMED])}{more}", f"{end} 前", clauses),
        open=("member", behind[0].member) if len(behind) == 1 else None,
        when=near_day(end, today),
        basis=f"{clauses}：党员、书记和支委每年的学时。会议的学时从考勤算，培训的从学习与发展算。",
        rule=f"hours:{today.year}",
    )
    yield owed(end_of(end), today, duty)


def _endless(meetings: Sequence[MeetingFact], today: date) -> Found:
    first, number = meetings[0], len(meetings)
    more = f"等 {number} 次会" if number > 1 else ""
    duty = Duty(
        *("no_end", f"补散会时间：{first.title}{more}", f"{first.begins:%Y-%m-%d %H:%M}", "本支部约定"),
        open=("meeting", first.id),
        when=near_day(first.begins.date(), today),
        basis=_CHOSEN,
        rule=f"no_end:{today.year}",
    )
    return Found("due", first.begins, duty)
