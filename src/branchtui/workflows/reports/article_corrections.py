"""What a person corrects of an article that was read, before it becomes a draft."""

import re
from dataclasses import replace
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.articles import Article
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.report_text import figure_marks
from branchtui.workflows.input_checks import line

PARTS = {
    "title": "标题",
    "kicker": "栏目",
    "subtitle": "副标题",
    "unit": "供稿单位",
    "dated": "发布日期",
    "editors_note": "编者按",
    "bylines": "署名",
}
"""The parts of an article that are no running text, and what they are called."""

_HEADING = re.compile(r"#{1,4}\s+")
_PARTING = "；"


def words_of(article: Article, part: str) -> str:
    """A part as one line, as it is typed: several subtitles or by-lines are parted by ；."""
    match part:
        case "subtitle":
            return _PARTING.join(article.subtitle)
        case "bylines":
            return _PARTING.join(f"{role}：{names}" for role, names in article.bylines)
        case "dated":
            return article.dated.isoformat() if article.dated else ""
    return str(getattr(article, part))


def with_part(article: Article, part: str, typed: str, today: date) -> Article:
    """The article with a part as it was typed. Raises BranchError where that is none."""
    words = line(typed, PARTS[part], required=part == "title", limit=2000)
    match part:
        case "subtitle":
            return replace(article, subtitle=tuple(filter(None, map(str.strip, words.split(_PARTING)))))
        case "bylines":
            return replace(article, bylines=tuple(_byline(each) for each in filter(None, words.split(_PARTING))))
        case "dated":
            return replace(article, dated=parse_day(words, today) if words else None)
        case "title":
            return replace(article, title=words)
        case "kicker":
            return replace(article, kicker=words)
        case "unit":
            return replace(article, unit=words)
    return replace(article, editors_note=words)


def _byline(typed: str) -> tuple[str, str]:
    role, colon, names = (piece.strip() for piece in typed.replace(":", "：").partition("："))
    if not colon or not role:
        raise BranchError(f"署名“{typed}”里没有类别。请写成“文：姓名；图：姓名”的样子。")
    return role, names


def with_caption(article: Article, mark: int, caption: str) -> Article:
    """The article with another caption below a figure."""
    return replace(article, captions={**article.captions, mark: line(caption, "图注")})


def toggled(article: Article, at: int) -> Article:
    """The article with a line of its text made a heading, or a heading made text; figures and tables stay."""
    lines = article.body.split("\n")
    if is_fixed(lines[at]):
        return article
    lines[at] = bare(lines[at]) if _HEADING.match(lines[at]) else f"# {lines[at]}"
    return replace(article, body="\n".join(lines))


def moved(article: Article, at: int, part: str, today: date) -> Article:
    """The article with a line of its text as a part; what the title or the kicker was goes back above the text.

    Raises BranchError where the line can't be that part, or is the only one.
    """
    lines = article.body.split("\n")
    words = bare(lines.pop(at))
    if not lines:
        raise BranchError("正文只有这一行，不能拿走。")
    before = words_of(article, part)
    if before and part in ("subtitle", "bylines"):
        words = f"{before}{_PARTING}{words}"
    elif before and part in ("title", "kicker", "editors_note"):
        lines.insert(0, before)
    return replace(with_part(article, part, words, today), body="\n".join(lines))


def without(article: Article, at: int) -> Article:
    """The article without a line of its text. Raises BranchError where it is the only one."""
    lines = article.body.split("\n")
    gone = lines.pop(at)
    if not lines:
        raise BranchError("正文只有这一行，不能略去。")
    return replace(article, body="\n".join(lines), dropped=[*article.dropped, bare(gone)])


def is_fixed(words: str) -> bool:
    """Whether a line of the text is a figure's place or a row of a table."""
    return bool(figure_marks(words)) or words.startswith("| ")


def bare(words: str) -> str:
    """A line of the text without the marks of a heading."""
    return _HEADING.sub("", words, count=1)
