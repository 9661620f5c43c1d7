"""Editors: each keeps what is typed as a draft within a second, and writes the cell when it is left."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.cleaning import TEXT_LIMIT
from branchtui.store.file.database import autosave
from branchtui.ui.commands import table
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.edit_guard import StaleError
from branchtui.ui.shell import Shell, shell_of
from branchtui.ui.terminal.caret import place_caret_soon
from branchtui.ui.text.paste import LONGEST_FIELD, for_area, for_field, tidied
from branchtui.ui.widgets.writing.steady_area import SteadyArea

if TYPE_CHECKING:
    from branchtui.workflows.safety.undo import Coming

IDLE = 60.0  # seconds without a key after which the cell is written
Write = Callable[[str], object]


# Textual's own goes to the line's start; Home does too.
_SELECT_ALL = Binding("ctrl+a", "select_all", "全选", show=False)


class OwnUndo(Widget):
    """An editor: undo and redo are about what was typed into it, and never reach what was done elsewhere."""

    def step_typed(self, *, back: bool) -> bool:
        """Undo (`back`) or redo what was typed here; False where there is nothing."""
        raise NotImplementedError

    def reaches(self, coming: "Coming | None") -> bool:
        """Whether the next step back or forth is about what is done here by typing, though it is stored already."""
        return False


class LineInput(Input, OwnUndo):
    """One line without a border whose caret is always told to the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [_SELECT_ALL]

    def __init__(self, value: str = "", *, placeholder: str = "", id: str = "", classes: str = "") -> None:  # noqa: A002
        super().__init__(
            value, placeholder=placeholder, id=id or None, classes=classes, compact=True, select_on_focus=False
        )
        self.cursor_blink = False
        self._given = value
        self._undone: str | None = None

    def action_page_left(self) -> None:
        """Textual would scroll a line that is longer than its room: its keys turn to the next tab."""
        raise SkipAction

    def action_page_right(self) -> None:
        raise SkipAction

    @property
    def untyped(self) -> str:
        """What stood here before anything was typed."""
        return self._given

    def step_typed(self, *, back: bool) -> bool:
        """Go back to what stood here; redo brings what was typed."""
        if back and self.value != self.untyped:
            self._put(self.untyped, undone=self.value)
        elif not back and self._undone is not None and self.value == self.untyped:
            self._put(self._undone, undone=None)
        else:
            return False
        return True

    def watch_value(self) -> None:
        self._undone = None  # something else was typed

    def _put(self, text: str, *, undone: str | None) -> None:
        self.value = text
        self._undone = undone
        self.cursor_position = len(text)

    def caret(self) -> Offset:
        """The cell of the caret. Textual's own answer is one off at the end of the text."""
        x, y, _, _ = self.content_region
        return Offset(x + cell_len(expand_tabs_inline(self.value[: self.cursor_position], 4)) - self.scroll_offset.x, y)

    def watch_selection(self) -> None:
        place_caret_soon(self)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual would keep the first line only
        text, lines = for_field(event.text)
        if len(text) + len(self.value) > LONGEST_FIELD:
            words = f"粘贴的有 {len(text)} 字，这一格最多 {LONGEST_FIELD} 字，没有放进来。请贴到“正文”或“记录”里。"
            shell_of(self).say(words, bad=True)
            return
        self.replace(text, *sorted(self.selection))
        if lines > 1:
            shell_of(self).say(f"粘贴的 {lines} 行已并成一行。")


