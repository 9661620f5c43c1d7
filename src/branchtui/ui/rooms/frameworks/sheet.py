"""A sheet that the college asks for: a line for each row, its form, and the key that hands it in."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.rules.college.filled_in import NONE, Cells, as_typed, lacking
from branchtui.rules.college.sheets import SheetColumn
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Document, Row
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.registers import documents
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.frameworks.sheet_forms import NEW, form_name, row_words
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, Hint, Values, ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.college.branch import sheets
from branchtui.workflows.college.branch.sheets import Sheet
from branchtui.workflows.progress import Progress

if TYPE_CHECKING:
    from branchtui.files.filled_in_sheet import FilledLine

_WIDTHS = {"text": 14, "number": 8, "date": 10, "person": 8, "hours": 6}  # cells
_LONG_NAME, _ROOM = 14, 50  # cells: of 阿依努尔·艾山, where all columns find room beside it in the narrowest window
_SIGN = 2
_EDGES = 8  # cells of the cursor, the sign, and the gaps around them
_EXAMPLES = {"date": "如：3月15日", "number": "如：12、1.5", "hours": "如：8、1.5"}


class Line(NamedTuple):
    """One row of the sheet, and what it lacks: the name of the first column that can't be handed in so."""

    at: int
    cells: Cells
    lacks: str


def sheet_screen(document: Document, today: date) -> "SheetScreen | None":
    """The screen of the sheet that a document asks for, or holds as it is filled in so far; None for any other document.

    Raises BranchError where it can't be read.
    """
    asked = sheets.asked_by(document)
    sheet = sheets.sheet_of(asked, today)
    return SheetScreen(asked.id, sheet.columns) if sheet is not None else None


