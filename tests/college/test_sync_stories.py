"""What happens between machines and the server, told one after the other; and syncs that are broken on purpose."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from peewee import IntegrityError

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.store.college import delta, hub_note
from branchtui.store.engine import sql
from tests.college.cluster import Cluster
from tests.college.hub_desks import STORIES, HubDesks
from tests.college.hub_world import Hub


@pytest.mark.parametrize("story", STORIES)
def test_story(story: str, hub: Hub, tmp_path: Path) -> None:
    STORIES[story](HubDesks(tmp_path / "desks", hub))


# -- the sync broken on purpose ---------------------------------------------------------------------------------------

Break = Callable[[pytest.MonkeyPatch], None]


def siblings_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A delta has the value that is shown alone."""
    real = delta._fill

    def fill() -> None:
        real()
        sql.execute("DELETE FROM d.stamp_sibling")

    monkeypatch.setattr(delta, "_fill", fill)


def what_is_referred_to_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A delta has the changed rows alone."""
    monkeypatch.setattr(delta, "_follow", lambda: None)


def seen_is_kept_on_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server has seen counts as seen after it was set back."""

    def start_again(state: hub_note.State) -> hub_note.State:
        again = state._replace(n=0, link=b"", purged=0)
        hub_note.write(again)
        return again

    monkeypatch.setattr(hub_note, "start_again", start_again)


def seen_is_not_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A delta counts as a file that has seen only what it tells of."""
    real = hub_note.came

    def came(state: hub_note.State, *, follows: bool) -> None:
        before = sql.rows("SELECT w, seen FROM b.stamp_writer")
        real(state, follows=follows)
        sql.execute("UPDATE b.stamp_writer SET seen = 0")
        sql.execute_many("UPDATE b.stamp_writer SET seen = ?2 WHERE w = ?1", before)

    monkeypatch.setattr(hub_note, "came", came)


def what_was_purged_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that empties something is one like any other."""
    monkeypatch.setattr(delta, "_PURGED", f"{delta._PURGED} AND false")


BROKEN: dict[str, tuple[Break, str]] = {
    way.__name__: (way, story)
    for way, story in (
        (siblings_are_left_out, "a_conflict_reaches_the_third"),
        (what_is_referred_to_is_left_out, "a_part_comes_with_its_whole"),
        (seen_is_kept_on_a_fork, "the_server_is_set_back"),
        (seen_is_not_completed, "what_was_known_is_thrown_away"),
        (what_was_purged_is_not_told, "what_is_purged_goes_everywhere"),
    )
}
BROKEN_THERE = {  # what is left out of the server's functions, and the story that tells it
    "sha_is_not_checked": ("  IF sha256(bytes) <> decode(p->>'sha', 'hex') THEN", "it_is_damaged_on_the_way"),
    "link_is_not_compared": (
        "  IF cur.n <> base OR cur.link <> base_link THEN",
        "the_server_is_set_back_between_pull_and_push",
    ),
    "repeated_push_is_not_known": ("  IF cur.n = base + 1 AND cur.link = new_link THEN", "the_answer_is_lost"),
}
_INSTEAD = {
    "link_is_not_compared": "  IF cur.n <> base THEN",
    "repeated_push_is_not_known": "  IF cur.n = base + 1 AND false THEN",
}


@pytest.mark.parametrize("way", BROKEN)
def test_a_sync_that_is_broken_is_caught(way: str, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, story = BROKEN[way]
    broken(monkeypatch)
    with pytest.raises((AssertionError, IntegrityError, BranchError)):  # of SQLite: that a reference leads nowhere
        STORIES[story](HubDesks(tmp_path / "desks", hub))
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.mark.parametrize("way", BROKEN_THERE)
def test_a_server_that_is_broken_is_caught(way: str, hub: Hub, cluster: Cluster, tmp_path: Path) -> None:
    line, story = BROKEN_THERE[way]
    with _functions(cluster, line, _INSTEAD.get(way, "  IF false THEN")), pytest.raises((AssertionError, BranchError)):
        STORIES[story](HubDesks(tmp_path / "desks", hub))


@contextmanager
def _functions(cluster: Cluster, line: str, instead: str) -> Iterator[None]:
    """The server's functions with another line in the place of one."""
    text = assets.read("college", "functions.sql").decode("utf-8")
    assert text.count(line) == 1, "the mutant has to be made for the functions as they are now"
    try:
        cluster.psql(f"SET ROLE college_owner;\n{text.replace(line, instead)}", "college")
        yield
    finally:
        cluster.psql(f"SET ROLE college_owner;\n{text}", "college")
