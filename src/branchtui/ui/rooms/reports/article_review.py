"""What an article was taken for, beside its text, before it becomes a draft: a person corrects it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.articles import Article
from branchtui.rules.text.report_text import figure_marks
from branchtui.ui.commands import table
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.reports.article_corrections import (
    PARTS,
    bare,
    is_fixed,
    moved,
    toggled,
    with_caption,
    with_part,
    without,
    words_of,
)

_NOTHING = "（没有）"
_HEADING, _FIGURE, _ROW, _TEXT = "小标题", "配图", "表格", ""
_LEFT_OUT = "drop"
_LONGEST = 200  # characters of what was left out, above the list


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the article, or a line of its text; `at` is its place there."""

    sort: str
    words: str
    part: str = ""
    at: int = -1
    mark: int = 0


def review_lines(article: Article) -> list[Line]:
    """The parts, whether there is one or not, then the text line by line."""
    lines = [Line(name, words_of(article, part) or _NOTHING, part) for part, name in PARTS.items()]
    for at, words in enumerate(article.body.split("\n")):
        if marks := figure_marks(words):
            caption = article.captions.get(marks[0], "")
            lines.append(Line(_FIGURE, f"图{marks[0]} {caption or '（没有图注）'}", at=at, mark=marks[0]))
        elif is_fixed(words):
            lines.append(Line(_ROW, words, at=at))
        else:
            lines.append(Line(_HEADING if words.startswith("#") else _TEXT, bare(words), at=at))
    return lines


def review_groups(source: Source[Line]) -> list[tuple[Ink, int]]:
    """The headings above the parts and above the text, and how many lines each has."""
    found = []
    for text, lines in groupby(source.page(0, source.count()), lambda line: line.at >= 0):
        number = len(list(lines))
        words = f"正文 {number} 行：回车改成小标题，或改回正文" if text else "认出的部分：回车更改"
        found.append((Ink(words, "info", bold=True), number))
    return found


def _sort_cell(row: Line, glyphs: Glyphs) -> Ink:
    return Ink(row.sort, "info" if row.sort == _HEADING else "quiet", bold=row.sort == _HEADING)


_COLUMNS: list[Column[Line]] = [
    Column("", 8, lambda line: line.sort, ink=_sort_cell),
    Column("", 20, lambda line: line.words, grow=True),
]


class ArticleReviewScreen(ListScreen[Line]):
    """Enter changes a part, or makes a line a heading or none; Ctrl+S brings the article in, Esc leaves it.

    Corrections are kept nowhere, so where there are any the first Esc says so and the second one leaves.
    """

    PLACE = "article"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("article")]

    def __init__(
        self, article: Article, filename: str, today: date, bring: Callable[["ArticleReviewScreen"], object]
    ) -> None:
        """`bring` brings the article in as it then is, and dismisses the screen."""
        super().__init__(
            ListPane(_COLUMNS, self._lines, title="认出", empty="没有文字。", group=review_groups, apart=True)
        )
        self._told = Static("", markup=False, classes="note")
        self.article, self._filename, self._today, self._bring = article, filename, today, bring
        self._given_up = article  # leaving with this loses nothing, or was warned of

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def show_heads(self) -> None:
        words = [*self.article.told]
        if self.article.dropped:
            left_out = "；".join(self.article.dropped)
            words.append(
                f"略去 {len(self.article.dropped)} 行：{left_out[:_LONGEST]}{'…' * (len(left_out) > _LONGEST)}"
            )
        self._told.update(Content("\n".join(words)))
        self._told.display = bool(words)

    def _lines(self, filter_text: str) -> Rows[Line]:
        return Rows([line for line in review_lines(self.article) if filter_text in f"{line.sort}{line.words}"])

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "list.open":
            return row is not None and row.sort != _ROW
        return (row is not None and row.at >= 0) if command_id == "article.part" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return "article.write", "导入"

    async def step_back(self) -> None:
        if self.article is self._given_up or self.pane.filter_text:
            await super().step_back()
            return
        self._given_up = self.article
        self.shell.say("改过的还没有导入。按 Ctrl+S 导入；再按一次 Esc 就不要了。", bad=True)

    async def open_row(self, row: Line) -> None:
        if row.part:
            self._ask(row.sort, words_of(self.article, row.part), lambda typed: self._with(row.part, typed))
        elif row.mark:
            now = self.article.captions.get(row.mark, "")
            self._ask(f"图{row.mark}的图注", now, lambda typed: with_caption(self.article, row.mark, typed))
        else:
            self._become(toggled(self.article, row.at), row.at + 1)

    def _with(self, part: str, typed: str) -> Article:
        return with_part(self.article, part, typed, self._today)

    def _ask(self, label: str, now: str, change: Callable[[str], Article]) -> None:
        def submit(typed: str) -> str:
            self._become(change(typed))
            return f"{label}已改，还没有导入。"

        self.app.push_screen(ask(f"article-{self._filename}-{label}", label, label, submit, value=now, room="reports"))

    def _become(self, article: Article, at: int | None = None) -> None:
        """Show the article as it is now, the cursor on a line of its text."""
        self.article = article
        self.reload()
        if at is not None:
            last = article.body.count("\n")
            self.pane.table.seek(lambda line: line.at == min(at, last))

    def action_part(self) -> None:
        """Ask what the line under the cursor is, where it is no text."""
        row = self.pane.table.row
        if row is None or row.at < 0:
            self.shell.say("光标请移到正文的一行上。")
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            with self.telling():
                part = option[0]
                left_out = part == _LEFT_OUT
                changed = without(self.article, row.at) if left_out else moved(self.article, row.at, part, self._today)
                self._become(changed, row.at)

        options: Mapping[str, str] = {_LEFT_OUT: "略去", **(PARTS if not is_fixed(row.words) and not row.mark else {})}
        self.app.push_screen(pick("这一行是什么？", list(options.items())), chosen)

    def action_write(self) -> None:
        self._bring(self)
