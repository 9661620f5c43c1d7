"""Papers of a 示范岗: register, service log, review, public notice."""

from datetime import date

from branchtui.papers.facts.posts import HolderFact, LogFacts, PledgeFact, PostFacts, ReviewFacts, StepFact
from branchtui.papers.phrases import figure, filled, listed
from branchtui.papers.tree import Block, Heading, Meta, Paper, Paragraph, SignOff, Table, Title, paragraphs
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day


def post_register(facts: PostFacts) -> Paper:
    """岗位登记表: everything the branch has decided about a post, blanks where nothing is entered."""
    title = "党员先锋示范岗登记表"
    publicity = _span(facts.public_from, facts.public_to)
    rows = (
        ("岗位名称", facts.name),
        ("岗位编号", filled(facts.number)),
        ("岗位类别", filled(facts.category)),
        ("设岗依据", filled(facts.basis)),
        ("上岗党员", "\n".join(_holder(holder) for holder in facts.holders) or UNFILLED),
        ("岗位职责", "\n".join(f"{n}.{duty}" for n, duty in enumerate(facts.duties, 1)) or UNFILLED),
        ("服务对象", filled(facts.serves)),
        ("岗位承诺", "\n".join(_pledge(n, pledge) for n, pledge in enumerate(facts.pledges, 1)) or UNFILLED),
        ("公示时间", publicity),
        ("授牌日期", _day(facts.awarded_on)),
        ("办理经过", "\n".join(map(_step, facts.steps)) or UNFILLED),
        ("岗位状态", filled(facts.state)),
    )
    blocks: list[Block] = [
        Title(title),
        Table(("项目", "内容"), rows, (34, 121), "cl"),
        SignOff(facts.branch, facts.day),
    ]
    return _paper(title, facts, "岗位登记表", blocks)


def service_log(facts: LogFacts) -> Paper:
    """服务台账: each service with hours and persons served; the foot adds them up, so that each total can be checked."""
    title = f"{facts.post.name}服务台账"
    rows = tuple(
        (
            str(n),
            f"{row.day.month}月{row.day.day}日\n{row.span}".strip(),
            figure(row.hours) if row.hours else "",
            filled(row.what),
            row.whom + (f"{row.served}人次" if row.served is not None else ""),
            row.result,
            row.verifier,
        )
        for n, row in enumerate(facts.rows, 1)
    )
    hours = sum(row.hours for row in facts.rows)
    served = sum(row.served or 0 for row in facts.rows)
    blocks: list[Block] = [
        Title(title),
        Meta((("上岗党员", listed((h.name for h in facts.post.holders), UNFILLED)), ("时间", _days(facts)))),
        Table(
            ("序号", "日期", "小时", "服务内容", "服务对象", "成效", "核实人"),
            rows,
            (14, 29, 14, 36, 24, 19, 19),
            "cccllcc",
        ),
        Paragraph((f"合计：服务{len(facts.rows)}次，{figure(hours)}小时，{served}人次。",)),
    ]
    return _paper(title, facts.post, "服务台账", blocks)


def review(facts: ReviewFacts) -> Paper:
    """考核表: scores with their weights, total and grade; what has not been scored stays a blank."""
    title = f"{facts.post.name}考核表"
    rows = [
        (
            score.label,
            f"{figure(score.weight)}%",
            figure(score.score) if score.score is not None else UNFILLED,
            str(score.answered) if score.answered is not None else "",
            score.collector,
        )
        for score in facts.scores
    ]
    rows += [
        ("总分", "", figure(facts.total) if facts.total is not None else UNFILLED, "", ""),
        ("等次", "", filled(facts.grade), "", ""),
    ]
    blocks: list[Block] = [
        Title(title),
        Meta((("上岗党员", filled(facts.name)), ("考核期", _days(facts)))),
        Table(("考核项目", "权重", "得分", "评议人数", "收集人"), tuple(rows), (45, 25, 30, 25, 30), "ccccc"),
        Heading("支部意见"),
        *paragraphs(filled(facts.opinion)),
        SignOff(facts.post.branch, facts.day),
    ]
    return _paper(title, facts.post, "考核表", blocks)


def public_notice(facts: PostFacts) -> Paper:
    """公示: the post, who is to hold it, from when to when, and to whom to turn."""
    title = f"关于{facts.name}拟上岗党员的公示"
    opening = f"经支部评议，现将{facts.name}拟上岗党员予以公示。公示时间：{_span(facts.public_from, facts.public_to)}。"
    blocks: list[Block] = [
        Title(title),
        *paragraphs(opening),
        Heading("拟上岗党员：", numbered=True, rest=listed((h.name for h in facts.holders), UNFILLED)),
        Heading("岗位职责", numbered=True),
        *([Paragraph((f"{n}.{duty}",)) for n, duty in enumerate(facts.duties, 1)] or paragraphs(UNFILLED)),
        Heading("岗位承诺", numbered=True),
        *([Paragraph((f"{n}.{each.words}",)) for n, each in enumerate(facts.pledges, 1)] or paragraphs(UNFILLED)),
        *paragraphs("公示期间如有异议，请以书面或口头形式向支部委员会反映。反映情况应当实事求是，并写明联系方式。"),
        SignOff(facts.branch, facts.public_from or facts.day),
    ]
    return _paper(title, facts, "公示", blocks)


def _paper(title: str, facts: PostFacts, subject: str, blocks: list[Block]) -> Paper:
    return Paper(title, facts.branch, facts.day, subject, tuple(blocks))


def _day(day: date | None) -> str:
    return chinese_day(day) if day else UNFILLED


def _span(first: date | None, last: date | None) -> str:
    return f"{_day(first)}至{_day(last)}" if first or last else UNFILLED


def _days(facts: LogFacts | ReviewFacts) -> str:
    return f"{chinese_day(facts.first_day)}至{chinese_day(facts.last_day)}"


def _pledge(number: int, pledge: PledgeFact) -> str:
    kept = f"（{chinese_day(pledge.kept_on)}兑现：{pledge.evidence}）" if pledge.kept_on else ""
    return f"{number}.{pledge.words}{kept}"


def _step(step: StepFact) -> str:
    days = f"{chinese_day(step.day)}至{chinese_day(step.to_day)}" if step.to_day else chinese_day(step.day)
    more = "，".join(filter(None, (step.basis, step.reason)))
    return f"{step.name}：{days}{f'（{more}）' if more else ''}"


def _holder(holder: HolderFact) -> str:
    if not holder.from_day:
        return holder.name
    return f"{holder.name}（{chinese_day(holder.from_day)}至{chinese_day(holder.to_day) if holder.to_day else '今'}）"
