"""民主评议党员: the people of a year, a key for each one's grade, an opinion where there is one."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.roster import STANDINGS
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.year.appraisal import BASES, Grade
from branchtui.store.models import Appraisal, Row
from branchtui.store.models.columns import caption
from branchtui.store.models.year import GRADES
from branchtui.store.queries import people
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.year import appraisals as facts
from branchtui.store.queries.year.appraisals import AppraisalList, AppraisalRow
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.editing.sight import Sight
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.base import Told, WholeScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, ask
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.year.end import appraisals as acts
from branchtui.workflows.year.end.years import year_rules, year_typed

if TYPE_CHECKING:
    from branchtui.files.sheets.rows import Sheet

_ROLES: dict[Grade | None, str] = {"excellent": "good", "basic": "due", "failed": "bad", "": "quiet", None: "due"}
_BY_KEY: dict[str, Grade] = {
    "excellent": "excellent",
    "good": "good",
    "basic": "basic",
    "failed": "failed",
    "none": "",
}


def _grade(row: AppraisalRow) -> str:
    return GRADES[row.grade] if row.grade is not None else "未评"


_COLUMNS: list[Column[AppraisalRow]] = [
    Column("姓名", 10, lambda row: row.name, names=True),
    Column("人员类别", 8, lambda row: STANDINGS.get(row.standing, "不在名册"), role="quiet"),
    Column(" 评定等次", 11, lambda row: f" {_grade(row)}", role=lambda row: _ROLES.get(row.grade, "text")),
    Column("组织意见", 16, lambda row: " ".join(row.opinion.split()), grow=True, from_width=50),
]


class AppraisalsScreen(ListRoom[AppraisalRow]):
    """The people of one year's appraisal in the order of lists."""

    PLACE = "appraisals"
    ROOM = "people"
    TABLE = "appraisal"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("appraisals")]

    def __init__(self, year: int) -> None:
        self._year = year
        self._view = LinesView()
        self._heading = Static("", markup=False, classes="heading")
        self._told = Static("", markup=False, classes="note")
        empty = "那一年的名册上没有党员。按 F7 换一年。"
        super().__init__(ListPane(_COLUMNS, self._listed, title="民主评议", empty=empty), self._view)

    def heads(self) -> ComposeResult:
        yield self._heading
        yield self._told

    def on_mount(self) -> None:
        self.pane.table.focus()

    def _listed(self, text: str) -> AppraisalList:
        found = AppraisalList(self._year, acts.of_year(self._year, self.shell.now().date()).day, text)
        self._told.update(Content(acts.told(found.everyone)))
        return found

    def show_heads(self) -> None:
        of = acts.of_year(self._year, self.shell.now().date())
        at = (
            f"{chinese_day(of.day)}“{of.meeting.title}”" if of.meeting else f"还没有开会，名单是{chinese_day(of.day)}的"
        )
        self._heading.update(Content(f"{self._year} 年民主评议党员：{at}"))

    def stored(self, thing: bytes) -> Row:
        return Appraisal.get_by_id(thing)

    def sight(self) -> Sight:
        seen = super().sight()
        return Sight(seen.ids | {row.member for row in self.pane.table.in_view()}, seen.table)  # a result is theirs

    def history_of(self) -> Row | None:
        row = self.pane.table.row
        return facts.stored(row.id) if row is not None else None

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "appraisals.remove":
            return row is not None and row.grade is not None
        if command_id == "appraisals.view" or command_id.startswith("appraisals.grade"):
            return row is not None
        return super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "写意见") if self.pane.table.row is not None else None

    def show_paper(self, row: AppraisalRow) -> None:
        self._show(self._view, row)

    def _show(self, view: LinesView, row: AppraisalRow) -> None:
        parts = [
            Told("人员类别", STANDINGS.get(row.standing, "那天不在名册上")),
            Told("学工号", row.staff_no),
            Told(caption(Appraisal, "grade"), _grade(row), _ROLES.get(row.grade, "text")),
            *(Told("" if number else "组织意见", line) for number, line in enumerate(row.opinion.splitlines())),
        ]

        def draw(width: int) -> list[Ink]:
            return [*self.flag_lines(row.id, width), *(line for part in parts for line in part.drawn(width))]

        view.show_lines(row.name, draw, thing=row.id)

    def action_view(self) -> None:
        if (row := self.chosen()) is not None:

            def show(view: LinesView) -> None:
                self.pane.reload()
                if self.pane.table.seek(lambda each: each.id == row.id) and (now := self.pane.table.row) is not None:
                    self._show(view, now)

            self.app.push_screen(
                WholeScreen(lambda: facts.stored(row.id) or people.member(row.member), show, self.ROOM)
            )

    def action_grade(self, grade: str) -> None:
        """Give the person under the cursor a grade, and go to the next one."""
        if (row := self.chosen()) is not None:
            with self.telling() as done:
                given = _BY_KEY[grade]
                acts.appraise(row, grade=given, today=self.shell.now().date())
                self.reload()
                self.pane.table.action_move("down")
                done(f"{row.name}：{GRADES[given]}。{self._hint()}")

    def _hint(self) -> str:
        return acts.too_many(self._year, self.shell.now().date())

    def action_rest(self) -> None:
        with self.telling() as done:
            number = acts.appraise_rest(self._year, self.shell.now().date())
            self.reload()
            done(f"其余 {number} 位已记：正式党员合格，预备党员不评定等次。")

    def action_remove(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling() as done:
                acts.withdraw(row)
                self.reload()
                done(f"已删去{row.name}的评议结果。")

    async def open_row(self, row: AppraisalRow) -> None:
        self.app.push_screen(self._form(row))

    def _form(self, row: AppraisalRow) -> FormScreen:
        shown = {"grade": GRADES[row.grade] if row.grade is not None else "", "opinion": row.opinion}
        there = facts.stored(row.id)

        def now() -> AppraisalRow:
            return next(each for each in acts.rows(self._year, self.shell.now().date()) if each.id == row.id)

        def typed() -> Mapping[str, str]:
            seen = now()
            return {"grade": GRADES[seen.grade] if seen.grade is not None else "", "opinion": seen.opinion}

        def write(**changes: str) -> None:
            grade = acts.grade_typed(changes["grade"]) if "grade" in changes else None
            acts.appraise(now(), grade=grade, opinion=changes.get("opinion"), today=self.shell.now().date())

        guard = Guard(there, shown, typed=typed) if there is not None else None

        def submit(values: Mapping[str, str]) -> str:
            if guard is not None:
                guard.save({key: values[key] for key in shown}, write)
            else:
                write(**{key: value for key, value in values.items() if value or key == "grade"})
            return f"已写{row.name}的评议。{self._hint()}"

        fields = [
            Field(
                "grade",
                caption(Appraisal, "grade"),
                shown["grade"],
                "、".join(GRADES.values()),
                offers=lambda values: list(map(Suggestion, GRADES.values())),
            ),
            Field("opinion", caption(Appraisal, "opinion"), shown["opinion"], "可不填", area=True),
        ]
        return FormScreen(
            f"appraisal-{row.id.hex()}", f"{self._year} 年评议：{row.name}", fields, submit, room=self.ROOM
        )

    def action_day(self) -> None:
        today = self.shell.now().date()

        def submit(typed: str) -> str:
            self._year = year_typed(typed, today)
            return f"现在看的是 {self._year} 年的民主评议。"

        written = [Suggestion(str(year)) for year in facts.years()]
        self.app.push_screen(
            ask(
                "appraisal-year",
                "看哪一年的评议",
                "年度",
                submit,
                placeholder="不填就是今年",
                room=self.ROOM,
                offers=lambda values: written,
            )
        )

    def action_base(self) -> None:
        rules = year_rules()
        options = [
            (base, f"{words}（现在这样）" if base == rules.limit.base else words) for base, words in BASES.items()
        ]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] != rules.limit.base:
                with self.telling() as done:
                    words = acts.set_base(option[0])
                    self.reload()
                    done(words)

        default = "" if rules.own else "现在是默认，条文没有规定。"
        self.app.push_screen(pick(f"优秀不超过三分之一，从哪些人算起？{default}", options), chosen)

    def action_bring(self) -> None:
        self.app.push_screen(
            ask(
                "appraisals",
                "导入评议结果",
                "文件",
                self._preview_job,
                placeholder=".xlsx .xls .csv 的完整路径",
                room=self.ROOM,
            )
        )

    def _preview_job(self, typed: str) -> "Job[Sheet]":
        from branchtui.ui.rooms.difference import difference_of
        from branchtui.workflows.year.end.appraisal_import import compare_results, read_results

        year, today = self._year, self.shell.now().date()

        compare = partial(compare_results, year=year, today=today)
        into = f"{year} 年评议结果"
        return difference_of(self.shell, "评议结果", typed, read_results, compare, into, room=self.ROOM)

    def action_export(self) -> None:
        from branchtui.ui.rooms.people.year.papers import export_form
        from branchtui.workflows.year.end import papers

        today = self.shell.now().date()

        def besides(folder: Path) -> Path:
            return papers.export_sheet(self._year, folder, today=today)

        with self.telling():
            papers.written(self._year, today)
            what = f" {self._year} 年民主评议结果"
            self.app.push_screen(export_form(self, what, partial(papers.prepare_results, self._year), besides))

    def action_paper(self) -> None:
        from branchtui.ui.rooms.people.year.papers import show_results

        show_results(self, self._year)