class SheetScreen(ListScreen[Line]):
    """The rows; Enter fills one in, F5 hands the sheet in."""

    PLACE, ROOM = "sheet", "frameworks"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("sheet")]

    def __init__(self, document: bytes, columns: Sequence[SheetColumn]) -> None:
        self._document, self._columns = document, columns
        self._sheet: Sheet | None = None
        self._head = Static("", markup=False, classes="note")
        pane: ListPane[Line] = ListPane(
            _listed(columns), self._rows, title="报表", empty="这张表还没有一行。按 Ctrl+N 加一行。"
        )
        super().__init__(pane)

    def on_mount(self) -> None:
        self.pane.table.focus()

    def heads(self) -> ComposeResult:
        yield self._head

    def show_heads(self) -> None:
        self._sheet = self._read()
        due = f"，{chinese_day(self._sheet.due)}前" if self._sheet.due is not None else ""
        self._head.update(Content(f"{self._sheet.title}{due}。{self._sheet.state(self._today)}。"))

    @property
    def _today(self) -> date:
        return self.shell.now().date()

    def _asked(self) -> Document:
        return documents.document(self._document)

    def _read(self) -> Sheet:
        sheet = sheets.sheet_of(self._asked(), self._today)
        if sheet is None:
            raise BranchError("这份文件不是学院要的报表了，没有表可填。")
        return sheet

    def _rows(self, filter_text: str) -> Rows[Line]:
        cells = self._sheet.rows if self._sheet is not None else ()
        lines = [Line(at, row, self._lacks(row)) for at, row in enumerate(cells)]
        return Rows([line for line in lines if filter_text in "".join(line.cells)])

    def _lacks(self, row: Cells) -> str:
        for column, text in zip(self._columns, row, strict=True):
            if lacking([column], [(text,)], self._today):
                return column.name
        return ""

    # -- what the screens around it ask ---------------------------------------------------------------------------

    def thing(self) -> Row | None:
        return self._asked()

    def history_of(self) -> Row | None:
        """What is filled in is the text of a document of its own."""
        draft = self._sheet.draft if self._sheet is not None else None
        return documents.document(draft) if draft is not None else self._asked()

    def sight(self) -> Sight:
        draft = self._sheet.draft if self._sheet is not None else None
        return Sight(frozenset(filter(None, (self._document, draft))))

    def can(self, command_id: str) -> bool:
        if command_id == "sheet.remove":
            return self.pane.table.row is not None
        if command_id == "sheet.finish":
            return self._sheet is not None and not self._sheet.over
        return super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        if self._sheet is None or self._sheet.over:
            return None
        if self._sheet.open and self._sheet.rows and not any(map(self._lacks, self._sheet.rows)):
            return "sheet.finish", "报送"
        return ("list.open", "填这一行") if row is not None else ("sheet.new", "加一行")

    # -- commands -------------------------------------------------------------------------------------------------

    async def open_row(self, row: Line) -> None:
        self.app.push_screen(self._form(row))

    def action_new(self) -> None:
        self.app.push_screen(self._form(None))

    def resume(self, which: str) -> None:
        """Open the form of a row by what its name ends with, where somebody has typed into it."""
        if which == NEW:
            self.action_new()
        elif not self.pane.table.seek(lambda line: str(line.at) == which):
            self.shell.say(f"这张表没有{row_words(int(which))}了；没有存的内容还在“今天”里，不要了可按 Del 丢弃。")
        elif (row := self.pane.table.row) is not None:
            self.app.push_screen(self._form(row))

    def _form(self, row: Line | None) -> FormScreen:
        at = row.at if row is not None else None
        before: Cells = row.cells if row is not None else ("",) * len(self._columns)
        keys = [f"c{number}" for number in range(len(self._columns))]
        shown = zip(keys, self._columns, before, strict=True)
        fields = [
            Field(
                key,
                column.name,
                text,
                "；".join(filter(None, (_EXAMPLES.get(column.type), "可以空着" if column.optional else ""))),
                hint=_hint(column, self._today),
                offers=(lambda values: suggestions.people_on(self._today)) if column.type == "person" else None,
            )
            for key, column, text in shown
        ]

        def submit(values: Values) -> str:
            typed = [values[key] for key in keys]
            if tuple(typed) == before:
                self.call_later(self._go_on, at)
                return "没有改动。"
            sheets.put_row(self._asked(), at, before, typed, today=self._today)
            self.call_later(self._go_on, at)
            return f"第 {at + 1} 行已存。" if at is not None else "已加一行。"

        lacks = self._lacks(before)
        by_name = {column.name: key for key, column in zip(keys, self._columns, strict=True)}
        empty = (key for key, text in zip(keys, before, strict=True) if not text)
        begin = by_name[lacks] if lacks else next(empty, keys[0])
        name = form_name(self._document, at)
        return FormScreen(name, row_words(at), fields, submit, room=self.ROOM, begin=begin)

    def _go_on(self, at: int | None) -> None:
        """Put the cursor on the next row that is to be filled in, behind the one that was just written."""
        table = self.pane.table
        if at is None:
            table.action_move("last")
        elif not table.seek(lambda line: line.at > at and bool(line.lacks)):
            table.seek(lambda line: line.at == at)

    def action_remove(self) -> None:
        if (row := self.pane.table.row) is None:
            self.shell.say(self.pane.nothing())
            return
        with self.telling() as done:
            sheets.take_off_row(self._asked(), row.at, row.cells, today=self._today)
            self.reload()
            done(f"已删去第 {row.at + 1} 行。")

    def action_same(self) -> None:
        if (row := self.pane.table.row) is None:
            self.shell.say(self.pane.nothing())
            return
        at, cells = self._filled_before(row.at, row.cells)
        with self.telling() as done:
            count = sheets.fill_alike(self._asked(), at, cells, today=self._today)
            self.reload()
            done(f"照第 {at + 1} 行填好了 {count} 行里空着的栏目。")

    def _filled_before(self, at: int, cells: Cells) -> tuple[int, Cells]:
        """The row, or where it lacks something the nearest above that lacks nothing: who has filled one stands on the next."""
        above = self._sheet.rows[: at + 1] if self._sheet is not None else ()
        whole = [(number, row) for number, row in enumerate(above) if not self._lacks(row)]
        return whole[-1] if whole else (at, cells)

    def action_anew(self) -> None:
        with self.telling() as done:
            sheets.fill_anew(self._asked(), today=self._today)
            self.reload()
            done("自动填的几栏已重填。")

    def action_finish(self) -> None:
        with self.telling():
            handing = sheets.ready(self._asked(), self._today)
            options = [("send", f"报送 {len(handing.rows)} 行"), ("stay", "先不报")]
            again = self._sheet is not None and self._sheet.handed > 0
            title = "再报送一次？以前报的学院那边也留着" if again else "报送给学院？"
            self.app.push_screen(pick(title, options), partial(self._send, handing))

    def _send(self, handing: sheets.Handing, option: tuple[str, str] | None) -> None:
        if option is None or option[0] != "send":
            return
        home = self.shell.home

        def send(progress: Progress) -> int:
            from branchtui.workflows.college.branch import handing_in

            return handing_in.send(home, handing)

        def sent(count: int) -> str:
            words = sheets.note_handed(self._asked(), handing, count, self._today)
            if self.is_active:
                self.reload()
            return words

        self.shell.work.start(Job("报送", send, sent))

    def action_bring(self) -> None:
        from branchtui.workflows.college.branch import sheet_file

        def read(typed: str) -> "Job[list[FilledLine]]":
            data, name = read_typed(typed)
            wanted = self._read()

            def brought(found: "list[FilledLine]") -> str:
                words = sheet_file.bring(self._asked(), found, today=self._today)
                self.call_later(self.reload)
                return words

            return Job("读表格", lambda progress: sheet_file.read(wanted, data, name), brought)

        name = f"import-sheet-{self._document.hex()}"
        words = ".xlsx .xls .csv 的完整路径；先按 F8 导出，在那里填"
        self.app.push_screen(ask(name, "导入报表", "文件", read, placeholder=words, room=self.ROOM))

    def action_export(self) -> None:
        from branchtui.workflows.college.branch.sheet_file import export, file_name

        with self.telling():
            sheet = self._read()
            target = self.shell.exports / file_name(sheet)
            export(sheet, target)
            self.shell.say(f"已写出 {target}")


