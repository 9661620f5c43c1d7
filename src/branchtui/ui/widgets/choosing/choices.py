"""What a field offers while it is filled in: beside it, the first row on its own row; in a narrow window in one line.

An input method opens its window below the caret, so it never covers what Enter would take.
"""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.shell import shell_of
from branchtui.ui.text.fitting import suggested
from branchtui.ui.text.ink import Ink

_MOST = 8  # rows shown at once
DIGITS = {str(n): n for n in range(1, 10)} | {chr(ord("０") + n): n for n in range(1, 10)}  # those that pick a row
_NUMBERED = max(DIGITS.values())
BESIDE = 76  # columns of a window in which choices stand beside their field
NOT_ANOTHER = "回车不会替您选别的"


def letters(typed: str) -> bool:
    """Whether this is what is typed to find something, initials or pinyin, rather than words that may stand."""
    return typed.isascii() and typed.replace(" ", "").isalpha()


class Offer:
    """The rows that fit what is typed, and which of them Enter would take, `at`; None where it takes none.

    With `only` nothing but a row may stand in the field. Else words that were written out stand as they are, and a row
    is taken where letters found it or somebody went to it.
    """

    def __init__(self, rows: Sequence[Suggestion] = (), *, only: bool = False) -> None:
        self.rows, self.only = rows, only
        self.typed = ""
        self.fitting = rows
        self.at: int | None = None

    def look_for(self, typed: str, *, touched: bool) -> None:
        """Leave what fits `typed`; all rows while the field has not been `touched`."""
        self.typed = typed if touched else ""
        self.fitting = suggested(self.typed, self.rows)
        same = next((at for at, row in enumerate(self.fitting) if row.words == typed), None)
        found = 0 if self.fitting and self.typed and (self.only or letters(self.typed)) else None
        self.at = found if same is None else same

    def step(self, by: int) -> bool:
        """Go to the next row or the one before; False where there is none."""
        to = by - 1 if self.at is None and by > 0 else (self.at or 0) + by
        if not 0 <= to < len(self.fitting) or (self.at is None and by < 0):
            return False
        self.at = to
        return True

    @property
    def taken(self) -> Suggestion | None:
        """What Enter takes."""
        return self.fitting[self.at] if self.at is not None and self.fitting else None

    @property
    def refuses(self) -> bool:
        """Whether Enter does nothing: what is typed is no row, and must be one."""
        return self.only and bool(self.typed) and not self.fitting

    @property
    def numbered(self) -> bool:
        """Whether digits pick rows: no name and no kind begins with one, and nothing is written out yet."""
        names = self.only or (bool(self.rows) and all(row.pinyin for row in self.rows))
        return names and (not self.typed or letters(self.typed))

    def window(self, most: int) -> range:
        """The rows that are shown where there is room for `most`."""
        first = max(0, min((self.at or 0) - most + 1, len(self.fitting) - most))
        return range(first, min(len(self.fitting), first + most))

    def nothing(self) -> list[Ink]:
        """The lines that say that nothing fits; empty where the words may stand as they are."""
        if not self.typed or self.fitting or not (self.only or letters(self.typed)):
            return []
        return [Ink(f" 没有“{self.typed}”", "due"), Ink(f" {NOT_ANOTHER}", "quiet")]


class Choices(Widget):
    """Draws an offer, as rows or in one line."""

    class Clicked(Message):
        """A row was clicked."""

    def __init__(self, *, in_line: bool) -> None:
        super().__init__(classes="choice-line" if in_line else "choices")
        self._in_line = in_line
        self.offer = Offer()
        self._top = 0

    def show(self, offer: Offer, beside: int = 0) -> None:
        """Draw this offer, its first row in the row `beside`."""
        self.offer, self._top = offer, beside
        self.refresh()

    @property
    def _rows(self) -> range:
        return self.offer.window(max(1, min(_MOST, self.size.height - self._top)))

    def render_line(self, y: int) -> Strip:
        brush, width, offer = shell_of(self).brush, self.size.width, self.offer
        if self._in_line:
            return brush.strip(_line(offer, width), width, "raised")
        lines: list[tuple[Ink, str]] = [(ink, "pane") for ink in offer.nothing()]
        for at in self._rows:
            row, here = offer.fitting[at], at == offer.at
            ink = Ink(brush.glyphs.mark if here else " ", "accent").add(f"{row.words} ")
            ink.add(f" {row.note}", "quiet", width=max(0, width - ink.cells), more=brush.glyphs.more)
            lines.append((ink, "cursor" if here else "pane"))
        at = y - self._top
        ink, ground = lines[at] if 0 <= at < len(lines) else (Ink(), "pane")
        return brush.strip(ink, width, ground)

    def on_click(self, event: events.Click) -> None:
        rows = self._rows
        at = event.y - self._top
        if not self._in_line and 0 <= at < len(rows):
            self.offer.at = rows[at]
            self.post_message(self.Clicked())


def _line(offer: Offer, width: int) -> Ink:
    """The rows in one line, with digits where digits pick."""
    line = Ink()
    for ink in offer.nothing():
        line.join(ink)
    for at in offer.window(_NUMBERED):
        here, number = at == offer.at, at + 1
        words = f" {number} " if offer.numbered and number <= _NUMBERED else " "
        words += f"{offer.fitting[at].words} "
        if line.cells + len(words) * 2 > width and not here:
            break
        line.add(words, bold=here, ground="cursor" if here else "")
    return line
