"""What can't be exchanged is refused with a sentence: the file, and the server, are as before."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.store.college import delta, hub_note, server
from branchtui.store.college.connection import CollegeError
from branchtui.store.college.server import Push
from branchtui.store.engine import sql
from branchtui.store.file import arrivals, health
from branchtui.store.file.database import close_database
from branchtui.store.file.schema import newest
from branchtui.store.models import Branch, Meeting
from branchtui.store.replication import session
from branchtui.workflows.college import packages, syncing
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import Hub, own_publication
from tests.conftest import NOW
from tests.laws import merge_world


def _state(hub: Hub) -> Any:
    """All that must not change: the file without what a writer's end leaves, and the server's side of the branch."""
    session.end()
    packages = hub.admin.execute("SELECT n, sha FROM college.package WHERE branch = %s", (hub.branch,)).fetchall()
    return merge_world.stored(), hub_note.read(), hub.head(), sorted(packages), hub.published()


# -- values that no server takes --------------------------------------------------------------------------------------

_ODD = {
    "a word for a number": ("agenda_item", "minutes", "'第三次'"),
    "a number that is too large": ("agenda_item", "minutes", "1 << 40"),
    "a fraction": ("agenda_item", "minutes", "1.5"),
    "bytes for a text": ("meeting", "title", "x'00ff'"),
    "NUL in a text": ("meeting", "title", "'a' || char(0) || 'b'"),
    "year 0": ("meeting", "planned_start", "'0000-01-01 08:00:00'"),
    "year 10000": ("meeting", "planned_start", "'10000-01-01 08:00:00'"),
    "a date without end": ("roster_event", '"on"', "'infinity'"),
    "no date": ("roster_event", '"on"', "'昨天'"),
    "a moment of a week": ("meeting", "planned_start", "'2026-W10-3 08:00:00'"),
    "a moment without minutes": ("meeting", "planned_start", "'2026-03-04 08'"),
    "a moment of another zone": ("meeting", "planned_start", "'2026-03-04 08:00:00+09:00'"),
}


@pytest.mark.parametrize("what", _ODD)
def test_a_value_that_can_not_be_published_names_its_row(what: str, desks: HubDesks) -> None:
    """It came from another program; nothing is pushed before it is put right."""
    table, column, value = _ODD[what]
    desks.at("甲")
    sql.execute(f"UPDATE {table} SET {column} = {value} WHERE n = (SELECT max(n) FROM {table})")
    row = sql.value(f"SELECT id FROM {table} ORDER BY n DESC LIMIT 1")
    before = _state(desks.hub)
    with pytest.raises(BranchError) as caught:
        desks.hub.sync()
    shown = (bytes(row)[10:] + bytes(row)[:10]).hex()[:8]
    assert shown in str(caught.value) and "没有推送" in str(caught.value)
    assert _state(desks.hub) == before


def test_a_text_that_is_no_text_is_refused(desks: HubDesks) -> None:
    """Half a character, as no program of ours writes it."""
    desks.at("甲")
    sql.execute("UPDATE meeting SET title = CAST(x'eda080' AS TEXT) WHERE n = (SELECT max(n) FROM meeting)")
    head = desks.hub.head()
    with pytest.raises(BranchError):
        desks.hub.sync()
    assert desks.hub.head() == head


_ROWS = {
    "wrong type": {"agenda_item": [{"id": "\\x00", "deleted": False, "minutes": "三"}]},
    "infinite date": {"meeting": [{"id": "\\x00", "deleted": False, "planned_start": "infinity"}]},
    "year 0": {"meeting": [{"id": "\\x00", "deleted": False, "planned_start": "0001-01-01 00:00:00 BC"}]},
    "year 10000": {"meeting": [{"id": "\\x00", "deleted": False, "planned_start": "10000-01-01"}]},
    "NUL": {"meeting": [{"id": "\\x00", "deleted": False, "title": "a\0b"}]},
    "surrogate": {"meeting": [{"id": "\\x00", "deleted": False, "title": "a\ud800"}]},
    "no id": {"meeting": [{"deleted": False}]},
}


@pytest.mark.parametrize("what", _ROWS)
def test_the_server_refuses_it_too(what: str, desks: HubDesks) -> None:
    """For a program that does not look: the whole push is taken back."""
    desks.at("甲")
    before = _state(desks.hub)
    one = _push(desks, b"anything", rows=_ROWS[what])
    with pytest.raises((CollegeError, UnicodeEncodeError)):
        server.push(desks.hub.connection, desks.hub.branch, *desks.hub.head(), one)
    assert _state(desks.hub) == before


def test_unknown_tables_and_columns_are_passed_over(desks: HubDesks) -> None:
    """A newer program tells an older server more than that has room for: it is in the package."""
    row = {"id": "\\x0a", "deleted": False, "title": "新", "colour": "red"}
    desks.at("甲")
    hidden = {"seat": [{"login": "x", "role": "organiser"}], "plan": [row], "nothing": [row]}
    base = desks.hub.head()
    one = _push(desks, b"anything", rows=hidden)
    assert not server.push(desks.hub.connection, desks.hub.branch, base[0] + 5, base[1], one).ok
    with pytest.raises(CollegeError):  # a plan without its days is none
        server.push(desks.hub.connection, desks.hub.branch, *base, one._replace(rows={"plan": [{"id": 5}]}))
    assert server.push(desks.hub.connection, desks.hub.branch, *base, one).ok
    assert [row["title"] for row in desks.hub.published()["plan"] if row["id"] == "\\x0a"] == ["新"]


def _push(desks: HubDesks, data: bytes, *, rows: Any = None) -> Push:
    return Push(False, desks.branch_id(), hashlib.sha256(data).hexdigest(), 1, "0", "甲", rows or {}, data)


# -- who may not ------------------------------------------------------------------------------------------------------


def too_large(desks: HubDesks) -> object:
    big = bytes((64 << 20) + 1)
    return server.push(desks.hub.connection, desks.hub.branch, *desks.hub.head(), _push(desks, big))


def of_another_branch(desks: HubDesks) -> object:
    desks.hub.admin.execute("UPDATE college.branch SET id = %s WHERE number = %s", (bytes(16), desks.hub.branch))
    try:
        return desks.hub.sync()
    finally:
        desks.hub.admin.execute(
            "UPDATE college.branch SET id = %s WHERE number = %s", (desks.branch_id(), desks.hub.branch)
        )


def without_a_seat(desks: HubDesks) -> object:
    desks.hub.admin.execute("UPDATE college.seat SET until = '2026-01-01' WHERE login = %s", (desks.hub.seat.login,))
    return desks.hub.sync()


def for_organisers(desks: HubDesks) -> object:
    desks.hub.seat = desks.hub.seat._replace(role="organiser", branch=None)
    return desks.hub.sync()


def another_college(desks: HubDesks) -> object:
    desks.hub.seat = desks.hub.seat._replace(college=bytes(16))
    return desks.hub.sync()


def another_college_on_this_server(desks: HubDesks) -> object:
    desks.hub.seat = desks.hub.seat._replace(college=bytes(16))
    hub_note.begin(desks.hub.branch, bytes(16))
    try:
        return desks.hub.sync()
    finally:
        hub_note.write(_NOTED[0])


def by_a_program_that_is_too_old(desks: HubDesks) -> object:
    desks.hub.admin.execute("UPDATE college.hub SET min_client = 1000")
    try:
        return desks.hub.sync()
    finally:
        desks.hub.admin.execute("UPDATE college.hub SET min_client = 1")


_NOTED: list[hub_note.State] = []
_NOT: dict[Callable[[HubDesks], object], str] = {
    too_large: "64 MB",
    of_another_branch: "另一个支部",
    without_a_seat: "席位",
    for_organisers: "组织员",
    another_college: "另一个学院服务器",
    another_college_on_this_server: "不是加入时的那个学院",
    by_a_program_that_is_too_old: "请先升级本机",
}


@pytest.mark.parametrize("what", _NOT, ids=lambda what: what.__name__)
def test_it_is_said_who_may_not(what: Callable[[HubDesks], object], desks: HubDesks) -> None:
    desks.title("甲", "还没有推送的")
    found = hub_note.read()
    assert found is not None
    _NOTED[:] = [found]
    before = _state(desks.hub)
    with pytest.raises(CollegeError, match=_NOT[what]):
        what(desks)
    assert _state(desks.hub) == before


def test_a_branch_that_was_closed_is_read_and_takes_nothing(desks: HubDesks) -> None:
    desks.title("甲", "最后推送的")
    desks.sync("甲")
    desks.title("甲", "没有推送的")
    desks.hub.admin.execute("UPDATE college.branch SET closed_on = '2026-01-01' WHERE number = %s", (desks.hub.branch,))
    head = desks.hub.head()
    done = desks.hub.sync()
    assert done.waiting and done.words.startswith("还没有同步完。本机的改动没有推送") and "已撤销" in done.words
    assert desks.hub.head() == head
    assert desks.sync("乙").updated == 1


# -- packages that can't be read --------------------------------------------------------------------------------------


def test_a_slow_line_is_waited_for(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as a whole branch does not come within the time of a statement."""
    connection, admin, patient = desks.hub.connection, desks.hub.admin, server._patient

    @contextmanager
    def with_patience(line: Any, size: int) -> Iterator[None]:
        admin.execute("ROLLBACK")
        with patient(line, size):
            yield

    monkeypatch.setattr(server, "_patient", with_patience)
    connection.execute("SET statement_timeout = 50")
    admin.execute("BEGIN")
    admin.execute("LOCK TABLE college.package IN ACCESS EXCLUSIVE MODE")
    assert server.pull(connection, desks.hub.branch, 0, b"", 0).packages


