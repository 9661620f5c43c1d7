"""Taking an act back: every cell as it was before, unless somebody else has written it since."""

from branchtui.store.replication import acts, cells
from branchtui.store.replication.acts import Act
from branchtui.store.replication.cells import Cell
from branchtui.store.replication.registry import BY_NUMBER, DELETED, WHOLE_ROW
from branchtui.store.replication.session import Dot


class ChangedSinceError(Exception):
    """A cell of the act is somebody else's by now: table name, row id, column number, and the stamp that stands there."""

    def __init__(self, table: str, row: bytes, column: int, dot: Dot) -> None:
        super().__init__(table, column)
        self.table, self.row, self.column, self.dot = table, row, column, dot


def invert(act: Act) -> set[tuple[str, bytes]]:
    """Put every cell back to what it was before `act`; rows it made go to the trash. Part of an inverting act.

    Returns the (table, row id) that were written. Raises ChangedSinceError, before anything is written, where a cell's
    present value is not this act's, or that of later acts that were themselves taken back.
    """
    plan = _plan(act)
    for (number, row), values in plan.items():
        cells.write(number, row, values)
    return {(BY_NUMBER[number].name, row) for number, row in plan}


def _plan(act: Act) -> dict[tuple[int, bytes], dict[int, object]]:
    """What has to be written, by row: column number → value."""
    plan: dict[tuple[int, bytes], dict[int, object]] = {}
    made = acts.rows_made(act)
    for number, row in sorted(made):
        if not cells.value(number, row, DELETED):
            for column in cells.heads(number, row):
                _check_unchanged(act, (number, row, column))
            plan[number, row] = {DELETED: 1}
    before = cells.before(act.span)
    for (number, row, column), old in before.items():
        if (number, row) not in made and old != cells.value(number, row, column):
            _check_unchanged(act, (number, row, column))
            plan.setdefault((number, row), {})[column] = old
    return plan


def _check_unchanged(act: Act, cell: Cell) -> None:
    heads = cells.heads(cell[0], cell[1])
    for dot in heads.get(cell[2]) or heads[WHOLE_ROW]:
        found: Dot | None = dot
        while found is not None and not act.made(found):
            found = _what_stands_again(found, cell)
        if found is None:
            raise ChangedSinceError(BY_NUMBER[cell[0]].name, cell[1], cell[2], dot)


def _what_stands_again(dot: Dot, cell: Cell) -> Dot | None:
    """The stamp whose value stands again because `dot` is an undone act's or an undo; None for a change that holds.

    An act also stamps cells that it leaves as they are: all of a row that goes to the trash, all of a group. Such a
    stamp stands for the one that it replaced.
    """
    act = acts.covering(dot)
    if act is None:
        return None
    taken_back = [act] if not acts.in_effect(act) else [acts.numbered(act.inverts), act] if act.inverts else []
    for undone in filter(None, taken_back):
        before = cells.replaced(cell, undone.span)
        if before:
            return before[0] if len(before) == 1 else None
    return None if taken_back else _left_as_it_was(act, cell)


def _left_as_it_was(act: Act, cell: Cell) -> Dot | None:
    """The stamp that an act replaced by one of the same value: a text typed and taken out again in one sitting."""
    if cell[2] == WHOLE_ROW:
        return None
    shown = cells.value(*cell)
    of_act = [entry for entry in cells.history(*cell[:2]) if act.made(entry.by)]
    own = [entry for entry in of_act if entry.column == cell[2]]
    before = [entry.dot for entry in own if entry.value == shown and not act.made(entry.dot)]
    if not before and (not own or own[0].value == shown):  # it was first stamped with its group
        mates = cells.mates(*cell, act.first)
        before = [entry.dot for entry in of_act if entry.column in mates and not act.made(entry.dot)]
    return before[0] if len(set(before)) == 1 else None
