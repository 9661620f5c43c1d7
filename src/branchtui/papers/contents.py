"""归档目录: the contents page of a meeting's folder. It lists what is there, and says what is not."""

from branchtui.papers.facts.contents import ContentsFacts
from branchtui.papers.phrases import ordinal, sentence
from branchtui.papers.tree import Block, Heading, Meta, Paper, Paragraph, SignOff, Subtitle, Table, Title
from branchtui.rules.text.chinese_time import chinese_span

_HEADER = ("序号", "文件名", "材料", "形成日期", "数量", "备注")
_WIDTHS = (14, 52, 27, 26, 15, 21)


def contents(facts: ContentsFacts) -> Paper:
    """归档目录: every file with its day and extent, then what is missing with the reason, and what does not apply."""
    meeting = facts.kind + (f"（{number}）" if (number := ordinal(facts.ordinal)) else "")
    rows = tuple(
        (str(number), each.name, each.what, f"{each.day:%Y%m%d}" if each.day else "", each.extent, each.remark)
        for number, each in enumerate(facts.files, 1)
    )
    blocks: list[Block] = [
        Title("归档目录"),
        *([Subtitle(facts.title.strip())] if facts.title.strip() else []),
        Meta((("支部", facts.branch), ("会议", meeting))),
        Meta((("时间", chinese_span(facts.start, facts.end)),)),
        Table(_HEADER, rows, _WIDTHS, "clcccc"),
    ]
    if facts.missing:
        blocks += [Heading("缺项", numbered=True), *(Paragraph((sentence(words),)) for words in facts.missing)]
    if facts.not_applicable:
        blocks.append(Heading("不适用", numbered=True))
        blocks += [Paragraph((sentence(f"{name}：{why}"),)) for name, why in facts.not_applicable]
    return Paper("归档目录", facts.branch, facts.start.date(), "归档目录", (*blocks, SignOff(facts.branch)))