def damaged(desks: HubDesks, n: int) -> None:
    _change(desks, "bytes = set_byte(bytes, 300, 255 - get_byte(bytes, 300))", n)


def of_another_key(desks: HubDesks, n: int) -> None:
    _replace(desks, n, sealing.seal_bytes(b"BPK1", sealing.public_of(sealing.make_key())))


def no_package(desks: HubDesks, n: int) -> None:
    _replace(desks, n, sealing.seal_bytes(b"something else", sealing.public_of(desks.hub.seat.key)))


def out_of_line(desks: HubDesks, n: int) -> None:
    _change(desks, "link = sha256('x')", n)
    desks.hub.admin.execute("UPDATE college.branch SET link = sha256('x') WHERE number = %s", (desks.hub.branch,))


def newer(desks: HubDesks, n: int) -> None:
    _change(desks, "schema_no = 1000", n)


_UNREAD = {
    damaged: "已损坏",
    of_another_key: "另一个口令的钥匙",
    no_package: "不是 branchtui 的同步包",
    out_of_line: "接不上",
    newer: "请先升级本机",
}


@pytest.mark.parametrize("what", _UNREAD, ids=lambda what: what.__name__)
def test_what_can_not_be_read_is_told_and_merged_no_further(
    what: Callable[[HubDesks, int], None], desks: HubDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One's own work goes on and waits; days later it is told that it lasts; a whole package after it heals it."""
    desks.all_alike()
    for number in range(2):
        desks.title("甲", f"第{number}次")
        desks.sync("甲")
    head = desks.hub.head()[0]
    what(desks, head - 1)
    desks.title("乙", "自己的")
    before = merge_world.stored()
    done = desks.hub.sync()
    assert _UNREAD[what] in done.unread and done.waiting and done.away == 2 and not done.pushed
    assert merge_world.stored() == before
    late = what is newer
    assert bool(arrivals.known()) is not late
    assert bool(syncing.overdue(NOW + timedelta(days=3))) is not late and not syncing.overdue(NOW)
    desks.at("甲")
    if what is not out_of_line:
        with monkeypatch.context() as patched:
            patched.setattr(syncing, "_DELTAS", 1)
            assert desks.hub.sync().pushed
        desks.at("乙")
        done = desks.hub.sync()
        if not late:
            assert not done.unread and done.pushed and not syncing.overdue(NOW + timedelta(days=30))
            desks.sync("甲")
            assert desks.hub.published() == own_publication()


def _change(desks: HubDesks, how: str, n: int) -> None:
    desks.hub.admin.execute(f"UPDATE college.package SET {how} WHERE branch = %s AND n = %s", (desks.hub.branch, n))


def _replace(desks: HubDesks, n: int, data: bytes) -> None:
    """Another package in the place of one, with the right hashes: only the seal, or what is in it, can tell."""
    admin, number = desks.hub.admin, desks.hub.branch
    sha = hashlib.sha256(data).digest()
    before = admin.execute("SELECT link FROM college.package WHERE branch = %s AND n = %s", (number, n - 1)).fetchone()
    link = hashlib.sha256(before[0] + sha).digest()
    admin.execute(
        "UPDATE college.package SET bytes = %s, sha = %s, link = %s WHERE branch = %s AND n = %s",
        (data, sha, link, number, n),
    )


def test_a_member_reads_and_pushes_nothing(desks: HubDesks) -> None:
    desks.title("甲", "书记写的")
    desks.sync("甲")
    desks.title("乙", "支委写的")
    head = desks.hub.head()
    done = desks.hub.sync(role="member")
    assert done.updated and done.waiting and "只能看" in done.words and desks.hub.head() == head


def test_a_gap_before_a_whole_package_is_healed_by_that(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose clock was wrong has dropped what came after this machine's last, and kept that."""
    desks.all_alike()
    for number in range(3):
        desks.title("甲", f"第{number}次")
        desks.sync("甲")
    with monkeypatch.context() as patched:
        patched.setattr(syncing, "_DELTAS", 1)
        assert desks.hub.sync().pushed
    desks.title("乙", "自己的")
    state = hub_note.read()
    assert state is not None
    desks.hub.admin.execute(
        "DELETE FROM college.package WHERE branch = %s AND n > %s AND n < %s",
        (desks.hub.branch, state.n, desks.hub.head()[0]),
    )
    done = desks.hub.sync()
    assert not done.unread and done.updated and done.pushed
    desks.all_alike()


@pytest.mark.parametrize("before", ["prepare", "sealed"])
def test_a_file_that_is_kept_from_being_read_stops_one_sync_only(
    desks: HubDesks, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    """A virus scanner has it, or has taken it away: that is told, and passes."""
    step = getattr(packages, before)

    def without(made: Any, *rest: Any, **words: Any) -> object:
        (made.file if before == "prepare" else made.delta.file).unlink()
        return step(made, *rest, **words)

    desks.title("甲", "还没有推送的")
    with monkeypatch.context() as patched:
        patched.setattr(packages, before, without)
        with pytest.raises(BranchError, match="请检查磁盘空间和文件夹权限"):
            desks.hub.sync()
    assert desks.hub.sync().pushed
    desks.all_alike()


def test_a_branch_is_taken_over_by_a_machine_that_has_none(desks: HubDesks, tmp_path: Path) -> None:
    from branchtui.workflows.college import starting

    desks.title("甲", "推送了的")
    desks.sync("甲")
    expected = desks.branch_id()
    close_database()
    (tmp_path / "new").mkdir()
    starting.begin(desks.hub.seat, desks.hub.connection, tmp_path / "new" / "branch.db", now=NOW)
    assert Branch.get().id == expected
    done = desks.hub.sync()
    assert not done.unread and not done.pushed
    assert Meeting.get(Meeting.state == "held").title == "推送了的"
    assert desks.hub.published() == own_publication()
    assert health.problems() == []
    begun = _parts()
    desks.at("甲")
    assert begun == _parts(), "triggers and indexes, which a package may leave out, are made there"


def _parts() -> set[tuple[str, str]]:
    """The tables, indexes, triggers and views of the open file."""
    return set(sql.rows("SELECT name, sql FROM sqlite_master"))


def test_a_package_tells_which_migrations_it_has_seen(desks: HubDesks) -> None:
    """A newer program brings it up to date by the others, as any file of ours."""
    desks.title("甲", "旧版写的")
    made = delta.make(lambda table, row: row)
    assert made is not None
    with closing(sqlite3.connect(made.file)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (newest(),)
        there = file.execute("SELECT name FROM schema_migration ORDER BY name").fetchall()
    assert there == sql.rows("SELECT name FROM schema_migration ORDER BY name") and len(there) == newest()
