"""The line above the log in which a service is typed, and what it comes to."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from branchtui.ui.commands import table
from branchtui.ui.text.paste import for_field
from branchtui.ui.widgets.editors import LineInput
from branchtui.workflows.safety.undo import Coming


class EntryLine(LineInput):
    """Enter hands the line to `write`; several lines that are pasted go to `paste`; Down goes to the list.

    `copy` asks for the day of one like the last; `here` is the id of the post.
    """

    PLACE = "entry"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("entry")]

    def __init__(
        self,
        write: Callable[[], object],
        paste: Callable[[str], object],
        down: Callable[[], object],
        copy: Callable[[], object],
        here: Callable[[], bytes],
    ) -> None:
        super().__init__(placeholder="一句话记一条，回车记下：zs 周三下午2点到4点 窗口咨询 30人次", classes="top-line")
        self._write, self._pasted, self._down, self._copy, self._here = write, paste, down, copy, here

    def on_paste(self, event: events.Paste) -> None:
        if for_field(event.text)[1] > 1:
            event.stop()
            event.prevent_default()
            self._pasted(event.text)

    def reaches(self, coming: Coming | None) -> bool:
        """The log of this post was written by typing here."""
        return coming is not None and coming.tables == {"service"} and all(t.id == self._here() for t in coming.things)

    def action_write(self) -> None:
        self._write()

    def action_down(self) -> None:
        self._down()

    def action_copy(self) -> None:
        self._copy()
