"""记录: one cell at a time, record, resolution and other opinions of each item, then the closing words."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.text.minutes_text import speaker_letters
from branchtui.rules.text.report_text import length_of
from branchtui.rules.voting.elections import is_election
from branchtui.store.models import AgendaItem, Meeting, Row
from branchtui.store.models.columns import caption
from branchtui.store.queries.finding.speakers import meant, speakers
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.replication.row_versions import Token
from branchtui.ui.commands import table
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.edit_guard import Seen, guarded
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.rooms.meetings.record import ballots
from branchtui.ui.rooms.meetings.record.action_items import action_lines, add_form, menu
from branchtui.ui.rooms.meetings.record.outline import OutlineCell, outline_lines
from branchtui.ui.screens.choice import pick
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.editors import DraftArea, Write
from branchtui.ui.widgets.frame import LEAST_ROWS, Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.rest import Rest
from branchtui.workflows.meetings.meetings import UNFILE
from branchtui.workflows.meetings.minutes import write_closing, write_item

_COLONS = ("：", ":")
_AGREED = 3  # lines of what was agreed, where the window is high
_PLACEHOLDERS = {
    "record": "写发言要点；一人一段，以“姓名：”起头，打首字母加冒号也行",
    "resolution": "写议定的事；没有就空着",
    "dissent": "谁有什么不同意见，照原话写；没有就空着",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the record: where it is kept, what it is called, what it holds, how it is written.

    `name` is what the outline calls it.
    """

    place: DraftKey
    label: str
    name: str
    text: str
    write: Write
    row: Row
    placeholder: str


class RecordArea(DraftArea):
    """Takes Tab itself, in its turn: keys typed ahead of it belong to this cell, those behind it to the next.

    A line that begins with letters and a colon, `zs：`, is begun with the name of who was meant.
    """

    RECORD = True

    def on_key(self, event: events.Key) -> None:
        ways = {"tab": "next", "shift+tab": "previous"}
        if event.key in ways:
            event.stop()
            event.prevent_default()
            self._pane.action_cell(ways[event.key])
        elif event.character in _COLONS and not self.read_only:
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection, maintain_selection_offset=False)
            self._name_speaker()

    @property
    def _pane(self) -> "RecordPane":
        return next(node for node in self.ancestors if isinstance(node, RecordPane))

    def _name_speaker(self) -> None:
        """Put the name of who is meant in the place of the letters before the colon; of several somebody is asked.

        It is a step of its own: one undo brings back the letters as they were typed.
        """
        row, column = self.cursor_location
        begun = self.document.get_line(row)[:column]
        letters = speaker_letters(begun)
        there = meant(letters, self._pane.speakers()) if letters else []
        if not there:
            return
        place, start = self.place, (row, begun.lower().index(letters))
        end = (row, start[1] + len(letters))

        def name(words: str) -> None:
            if self.place == place and self.get_text_range(start, end).lower() == letters:
                self.replace(words, start, end)

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                if option[0]:
                    name(option[0])
                else:  # no name: words that were typed on while it was asked
                    self.insert(option[1])

        if len(there) == 1:
            name(there[0].words)
        else:
            options = [(row.words, row.words) for row in there]
            self.app.push_screen(
                pick(f"“{letters}”是哪一位？按 Esc 就照打的留着", options, lambda typed: ("", typed)), chosen
            )


