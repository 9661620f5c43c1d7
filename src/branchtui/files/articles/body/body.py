"""The running text of an article in the report's own form: headings, figures, tables, paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from branchtui.files.articles.body.block import Block
from branchtui.files.articles.body.figures import caption_of, figures_of, tell_captions
from branchtui.files.articles.body.headings import raise_levels, tell_headings, without_ordinals
from branchtui.files.articles.line import Line


@dataclass(slots=True)
class Text:
    """The body, by figure mark the captions and where the file keeps the pictures, and the lines that were dropped."""

    lines: list[str] = field(default_factory=list)
    captions: dict[int, str] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


def read_body(lines: Iterable[Line]) -> Text:
    """Headings as `# `, figures as a line 【图N】 with the source's own number, captions apart, all else as it is."""
    blocks = [block for line in lines for block in _blocks(line)]
    blocks = tell_captions(blocks, marked=any(block.kind == "heading" for block in blocks))
    tell_headings(blocks)
    raise_levels(blocks)
    blocks, ordinals = without_ordinals(blocks)
    text = _text(blocks)
    text.dropped += ordinals
    return text


def _blocks(line: Line) -> list[Block]:
    if line.row:
        return [Block("row", line.text)]
    if line.figure:
        return [Block("figure", line.text, picture=line.picture or "?")]
    if line.level:
        return [Block("heading", line.text, line.level, look=line.look)]
    if figures := figures_of(line.text):
        return figures
    if caption := line.text if line.role == "caption" else caption_of(line.text):
        return [Block("caption", caption)]
    return [Block("paragraph", line.text, look=line.look)]


def _text(blocks: list[Block]) -> Text:
    text = Text()
    taken = {block.number for block in blocks if block.kind == "figure"}
    free = (number for number in count(1) if number not in taken)
    used: set[int] = set()
    for block in blocks:
        if block.kind == "figure":
            number = block.number
            if not number or number in used:
                number = next(free)
            used.add(number)
            text.lines.append(f"【图{number}】")
            if block.text:
                text.captions[number] = block.text
            if block.picture not in ("", "?"):
                text.pictures[number] = block.picture
        elif block.kind == "heading":
            text.lines.append(f"{'#' * block.level} {block.text.replace(chr(0x3000), ' ')}")
        elif block.kind != "caption":
            text.lines.append(block.text)
    return text
