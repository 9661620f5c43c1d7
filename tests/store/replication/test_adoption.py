"""Stamps that no person made: equal on two machines that migrate or repair copies of one file."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Group
from branchtui.store.replication import adoption, cells, device, session
from branchtui.store.replication.registry import TABLES, WHOLE_ROW
from tests.store.older import first_schema

GROUP = TABLES["party_group"]
_STAMPS = ("stamp_head", "stamp_sibling", "stamp_history", "stamp_purge", "stamp_notice")


def stamps(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a merge compares, of a file that is opened (and so migrated) here."""
    open_database(path)
    try:
        found = {table: sql.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in _STAMPS}
        return {**found, "vector": sorted(session.vector().items()), "clock": [(session.clock(),)]}
    finally:
        close_database()


def test_two_machines_that_migrate_copies_of_one_file_hold_equal_stamps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for name in "ab":
        (tmp_path / name).mkdir()
        monkeypatch.setattr(device, "machine_id", lambda name=name: name)
        path = tmp_path / name / "branch.db"
        if name == "a":
            first_schema(path)
            shutil.copyfile(path, tmp_path / "copy.db")
        else:
            shutil.copyfile(tmp_path / "copy.db", path)
        found.append(stamps(path))
    assert found[0] == found[1]
    assert found[0]["stamp_head"] and found[0]["vector"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE member SET name = '林致远'",
        "UPDATE member SET staff_no = '2', name = '林知远'",
        "UPDATE party_group SET deleted = 1",
        "INSERT INTO party_group VALUES (x'03', 0, '第二党小组')",
    ],
)
def test_files_of_other_content_get_other_stamps(tmp_path: Path, change: str) -> None:
    """Else a value that one of them never had would count as seen there."""
    first_schema(tmp_path / "a.db")
    shutil.copyfile(tmp_path / "a.db", tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as other:
        other.execute(change)
        other.commit()
    found = [dict(stamps(tmp_path / name)["vector"]) for name in ("a.db", "b.db")]
    assert not found[0].keys() & found[1].keys()


@pytest.mark.usefixtures("database")
def test_an_adopted_row_is_older_than_whatever_a_person_writes() -> None:
    kept, lost = Group.create(name="甲"), Group.create(name="乙")
    clock = session.clock()
    head = cells.heads(GROUP.number, kept.id)
    sql.execute("DELETE FROM stamp_head WHERE s = ?", clock)
    adoption.adopt_rows()
    assert cells.heads(GROUP.number, kept.id) == head
    assert [s for _, s in cells.heads(GROUP.number, lost.id)[WHOLE_ROW]] == [1]
    assert session.clock() == clock
    sql.execute("DELETE FROM stamp_head WHERE s = 1 AND n = (SELECT n FROM party_group WHERE id = ?)", lost.id)
    adoption.adopt_rows()
    assert [s for _, s in cells.heads(GROUP.number, lost.id)[WHOLE_ROW]] == [1], "the same stamp a second time"
