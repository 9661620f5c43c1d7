"""An edge around what stands in it: a title, a note, and how far it is scrolled."""

from collections.abc import Iterator
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.strips import finished

LEAST_ROWS = 30  # of a window in which stacked frames have edges of their own


class Frame(Vertical):
    """Draws its own edge around its children; the edge is lit while the focus is within.

    The title stands left in the upper edge, the note right in it, the foot right in the lower one.
    """

    def __init__(self, *children: Widget, title: str | Ink = "", id: str = "", classes: str = "") -> None:  # noqa: A002
        super().__init__(*children, id=id or None, classes=f"frame {classes}".strip())
        self._title, self._note, self._foot = title, Ink(), Ink()
        self._lit = False
        self._above: Frame | None = None
        self._scrolled: ScrollView | None = None

    @property
    def title(self) -> Ink:
        """What stands left in the upper edge."""
        return (
            self._title
            if isinstance(self._title, Ink)
            else Ink(self._title, "text" if self._lit else "quiet", bold=True)
        )

    @title.setter
    def title(self, title: str | Ink) -> None:
        if title != self._title:
            self._title = title
            self._draw_row(0)

    @property
    def note(self) -> Ink:
        """What stands right in the upper edge."""
        return self._note

    @note.setter
    def note(self, note: str | Ink) -> None:
        if (note := _quiet(note)) != self._note:
            self._note = note
            self._draw_row(0)

    @property
    def foot(self) -> Ink:
        """What stands right in the lower edge."""
        return self._foot

    @foot.setter
    def foot(self, foot: str | Ink) -> None:
        if (foot := _quiet(foot)) != self._foot:
            self._foot = foot
            self._draw_row(self.outer_size.height - 1)

    def stand_under(self, above: "Frame") -> None:
        """Share the edge with the frame above it wherever the window is low."""
        self._above = above
        above.add_class("-shares")

    def thumb_of(self, scrolled: ScrollView) -> None:
        """Show in the right edge which part of this child is in sight."""
        self._scrolled = scrolled
        for name in ("scroll_y", "virtual_size"):
            self.watch(scrolled, name, self._draw_side, init=False)

    @property
    def lit(self) -> bool:
        """Whether the focus is within."""
        return self._lit

    def on_descendant_focus(self) -> None:
        self._light(True)

    def on_descendant_blur(self) -> None:
        self._light(False)

    def _light(self, lit: bool) -> None:
        if lit != self._lit:
            self._lit = lit
            self.refresh()
            for frame in self.screen.query(Frame):
                if frame._above is self:
                    frame._draw_row(0)

    def _draw_row(self, y: int) -> None:
        self._draw_part(Region(0, y, self.outer_size.width, 1))

    def _draw_side(self) -> None:
        width, height = self.outer_size
        self._draw_part(Region(width - 1, 1, 1, height - 2))

    def _draw_part(self, region: Region) -> None:
        """Draw some cells of the edge again; a region to be drawn is counted from where the children begin."""
        self.refresh(region - self.content_offset)

    def render_lines(self, crop: Region) -> list[Strip]:
        return finished(self, self._edged(crop), crop)

    @property
    def _shares(self) -> bool:
        return self.screen.size.height < LEAST_ROWS

    def _edged(self, crop: Region) -> Iterator[Strip]:
        brush = shell_of(self).brush
        (width, height), thumb = self.outer_size, self._thumb()
        signs, role = brush.glyphs, "accent" if self._lit else "edge"
        edge, within = brush.style(role), brush.style("text")
        last = height - 1 if not (self._shares and self.has_class("-shares")) else height
        for y in crop.line_range:
            if y == 0:
                above = self._above if self._shares else None
                left, right = (signs.tee_right, signs.tee_left) if above else (signs.top_left, signs.top_right)
                lit = self._lit or (above is not None and above.lit)
                yield self._edge(left, right, self.title, self._note, "accent" if lit else "edge")
            elif y == last:
                yield self._edge(signs.bottom_left, signs.bottom_right, Ink(), self._foot, role)
            else:
                yield _sides(signs.down, signs.thumb if y - 1 in thumb else signs.down, width, edge, within)

    def _edge(self, left: str, right: str, title: Ink, note: Ink, role: str) -> Strip:
        brush, width = shell_of(self).brush, self.outer_size.width
        across = brush.glyphs.across
        row = Ink().add(left + across, role)
        if title.cells:
            row.add(" ").join(title.cut(width - 6, brush.glyphs.more)).add(" ")
        if note.cells and row.cells + note.cells + 5 <= width:
            row.add(across * (width - row.cells - note.cells - 4), role).add(" ").join(note).add(" ")
        return brush.strip(row.add(across * (width - 1 - row.cells), role).add(right, role), width)

    def _thumb(self) -> range:
        """The rows between the edges in which the mark stands of what is in sight; none where all is."""
        scrolled = self._scrolled
        if scrolled is None or not scrolled.display:
            return range(0)
        shown, whole = scrolled.size.height, scrolled.virtual_size.height
        if not shown or whole <= shown:
            return range(0)
        first = scrolled.scroll_offset.y * shown // whole + scrolled.region.y - self.region.y - 1
        return range(first, first + max(1, shown * shown // whole))


@lru_cache(maxsize=64)
def _sides(left: str, right: str, width: int, edge: Style, within: Style) -> Strip:
    """A row between the edges: one strip for all of them, cut and filtered once."""
    return Strip([Segment(left, edge), Segment(" " * (width - 2), within), Segment(right, edge)], width)


def _quiet(text: str | Ink) -> Ink:
    return text if isinstance(text, Ink) else Ink(text, "quiet")


def frame_of(widget: Widget) -> Frame | None:
    """The nearest frame that a widget stands in."""
    return next((node for node in widget.ancestors if isinstance(node, Frame)), None)