class Drafting(OwnUndo):
    """What DraftInput and DraftArea share. `place` is what the draft is kept by; `write` stores the text or raises."""

    class Clashed(Message):
        """Somebody else changed the text too: the person has to choose, and `settle` is to be told."""

        def __init__(self, editor: "Drafting", error: StaleError) -> None:
            super().__init__()
            self.editor, self.error = editor, error

    place: DraftKey
    RECORD: ClassVar[bool] = False  # of records and reports, in which a citizen id is told, not refused
    KEPT: ClassVar[bool] = True  # as a draft
    label: str
    stored: str
    _write: Write | None
    _idle: Timer | None = None
    _too_long = False  # which was told

    @property
    def _shell(self) -> Shell:
        return shell_of(self)

    @property
    def typed(self) -> str:
        """The text as it stands in the editor."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Hand the text to the draft saver; to be called after each change."""
        if self.typed == self.stored:
            if self._shell.drafts.text_of(self.place) is not None:
                self._shell.drafts.drop(self.place)
        else:
            kept = self.typed if self.RECORD else without_citizen_ids(self.typed)
            self._tell_length(len(kept))
            self._shell.drafts.put(self.place, self.label, kept)
            if self._write is not None:
                if self._idle is not None:
                    self._idle.stop()
                self._idle = self.set_timer(IDLE, self.commit)

    def _tell_length(self, length: int) -> None:
        """Say once, as soon as it is, that a text is longer than what can be stored."""
        before, self._too_long = self._too_long, length > TEXT_LIMIT
        if self._too_long and not before:
            words = f"这里已有 {length} 字，超过 {TEXT_LIMIT} 字就存不下。请删去一些，或分开写；写的先留作草稿。"
            self._shell.say(words, bad=True)

    def commit(self) -> bool:
        """Write the cell if the text has changed. False where that failed: the draft stays and a toast says why."""
        if self._write is None or self.typed == self.stored:
            return True
        text = self.typed
        try:
            with autosave():
                self._write(text)
        except StaleError as error:
            self.post_message(Drafting.Clashed(self, error))
            return False
        except BranchError as error:
            self._shell.say(str(error), bad=True)
            return False
        from branchtui.workflows.input_checks import remark

        if words := remark(text, self.stored):
            self._shell.say(words, bad=True)
        self.stored = text
        self._shell.drafts.drop(self.place)
        return True

    def replace_typed(self, text: str) -> None:
        """Put another text in place of the one that is typed; the editor's own undo or redo brings that back."""
        raise NotImplementedError

    def replace_part(self, text: str, row: int, start: int, end: int) -> None:
        """Put a text in place of a stretch of one line, as one step of the editor's own undo."""
        raise NotImplementedError

    def take(self, text: str) -> None:
        """Show a text that is stored already."""
        self.stored = text
        self.replace_typed(text)
        self._shell.drafts.drop(self.place)

    def settle(self, error: StaleError, which: str | None) -> None:
        """What the person chose where somebody else changed the text too: "mine", "theirs", or None for neither yet."""
        if which is None:
            self._shell.say(str(error), bad=True)
            return
        clash = error.clashes[0]
        error.guard.settle(clash)
        if which == "theirs" and clash.theirs == clash.stands:
            self.take(clash.theirs)
        elif which == "theirs":
            self.replace_typed(clash.theirs)
            self.commit()
        elif self.commit():
            self._shell.say(f"“{clash.label}”存的是你写的；对方写的留在历史里。")


class DraftInput(LineInput, Drafting):
    """One line of text."""

    def __init__(
        self,
        stored: str,
        *,
        place: DraftKey,
        label: str,
        write: Write | None = None,
        placeholder: str = "",
        id: str = "",  # noqa: A002
    ) -> None:
        LineInput.__init__(self, stored, placeholder=placeholder, id=id)
        self.place, self.label, self.stored, self._write = place, label, stored, write

    @property
    def typed(self) -> str:
        return self.value

    @property
    def untyped(self) -> str:
        return self.stored

    def on_mount(self) -> None:
        kept = self._shell.drafts.text_of(self.place)
        if kept is not None and kept != self.value:
            self.value = kept

    def turn_to(self, stored: str, *, place: DraftKey, label: str, write: Write | None) -> None:
        """Edit what is stored now, unless something has been typed that is not; an empty line may have been as well."""
        if self.typed == self.stored:
            self.place, self.label, self.stored, self._write = place, label, stored, write
            kept = self._shell.drafts.text_of(place)
            self.value = stored if kept is None else kept

    def replace_typed(self, text: str) -> None:
        self._put(text, undone=self.value)

    def replace_part(self, text: str, row: int, start: int, end: int) -> None:
        self.replace_typed(self.value[:start] + text + self.value[end:])
        self.cursor_position = start + len(text)

    def on_input_changed(self) -> None:
        self.keep_draft()

    def on_blur(self) -> None:
        self._undone = None
        self.commit()


