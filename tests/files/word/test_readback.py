"""Random papers with hostile text, tables and pictures: another reader finds every character."""

import io
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchtui.files.word.writer import write
from branchtui.papers.tree import (
    Blank,
    Block,
    Byline,
    Emphasis,
    Heading,
    Kicker,
    Meta,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    SignOff,
    Subtitle,
    Table,
    Title,
)
from branchtui.rules.text.cleaning import clean
from tests.files.word.helpers import PICTURES, profile

HOSTILE = st.sampled_from(
    ["<w:p/>", "&amp;", "]]>", "[/b]", "{{正文}}", "𠮷㛃䶮", "“引”‘号’—…·", "😀", "a" * 200, "\x00\x1f", "\u202e"]
)
TEXT = st.lists(st.one_of(HOSTILE, st.text(max_size=30)), max_size=4).map("".join)
SHORT = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=2).map("".join)
SHAS = st.sampled_from(["", *PICTURES])


def tables(columns: int) -> st.SearchStrategy[Table]:
    row = st.tuples(*[SHORT] * columns)
    widths = st.tuples(*[st.floats(5, 90)] * columns)
    return st.builds(Table, st.one_of(st.just(()), row), st.lists(row, min_size=1, max_size=4).map(tuple), widths)


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, TEXT),
    st.builds(Kicker, SHORT),
    st.builds(Subtitle, SHORT),
    st.builds(Meta, st.lists(st.tuples(SHORT, SHORT), max_size=3).map(tuple)),
    st.builds(Heading, TEXT, st.integers(1, 4), st.booleans(), SHORT),
    st.builds(
        Paragraph,
        st.lists(st.one_of(TEXT, st.builds(Emphasis, SHORT)), max_size=3).map(tuple),
        st.sampled_from(["body", "note", "addressee"]),
    ),
    st.integers(1, 5).flatmap(tables),
    st.builds(Picture, st.integers(1, 99), SHAS, TEXT, TEXT),
    st.builds(Byline, st.lists(st.tuples(SHORT, SHORT), max_size=3).map(tuple)),
    st.builds(SignOff, SHORT, st.one_of(st.none(), st.dates(date(1949, 1, 1), date(2100, 1, 1)))),
    st.builds(Blank),
    st.builds(PageBreak),
)
PAPERS = st.builds(
    Paper, TEXT, SHORT, st.dates(date(1949, 1, 1), date(2100, 1, 1)), SHORT, st.lists(BLOCKS, max_size=8).map(tuple)
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


def said(block: Block) -> list[str]:
    """The texts a block must leave on paper."""
    match block:
        case Title() | Kicker() | Subtitle():
            return [block.text]
        case Meta():
            return [part for pair in block.pairs for part in (pair[0], str(pair[1]))]
        case Heading():
            return [block.text, block.rest]
        case Paragraph():
            return [block.text]
        case Table():
            return [cell for row in (block.header, *block.rows) for cell in row]
        case Picture():
            return [block.caption]
        case Byline():
            return [part for pair in block.pairs for part in pair]
        case SignOff():
            return [block.unit]
        case _:
            return []


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(PAPERS, st.sampled_from(["jnu-news", "gbt9704", "inline-songti"]))
def test_every_character_comes_back(paper: Paper, name: str) -> None:
    import mammoth

    data = write(paper, profile(name), PICTURES.__getitem__)
    assert data == write(paper, profile(name), PICTURES.__getitem__)
    read = bare(mammoth.extract_raw_text(io.BytesIO(data)).value)
    for block in paper.blocks:
        for text in said(block):
            assert bare(text) in read
