"""A report as plain text, for mails and for fields that take no formatting."""

from datetime import date

from branchtui.files.web.parts import byline_words, figure_words, known_pairs
from branchtui.papers.tree import (
    Block,
    Byline,
    Heading,
    Kicker,
    Meta,
    Paper,
    Paragraph,
    Picture,
    Subtitle,
    Table,
    Title,
)


def text_of(paper: Paper) -> str:
    """All of it, a paragraph to a line, parted by empty lines; cells of a table by tabs."""
    return "\n\n".join(filter(None, map(block_text, paper.blocks))) + "\n"


def block_text(block: Block) -> str:
    """One part; empty of what has no words."""
    match block:
        case Title() | Kicker() | Subtitle():
            return " ".join(block.text.split("\n"))
        case Meta():
            return "　".join(f"{label}：{_words(words)}" for label, words in known_pairs(block))
        case Heading():
            return f"{block.text}{block.rest}"
        case Paragraph():
            return block.text
        case Picture():
            return f"【{figure_words(block)}】{block.caption}"
        case Table():
            return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in (block.header, *block.rows))
        case Byline():
            return byline_words(block)
        case _:
            return ""


def _words(value: str | date) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value
