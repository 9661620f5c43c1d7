"""The pages of a paper as they will print, before anything is written."""

from dataclasses import dataclass

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.layout import Box, lay, page_columns, page_text
from branchtui.rules.profile import Profile
from branchtui.store.queries import reports
from branchtui.workflows.profiles import profile

_NO_SIZE = (1600, 1200)


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where a picture stands on a page: its first row, its height in rows, its width in columns, its sha."""

    row: int
    rows: int
    columns: int
    sha: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows as text (two columns for each character), and its pictures."""

    number: int
    rows: tuple[str, ...]
    boxes: tuple[PageBox, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper's pages, `columns` wide, and what an editor would object to, as sentences."""

    pages: tuple[Page, ...]
    columns: int
    warnings: tuple[str, ...]


def preview(paper: Paper, profile_name: str, *, photos: PhotoStore) -> Preview:
    """The pages of a paper under a profile. Raises BranchError for a profile that is not there or is wrong."""
    from branchtui.files.word.compose import compose

    look = profile(profile_name)
    layout = lay(compose(paper, look), look, _pixels)
    return Preview(
        tuple(
            Page(page.number, tuple(page_text(page, layout, look)), _boxes(page.rows, look)) for page in layout.pages
        ),
        page_columns(look),
        tuple(f"第 {warning.page} 页：{warning.text}" for warning in layout.warnings),
    )


def _pixels(sha: str) -> tuple[int, int]:
    return reports.photo_size(sha) or _NO_SIZE


def _boxes(rows: tuple[object, ...], look: Profile) -> tuple[PageBox, ...]:
    per_column = look.page.text_width / 20 / page_columns(look)
    found = []
    at = 0
    for row in rows:
        if isinstance(row, Box) and row.sha:
            found.append(PageBox(at, row.rows, round(row.width / per_column), row.sha))
        at += getattr(row, "rows", 1)
    return tuple(found)
