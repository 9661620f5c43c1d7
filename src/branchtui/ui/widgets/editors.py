"""Editors: each keeps what is typed as a draft within a second, and writes the cell when it is left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Offset
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from branchtui.rules.errors import BranchError
from branchtui.ui.widgets.caret import place_caret_soon

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp

IDLE = 60.0  # seconds without a key after which the cell is written
Write = Callable[[str], object]


class LineInput(Input):
    """One line without a border whose caret is always told to the terminal."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str = "", classes: str = "") -> None:  # noqa: A002
        super().__init__(
            value, placeholder=placeholder, id=id or None, classes=classes, compact=True, select_on_focus=False
        )
        self.cursor_blink = False

    def caret(self) -> Offset:
        """The cell of the caret. Textual's own answer is one off at the end of the text."""
        x, y, _, _ = self.content_region
        return Offset(x + self._position_to_cell(self.cursor_position) - self.scroll_offset.x, y)

    def watch_selection(self) -> None:
        place_caret_soon(self)

    def on_paste(self, event: events.Paste) -> None:
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:  # Textual would keep the first line only
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(" ".join(lines))
            self.app.notify(f"粘贴的 {len(lines)} 行已并成一行。", markup=False)


class Drafting(Widget):
    """What DraftInput and DraftArea share. `place` is `table:id:column`; `write` stores the text or raises."""

    place: str
    label: str
    stored: str
    _write: Write | None
    _idle: Timer | None = None

    @property
    def _desk(self) -> "BranchApp":
        from branchtui.ui.app import BranchApp

        app = self.app
        assert isinstance(app, BranchApp)
        return app

    @property
    def typed(self) -> str:
        """The text as it stands in the editor."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Hand the text to the draft saver; to be called after each change."""
        if self.typed == self.stored:
            if self._desk.drafts.text_of(self.place) is not None:
                self._desk.drafts.drop(self.place)
        else:
            self._desk.drafts.put(self.place, self.label, self.typed)
            if self._write is not None:
                if self._idle is not None:
                    self._idle.stop()
                self._idle = self.set_timer(IDLE, self.commit)

    def commit(self) -> bool:
        """Write the cell if the text has changed. False where that failed: the draft stays and a toast says why."""
        if self._write is None or self.typed == self.stored:
            return True
        text = self.typed
        try:
            self._write(text)
        except BranchError as error:
            self._desk.say(str(error), bad=True)
            return False
        self.stored = text
        self._desk.drafts.drop(self.place)
        return True


class DraftInput(LineInput, Drafting):
    """One line of text."""

    def __init__(
        self,
        stored: str,
        *,
        place: str,
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

    def on_mount(self) -> None:
        kept = self._desk.drafts.text_of(self.place)
        if kept is not None and kept != self.value:
            self.value = kept

    def on_input_changed(self) -> None:
        self.keep_draft()

    def on_blur(self) -> None:
        self.commit()


class DraftArea(TextArea, Drafting):
    """Several lines of text."""

    def __init__(
        self,
        stored: str,
        *,
        place: str,
        label: str,
        write: Write | None = None,
        placeholder: str = "",
        id: str = "",  # noqa: A002
    ) -> None:
        TextArea.__init__(
            self, stored, placeholder=placeholder, id=id or None, compact=True, soft_wrap=True, tab_behavior="focus"
        )
        self.cursor_blink = False
        self.place, self.label, self.stored, self._write = place, label, stored, write

    @property
    def typed(self) -> str:
        return self.text

    def caret(self) -> Offset:
        """The cell of the caret."""
        return self.cursor_screen_offset

    def on_mount(self) -> None:
        kept = self._desk.drafts.text_of(self.place)
        if kept is not None and kept != self.text:
            self.text = kept

    def turn_to(self, stored: str, *, place: str, label: str, write: Write | None) -> None:
        """Edit another cell. For the cell that is here already only what was not changed yet is read again."""
        if place == self.place and self.typed != self.stored:
            self._write = write
            return
        self.commit()
        self.place, self.label, self.stored, self._write = place, label, stored, write
        kept = self._desk.drafts.text_of(place)
        self.text = stored if kept is None else kept
        self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        self.keep_draft()

    def watch_selection(self) -> None:
        place_caret_soon(self)

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        place_caret_soon(self)

    def on_blur(self) -> None:
        self.commit()
