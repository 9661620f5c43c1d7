"""A list whose rows can be marked, for acts on several things at once."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol, TypeVar

from textual.actions import SkipAction
from textual.binding import BindingType

from branchtui.ui.commands import table as commands
from branchtui.ui.text.rows import Column, Groups, Source
from branchtui.ui.widgets.list_pane import ListPane

_MOST = 1000  # rows that one key marks


class HasId(Protocol):
    """A row that stands for a thing of the store."""

    @property
    def id(self) -> bytes: ...


RowT = TypeVar("RowT", bound=HasId)


class MarkPane(ListPane[RowT]):
    """`acts` names the keys that act on the marked rows, for the line above the list."""

    PLACE = "marks"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("marks")]

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        make: Callable[[str], Source[RowT]],
        *,
        empty: str,
        acts: str,
        title: str = "",
        group: Callable[[Source[RowT]], Groups] | None = None,
        id: str = "",  # noqa: A002
    ) -> None:
        super().__init__(columns, make, empty=empty, title=title, group=group, id=id)
        self.table.mark_of = lambda row: row.id
        self._acts = acts
        self._last: int | None = None  # where the row marked last stands, while the rows stay as they are

    @property
    def marked(self) -> list[RowT]:
        """The marked rows, those that the filter hides among them."""
        return list(self.table.marked.values())

    @property
    def chosen(self) -> list[RowT]:
        """The marked rows, or the one under the cursor; empty in an empty list."""
        row = self.table.row
        return self.marked or ([] if row is None else [row])

    def reload(self) -> None:
        self._last = None
        if self.table.marked:
            self._drop_marks_of_the_gone()
        super().reload()

    def _drop_marks_of_the_gone(self) -> None:
        """What was undone or removed meanwhile must not be acted on."""
        missing = set(self.table.marked)
        everything = self._make("")
        for offset in range(0, everything.count(), _MOST):
            missing -= {row.id for row in everything.page(offset, _MOST)}
            if not missing:
                return
        self.table.mark([self.table.marked[key] for key in missing], on=False)

    def words_above(self) -> str:
        words = super().words_above()
        if self.table.marked:
            words = f"已标记 {len(self.table.marked)} 项：{self._acts}；Esc 取消标记" + (f"  {words}" if words else "")
        return words

    def unmark(self) -> None:
        """Take every mark away: what was to be done with the rows has been done."""
        self._last = None
        self.table.unmark()
        self.show_words_above()

    def action_mark(self, how: str) -> None:
        table = self.table
        if table.row is None:
            return
        if how == "one":
            self._last = table.cursor
            table.mark([table.row])
            table.action_move("down")
        elif how == "range":
            first = table.cursor if self._last is None else self._last
            table.mark(table.rows_between(first, table.cursor), on=True)
            self._last = table.cursor
        else:
            rows = table.rows_between(0, min(table.lines, _MOST) - 1)
            table.mark(rows, on=any(row.id not in table.marked for row in rows))
        self.show_words_above()

    def action_clear(self) -> None:
        if not self.table.marked:
            raise SkipAction
        self.unmark()
