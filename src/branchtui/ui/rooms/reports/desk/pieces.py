"""贴到网页: the fields of a web form one below the other; a key copies the one under the cursor."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.reports.paste_blocks import PasteBlock
from branchtui.store.models import Outlet, Report, Row
from branchtui.store.queries import reports
from branchtui.ui.commands import table
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.wrap import wrap
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.outlets import NO_LIMIT, limit_fields
from branchtui.workflows.reports import web_copy

_COLUMNS: list[Column[PasteBlock]] = [
    Column("栏", 20, lambda row: row.label),
    Column("字符", 6, lambda row: str(len(row.text)), right=True, role="quiet"),
    Column("  内容", 16, lambda row: f"  {' '.join(row.text.split())}", grow=True),
]


class PiecesScreen(ListScreen[PasteBlock]):
    """The pieces in the order in which a form asks for them; Enter copies one and goes on to the next."""

    PLACE = "pieces"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("pieces")]

    def __init__(self, report: bytes) -> None:
        self._view = LinesView()
        super().__init__(ListPane(_COLUMNS, self._rows, title="贴到网页", empty="这篇稿子还没有内容。"), self._view)
        self._report = report
        self._told = Static("", markup=False, classes="note")

    def heads(self) -> ComposeResult:
        yield self._told

    def on_mount(self) -> None:
        self.pane.table.focus()

    def thing(self) -> Row | None:
        return self._row()

    def _row(self) -> Report:
        return reports.report(self._report)

    def show_heads(self) -> None:
        outlet = web_copy.outlet_of(self._row())
        limit = outlet.paste_limit if outlet is not None else None
        parted = f"{outlet.name}每栏最多 {limit} 个字符，长的已在句末分开。" if outlet is not None and limit else ""
        self._told.update(
            Content(
                f"{parted}网页数字符：一个数字、一个空格也算一个。回车复制光标所在的一栏，再到网页里粘贴。没有贴上：终端不认复制，按 F8 写成文本文件。"
            )
        )

    def _rows(self, filter_text: str) -> Rows[PasteBlock]:
        pieces = web_copy.paste_blocks(self._row())
        return Rows([piece for piece in pieces if filter_text in f"{piece.label}{piece.text}"])

    def show_beside(self, row: PasteBlock | None) -> None:
        if row is None:
            self._view.show(())
            return

        def draw(width: int) -> list[Ink]:
            return [Ink(f" {words}") for line in row.text.splitlines() for words in wrap(line, max(8, width - 2))]

        self._view.show_lines(row.label, draw, thing=row.label.encode())

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "复制") if self.pane.table.row is not None else None

    async def open_row(self, row: PasteBlock) -> None:
        self._copy(row)

    def action_copy(self) -> None:
        if (row := self.pane.table.row) is not None:
            self._copy(row)

    def _copy(self, row: PasteBlock) -> None:
        self.app.copy_to_clipboard(row.text)
        self.shell.say(f"已复制“{row.label}”（{len(row.text)} 个字符）。没有贴上就按 F8 写成文本文件。")
        self.pane.table.action_move("down")

    def action_limit(self) -> None:
        outlet = web_copy.outlet_of(self._row())
        if outlet is None:
            self.shell.say("稿子的投稿媒体还没有登记，字数上限没有地方记。在“4 新闻”按 F4 登记。")
        else:
            ask_limit(self, outlet, self.reload)

    def action_export(self) -> None:
        write_copy(self, self._row(), "txt")


def open_pieces(screen: PlaceScreen, row: Report) -> None:
    """Show the pieces; how many characters a field takes is asked once for each outlet."""

    def show() -> None:
        screen.app.push_screen(PiecesScreen(row.id))

    outlet = web_copy.outlet_of(row)
    if outlet is not None and outlet.paste_limit is None:
        ask_limit(screen, outlet, show)
    else:
        show()


def ask_limit(screen: PlaceScreen, outlet: Outlet, then: Callable[[], object]) -> None:
    """Ask how many characters a field of an outlet's web form takes, and keep it with the outlet."""

    def submit(typed: str) -> str:
        from branchtui.store.queries.registers import outlets

        limit = limit_fields(outlets.outlet(outlet.id), typed).paste_limit
        return f"{outlet.name}：{f'每栏最多 {limit} 字' if limit else '每栏不限字数'}，已记下。"

    screen.app.push_screen(
        ask(
            f"limit-{outlet.id.hex()}",
            f"{outlet.name}的网页表单",
            "每栏最多几字",
            submit,
            placeholder=f"如：800；没有上限写“{NO_LIMIT}”",
            room="reports",
            after=then,
        )
    )


def write_copy(screen: PlaceScreen, row: Report, kind: web_copy.Copy) -> None:
    """Write a copy of the report beside its Word file, and say where."""
    from branchtui.workflows.meetings.folders import report_folder

    shell = screen.shell
    with screen.telling() as done:
        path = web_copy.write_copy(row, report_folder(row, shell.exports), kind, photos=shell.photos())
        done(f"已写出{web_copy.COPIES[kind]}：{path}")
