"""收发文: a 请示 without its 批复, a document that is to be dealt with, a sheet of the college, a number that was given twice."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import DocumentFact, Facts
from branchtui.rules.meetings import ANSWER, MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """Each of them. What was told when it is due goes before the usual days; numbers are never put right by machine."""
    for row in facts.documents:
        if row.twice:
            words = f"有不止一份发文的文号是{row.twice}。文号不会自动改，请核对是哪一份写错了。"
            duty = Duty("number", f"文号重复：{row.twice}", "", "", ("document", row.id), basis=words)
            yield Found("contradictions", datetime.min, duty._replace(rule=f"number:{row.twice}"))
        elif row.sheet and row.due is not None:
            yield _sheet(row, row.due, today)
        elif row.due is not None:
            yield _due(row, row.due, today)
        elif row.day is not None and rules.reminds(ANSWER):
            yield _unanswered(row, row.day, facts, rules, today)


def _due(row: DocumentFact, due: date, today: date) -> Found:
    words = f"{'催办批复' if row.asks else '办理文件'}：{row.title}"
    duty = Duty(
        *("document", words, f"{due} 前", "登记的办理时限", ("document", row.id)),
        when=near_day(due, today),
        basis=f"登记的办理时限是{chinese_day(due)}，还没有办结。",
        rule=f"document:{due}",
    )
    return owed(end_of(due), today, duty)


def _sheet(row: DocumentFact, due: date, today: date) -> Found:
    """What the college wants by a day is told by that; the branch may have set itself another."""
    asked = f"学院要求{chinese_day(row.wanted)}前报" if row.wanted is not None else "学院要的报表"
    own = f"；登记的办理时限是{chinese_day(due)}" if due != row.wanted else ""
    duty = Duty(
        *("sheet", f"报送：{row.title}", f"{due} 前", "学院要的报表", ("document", row.id)),
        when=near_day(due, today),
        basis=f"{asked}{own}，还没有报送。",
        rule=f"document:{due}",
    )
    return owed(end_of(due), today, duty)


def _unanswered(row: DocumentFact, sent: date, facts: Facts, rules: MeetingRules, today: date) -> Found:
    workdays = facts.workdays(sent)
    last = workdays.after(sent, rules.answer_within_working_days)
    doubt = workdays.doubt(sent, last)
    duty = Duty(
        *(
            "answer",
            f"催办批复：{row.title}",
            f"{last} 前",
            rules.clause(ANSWER) + (f"；{doubt}" if doubt else ""),
            ("document", row.id),
        ),
        limit=ANSWER,
        when=near_day(last, today),
        basis=rules.basis(ANSWER) + (f"{doubt}。" if doubt else ""),
        known=f"{chinese_day(sent)}发出，还没有登记批复。",
        rule="answer",
    )
    return owed(end_of(last), today, duty)
