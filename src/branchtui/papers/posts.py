"""Papers of a 示范岗: register, public notice, review, the sheet to hang up."""

from datetime import date

from branchtui.papers.facts.posts import PledgeFact, PostFacts, ReviewFacts
from branchtui.papers.phrases import days, figure, filled, holder_words, listed, numbered, step_words
from branchtui.papers.tree import Block, Heading, Kicker, Meta, Paper, SignOff, Table, Title, paragraphs
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
        ("上岗党员", "\n".join(numbered(map(holder_words, facts.holders))) or UNFILLED),
        ("岗位职责", "\n".join(numbered(facts.duties)) or UNFILLED),
        ("服务对象", filled(facts.serves)),
        ("岗位承诺", "\n".join(numbered(map(_pledge, facts.pledges))) or UNFILLED),
        ("公示时间", publicity),
        ("授牌日期", _day(facts.awarded_on)),
        ("办理经过", "\n".join(map(step_words, facts.steps)) or UNFILLED),
        ("岗位状态", filled(facts.state)),
    )
    blocks: list[Block] = [
        Title(title),
        Table(("项目", "内容"), rows, (34, 121), "cl"),
        SignOff(facts.branch, facts.day),
    ]
    return _paper(title, facts, "岗位登记表", blocks)


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
        Meta((("上岗党员", filled(facts.name)), ("考核期", days(facts.first_day, facts.last_day)))),
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
        *paragraphs("\n".join(numbered(facts.duties)) or UNFILLED),
        Heading("岗位承诺", numbered=True),
        *paragraphs("\n".join(numbered(each.words for each in facts.pledges)) or UNFILLED),
        *paragraphs("公示期间如有异议，请以书面或口头形式向支部委员会反映。反映情况应当实事求是，并写明联系方式。"),
        SignOff(facts.branch, facts.public_from or facts.day),
    ]
    return _paper(title, facts, "公示", blocks)


def plate(facts: PostFacts) -> Paper:
    """亮岗牌: the name of the post, who holds it and what it promises, on one sheet to hang up."""
    blocks: list[Block] = [
        Kicker("党员先锋示范岗"),
        Title(facts.name),
        Meta((("上岗党员", listed((h.name for h in facts.holders), UNFILLED)),)),
        Meta((("", facts.branch),)),
        Heading("岗位承诺"),
        *paragraphs("\n".join(numbered(each.words for each in facts.pledges)) or UNFILLED),
    ]
    return Paper(facts.name, facts.branch, None, "亮岗牌", tuple(blocks), "hung")


def _paper(title: str, facts: PostFacts, subject: str, blocks: list[Block]) -> Paper:
    return Paper(title, facts.branch, facts.day, subject, tuple(blocks))


def _day(day: date | None) -> str:
    return chinese_day(day) if day else UNFILLED


def _span(first: date | None, last: date | None) -> str:
    return f"{_day(first)}至{_day(last)}" if first or last else UNFILLED


def _pledge(pledge: PledgeFact) -> str:
    kept = f"（{chinese_day(pledge.kept_on)}兑现：{pledge.evidence}）" if pledge.kept_on else ""
    return f"{pledge.words}{kept}"
