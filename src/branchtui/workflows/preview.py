"""The pages of a paper as they will print, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper, Picture
from branchtui.store.queries import reports
from branchtui.typesetting.gaps import missing_in
from branchtui.typesetting.page_columns import TerminalPages
from branchtui.typesetting.pages import Layout, lay
from branchtui.typesetting.pieces import Piece
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.rows import Box, Line, TableRow
from branchtui.typesetting.rows import Row as LaidRow
from branchtui.workflows.exporting.export import mark_lost
from branchtui.workflows.profiles import on_its_template, profile

_NO_SIZE = (1600, 1200)


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where a picture stands on a page: first row and column, height in rows, width in columns; and its sha."""

    row: int
    column: int
    rows: int
    columns: int
    sha: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows as text (two columns for each character), the row of its number, and its pictures."""

    number: int
    rows: tuple[str, ...]
    foot: str
    boxes: tuple[PageBox, ...]
    row_ends: frozenset[int] = frozenset()  # the rows that a row of a table ends with


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper's pages under `look`, `columns` wide; as sentences all that is still to be done, and of these what an
    editor would object to in the pages."""

    look: Profile
    pages: tuple[Page, ...]
    columns: int
    warnings: tuple[str, ...]
    objections: tuple[str, ...]


def preview(paper: Paper, profile_name: str, *, photos: PhotoStore) -> Preview:
    """The pages of a paper under a profile. Raises BranchError for a profile that is not there or is wrong."""
    from branchtui.typesetting.compose import compose
    from branchtui.typesetting.sheets import TOO_MUCH, look_of

    look = look_of(paper, profile(profile_name))
    look, problem = on_its_template(look)
    shas = {block.sha for block in paper.blocks if isinstance(block, Picture) and block.sha}
    paper = mark_lost(paper, {sha: "缺失" for sha in shas if not photos.holds(sha)})
    pieces = compose(paper, look)
    layout = lay(pieces, look, _pixels)
    drawn = TerminalPages(layout, look)
    too_much = (TOO_MUCH,) if paper.sheet == "hung" and len(layout.pages) > 1 else ()
    objections = tuple(f"第 {warning.page} 页：{warning.text}" for warning in layout.warnings)
    return Preview(
        look,
        tuple(
            Page(
                page.number,
                tuple(drawn.rows(page)),
                drawn.number(page.number),
                _boxes(page.rows, drawn),
                _row_ends(page.rows, drawn),
            )
            for page in layout.pages
        ),
        drawn.columns,
        (*((f"现在不能导出：{problem}",) if problem else ()), *too_much, *_still_blank(pieces, layout), *objections),
        (*too_much, *objections),
    )


def page_count(paper: Paper, look: Profile, sizes: Mapping[str, tuple[int, int]]) -> int:
    """How many pages a paper takes; `sizes` are those of its pictures in pixels. Reads nothing."""
    from branchtui.typesetting.composition import Composition

    return len(Composition(paper, look, lambda sha: sizes.get(sha, _NO_SIZE)).layout.pages)


def picture_notes(paper: Paper, look: Profile, *, photos: PhotoStore) -> tuple[str, ...]:
    """What the outlet would object to in the pictures, as sentences. Reads their files, and no database."""
    from branchtui.files.word.pictures import picture_pixels, picture_warnings

    pictures: dict[str, bytes] = {}
    lost = []
    left = "导出时缺这一张" if look.pictures.handling == "separate" else "导出时只留一个框"
    for block in paper.blocks:
        if isinstance(block, Picture) and block.sha:
            try:
                data = photos.path(block.sha).read_bytes()
                picture_pixels(data)
                pictures[block.sha] = data
            except (BranchError, OSError):
                where = f"，或从添加它的电脑“{block.machine}”拷来" if block.machine else ""
                lost.append(f"图{block.number}的照片文件不在照片文件夹里，或已损坏，{left}：请重新选照片{where}")
    there = (b for b in paper.blocks if not isinstance(b, Picture) or not b.sha or b.sha in pictures)
    return (*lost, *picture_warnings(replace(paper, blocks=tuple(there)), look, pictures.__getitem__))


def _still_blank(pieces: Sequence[Piece], layout: Layout) -> Iterator[str]:
    """What is still to be filled in, with its page: the pages hold it in the order of the pieces."""
    pages = ["".join(map(_row_text, page.rows)) for page in layout.pages]
    whole, ends, at = "".join(pages), list(accumulate(map(len, pages))), 0
    for missing in missing_in(pieces):
        found = whole.find(missing.printed, at)
        at = found + 1 if found >= 0 else at
        yield f"第 {1 + sum(end <= at - 1 for end in ends[:-1])} 页：{missing.words}"


def _row_text(row: LaidRow) -> str:
    if isinstance(row, TableRow):
        return "".join("".join(lines) for lines in row.cells)
    return row.text if isinstance(row, Line) else ""


def _pixels(sha: str) -> tuple[int, int]:
    return reports.photo_size(sha) or _NO_SIZE


def _row_ends(rows: tuple[LaidRow, ...], drawn: TerminalPages) -> frozenset[int]:
    """Where the rows of tables end, each also where the next begins."""
    ends = set()
    at = 0
    for row in rows:
        height = drawn.height(row)
        at += height
        if isinstance(row, TableRow):
            ends |= {at - height - 1, at - 1}
    return frozenset(ends - {-1})


def _boxes(rows: tuple[LaidRow, ...], drawn: TerminalPages) -> tuple[PageBox, ...]:
    found = []
    at = 0
    for row in rows:
        if isinstance(row, Box) and row.sha and not row.lost:
            column, columns = drawn.box(row)
            found.append(PageBox(at, column, row.rows, columns, row.sha))
        at += drawn.height(row)
    return tuple(found)
