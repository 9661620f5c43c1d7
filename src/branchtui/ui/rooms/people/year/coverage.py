"""Who has still to talk with whom in a year: a matrix of the committee, then everybody by what they lack."""

from textual.app import ComposeResult

from branchtui.store.queries import people
from branchtui.ui.rooms.people.registers.base import WholeLines
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap
from branchtui.ui.widgets.frame import Frame
from branchtui.workflows.year.end.coverage import CoverageOfYear, coverage_of
from branchtui.workflows.year.end.years import year_rules

_NAME = 9  # cells of a name in the matrix


def coverage_lines(found: CoverageOfYear, basis: str, width: int, glyphs: Glyphs) -> list[Ink]:
    """What is lacking, in lines of at most `width` cells."""
    lacking, names = found.lacking, found.names
    lines = [Ink(f" {line}", "quiet") for line in wrap(basis, max(8, width - 2))]
    if not lacking.lacking:
        return [*lines, Ink(), Ink(f" {glyphs.full} {found.year}年该谈的都谈过了。", "good", bold=True)]
    if len(found.committee) > 1 and lacking.committee:
        lines += [Ink(), Ink(" 支委之间", bold=True)]
        missing = {frozenset(pair) for pair in lacking.committee}
        for row, one in enumerate(found.committee[1:], 1):
            line = Ink(" ").add(names[one], width=_NAME, more=glyphs.more)
            for other in found.committee[:row]:
                met = frozenset((one, other)) not in missing
                line.add(f" {glyphs.full if met else glyphs.open} ", "good" if met else "due")
                line.add(names[other], "quiet" if met else "text", width=_NAME, more=glyphs.more)
            lines.append(line)
    for label, of in (("还没有和支委谈", lacking.without_committee), ("还没有和别的党员谈", lacking.without_member)):
        if of:
            total = len(found.others)
            lines += [Ink(), Ink(f" {label}", bold=True).add(f"  {len(of)} 人，共 {total} 人", "quiet")]
            for line_words in wrap("、".join(names[one] for one in of), max(8, width - 4)):
                lines.append(Ink(f" {glyphs.open} ", "due").add(line_words))
    return [line.cut(width, glyphs.more) for line in lines]


class CoverageScreen(PlaceScreen):
    """The same over the whole screen; Esc goes back."""

    ROOM = "people"

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._view = WholeLines()

    def body(self) -> ComposeResult:
        with Frame():
            yield self._view

    def on_mount(self) -> None:
        self._view.focus()

    def reload(self) -> None:
        found = coverage_of(self._year, self.shell.now().date())
        basis = year_rules().talks.basis
        glyphs = self.shell.brush.glyphs
        title = f"{self._year}年谈心谈话覆盖"
        self._view.show_lines(
            title, lambda width: coverage_lines(found, basis, width, glyphs), thing=people.the_branch().id
        )
