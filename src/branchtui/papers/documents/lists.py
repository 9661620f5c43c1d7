"""The lists of registers as papers: the honours, the documents, where reports are handed in and came out."""

from branchtui.papers.facts.documents import ListedFacts
from branchtui.papers.tree import Block, Meta, Paper, Paragraph, SignOff, Table, Title

HONOURS, DOCUMENTS = "荣誉成果一览表", "收发文登记簿"
OUTLETS, PUBLICATIONS = "投稿媒体一览表", "新闻刊发一览表"


def honours_list(facts: ListedFacts) -> Paper:
    """荣誉成果一览表: day, whose, what, level, grade, who awarded it."""
    header = ("序号", "日期", "获得者", "名称", "级别", "等次", "授予单位")
    return _list(HONOURS, facts, header, (14, 26, 28, 38, 14, 14, 22), "ccclccc")


def documents_list(facts: ListedFacts) -> Paper:
    """收发文登记簿: what came and went, with its number, unit, and whether it is done."""
    header = ("序号", "日期", "收发", "文种", "标题和文号", "单位", "办理")
    return _list(DOCUMENTS, facts, header, (14, 26, 14, 14, 42, 20, 26), "cccclcc")


def outlets_list(facts: ListedFacts) -> Paper:
    """投稿媒体一览表: how soon each wants a report, where to send it, whom to ask."""
    header = ("序号", "名称", "级别", "时限", "投到", "联系人")
    return _list(OUTLETS, facts, header, (14, 36, 16, 20, 46, 24), "clcclc")


def publications_list(facts: ListedFacts) -> Paper:
    """新闻刊发一览表: what came out where, and how many of each level."""
    header = ("序号", "日期", "标题", "刊发媒体", "级别", "阅读量")
    return _list(PUBLICATIONS, facts, header, (14, 26, 52, 26, 16, 22), "cclccc")


def _list(title: str, facts: ListedFacts, header: tuple[str, ...], widths: tuple[float, ...], align: str) -> Paper:
    rows = tuple((str(number), *row) for number, row in enumerate(facts.rows, 1))
    blocks: tuple[Block, ...] = (
        Title(title),
        Meta((("统计时段" if facts.span else "统计至", facts.span or facts.day), ("共", f"{len(rows)}项"))),
        Table(header, rows, widths, align),
        *([Paragraph((facts.summary,))] if facts.summary else []),
        SignOff(facts.branch, facts.day),
    )
    return Paper(title, facts.branch, facts.day, title, blocks, sheet="dense")
