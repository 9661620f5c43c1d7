"""News reports: to be drafted from a meeting, to be handed in, or handed in in this month."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts, midnight, news_since
from branchtui.rules.meetings import NEWS, MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day, near_moment


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A report for each meeting of late that none was drafted from, and those that there are; figures the log contradicts.

    What an outlet asks goes before what the branch has set: of a report its own outlet, of a meeting the soonest.
    """
    soonest = min(facts.outlets.items(), key=lambda each: (each[1], each[0]), default=None)
    for row in facts.unreported if rules.reminds(NEWS) else ():
        kind = rules.kind_on(row.kind, row.begins.date())
        if row.begins.date() >= news_since(today) and (kind is None or kind.news):
            hours, clause, basis = rules.news_within_hours, rules.clause(NEWS), rules.basis(NEWS)
            if soonest is not None and soonest[1] != hours:
                hours, clause = soonest[1], deadline_words(*soonest)
                basis = f"{clause}。"
            end = row.begins + timedelta(hours=hours)
            found = Duty(
                *("news", f"起草新闻稿：{row.title}", f"{end:%Y-%m-%d %H:%M} 前", clause),
                ("meeting", row.id),
                limit=NEWS,
                rule="news",
                when=near_moment(end, today),
                basis=basis,
            )
            yield owed(end, today, found)
    for report in facts.reports:
        duty = f"完成新闻稿：{report.title}"
        found = Duty("report", duty, "", "", ("report", report.id), rule="report", basis="稿子还没有交出去。")
        if report.outlet in facts.outlets and report.held is not None:
            end = report.held + timedelta(hours=facts.outlets[report.outlet])
            clause = deadline_words(report.outlet, facts.outlets[report.outlet])
            found = found._replace(period=f"{end:%Y-%m-%d %H:%M} 前", clause=clause, when=near_moment(end, today))
            yield owed(end, today, found._replace(basis=f"{clause}，稿子还没有交出去。"))
            continue
        words = (chinese_day(report.dated), near_day(report.dated, today)) if report.dated else ("", "")
        yield Found("due", end_of(report.dated or date.max), found._replace(period=words[0], when=words[1]))
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


def deadline_words(outlet: str, hours: int) -> str:
    """What an outlet asks for: 学院网站要求会后 24 小时内投稿."""
    return f"{outlet}要求 {hours} 小时内投稿"
