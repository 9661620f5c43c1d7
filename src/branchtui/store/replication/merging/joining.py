"""The join of one row that both sides have written: heads, their values and what is shown, by the matrix of sync.md §5.4."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from branchtui.store.replication.registry import DELETED, WHOLE_ROW

Stamp = tuple[int, int]  # writer number, number
Heads = dict[int, set[Stamp]]


@dataclass(slots=True)
class Side:
    """How one side has a row. Stamps are by the numbers of this file; `knows` tells whether it has seen one.

    `values` are by the numbers of their columns, the first stands for none.
    """

    knows: Callable[[Stamp], bool]
    values: Sequence[object]
    heads: Heads = field(default_factory=dict)
    siblings: dict[tuple[int, Stamp], object] = field(default_factory=dict)

    def of(self, column: int) -> set[Stamp]:
        """The heads of a cell: its own, or the whole row's where it has none."""
        return self.heads.get(column) or self.heads[WHOLE_ROW]

    def value(self, column: int, stamp: Stamp) -> object:
        """What a head of a cell wrote."""
        return self.siblings.get((column, stamp), self.values[column])


@dataclass(slots=True)
class Row:
    """The row that came of it: its heads, the values that are to be shown in place of ours, and siblings by column.

    Of a column that has none any more but had some here they are empty.
    """

    heads: Heads
    values: dict[int, object]
    siblings: dict[int, dict[Stamp, object]]


def join(
    ours: Side,
    theirs: Side,
    *,
    columns: Sequence[int],
    gone: set[Stamp],
    purged: Mapping[int, int],
    rank: Callable[[Stamp], tuple[int, int]],
) -> Row:
    """The row that both sides know together.

    `gone` are the stamps that sent it to the trash, `purged` the columns whose content one side has removed, with that
    side (0 ours, 1 theirs), `rank` what decides between values: the number, then the writer's id.
    """
    whole = _joined(ours, theirs, WHOLE_ROW, rank)
    apart = ours.heads[WHOLE_ROW] != theirs.heads[WHOLE_ROW]
    looked_at = set(columns) if apart else (ours.heads.keys() | theirs.heads.keys()) - {WHOLE_ROW}
    heads, values, siblings = {WHOLE_ROW: whole}, {}, {}
    for column in looked_at | {DELETED}:
        if column in purged:
            side = theirs if purged[column] else ours
            found = side.of(column)
            known = {stamp: side.value(column, stamp) for stamp in found}
        else:
            found = _joined(ours, theirs, column, rank)
            here = ours.of(column)
            known = {stamp: (ours if stamp in here else theirs).value(column, stamp) for stamp in found}
        if found != whole:
            heads[column] = found
        shown = next(iter(found))
        if len(found) > 1:
            shown = max(found, key=lambda stamp: (stamp not in gone, rank(stamp)))
        values[column], siblings[column] = known[shown], known
    marks = siblings[DELETED]
    values[DELETED] = int(all(marks.values()) and not written_despite(heads, marks, gone))
    had = {column for column, _ in ours.siblings}
    return Row(
        heads,
        {column: value for column, value in values.items() if value != ours.values[column]},
        {
            column: known if several else {}
            for column, known in siblings.items()
            if (several := any(value != values[column] for value in known.values())) or column in had
        },
    )


def effective(heads: Heads, column: int) -> set[Stamp]:
    """The heads of a cell among those of its row."""
    return heads.get(column) or heads[WHOLE_ROW]


def _joined(ours: Side, theirs: Side, column: int, rank: Callable[[Stamp], tuple[int, int]]) -> set[Stamp]:
    """The heads of both that the other has not replaced: it has them too, or does not know them."""
    here, there = ours.of(column), theirs.of(column)
    left = {stamp for stamp in here if stamp in there or not theirs.knows(stamp)}
    left |= {stamp for stamp in there if not ours.knows(stamp)}
    return left or {max(here | there, key=rank)}  # purges that crossed may leave none


def written_despite(heads: Heads, marks: Iterable[Stamp], gone: set[Stamp]) -> bool:
    """Whether a cell was written by one who did not know that the row went to the trash."""
    sent = gone.intersection(marks)
    return any(
        column > DELETED and len(stamps) > 1 and sent & stamps and stamps - gone for column, stamps in heads.items()
    )
