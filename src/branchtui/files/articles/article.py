"""A news article taken apart into what a report has: kicker, title, subtitles, unit, day, note, body, by-lines."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.articles.body.body import read_body
from branchtui.files.articles.head import Head
from branchtui.files.articles.labels.leftovers import begins_list, is_site_line, may_be_listed
from branchtui.files.articles.lines import read_lines
from branchtui.files.articles.tail import read_tail


@dataclass(frozen=True, slots=True)
class Article:
    """What an article says. `body` is in the report's form (`# ` headings, a line 【图N】 for a figure, N kept, `| a | b |`
    for a row of a table).

    `marks_fixed` counts the marks made full-width; `dropped` holds, as they stood, the lines of the web site; `told`
    says what of a Word file became no line, or a line elsewhere. `pictures` are by figure mark the pictures that the
    file itself holds, `links` those that it names: paths beside the file.
    """

    kicker: str
    title: str
    subtitle: tuple[str, ...]
    unit: str
    dated: date | None
    editors_note: str
    body: str
    captions: dict[int, str]
    bylines: tuple[tuple[str, str], ...]
    marks_fixed: int
    dropped: list[str]
    told: tuple[str, ...]
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)


def read_article(data: bytes, filename: str) -> Article:
    """The parts of a .txt, .md or .docx article.

    Raises BranchError when the file is no article, has no title of its own, or no text below it.
    """
    source = read_lines(data, filename)
    kept, dropped = [], []
    listed = False  # below 相关阅读
    for line in source.lines:
        text, plain = line.line.text, not (line.line.row or line.line.figure)
        listed = plain and (begins_list(text) or (listed and may_be_listed(text)))
        if plain and (listed or is_site_line(text)):
            dropped.append(line.original)
        else:
            kept.append(line)
    if not kept:
        raise BranchError(f"“{filename}”里没有稿件的文字。请选一份有标题和正文的稿件。")
    head = Head(deque(line.line for line in kept), filename)
    head.read()
    read_tail(head)
    body = read_body(head.lines)
    if not body.lines:
        raise BranchError(f"“{filename}”只有标题，没有正文。请把正文放在标题下面，再导入。")
    held = source.pictures
    return Article(
        kicker=head.kicker,
        title=head.title,
        subtitle=tuple(head.subtitle),
        unit=head.unit,
        dated=head.dated,
        editors_note=head.note,
        body="\n".join([*body.lines, *(ending.line.text for ending in source.endings)]),
        captions=body.captions,
        bylines=tuple(head.bylines),
        marks_fixed=sum(line.fixed for line in (*kept, *source.endings)),
        dropped=[*dropped, *head.dropped, *body.dropped],
        told=tuple(source.told),
        pictures={mark: held[key] for mark, key in body.pictures.items() if key in held},
        links={mark: key for mark, key in body.pictures.items() if key not in held},
    )
