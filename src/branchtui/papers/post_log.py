"""Papers of the service log of a 示范岗: its rows over some days, and the summary of a year."""

from collections.abc import Sequence
from datetime import date

from branchtui.papers.facts.post_log import LogFacts, LogRow, LogTotals, ShareFact, YearFacts
from branchtui.papers.phrases import days, figure, filled, holder_words, listed, numbered, step_words
from branchtui.papers.tree import Block, Heading, Meta, Paper, Paragraph, SignOff, Table, Title
from branchtui.rules.blanks import UNFILLED


def service_log(facts: LogFacts) -> Paper:
    """服务台账: each service with who did it, hours and persons served; the last row adds them up.

    Hours count everyone who took part, so that the column gives the total. Each name has a line of its own: a narrow
    column breaks none that fits it.
    """
    title = f"{facts.post.name}服务台账"
    years = facts.first_day.year != facts.last_day.year
    whole = facts.totals
    sums = ("合计", f"{whole.services}次", "", figure(whole.hours), f"{whole.served}人次", "\n".join(whole.results), "")
    blocks: list[Block] = [
        Title(title),
        Meta((("上岗党员", _holders(facts)), ("时间", days(facts.first_day, facts.last_day)))),
        Table(
            ("序号", "日期", "服务人", "小时", "服务内容和对象", "成效", "核实人"),
            (*(_row(number, row, years) for number, row in enumerate(facts.rows, 1)), sums),
            (13, 28, 26, 13, 40, 18, 17),
            "cccclcc",
        ),
    ]
    return Paper(title, facts.post.branch, facts.post.day, "服务台账", tuple(blocks), "dense")


def post_year(facts: YearFacts) -> Paper:
    """年度总结表: who held the post, what became of it, and the figures of its log by month and by person."""
    post, totals = facts.post, facts.totals
    whole = facts.first_day == date(facts.first_day.year, 1, 1) and facts.last_day.year == facts.first_day.year
    title = f"{post.name}{f'{facts.first_day.year}年度' if whole else ''}总结表"
    kept = [pledge for pledge in post.pledges if pledge.kept_on]
    rows = (
        ("编号和类别", f"{filled(post.number)}，{filled(post.category)}"),
        ("上岗党员", "\n".join(numbered(map(holder_words, post.holders))) or UNFILLED),
        ("服务对象", filled(post.serves)),
        ("办理经过", "\n".join(map(step_words, post.steps)) or "无"),
        ("服务情况", f"{_sums(totals)}（已核实{facts.verified}次）"),
        ("服务成效", "、".join(totals.results) or "无"),
        ("承诺兑现", f"{len(post.pledges)}条承诺，已兑现{len(kept)}条" if post.pledges else UNFILLED),
        ("考核结果", "\n".join(numbered(facts.grades)) or UNFILLED),
        ("岗位状态", filled(post.state)),
    )
    blocks: list[Block] = [
        Title(title),
        Meta((("", days(facts.first_day, facts.last_day)),)),
        Table(("项目", "内容"), rows, (34, 121), "cl"),
        *_shares("分月情况", "月份", facts.months, totals),
        *_shares("人员情况", "姓名", facts.people, totals),
        Paragraph(("次数、小时、人次和成效由服务台账逐条相加得出。",)),
        SignOff(post.branch, post.day),
    ]
    return Paper(title, post.branch, post.day, "年度总结表", tuple(blocks))


def _row(number: int, row: LogRow, years: bool) -> tuple[str, ...]:
    day = f"{row.day.year}.{row.day.month}.{row.day.day}" if years else f"{row.day.month}月{row.day.day}日"
    whom = row.whom + (f"{row.served}人次" if row.served is not None else "")
    return (
        str(number),
        "\n".join(filter(None, (day, row.span))),
        "\n".join(row.who),
        figure(row.hours) if row.hours else "",
        "\n".join(filter(None, (filled(row.what), whom))),
        row.result,
        row.verifier,
    )


def _sums(totals: LogTotals) -> str:
    return f"服务{totals.services}次，{figure(totals.hours)}小时，{totals.served}人次"


def _shares(heading: str, what: str, shares: Sequence[ShareFact], totals: LogTotals) -> list[Block]:
    """The shares of the totals as a table whose last row is their sum."""
    if not shares:
        return []
    whole = ShareFact(f"合计（按{what}）", totals.services, totals.hours, totals.served)
    return [
        Heading(heading, numbered=True),
        Table(
            (what, "服务次数", "小时", "人次"),
            tuple((each.name, str(each.services), figure(each.hours), str(each.served)) for each in (*shares, whole)),
            (45, 37, 37, 36),
        ),
    ]


def _holders(facts: LogFacts) -> str:
    return listed(dict.fromkeys(holder.name for holder in facts.post.holders), UNFILLED)
