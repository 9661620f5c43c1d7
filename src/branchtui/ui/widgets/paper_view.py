"""Papers shown as text, on a light sheet: one of several at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from branchtui.errors import BranchError
from branchtui.ui.commands import table
from branchtui.ui.shell import shell_of
from branchtui.ui.text.cells import one_line
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.strips import finished
from branchtui.ui.widgets.frame import frame_of

if TYPE_CHECKING:
    from branchtui.papers.tree import Paper
    from branchtui.typesetting.profile import Headings
    from branchtui.ui.text.paper_lines import PaperLine

_EDGE = 1  # cells of the sheet left and right of the text


class PaperView(ScrollView, can_focus=True):
    """Draws the lines of a Paper; [ and ] turn to the next one."""

    PLACE = "paper"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("paper")]

    def __init__(self, *, turned_by: str = "", id: str = "") -> None:  # noqa: A002
        """`turned_by` names the keys that show the next paper, where some do that without the focus being here."""
        super().__init__(id=id or None, classes="paper-view")
        self._turned_by = turned_by
        self._papers: Sequence[tuple[str, Paper]] = ()
        self._notes: Sequence[str] = ()
        self._at = 0
        self._thing = b""
        self._profile = ""
        self._headings: dict[str, Headings] = {}  # by profile
        self._writing = ""
        self._lines: Sequence[PaperLine] = ()

    def show(
        self,
        papers: "Sequence[tuple[str, Paper]]",
        notes: Sequence[str] = (),
        at: int | None = None,
        *,
        thing: bytes = b"",
        profile: str = "",
        writing: str = "",
    ) -> None:
        """Show these (key, paper) pairs of a thing, below a few lines of notes; `at` says which first.

        `profile` is the name of the one they are printed under. The same paper of the same thing, changed a little,
        stays where it was scrolled to. What is `writing` there is marked, and scrolled into sight.
        """
        before = self._shown()
        self._thing = thing
        self._profile = profile
        self._writing = writing
        self._papers = papers
        self._notes = [one_line(note) for note in notes]
        self._at = max(0, min(self._at if at is None else at, len(papers) - 1))
        self._lay_out()
        if self._shown() != before:
            self.scroll_to(y=0, animate=False, force=True)
        self._keep_marked_in_sight()

    @property
    def paper_key(self) -> str:
        """The key of the paper that is shown, empty where there is none."""
        return self._papers[self._at][0] if self._papers else ""

    def _shown(self) -> tuple[bytes, str]:
        """Which paper of which thing is shown."""
        return (self._thing, self.paper_key)

    def forget_profiles(self) -> None:
        """Read them anew with the next paper: they may have been changed."""
        self._headings.clear()

    def _numbering(self) -> "Headings":
        """How the profile numbers headings: not at all where it can't be read, which the screen of pages tells."""
        if self._profile not in self._headings:
            from branchtui.typesetting.profile import Headings
            from branchtui.workflows.profiles import profile

            try:
                self._headings[self._profile] = profile(self._profile).headings
            except BranchError:
                self._headings[self._profile] = Headings("none", ())
        return self._headings[self._profile]

    def _lay_out(self) -> None:
        width = max(16, self.size.width - 2 * _EDGE)
        title = ""
        self._lines = ()
        if self._papers:
            from branchtui.papers.names import paper_name
            from branchtui.ui.text.paper_lines import PaperLine, paper_lines

            key, paper = self._papers[self._at]
            title = (
                f"{paper_name(key)} {self._at + 1}/{len(self._papers)}" if len(self._papers) > 1 else paper_name(key)
            )
            glyphs = shell_of(self).brush.glyphs
            lines = paper_lines(paper, width, self._numbering(), glyphs, self._writing)
            self._lines = (PaperLine(), *lines, PaperLine())
        if frame := frame_of(self):
            frame.title = title
            frame.note = self._turned_by if len(self._papers) > 1 else ""
        self.virtual_size = Size(self.size.width, self._line_count)
        self.refresh()

    @property
    def _line_count(self) -> int:
        """How many lines there are."""
        return len(self._notes) + len(self._lines)

    def _keep_marked_in_sight(self) -> None:
        marked = [len(self._notes) + at for at, line in enumerate(self._lines) if line.marked]
        top, height = self.scroll_offset.y, self.size.height
        if marked and height and not top <= marked[0] <= marked[-1] < top + height:
            self.scroll_to(y=max(0, marked[0] - height // 3), animate=False, force=True)

    def on_mount(self) -> None:
        if frame := frame_of(self):
            frame.thumb_of(self)

    def on_resize(self) -> None:
        self._lay_out()

    def render_lines(self, crop: Region) -> list[Strip]:
        return finished(self, map(self.render_line, crop.line_range), crop)

    def render_line(self, y: int) -> Strip:
        brush, width = shell_of(self).brush, self.size.width
        index = y + self.scroll_offset.y
        if index < len(self._notes):
            return brush.strip(Ink(" " * _EDGE + self._notes[index]), width)
        index -= len(self._notes)
        if index >= len(self._lines):
            return brush.strip(Ink(), width, "paper-desk" if self._lines else "pane")
        line = self._lines[index]
        ink = Ink().to(_EDGE)
        ink.add(line.text, "sheet-text", underline=line.ends_row, ground="sheet-mark" if line.marked else "")
        return brush.strip(ink, width, "sheet")

    def action_turn(self, way: str) -> None:
        if self._papers:
            step = 1 if way == "next" else -1
            self.show(
                self._papers,
                self._notes,
                (self._at + step) % len(self._papers),
                thing=self._thing,
                profile=self._profile,
                writing=self._writing,
            )

    def action_move(self, where: str) -> None:
        page = max(1, self.size.height - 1)
        steps = {"down": 1, "up": -1, "page_down": page, "page_up": -page}
        steps |= {"first": -self._line_count, "last": self._line_count}
        self.scroll_to(y=self.scroll_offset.y + steps[where], animate=False, force=True)
