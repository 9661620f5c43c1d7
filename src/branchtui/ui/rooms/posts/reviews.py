"""考核: the reviews of the holders of a post, each with its scores, total and grade."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.posts.chain import PostRules
from branchtui.rules.posts.reviews import grade_of, missing_sources, points
from branchtui.rules.services import SOURCES
from branchtui.rules.text.chinese_time import near_day
from branchtui.store.models import Row
from branchtui.store.queries.post_view import Scored
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.forms.review import change_form, new_form
from branchtui.ui.rooms.posts.owner import PostPane
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable


class ReviewsPane(PostPane):
    """Enter opens a review, Ctrl+N begins one, Del removes."""

    PLACE = "reviews"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reviews")]

    def compose(self) -> ComposeResult:
        columns: list[Column[Scored]] = [
            Column("考核期", 20, self._days, grow=True),
            Column("上岗党员", 10, lambda row: row.name),
            Column("总分", 6, lambda row: points(row.total) if row.total is not None else "", right=True),
            Column("", 12, lambda row: "", ink=lambda row, glyphs: grade_ink(row, self.owner.rules, glyphs)),
            Column("各项", 18, _scores, from_width=74, role="quiet"),
        ]
        yield ListPane(columns, self._rows, empty="还没有考核。按 Ctrl+N 写一次。", id="reviews")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> ListPane[Scored]:
        return self.query_one("#reviews", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return row.row if row is not None else self.owner.view.row

    def _rows(self, filter_text: str) -> Rows[Scored]:
        return Rows([row for row in self.owner.view.reviews if filter_text in f"{row.name}{self._days(row)}"])

    def _days(self, row: Scored) -> str:
        today = self.owner.shell.now().date()
        return f"{near_day(row.row.from_day, today)}至{near_day(row.row.to_day, today)}"

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, Scored) and self.owner.may_change():
            with self.owner.telling():
                self.app.push_screen(change_form(self.owner, message.row))

    def action_add(self) -> None:
        if self.owner.may_change():
            with self.owner.telling():
                self.app.push_screen(new_form(self.owner))

    def action_remove(self) -> None:
        from branchtui.workflows.posts.reviews import remove_review

        row = self._pane.table.row
        if row is None:
            self.owner.shell.say(self._pane.nothing())
            return
        with self.owner.telling() as done:
            remove_review(row.row)
            self.owner.show_change()
            done(f"{row.name}的考核（{self._days(row)}）已删去。")


def grade_ink(row: Scored, rules: PostRules, glyphs: Glyphs) -> Ink:
    """The grade with sign and colour: whether the branch has decided it, or the scores alone give it."""
    name = row.grade(rules)
    if not name:
        return Ink(f" {glyphs.half} 评分未齐", "due")
    found = grade_of(row.total, rules.grades)
    bad = next((grade.withdraw for grade in rules.grades if grade.name == name), False)
    line = Ink(" ").add(f"{glyphs.wrong} {name}" if bad else f"{glyphs.full} {name}", "bad" if bad else "good")
    if not row.row.grade or (found is not None and found.name != row.row.grade):
        line.add("（待定）" if not row.row.grade else "", "quiet")
    return line


def _scores(row: Scored) -> str:
    """Each score with how many answered; and whose are still missing."""
    told = [
        f"{SOURCES[source]} {points(score.tenths)}" + (f"（{score.answered} 人）" if score.answered else "")
        for source, score in row.scores.items()
    ]
    missing = missing_sources(row.tenths, row.weights)
    return "  ".join([*told, *([f"缺{'、'.join(missing)}"] if missing else [])])
