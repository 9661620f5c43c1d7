"""The id of a device: kept, and minted anew on another machine or in another folder."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.store import drafts
from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Group
from branchtui.store.replication import acts, device, session


@pytest.mark.usefixtures("database")
def test_it_stays_for_a_machine_and_a_folder() -> None:
    first = device.here(lambda: "甲机")
    assert len(first) == 16
    assert device.here(lambda: "甲机") == first
    assert device.here(lambda: "乙机") != first


def test_a_cloned_home_is_another_device(tmp_path: Path) -> None:
    found = []
    for home in ("a", "b"):
        if home == "b":
            shutil.copytree(tmp_path / "a", tmp_path / "b")
        else:
            (tmp_path / "a").mkdir()
        open_database(tmp_path / home / "branch.db")
        found += [device.here(), device.here()]
        close_database()
    assert found[0] == found[1] != found[2] == found[3]


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"id": "zz", "place": 1}', b"\xff"])
def test_what_cannot_be_read_is_minted_anew(database: Path, kept: bytes) -> None:
    path = database.with_name(device.FILE)
    path.write_bytes(kept)
    assert device.here() == device.here()


def test_a_folder_that_takes_no_files_is_no_error(database: Path) -> None:
    database.with_name(device.FILE).mkdir()
    assert len(device.here()) == 16


def test_this_machine_has_an_id_that_is_not_handed_on(database: Path) -> None:
    assert device.machine_id() == device.machine_id() != ""
    device.here()
    assert device.machine_id() not in database.with_name(device.FILE).read_text("ascii")


@pytest.mark.usefixtures("database")
def test_a_writer_is_noted_with_its_device() -> None:
    with act("新建党小组"):
        Group.create(name="甲")
    assert sql.rows("SELECT home FROM stamp_writer") == [(device.here(),)]


def test_on_another_device_nothing_is_undone_and_drafts_are_offered(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    open_database(tmp_path / "a" / "branch.db")
    with act("新建党小组"):
        Group.create(name="甲")
    drafts.save_draft("a", "记录", "写了一半", datetime(2026, 3, 10))
    close_database()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    for home, undoable in (("b", False), ("a", True), ("b", False)):
        open_database(tmp_path / home / "branch.db")
        assert (acts.undoable() is not None) == undoable, home
        assert [draft.text for draft in drafts.drafts()] == ["写了一半"]
        close_database()
    before = (tmp_path / "b" / "branch.db").read_bytes()
    open_database(tmp_path / "b" / "branch.db")
    close_database()
    assert (tmp_path / "b" / "branch.db").read_bytes() == before


@pytest.mark.usefixtures("database")
def test_a_file_from_elsewhere_that_cannot_be_written_is_read() -> None:
    sql.execute("UPDATE stamp_session SET home = x'00'")
    sql.execute("PRAGMA query_only = 1")
    session.come_home()
    sql.execute("PRAGMA query_only = 0")
    session.come_home()
    assert sql.value("SELECT home FROM stamp_session") == device.here()
