"""Acts: names for spans of stamps, and the line of what can be undone."""

from dataclasses import dataclass, replace
from typing import Any

from branchtui.store.engine import sql
from branchtui.store.ids import pair_id
from branchtui.store.replication import cells, session
from branchtui.store.replication.cells import Cell, Span
from branchtui.store.replication.registry import DELETED, WHOLE_ROW
from branchtui.store.replication.session import Dot

# Saves of one long text in one sitting are one version: 30 minutes of typing must not keep the text 30 times.
SITTING = 5 * 60  # seconds without a save that end a sitting
LONG = 2000  # characters; shorter texts keep every version, so that each save can be undone by itself
UNDOABLE = 200  # steps of the line that are kept when it is cut
SLACK = 50  # how many more there are before that
_COLUMNS = "{0}.n, {0}.name, {0}v.w, {0}.first, {0}.last, {0}.at, {0}.inverts"
_ACT = f"SELECT {_COLUMNS.format('a')} FROM act a JOIN stamp_writer av ON av.n = a.wn"
_STEP = f"position, state, {_COLUMNS.format('a')}, {_COLUMNS.format('e')}"
_ENTER = "INSERT INTO undo (act, effect, state) SELECT ?, ?, 'done'"
_OF_MORE_CELLS = (  # than one, since a stamp of this session
    "1 <> (SELECT count(*) FROM (SELECT DISTINCT tbl, n, col FROM stamp_history "
    "WHERE bwn = (SELECT wn FROM stamp_session) AND bs >= ? LIMIT 2))"
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the stamps first..last of writer `w`. `at` is seconds since 1970.

    `n` is its number in this file, `inverts` that of the act it took back.
    """

    n: int
    name: str
    w: int
    first: int
    last: int
    at: int
    inverts: int | None

    @property
    def id(self) -> bytes:
        """What names the act on every machine."""
        return pair_id("act", self.w.to_bytes(8, "big"), self.first.to_bytes(8, "big"))

    @property
    def span(self) -> Span:
        """The stamps it made."""
        return self.w, self.first, self.last

    def made(self, dot: Dot) -> bool:
        """Whether a stamp is one of this act's."""
        return dot[0] == self.w and self.first <= dot[1] <= self.last


@dataclass(frozen=True, slots=True)
class Step:
    """One step back or forth: `act` as the person knows it, `effect` the act to invert.

    `state` is "done", "undone" or "left": undone, and not to be redone in turn any more, because another act came
    after it. `in_turn` tells the next step back or forth from one that was picked out of the line.
    """

    position: int
    act: Act
    effect: Act
    state: str
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """How things stood when an act began, asked in one statement: nobody else writes until it ends."""

    clock: int
    w: int | None  # the writer, None before the first write of the session
    known: bool  # who the writer is has been written down
    acts: int  # the number of the last act
    steps: int  # in the line of what can be undone
    undone: bool  # there are steps that could be redone in turn
    last: Step | None  # the act that undo would have taken back


def begin() -> Before:
    """To be asked at the beginning of an act, for `record` at its end."""
    (clock, w, known, acts, steps, undone, *rest), *_ = sql.rows(
        "SELECT clock, k.w, k.at IS NOT NULL, (SELECT coalesce(max(n), 0) FROM act), (SELECT count(*) FROM undo), "
        f"EXISTS (SELECT 1 FROM undo WHERE state = 'undone'), {_STEP} FROM stamp_session s "
        "LEFT JOIN stamp_writer k ON k.n = s.wn LEFT JOIN undo u "
        "ON u.position = (SELECT position FROM undo WHERE state = 'done' ORDER BY position DESC LIMIT 1) "
        "LEFT JOIN act a ON a.n = u.act LEFT JOIN stamp_writer av ON av.n = a.wn "
        "LEFT JOIN act e ON e.n = u.effect LEFT JOIN stamp_writer ev ON ev.n = e.wn"
    )
    last = _step(*rest) if rest[0] is not None else None
    return Before(clock, w, bool(known), acts, steps, bool(undone), last)


def record(
    name: str, before: Before, step: Step | None = None, *, autosave: bool = False, for_good: bool = False
) -> None:
    """Name what was stamped since `before`, at the end of an act; `step` is the undo or redo it was, if any.

    An act of its own becomes the next thing to undo, and what was undone before can't be redone in turn any more:
    it is left in the line, to be picked out. An `autosave`, and a step out of turn, leave behind only what they touched.
    After an act that is `for_good` nothing at all can be undone.
    """
    new = before.acts + 1
    stamped = sql.execute(
        "INSERT INTO act SELECT ?, ?, wn, ?, clock, CAST(strftime('%s', 'now') AS INTEGER), ? FROM stamp_session "
        "WHERE clock > ?",
        new,
        name,
        before.clock + 1,
        step.effect.n if step else None,
        before.clock,
    )
    if not stamped:
        if step and step.in_turn:  # everything stood there already
            _flip(step, step.effect.n)
        return
    if not before.known:
        session.introduce()
    if for_good:
        sql.execute("DELETE FROM undo")
    elif step and step.in_turn:
        _flip(step, new)
    else:
        if step:
            _take_out(step)
        if before.undone:
            _leave_behind(_act(new), all_of_them=not (autosave or step))
        if not (sql.execute(_ENTER, step.act.n, new) if step else _enter(new, name, before)):
            return
        for waiting in _steps("WHERE state = 'undone' ORDER BY position") if before.undone else ():
            sql.execute(  # what is done stands before them
                "UPDATE undo SET position = (SELECT max(position) + 1 FROM undo) WHERE position = ?", waiting.position
            )
        if before.steps >= UNDOABLE + SLACK:
            oldest = "(SELECT position FROM undo ORDER BY position DESC LIMIT 1 OFFSET ?)"
            sql.execute(f"DELETE FROM undo WHERE position <= {oldest}", UNDOABLE)


def undoable() -> Step | None:
    """The act that undo takes back next."""
    return _in_turn("done", "DESC")


def redoable() -> Step | None:
    """The act that redo does again next."""
    return _in_turn("undone", "ASC")


def line() -> list[Step]:
    """Every step that can be taken, in turn or not, the act done last first."""
    steps = _steps("ORDER BY position DESC")
    return sorted(steps, key=lambda step: (step.act.at, step.act.last), reverse=True)


def give_up(step: Step) -> None:
    """Let the others be reached past a step that can't be taken: what is undone is left, what is done stays done."""
    if step.state == "done":
        _take_out(step)
    else:
        sql.execute("UPDATE undo SET state = 'left' WHERE position = ?", step.position)


def covering(dot: Dot) -> Act | None:
    """The act a stamp belongs to; None for a write outside any act."""
    found = sql.row(
        f"{_ACT} WHERE a.wn = (SELECT n FROM stamp_writer WHERE w = ?) AND a.first <= ? ORDER BY a.first DESC LIMIT 1",
        *dot,
    )
    act = Act(*found) if found else None
    return act if act and act.made(dot) else None


def numbered(n: int) -> Act | None:
    """An act by its number in this file."""
    found = sql.row(f"{_ACT} WHERE a.n = ?", n)
    return Act(*found) if found else None


def root(act: Act) -> Act:
    """The act that a person did: what an undo or redo took back or did again, in the end."""
    while act.inverts and (before := numbered(act.inverts)):
        act = before
    return act


def in_effect(act: Act) -> bool:
    """Whether an act holds: it was not taken back, or that was taken back too."""
    holds, inverter = True, sql.value("SELECT n FROM act WHERE inverts = ?", act.n)
    while inverter is not None:
        holds = not holds
        inverter = sql.value("SELECT n FROM act WHERE inverts = ?", inverter)
    return holds


def rows_made(act: Act) -> set[tuple[int, bytes]]:
    """The (table number, row id) whose first stamp is this act's."""
    return cells.made(act.span)


def rows_touched(act: Act) -> set[tuple[int, bytes]]:
    """The (table number, row id) that an act made or changed."""
    return {(number, row) for number, row, _ in cells.changed(act.span)} | rows_made(act)


def _cells_changed(act: Act) -> set[Cell]:
    """The cells of rows that were there before the act; into the trash or out of it goes the whole row."""
    return {
        (number, row, WHOLE_ROW if column <= DELETED else column) for number, row, column in cells.changed(act.span)
    }


def _meet(one: set[Cell], other: set[Cell]) -> bool:
    """Whether two sets of cells have one in common; a whole row has one in common with each of its cells."""
    return any(
        cell in there or (*cell[:2], WHOLE_ROW) in there
        for cells_here, there in ((one, other), (other, one))
        for cell in cells_here
    )


def _leave_behind(act: Act, *, all_of_them: bool) -> None:
    """Leave what was undone before this act: all of it, or what the act has touched and what was done on top of that."""
    touched = _cells_changed(act)
    for step in _steps("WHERE state = 'undone' ORDER BY position"):
        undone = _cells_changed(step.effect)
        if all_of_them or _meet(touched, undone):
            touched |= undone
            give_up(step)


def _take_out(step: Step) -> None:
    sql.execute("DELETE FROM undo WHERE position = ?", step.position)


def _flip(step: Step, effect: int) -> None:
    sql.execute(
        "UPDATE undo SET effect = ?, state = CASE state WHEN 'done' THEN 'undone' ELSE 'done' END WHERE position = ?",
        effect,
        step.position,
    )


def _in_turn(state: str, order: str) -> Step | None:
    found = _steps(f"WHERE state = '{state}' ORDER BY position {order} LIMIT 1")
    return replace(found[0], in_turn=True) if found else None


def _steps(which: str) -> list[Step]:
    joined = (
        "undo u JOIN act a ON a.n = u.act JOIN stamp_writer av ON av.n = a.wn "
        "JOIN act e ON e.n = u.effect JOIN stamp_writer ev ON ev.n = e.wn"
    )
    return [_step(*row) for row in sql.rows(f"SELECT {_STEP} FROM {joined} {which}")]


def _step(position: int, state: str, *both: Any) -> Step:
    half = len(both) // 2
    return Step(position, Act(*both[:half]), Act(*both[half:]), state)


def _act(n: int) -> Act:
    act = numbered(n)
    assert act is not None
    return act


def _enter(new: int, name: str, before: Before) -> int:
    """Put a new act into the line of what can be undone; 0 where it became one version with the act before it."""
    last = before.last.act if before.last and before.last.effect == before.last.act else None
    if last is None or (last.name, last.w, last.last) != (name, before.w, before.clock):
        return sql.execute(_ENTER, new, new)
    if sql.execute(f"{_ENTER} WHERE {_OF_MORE_CELLS}", new, new, last.first):
        return 1
    return 0 if _continues_sitting(_act(new), last) else sql.execute(_ENTER, new, new)


def _continues_sitting(act: Act, last: Act) -> bool:
    """Whether an act only went on with the long text that the act before it wrote; then both become one version."""
    if act.first != act.last or act.at - last.at > SITTING:
        return False
    cell = _only_cell(act)
    if cell is None or cell != _only_cell(last) or len(str(cells.value(*cell))) < LONG or rows_made(last):
        return False
    by_us = "bwn = (SELECT wn FROM stamp_session)"
    sql.execute(f"DELETE FROM stamp_history WHERE {by_us} AND bs = ?", act.last)
    sql.execute(
        f"UPDATE stamp_history SET bs = ? WHERE {by_us} AND bs BETWEEN ? AND ?", act.last, last.first, last.last
    )
    sql.execute("DELETE FROM act WHERE n = ?", act.n)
    sql.execute("UPDATE act SET last = ?, at = ? WHERE n = ?", act.last, act.at, last.n)
    return True


def _only_cell(act: Act) -> Cell | None:
    """The one cell of long text an act changed, if it changed no other."""
    found = cells.changed(act.span, most=2)
    if len(found) != 1:
        return None
    (cell,) = found
    return cell if cells.policy(cell[0], cell[2]) == "text3" else None
