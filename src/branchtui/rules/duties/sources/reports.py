"""News reports: to be drafted from a meeting, to be handed in, or handed in in this month."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts, midnight, news_since
from branchtui.rules.meetings import NEWS, MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day, near_moment


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A report for each meeting of late that none was drafted from, and those that there are; figures the log contradicts."""
    for row in facts.unreported if rules.reminds(NEWS) else ():
        kind = rules.kind_on(row.kind, row.begins.date())
        if row.begins.date() >= news_since(today) and (kind is None or kind.news):
            end = row.begins + timedelta(hours=rules.news_within_hours)
            found = Duty(
                *("news", f"起草新闻稿：{row.title}", f"{end:%Y-%m-%d %H:%M} 前", rules.clause(NEWS)),
                ("meeting", row.id),
                limit=NEWS,
                rule="news",
                when=near_moment(end, today),
                basis=rules.basis(NEWS),
            )
            yield owed(end, today, found)
    for report in facts.reports:
        words = (chinese_day(report.dated), near_day(report.dated, today)) if report.dated else ("", "")
        duty = f"完成新闻稿：{report.title}"
        found = Duty("report", duty, words[0], "", ("report", report.id), rule="report")
        found = found._replace(when=words[1], basis="稿子还没有交出去。")
        yield Found("due", end_of(report.dated or date.max), found)
    for figure in facts.figures:
        duty = f"数字与台账不符：{figure.title}"
        found = Duty("figure", duty, "", "", ("report", figure.report), rule="figure", basis=f"{figure.words}。")
        yield Found("contradictions", datetime.min, found)
    for report in facts.handed_in:
        if report.dated is not None:
            when = near_day(report.dated, today)
            found = Duty(
                *("handed_in", f"新闻稿：{report.title}", f"{report.dated}", "", ("report", report.id)), when=when
            )
            yield Found("done", midnight(report.dated), found)
