"""The list of figures: of one post under its tab 数字, of all posts on a screen of its own. Enter opens the rows of one."""

from typing import get_args

from branchtui.rules.services import MEASURES, Measure
from branchtui.ui.rooms.posts.services.figures import tops, total_columns, total_groups
from branchtui.ui.shell import shell_of
from branchtui.ui.text.rows import Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.figures.totals import STRETCHES, Stretch, Total, Totals, totals

_EMPTY = "这段时间没有服务记录。按 F7 换一段时间。"
_DRAWN: tuple[Measure, ...] = ("hours", "services", "served")


class TotalsPane(ListPane[Total]):
    """The figures of a stretch of days; `post` is None where they are of all posts."""

    def __init__(self, post: bytes | None, *, id: str = "") -> None:  # noqa: A002
        super().__init__((), self._rows, empty=_EMPTY, group=total_groups, apart=True, id=id)
        self._post = post
        self._stretch: Stretch = "year"
        self._measure: Measure = "hours"
        self._found = Totals((), ())
        self._drawn_width = 0  # that the columns are made for

    def _rows(self, filter_text: str) -> Rows[Total]:
        today = shell_of(self).now().date()
        self._found = totals(self._measure, self._stretch, today, post=self._post)
        self._lay_out()
        return Rows([row for row in self._found.rows if row.total and filter_text in f"{row.group}{row.name}"])

    def _lay_out(self) -> None:
        """Fit the months into the width there is."""
        self._drawn_width = self.table.size.width
        self.table.columns = total_columns(self._found.months, self._drawn_width, tops(self._found.rows))

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)  # the list has its width then
        super().on_resize()

    def _fit(self) -> None:
        if self.table.size.width != self._drawn_width:
            self._lay_out()
            self.table.show(self.table.source)
            self.show_words_above()

    def legend(self) -> str:
        return f"{STRETCHES[self._stretch]}  按{MEASURES[self._measure]}分"

    def turn_period(self) -> str:
        """Go on to the next stretch of days, and say which that is."""
        names = get_args(Stretch)
        self._stretch = names[(names.index(self._stretch) + 1) % len(names)]
        self.reload()
        return STRETCHES[self._stretch]

    def turn_measure(self) -> str:
        """Go on to what is counted next, and say what that is."""
        self._measure = _DRAWN[(_DRAWN.index(self._measure) + 1) % len(_DRAWN)]
        self.reload()
        return MEASURES[self._measure]
