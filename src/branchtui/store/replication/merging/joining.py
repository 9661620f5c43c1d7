"""The join of one row that both sides have written: heads, their values and what is shown, by the matrix of sync.md §5.4."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from branchtui.store.replication.registry import DELETED, WHOLE_ROW

Stamp = tuple[int, int]  # writer number, number
Heads = dict[int, set[Stamp]]


@dataclass(slots=True)
class Side:
    """How one side has a row. Stamps are by the numbers of this file; `knows` tells whether it has seen one."""

    knows: Callable[[Stamp], bool]
    values: Mapping[int, object]
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
    """The row that came of it: all its heads; values to be shown and siblings of the columns that were looked at."""

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
    looked_at = columns if apart else sorted((ours.heads.keys() | theirs.heads.keys()) - {WHOLE_ROW})
    heads, values, siblings = {WHOLE_ROW: whole}, {}, {}
    for column in looked_at:
        if column in purged:
            side = theirs if purged[column] else ours
            found = set(side.of(column))
            known = {stamp: side.value(column, stamp) for stamp in found}
        else:
            found = _joined(ours, theirs, column, rank)
            known = {stamp: (ours if stamp in ours.of(column) else theirs).value(column, stamp) for stamp in found}
        if found != whole:
            heads[column] = found
        shown = min(found, key=lambda stamp: (stamp in gone, [-part for part in rank(stamp)]))
        values[column] = known[shown]
        siblings[column] = known
    if DELETED not in siblings:
        siblings[DELETED] = {stamp: _mark(ours, theirs, stamp) for stamp in whole}
    values[DELETED] = int(
        all(siblings[DELETED].values()) and not written_despite(heads, siblings[DELETED].keys(), gone)
    )
    for column, known in siblings.items():
        if len({values[column], *known.values()}) == 1:
            siblings[column] = {}
    return Row(heads, values, siblings)


def effective(heads: Heads, column: int) -> set[Stamp]:
    """The heads of a cell among those of its row."""
    return heads.get(column) or heads[WHOLE_ROW]


def _joined(ours: Side, theirs: Side, column: int, rank: Callable[[Stamp], tuple[int, int]]) -> set[Stamp]:
    """The heads of both that the other has not replaced: it has them too, or does not know them."""
    here, there = ours.of(column), theirs.of(column)
    left = {stamp for stamp in here if stamp in there or not theirs.knows(stamp)}
    left |= {stamp for stamp in there if not ours.knows(stamp)}
    return left or {max(here | there, key=rank)}  # purges that crossed may leave none


def _mark(ours: Side, theirs: Side, stamp: Stamp) -> object:
    return (ours if stamp in ours.of(DELETED) else theirs).value(DELETED, stamp)


def written_despite(heads: Heads, marks: Iterable[Stamp], gone: set[Stamp]) -> bool:
    """Whether a cell was written by one who did not know that the row went to the trash."""
    sent = gone.intersection(marks)
    return any(
        column > DELETED and len(stamps) > 1 and sent & stamps and stamps - gone for column, stamps in heads.items()
    )
