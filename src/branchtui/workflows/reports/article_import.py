"""Importing a news article as a report draft, with its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from branchtui.files.photos import PhotoStore, StoredPhoto, match_figures
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Figure, Report
from branchtui.store.queries import people
from branchtui.store.writes import append
from branchtui.workflows.input_checks import line, record_text, text
from branchtui.workflows.pictures import photo_row
from branchtui.workflows.progress import Progress, unwatched

_MOST_FIGURES = 500


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an import did: the draft, half-width marks widened, lines left out, figures without and pictures unused.

    `told` are sentences about what of a Word file did not come in, or came in at another place.
    """

    report: Report
    marks_fixed: int
    dropped: tuple[str, ...]
    told: tuple[str, ...]
    missing: tuple[int, ...]
    unused: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article that was read, and its pictures that were stored: by figure mark, and those not used."""

    article: Article
    stored: dict[int, StoredPhoto]
    unused: tuple[Path, ...]


def read_for_import(
    data: bytes,
    filename: str,
    pictures: Sequence[Path] = (),
    *,
    photos: PhotoStore,
    progress: Progress = unwatched,
) -> ReadArticle:
    """The part of an import that touches no database and may run in a thread.

    A mark 配图N takes the picture whose name ends in N; marks left over take the unused ones in name order.
    Raises BranchError where it is no article or a picture is none; then, and where it is stopped, no picture is kept.
    """
    article = read_article(data, filename)
    marks = figure_marks(article.body)
    if len(marks) > _MOST_FIGURES:
        raise BranchError(f"“{filename}”里有 {len(marks)} 处配图，不像一篇新闻稿。请只留下要导入的那一篇。")
    chosen, unused = match_figures(marks, pictures)
    stored: dict[int, StoredPhoto] = {}
    with photos.all_or_none():
        for mark, path in chosen.items():
            progress(len(stored), len(chosen))
            stored[mark] = photos.add(path)
        progress(len(chosen), len(chosen))
    return ReadArticle(article, stored, tuple(unused))


def bring_in(read: ReadArticle) -> ImportedArticle:
    """The article that was read as a draft. One that names no day stays undated."""
    people.the_branch()
    article, stored = read.article, read.stored
    marks = figure_marks(article.body)
    title = line(article.title, "标题", required=True)
    with act(f"导入文章：{title}"):
        report = Report.create(
            kicker=line(article.kicker, "栏目"),
            title=title,
            subtitle=text("\n".join(article.subtitle), "副标题"),
            unit=line(article.unit, "供稿单位"),
            dated=article.dated,
            editors_note=text(article.editors_note, "编者按"),
            body=record_text(article.body, "正文"),
        )
        for mark in dict.fromkeys(marks):
            Figure.create(
                report=report,
                mark=mark,
                caption=line(article.captions.get(mark, ""), "图注"),
                photo=photo_row(stored[mark]) if mark in stored else None,
            )
        for role, names in article.bylines:
            append(Byline, report=report, role=line(role, "署名类别"), names=line(names, "署名"))
    missing = tuple(mark for mark in dict.fromkeys(marks) if mark not in stored)
    return ImportedArticle(report, article.marks_fixed, tuple(article.dropped), article.told, missing, read.unused)


def import_article(data: bytes, filename: str, pictures: Sequence[Path] = (), *, photos: PhotoStore) -> ImportedArticle:
    """A .txt, .md or .docx article as a draft. Raises as `read_for_import` does."""
    people.the_branch()
    return bring_in(read_for_import(data, filename, pictures, photos=photos))