class RecordPane(MeetingPane):
    """Tab goes on to the next cell, Shift+Tab back; leaving a cell writes it. Above the editor all cells at a glance."""

    PLACE = "record"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("record")]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._differing: set[bytes] = set()  # the items of which a cell for another opinion was asked for
        self._told = Static("", markup=False, classes="note")
        self._outline = InkView(self._outline_lines)
        self._cells_frame = Frame(self._outline, classes="record-outline")
        self._typing = Rest(lambda: self.call_later(self._follow), 2.5)
        self._area = RecordArea("", place=DraftKey("meeting", "", ""), label="", id="record-text")
        self._editor = Frame(self._told, self._area, classes="record-editor")
        self._editor.stand_under(self._cells_frame)

    def compose(self) -> ComposeResult:
        yield self._cells_frame
        yield self._editor

    def on_mount(self) -> None:
        left = {place for place, _ in self.owner.shell.drafts.left()}
        self._at = next((at for at, cell in enumerate(self._cells()) if cell.place in left), 0)
        self._show()

    def _cells(self) -> list[Cell]:
        view = self.owner.view
        row = view.row
        cells = []
        for number, item in enumerate(view.items, 1):
            names = {"record": f"{number} {item.title}", "resolution": "  决议", "dissent": "  不同意见"}
            if not self._differs(item):
                del names["dissent"]
            cells += [self._cell(item, column, f"第{number}项 {item.title}", name) for column, name in names.items()]
        close = self._guarded(row, "closing", lambda text: write_closing(self.owner.view.row, text))
        last = Cell(
            DraftKey.cell("meeting", row.id, "closing"),
            "结束语",
            "结束语",
            row.closing,
            close,
            row,
            "主持人结束时的话；没有就空着",
        )
        return [*cells, last]

    def _cell(self, item: AgendaItem, column: str, label: str, name: str) -> Cell:
        return Cell(
            self._place(item, column),
            f"{label}：{caption(AgendaItem, column)}",
            name,
            getattr(item, column),
            self._guarded(item, column, partial(self._write, item.id, column)),
            item,
            _PLACEHOLDERS[column],
        )

    def _place(self, item: AgendaItem, column: str) -> DraftKey:
        return DraftKey.cell("meeting", item.meeting_id, f"{item.id.hex()}/{column}")

    def _differs(self, item: AgendaItem) -> bool:
        """Whether an item has a cell for what was held against it: where something is, or somebody asked for one."""
        left = self.owner.shell.drafts.text_of(self._place(item, "dissent")) is not None
        return bool(item.dissent) or item.id in self._differing or left

    @property
    def _item_here(self) -> AgendaItem | None:
        """The item of the agenda whose cell this is; None of the closing words."""
        row = self._cells()[self._at].row
        return row if isinstance(row, AgendaItem) else None

    def speakers(self) -> list[Suggestion]:
        """Who may be named as speaking."""
        view = self.owner.view
        if view.row.state in HELD:
            return speakers(view, view.roll)
        try:
            return speakers(view, view.expected(self.owner.kind()))
        except BranchError:  # a kind there is no more: nobody is expected
            return speakers(view, ())

    def _guarded(self, row: Meeting | AgendaItem, column: str, write: Write) -> Write:
        """`write` for a column of a row that was read; before and after it everything is read again."""

        def again() -> Token:
            self.owner.read()
            return self.owner.view.token(row)

        return guarded(row, column, getattr(row, column), write, Seen(self.owner.view.token(row), again))

    def _write(self, item: bytes, column: str, text: str) -> None:
        view = self.owner.view
        written = {column: text}
        write_item(view.item(item), **written, now=self.owner.shell.now(), view=view)

    def reload(self) -> None:
        self._show()

    def history_of(self) -> Row | None:
        cells = self._cells()
        return cells[self._at % len(cells)].row

    def _show(self) -> None:
        cells = self._cells()
        self._at %= len(cells)
        cell = cells[self._at]
        state = self.owner.view.row.state
        held = state in HELD and state != "filed"
        words = ""
        if state == "filed":
            words = "已归档，不能再改；现在写的字会留着，重新打开以后再存。"
        elif not held:
            verb = self.owner.verb
            words = f"会议还没有登记{verb}，先按 F5；现在写的字会留着，{verb}后再存。"
        elif state == "recorded" and self.owner.view.row.ends_at is None:
            words = "没有散会时间：按 F7 填，如“四点半”；不知道就空着。"
        words = self._conflict_word(cell) or words
        self._told.update(Content(words))
        self._told.display = bool(words)
        self._area.placeholder = cell.placeholder
        self._area.turn_to(cell.text, place=cell.place, label=cell.label, write=cell.write if held else None)
        self._editor.title = cell.label
        self._editor.note = f"{self._at + 1}/{len(cells)}"
        self._measure()

    def _conflict_word(self, cell: Cell) -> str:
        return self.owner.conflict_word(cell.row.id, cell.place.column.rpartition("/")[2])

    def typed(self) -> dict[str, str]:
        """What is being typed, by the column of its cell, where it is not what is stored."""
        area = self._area
        return {area.place.column: area.typed} if area.typed != area.stored else {}

    def on_text_area_changed(self) -> None:
        self._typing.begin()

    def on_text_area_selection_changed(self) -> None:
        self._typing.begin()

    def _follow(self) -> None:
        """Show the lengths, and on the paper the line that is being written."""
        if self.owner.is_active and self.display:
            self._measure()
            self.owner.show_read()

    def _measure(self) -> None:
        self._editor.foot = f"{length_of(self._area.typed)} 字"
        items = self.owner.view.items
        written = sum(bool(item.record.strip()) for item in items)
        self._cells_frame.note = f"{written}/{len(items)} 项有记录"
        self._outline.again()

    def _outline_lines(self, width: int) -> list[Ink]:
        held, typed, drafts = self.owner.view.row.state in HELD, self.typed(), self.owner.shell.drafts
        notes = ballots.notes(self.owner)
        cells = []
        for cell in self._cells():
            kept = typed.get(cell.place.column, drafts.text_of(cell.place))
            text = cell.text if kept is None else kept
            owed = held and cell.place.column.endswith("/record")
            note = notes.get(cell.row.id, "") if owed else ""
            if self._conflict_word(cell):
                note = f"{self.owner.shell.brush.glyphs.wrong}请核对{'，' if note else ''}{note}"
            cells.append(OutlineCell(cell.name, length_of(text), owed, note))
        height = self.owner.size.height
        most, high = max(3, (height - 8) // 3), height >= LEAST_ROWS
        glyphs, today = self.owner.shell.brush.glyphs, self.owner.shell.now().date()
        lines = outline_lines(cells, self._at, width, most, glyphs)
        return [*lines, *action_lines(self.owner.view, today, width, _AGREED if high else 1, glyphs)]

    def commit(self) -> bool:
        """Write the cell; in a meeting not held yet the text stays a draft."""
        return self._area.commit()

    def action_cell(self, way: str) -> None:
        if self._commit():
            self._at += 1 if way == "next" else -1
            self._show()
            self.owner.show_read()

    def action_dissent(self) -> None:
        """Go to the cell for other opinions on this item; one that has none gets it."""
        item = self._item_here
        if item is None:
            self.owner.shell.say("不同意见记在一项议程下面，请先按 Tab 到那一项。")
        elif self._commit():
            self._differing.add(item.id)
            place = self._place(item, "dissent")
            self._at = next(at for at, cell in enumerate(self._cells()) if cell.place == place)
            self._show()
            self.owner.show_read()

    def action_agree(self) -> None:
        item = self._item_here
        if self._commit() and self._may_agree():
            row = self.owner.view.row
            self.app.push_screen(add_form(self.owner, row, item and self.owner.view.item(item.id)))

    def action_agreed(self) -> None:
        if self._commit():
            if self.owner.view.actions:
                menu(self.owner)
            else:
                self.owner.shell.say("还没有议定事项。按 Ctrl+N 加一件。")

    def _may_agree(self) -> bool:
        """Whether something may be noted as agreed; where not, it is told why."""
        if self.owner.view.row.state not in HELD:
            verb = self.owner.verb
            self.owner.shell.say(f"会议还没有登记{verb}，还没有议定的事。按 F5 登记{verb}。")
            return False
        return self.owner.may_change()

    def _commit(self) -> bool:
        """As `commit`; then everything has been read again, be it by the writing."""
        before = self.owner.view
        done = self.commit()
        if done and self.owner.view is before:
            self.owner.read()
        return done

    def _item(self, *, stands: bool = False) -> AgendaItem | None:
        """The item that the cell belongs to, of a meeting whose ballots may be changed; else it is told why not.

        With `stands` also an election of a meeting that was not held yet: who stands in it may be entered.
        """
        if not self.owner.may_change():
            return None
        cells = self._cells()
        row = cells[self._at % len(cells)].row
        early = self.owner.view.row.state not in HELD
        if early and not (stands and isinstance(row, AgendaItem) and is_election(row.title)):
            verb = self.owner.verb
            self.owner.shell.say(f"会议还没有登记{verb}，不能写表决。按 F5 登记{verb}。")
            return None
        if isinstance(row, AgendaItem):
            return row
        self.owner.shell.say("这一格不是议程，没有表决。按 Shift+Tab 回到要表决的那一项。")
        return None

    def action_ballot(self, doing: str) -> None:
        item = self._item(stands=True) if self.commit() else None
        if item is not None:
            (ballots.open_ballot if doing == "open" else ballots.remove_ballot)(self.owner, item)

    def action_exclude(self) -> None:
        if self.commit() and self._item() is not None:
            ballots.open_exclusions(self.owner)

    def action_save(self) -> None:
        changed = self._area.typed != self._area.stored
        state = self.owner.read().state
        if state == "filed":
            self.owner.shell.say(f"会议已归档，写的字先留作草稿。{UNFILE}")
        elif state not in HELD:
            verb = self.owner.verb
            self.owner.shell.say(f"会议还没有登记{verb}，记录先留作草稿。按 F5 登记{verb}。")
        elif self._commit():
            self.owner.shell.say("记录已存。" if changed else "没有改动，都已存好。")
            self.owner.show_read()