class DraftArea(SteadyArea, Drafting):
    """Several lines of text."""

    PLACE = "text"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("text"), _SELECT_ALL]

    def __init__(
        self,
        stored: str,
        *,
        place: DraftKey,
        label: str,
        write: Write | None = None,
        placeholder: str = "",
        id: str = "",  # noqa: A002
    ) -> None:
        SteadyArea.__init__(
            self, stored, placeholder=placeholder, id=id or None, compact=True, soft_wrap=True, tab_behavior="focus"
        )
        self.cursor_blink = False
        self.place, self.label, self.stored, self._write = place, label, stored, write

    @property
    def typed(self) -> str:
        return self.text

    def on_mount(self) -> None:
        kept = self._shell.drafts.text_of(self.place)
        if kept is not None and kept != self.text:
            self.text = kept

    def turn_to(self, stored: str, *, place: DraftKey, label: str, write: Write | None) -> None:
        """Edit another cell. For the cell that is here already only what was not changed yet is read again."""
        if place == self.place and self.typed != self.stored:
            if self._write is None or write is None:  # else it knows what the typed text was based on
                self._write = write
            return
        if self.typed != self.stored:
            self.keep_draft()  # the news of the last keys may not have come yet
        self.commit()
        same = place == self.place
        self.place, self.label, self.stored, self._write = place, label, stored, write
        kept = self._shell.drafts.text_of(place)
        text = stored if kept is None else kept
        if not (same and text == self.text):  # else the caret and the editor's own undo stay
            self.text = text
            self.move_cursor(self.document.end)

    def replace_typed(self, text: str) -> None:
        self.replace(text, (0, 0), self.document.end)

    def replace_part(self, text: str, row: int, start: int, end: int) -> None:
        self._put_in(text, (row, start), (row, end))

    def step_typed(self, *, back: bool) -> bool:
        if not (self.history.undo_stack if back else self.history.redo_stack):
            return False
        self.undo() if back else self.redo()
        return True

    def action_undo(self) -> None:
        self._shell.action_undo()  # Textual has a key for it too

    def action_redo(self) -> None:
        self._shell.action_redo()

    def on_text_area_changed(self) -> None:
        self.keep_draft()
        self.call_after_refresh(self.scroll_cursor_visible)  # only now is there room for a line just begun

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.read_only:
            return
        tidy = tidied(event.text)
        (raw, _), (text, more) = for_area(event.text), for_area(tidy.text)
        start = min(self.selection)
        end = self._put_in(raw, *self.selection)
        if text != raw:  # a step of its own: one undo brings back what was pasted
            self._put_in(text, start, end)
        if more:
            self._shell.say(f"太长的段落已在句末分开，多了 {more} 段；不分开打字会卡。撤回按 Ctrl+Z。{tidy.words}")
        elif tidy.words:
            self._shell.say(tidy.words)

    def _put_in(self, text: str, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
        """Put a text in place of a stretch, as one step of undo, and the cursor behind it; where it ends."""
        self.history.checkpoint()
        edit = self.replace(text, start, end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor(edit.end_location)
        return edit.end_location

    def action_go(self, where: str) -> None:
        self.move_cursor((0, 0) if where == "first" else self.document.end)

    def action_outside(self) -> None:
        """Write on in the editor of VISUAL or EDITOR; what comes back is a draft like what is typed here."""
        from branchtui.ui.terminal.external_editor import CutShortError, edit_outside

        self.keep_draft()
        before = self.text
        try:
            text, more = for_area(edit_outside(self.app, before))
        except CutShortError as error:
            self._shell.last_words = str(error)  # a toast nobody would see
            return
        except BranchError as error:
            self._shell.say(str(error), bad=True)
            return
        if text != before:
            self.replace_typed(text)
            self.move_cursor(self.document.end)
        parted = f"太长的段落已在句末分开，多了 {more} 段。" if more else ""
        self._shell.say(f"外面改的已经拿回来。{parted}" if text != before else "外面没有改动。")

    def on_blur(self) -> None:
        self.commit()
