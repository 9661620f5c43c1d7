"""Importing a news article as a report draft, with its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from branchtui.files.photos import PhotoStore, StoredPhoto, match_figures
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.report_text import Heading, TableRows, figure_marks, parse_body
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Figure, Report
from branchtui.store.queries import people
from branchtui.store.writes import append
from branchtui.workflows.input_checks import line, record_text, text
from branchtui.workflows.pictures import photo_row
from branchtui.workflows.progress import Progress, unwatched

_MOST_FIGURES = 500
_NONE = "（没有）"


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an import did: the draft, half-width marks widened, lines left out, figures without and pictures unused.

    `told` are sentences about what of a Word file did not come in, or came in at another place; `recognised` names the
    parts that were found.
    """

    report: Report
    marks_fixed: int
    dropped: tuple[str, ...]
    told: tuple[str, ...]
    missing: tuple[int, ...]
    unused: tuple[Path, ...]
    recognised: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article that was read, and its pictures that were stored: by figure mark, and those not used.

    `told` says which of its own pictures could not be read.
    """

    article: Article
    stored: Mapping[int, StoredPhoto]
    unused: tuple[Path, ...]
    told: tuple[str, ...] = ()


def read_for_import(
    data: bytes,
    filename: str,
    pictures: Sequence[Path] = (),
    *,
    photos: PhotoStore,
    beside: Path | None = None,
    progress: Progress = unwatched,
) -> ReadArticle:
    """The part of an import that touches no database and may run in a thread.

    A mark 配图N takes the picture whose name ends in N; marks left over take the unused ones in name order, then the
    picture that the file itself holds there, or names, if it lies in the folder `beside` the file or below it.
    Raises BranchError where it is no article or a picture is none; then, and where it is stopped, no picture is kept.
    """
    article = checked_article(data, filename)
    return with_pictures(article, pictures, photos=photos, beside=beside, progress=progress)


def checked_article(data: bytes, filename: str) -> Article:
    """What an article says. Raises BranchError where it is none."""
    article = read_article(data, filename)
    marks = figure_marks(article.body)
    if len(marks) > _MOST_FIGURES:
        raise BranchError(f"“{filename}”里有 {len(marks)} 处配图，不像一篇新闻稿。请只留下要导入的那一篇。")
    return article


def with_pictures(
    article: Article,
    pictures: Sequence[Path] = (),
    *,
    photos: PhotoStore,
    beside: Path | None = None,
    progress: Progress = unwatched,
) -> ReadArticle:
    """An article with its pictures stored, as `read_for_import` says."""
    marks = figure_marks(article.body)
    there = [path for path in pictures if path.exists()]
    chosen, unused = match_figures(marks, there)
    own = {mark: picture for mark, picture in _own_pictures(article, beside).items() if mark not in chosen}
    stored: dict[int, StoredPhoto] = {}
    unreadable: list[int] = []
    with photos.all_or_none():
        for mark, path in chosen.items():
            progress(len(stored), len(chosen) + len(own))
            stored[mark] = photos.add(path)
        for mark, picture in own.items():
            progress(len(stored) + len(unreadable), len(chosen) + len(own))
            try:
                stored[mark] = photos.add(picture, f"稿中图{mark}" if isinstance(picture, bytes) else "")
            except BranchError:
                unreadable.append(mark)
        progress(len(chosen) + len(own), len(chosen) + len(own))
    told = []
    if unreadable:
        told.append(f"稿件里图{'、'.join(map(str, unreadable))}的图片读不出来，没有带入。请另存成 JPG 或 PNG 再选。")
    if gone := len(pictures) - len(there):
        told.append(f"有 {gone} 张照片已不在原来的文件夹里，没有带入。请找回来，再在“配图”里选。")
    return ReadArticle(article, stored, tuple(unused), tuple(told))


def _own_pictures(article: Article, beside: Path | None) -> dict[int, bytes | Path]:
    """The pictures of the file by figure mark: those that it holds, and those that it names and that lie beside it."""
    found: dict[int, bytes | Path] = dict(article.pictures)
    if beside is not None:
        for mark, link in article.links.items():
            path = beside / unquote(link)
            try:
                if path.is_file() and path.resolve().is_relative_to(beside.resolve()):
                    found[mark] = path
            except (OSError, ValueError):
                continue  # no name that a file could have
    return found


def recognised(article: Article) -> list[tuple[str, str]]:
    """What an article was taken for, as a person would name it: each part with its words, （没有） where there is none."""
    headings = [block.text for block in parse_body(article.body) if isinstance(block, Heading)]
    tables = sum(isinstance(block, TableRows) for block in parse_body(article.body))
    figures = [f"图{mark}{article.captions.get(mark, '')}" for mark in dict.fromkeys(figure_marks(article.body))]
    return [
        ("标题", article.title),
        *([("栏目", article.kicker)] if article.kicker else []),
        *([("副标题", "；".join(article.subtitle))] if article.subtitle else []),
        ("供稿单位", article.unit or _NONE),
        ("发布日期", chinese_day(article.dated) if article.dated else _NONE),
        ("小标题", _counted(headings)),
        ("配图", _counted(figures)),
        *([("表格", f"{tables} 个")] if tables else []),
        ("署名", "；".join(f"{role}：{names}" for role, names in article.bylines) or _NONE),
    ]


def _counted(words: Sequence[str]) -> str:
    return f"{len(words)} 个：{'；'.join(words)}" if words else _NONE


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
    told = (*article.told, *read.told)
    seen = tuple(recognised(article))
    return ImportedArticle(report, article.marks_fixed, tuple(article.dropped), told, missing, read.unused, seen)


def import_article(
    data: bytes, filename: str, pictures: Sequence[Path] = (), *, photos: PhotoStore, beside: Path | None = None
) -> ImportedArticle:
    """A .txt, .md or .docx article as a draft. Raises as `read_for_import` does."""
    people.the_branch()
    return bring_in(read_for_import(data, filename, pictures, photos=photos, beside=beside))
