"""The people of a roll on the screen: a cursor that walks from one to the next, marks, and what is in sight."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from branchtui.store.queries.meeting_view import ExpectedPerson
from branchtui.ui.rooms.meetings.roll.lines import Group, Line, columns, person_ink, roll_lines, twins
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink

_MARKED = "*"


class RollView(ScrollView, can_focus=False):
    """Shows groups of people. The line above it takes the keys; a click chooses a person."""

    class Chosen(Message):
        """Somebody was clicked on."""

    def __init__(self) -> None:
        super().__init__(classes="roll")
        self.cursor = 0
        self.people: list[ExpectedPerson] = []
        self.marked: dict[bytes, ExpectedPerson] = {}
        self._groups: Sequence[Group] = ()
        self._lines: list[Line] = []
        self._twins: frozenset[str] = frozenset()

    def show(self, groups: Sequence[Group], *, anew: bool = False) -> None:
        """Show these; the cursor stays on the person it was on, else on its place; `anew` it begins at the first."""
        before = None if anew else self.row
        if anew:
            self.cursor = 0
        self._groups = groups
        self.people = [person for group in groups for person in group.people]
        self._twins = twins(self.people)
        here = [at for at, person in enumerate(self.people) if before and person.member == before.member]
        self.cursor = max(0, min(here[0] if here else self.cursor, len(self.people) - 1))
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = roll_lines(self._groups, self.size.width)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._keep_in_view()
        self.refresh()

    @property
    def count(self) -> int:
        """How many people are shown."""
        return len(self.people)

    @property
    def row(self) -> ExpectedPerson | None:
        """The person under the cursor."""
        return self.people[self.cursor] if self.cursor < len(self.people) else None

    def mark(self, people: Sequence[ExpectedPerson], on: bool) -> None:
        """Mark these people, or take their marks away."""
        for person in people:
            if on:
                self.marked[person.member] = person
            else:
                self.marked.pop(person.member, None)
        self.refresh()

    def unmark(self) -> None:
        """Take every mark away."""
        self.mark(list(self.marked.values()), on=False)

    def move(self, by: int) -> None:
        """Go on by so many people."""
        self.goto(self.cursor + by)

    def goto(self, place: int) -> None:
        """Put the cursor on the person at a place."""
        self.cursor = max(0, min(place, len(self.people) - 1))
        self._keep_in_view()
        self.refresh()

    def _keep_in_view(self) -> None:
        """Scroll until the line of the cursor is in sight, with the heading right above it."""
        last = next((at for at, line in enumerate(self._lines) if self._holds(line)), 0)
        first = last - 1 if last and not self._lines[last - 1].people else last
        top, height = self.scroll_offset.y, self.size.height
        if height and not (top <= first and last < top + height):
            self.scroll_to(y=first if first < top else last - height + 1, animate=False, force=True)

    def _holds(self, line: Line) -> bool:
        return line.first <= self.cursor < line.first + len(line.people)

    def on_resize(self) -> None:
        self._lay_out()

    def _cell(self, line: Line) -> int:
        """The cells that each person of a line has."""
        return self.size.width if line.alone else self.size.width // columns(self.size.width)

    def render_line(self, y: int) -> Strip:
        brush, width = shell_of(self).brush, self.size.width
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return brush.strip(Ink(), width)
        line = self._lines[index]
        if not line.people:
            return brush.strip(line.heading, width)
        cell = self._cell(line)
        pieces = []
        for at, person in enumerate(line.people, line.first):
            here = at == self.cursor
            head = _MARKED if person.member in self.marked else brush.glyphs.mark if here else " "
            ink = person_ink(person, cell, brush.glyphs, alone=line.alone, twin=person.name in self._twins, head=head)
            pieces += brush.segments(ink, "cursor" if here else "pane")
        return Strip(pieces).adjust_cell_length(width, brush.style("text"))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        index = at.y + self.scroll_offset.y if at is not None else len(self._lines)
        if at is not None and index < len(self._lines) and (line := self._lines[index]).people:
            self.goto(line.first + min(at.x // self._cell(line), len(line.people) - 1))
            self.post_message(self.Chosen())
