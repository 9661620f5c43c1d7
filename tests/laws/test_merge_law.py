"""Files that are edited, merged, cloned and restored in any order come to the same, and nothing that was written is lost.

The merge is also broken on purpose, in the ways in which such a design goes wrong: each must be caught.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database
from branchtui.store.replication import session
from branchtui.store.replication.merging import arriving, joining, lists, rejoining
from branchtui.store.replication.registry import DELETED, TABLES, WHOLE_ROW
from tests.laws.merge_world import World
from tests.store.replication import desks
from tests.store.replication.desks import STORIES, Desks

STEPS = 40


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--merges") // 60))


def test_all_come_to_the_same_and_nothing_is_lost(seed: int) -> None:
    world = World(seed)
    try:
        world.run(STEPS)
    finally:
        world.close()


# -- the merge broken on purpose --------------------------------------------------------------------------------------


def one_writer_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer's id belongs to the file, not to one opening of it."""
    monkeypatch.setattr(session, "_end", lambda: None)


def the_own_value_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown depends on who merges."""
    real = joining.join

    def join(ours: joining.Side, theirs: joining.Side, **how: Any) -> joining.Row:
        mine = set().union(*ours.heads.values())
        return real(ours, theirs, **{**how, "rank": lambda stamp: (stamp in mine, 0)})

    monkeypatch.setattr(rejoining, "join", join)


def what_was_seen_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every head counts as unknown to the other side."""
    real = joining.join

    def join(ours: joining.Side, theirs: joining.Side, **how: Any) -> joining.Row:
        ours.knows = theirs.knows = lambda stamp: False
        return real(ours, theirs, **how)

    monkeypatch.setattr(rejoining, "join", join)


def what_was_seen_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other side has seen does not count as seen here afterwards."""
    real = lists.join_seen

    def join_seen() -> None:
        before = sql.rows("SELECT n, seen FROM main.stamp_writer")
        real()
        for n, seen in before:
            sql.execute("UPDATE main.stamp_writer SET seen = ? WHERE n = ?", seen, n)

    monkeypatch.setattr(lists, "join_seen", join_seen)


def heads_of_the_whole_row_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell without heads of its own has none."""
    monkeypatch.setattr(joining.Side, "of", lambda side, column: side.heads.get(column, set()))


def siblings_are_not_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that is taken over comes without the values that are not shown."""
    real = arriving.take_over

    def take_over() -> None:
        real()
        sql.execute(
            "DELETE FROM main.stamp_sibling WHERE (tbl, n) IN "
            f"(SELECT tbl, n FROM temp.touched WHERE way = {arriving.TAKE_OVER})"
        )

    monkeypatch.setattr(arriving, "take_over", take_over)


def deleting_writes_the_mark_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that goes to the trash is stamped in one cell."""
    real = Desks.at

    def at(self: Desks, name: str) -> None:
        real(self, name)
        for table, known in TABLES.items():
            sql.execute(f'DROP TRIGGER IF EXISTS "stamp_{table}_trash"')
            sql.execute(
                f'CREATE TRIGGER "stamp_{table}_trash" AFTER UPDATE OF deleted ON "{table}" '
                "WHEN NOT OLD.deleted AND NEW.deleted BEGIN "
                f"INSERT INTO stamp_edit VALUES ({known.number}, NEW.n, {DELETED}, OLD.deleted, 1, {WHOLE_ROW}); END"
            )

    monkeypatch.setattr(Desks, "at", at)
    monkeypatch.setattr(desks.health, "problems", list)


def numbers_do_not_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next number here may be smaller than one that was seen."""
    real = lists.join_seen

    def join_seen() -> None:
        before = sql.value("SELECT clock FROM main.stamp_session")
        real()
        sql.execute("UPDATE main.stamp_session SET clock = ?", before)

    monkeypatch.setattr(lists, "join_seen", join_seen)


BROKEN: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    way.__name__: way
    for way in (
        one_writer_for_ever,
        the_own_value_wins,
        what_was_seen_is_ignored,
        what_was_seen_is_not_kept,
        heads_of_the_whole_row_are_ignored,
        siblings_are_not_carried,
        deleting_writes_the_mark_only,
        numbers_do_not_go_on,
    )
}
CAUGHT_BY = {  # the story that tells it first
    "one_writer_for_ever": "a_copied_file_goes_on_at_two_desks",
    "the_own_value_wins": "the_same_cell",
    "what_was_seen_is_ignored": "an_edit_on_top_beside_another",
    "what_was_seen_is_not_kept": "criss_cross",
    "heads_of_the_whole_row_are_ignored": "edited_here_deleted_there",
    "siblings_are_not_carried": "both_values_reach_a_third_desk",
    "deleting_writes_the_mark_only": "edited_here_deleted_there",
    "numbers_do_not_go_on": "numbers_go_on_from_the_greatest",
}


@pytest.mark.parametrize("way", BROKEN)
def test_a_merge_that_is_broken_is_caught(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = STORIES[CAUGHT_BY[way]]
    try:
        story(Desks(tmp_path / "right"))
        BROKEN[way](monkeypatch)
        with pytest.raises((AssertionError, KeyError, ValueError, IndexError, BranchError)):
            story(Desks(tmp_path / "broken"))
    finally:
        close_database()
        shutil.rmtree(tmp_path, ignore_errors=True)
