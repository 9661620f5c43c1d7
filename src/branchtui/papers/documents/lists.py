"""The lists of the room 对标 as papers: the honours, and the register of documents."""

from branchtui.papers.facts.documents import ListedFacts
from branchtui.papers.tree import Meta, Paper, SignOff, Table, Title

HONOURS, DOCUMENTS = "荣誉成果一览表", "收发文登记簿"


def honours_list(facts: ListedFacts) -> Paper:
    """荣誉成果一览表: day, whose, what, level, grade, who awarded it."""
    header = ("序号", "日期", "获得者", "名称", "级别", "等次", "授予单位")
    return _list(HONOURS, facts, header, (14, 26, 28, 38, 14, 14, 22), "ccclccc")


def documents_list(facts: ListedFacts) -> Paper:
    """收发文登记簿: what came and went, with its number, unit, and whether it is done."""
    header = ("序号", "日期", "收发", "文种", "标题和文号", "单位", "办理")
    return _list(DOCUMENTS, facts, header, (14, 26, 14, 14, 42, 20, 26), "cccclcc")


def _list(title: str, facts: ListedFacts, header: tuple[str, ...], widths: tuple[float, ...], align: str) -> Paper:
    rows = tuple((str(number), *row) for number, row in enumerate(facts.rows, 1))
    blocks = (
        Title(title),
        Meta((("统计至", facts.day), ("共", f"{len(rows)}项"))),
        Table(header, rows, widths, align),
        SignOff(facts.branch, facts.day),
    )
    return Paper(title, facts.branch, facts.day, title, blocks, sheet="dense")
