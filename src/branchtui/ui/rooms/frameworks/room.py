"""对标: the documents that came and went; F3 shows the honours, F4 the frameworks that are adopted, which stand in front."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.ids import is_pair_id
from branchtui.store.models import Document, Row
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries.frameworks import trees
from branchtui.store.queries.registers import college_requests, documents
from branchtui.store.queries.registers.documents import DocumentList, DocumentRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.listed import FrameworkList
from branchtui.ui.rooms.people.registers.base import Told, ToldText
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.screens.form import Field, FormScreen, ask
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import register
from branchtui.workflows.registers.document_papers import handled, lacking, letter_of
from branchtui.workflows.registers.documents import DOCUMENT, answer_to, finish, left_hint

if TYPE_CHECKING:
    from branchtui.ui.rooms.frameworks.sheet import SheetScreen
    from branchtui.ui.rooms.frameworks.standing.adopted import AdoptedScreen


def _words(row: DocumentRow) -> str:
    if row.doubled:
        return "文号重复"
    if row.done_on is not None:
        return "办结"  # the day stands beside the list
    return f"{row.due}前" if row.due is not None and row.answered is None else handled(row)


def _state(row: DocumentRow, glyphs: Glyphs) -> Ink:
    words = _words(row)
    if row.doubled:
        return Ink(f"{glyphs.wrong} {words}", "bad")
    if row.done_on is not None or row.answered is not None:
        return Ink(f"{glyphs.full} {words}", "good")
    return Ink(f"{glyphs.open} {words}", "due") if words else Ink("")


_COLUMNS: list[Column[DocumentRow]] = [
    Column("日期", 10, lambda row: row.day.isoformat() if row.day else "没有发出", role="quiet"),
    Column("收发", 4, lambda row: DIRECTIONS[row.direction], role="quiet"),
    Column("文种", 5, lambda row: row.kind),
    Column("标题", 16, lambda row: row.title, grow=True, names=True),
    Column("文号", 18, lambda row: row.number, from_width=90, role="quiet"),
    Column("办理", 14, _words, from_width=56, ink=_state),
]


class FrameworksScreen(FrameworkList, OfRegister[DocumentRow]):
    """The documents, the latest first."""

    PLACE = ROOM = "frameworks"
    TABLE, FORM, NOUN = "document", "register-document", "收发文"
    KIND, SCAN = "document", "文件扫描件"
    SCANNED = "文件的扫描件（PDF）或照片的完整路径；可以是几个，或一个文件夹"
    REGISTER = DOCUMENT
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("frameworks")]

    def __init__(self) -> None:
        empty = "还没有收发文。按 Ctrl+N 登记，Ctrl+L 从表格导入；荣誉成果按 F3。"
        super().__init__(ListPane(_COLUMNS, DocumentList, title="收发文", empty=empty))

    def in_front(self) -> "AdoptedScreen | None":
        """The frameworks, where one is adopted."""
        if not trees.is_any():
            return None
        from branchtui.ui.rooms.frameworks.standing.adopted import AdoptedScreen

        return AdoptedScreen()

    def told(self, row: DocumentRow) -> tuple[str, Sequence[Told]]:
        stored = documents.document(row.id)
        listed = {each.id: each for each in documents.documents()}
        answered = listed.get(row.answers or b"")
        letter = letter_of(row.kind) if row.direction == "out" else None
        missing = "、".join(lacking(stored))
        return row.title, [
            Told("收发", f"{DIRECTIONS[row.direction]}  {row.kind}"),
            Told("文号", row.number),
            Told("", "和另一份发文的文号重复，请核对" if row.doubled else "", "bad"),
            Told("来文单位" if letter is None else "主送单位", row.unit),
            Told("日期", chinese_day(row.day) if row.day else ""),
            Told("办理时限", chinese_day(row.due) if row.due else ""),
            Told("办结", chinese_day(row.done_on) if row.done_on else ""),
            *(_sheet_told(stored, self.shell.now().date()) if _wants_sheet(row) else []),
            Told("答复", _called(answered) if answered else ""),
            *(Told("批复", _called(each)) for each in listed.values() if each.answers == row.id),
            *self.files_told(row.id),
            Told("还没有写", missing, "due"),
            Told("正文应有", letter.hint if letter is not None and not stored.body.strip() else "", "quiet"),
            *([Told("正文：")] if stored.body.strip() else []),
            *map(ToldText, stored.body.splitlines()),
        ]

    def fields(self, row: Row | None) -> Sequence[Field]:
        from branchtui.ui.rooms.frameworks.offers import with_offers

        today = self.shell.now().date()
        return [with_offers(field, today, new=row is None) for field in super().fields(row)]

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        return ("list.open", "填报") if row is not None and _wants_sheet(row) else super().next_step()

    async def open_row(self, row: DocumentRow) -> None:
        if _wants_sheet(row) or _filled_in(row):
            with self.telling():
                if await self._show_sheet(row.id):
                    return
        await super().open_row(row)

    async def open_sheet(self, name: str) -> None:
        """The sheet of a document by its id, and a form of it whose name goes on behind that; or the document, where it is none."""
        document, _, which = name.partition("-")
        with self.telling():
            self.show_thing(bytes.fromhex(document))
            screen = await self._show_sheet(bytes.fromhex(document))
            if screen is not None and which:
                screen.call_after_refresh(screen.resume, which)

    async def _show_sheet(self, document: bytes) -> "SheetScreen | None":
        """The screen of the sheet that a document asks for or holds, None for any other. Raises BranchError."""
        from branchtui.ui.rooms.frameworks.sheet import sheet_screen

        screen = sheet_screen(self._document(document), self.shell.now().date())
        if screen is not None:
            await self.app.push_screen(screen)
        return screen

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "frameworks.finish":
            return row is not None and row.done_on is None and row.answered is None and not _waits(row)
        if command_id == "frameworks.answer":
            return row is not None and row.answered is None and row.day is not None
        if command_id == "frameworks.export":
            return row is not None and row.direction == "out"
        return super().can(command_id)

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)

    async def action_finish(self) -> None:
        if (row := self.chosen()) is None:
            return
        if _waits(row):
            with self.telling():
                await self._show_sheet(row.id)
                self.shell.say(f"报表报送了才记办结：填好按 F5 报送。{left_hint()}")
            return
        today = self.shell.now().date()

        def submit(typed: str) -> str:
            done = finish(self._document(row.id), typed, today=today)
            return f"“{done.title}”已办结。"

        self.app.push_screen(
            ask(f"finish-{row.id.hex()}", "办结", "日期", submit, placeholder="不填就是今天", room=self.ROOM)
        )

    def action_answer(self) -> None:
        if (row := self.chosen()) is None:
            return
        from branchtui.ui.rooms.frameworks.offers import with_offers

        today = self.shell.now().date()
        fields = [with_offers(field, today, new=False) for field in fields_of(DOCUMENT, answer_to(row), today)]

        def submit(values: Mapping[str, str]) -> str:
            made = register.add(DOCUMENT, {field.key: values[field.key] for field in fields}, today=today)
            self.call_later(self.show_thing, made.id)
            return "已登记答复。"

        heading = f"{'批复' if row.direction == 'out' else '答复'}：{row.title}"
        self.app.push_screen(
            FormScreen(f"answer-{row.id.hex()}", heading, fields, submit, room=self.ROOM, begin="title")
        )

    def action_view(self) -> None:
        row = self.chosen()
        if row is None or row.direction != "out":
            if row is not None:
                super().action_view()
            return
        from branchtui.ui.rooms.frameworks.papers import DocumentPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        self.app.push_screen(PaperScreen(DocumentPapers(row.id)))

    def action_export(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.frameworks.papers import export

            export(self, self._document(row.id))

    def _document(self, thing: bytes) -> Document:
        return documents.document(thing)


def _wants_sheet(row: DocumentRow) -> bool:
    """Whether it is a sheet that the college asks for: nothing of that is loaded for others."""
    return is_pair_id(row.id) and college_requests.asks_for_sheet(row.id)


def _filled_in(row: DocumentRow) -> bool:
    """Whether it is what is filled in of such a sheet, and not sent yet."""
    return row.direction == "out" and row.day is None and is_pair_id(row.id)


def _waits(row: DocumentRow) -> bool:
    """Whether it is a sheet that is still to be handed in, which is what finishes it."""
    return is_pair_id(row.id) and college_requests.waits(row.id)


def _sheet_told(row: Document, today: date) -> list[Told]:
    from branchtui.workflows.college.branch.sheets import sheet_of

    try:
        sheet = sheet_of(row, today)
    except BranchError as error:
        return [Told("报表", str(error), "bad")]
    if sheet is None:
        return []
    kept = "" if sheet.draft is not None or sheet.handed else "（都是自动填的）"
    return [
        Told("报送", sheet.state(today), "due" if sheet.open else "text"),
        Told("栏目", "、".join(column.heading for column in sheet.columns)),
        Told("填了", f"{len(sheet.rows)} 行{kept}" if sheet.rows else "还没有"),
    ]


def _called(row: DocumentRow) -> str:
    return " ".join(filter(None, (row.day.isoformat() if row.day else "", row.title, row.number)))