def _listed(columns: Sequence[SheetColumn]) -> list[Column[Line]]:
    """As many of the columns as the list is wide: in a narrow one those go first that are filled by themselves."""
    widths = [max(_WIDTHS[column.type], 2 * min(len(column.name), 8)) for column in columns]
    wide = [_LONG_NAME if column.type == "person" else width for column, width in zip(columns, widths, strict=True)]
    widths = wide if sum(wide) + len(wide) <= _ROOM else widths
    last = max((at for at, column in enumerate(columns) if column.type == "text"), default=-1)
    wanted = sorted(range(1, len(columns)), key=lambda at: (bool(columns[at].prefill), at))
    needs, width = {0: 0}, _EDGES + widths[0]
    for at in wanted:
        width += widths[at] + 1
        needs[at] = width
    found = [Column[Line]("", _SIGN, lambda line: "", ink=_sign)]
    for at, column in enumerate(columns):
        right = column.type in ("number", "hours")
        need = needs[at]
        found.append(Column(column.name, widths[at], partial(_cell, at), from_width=need, right=right, grow=at == last))
    return found if last >= 0 else [*found, Column("", 0, lambda line: "", grow=True)]


def _cell(at: int, line: Line) -> str:
    return line.cells[at]


def _sign(line: Line, glyphs: Glyphs) -> Ink:
    return Ink(glyphs.open, "due") if line.lacks else Ink(glyphs.full, "good")


def _hint(column: SheetColumn, today: date) -> Hint:
    def said(typed: str) -> str:
        kept = as_typed(column, typed, today)
        return chinese_day(parse_day(kept, today)) if column.type == "date" and kept not in ("", NONE) else ""

    return said
