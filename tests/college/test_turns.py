"""Who was refused takes the turn, and takes it at once as long as others push in between."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from branchtui.errors import BusyError
from branchtui.files.photos import PhotoStore
from branchtui.store import merge
from branchtui.store.college import server
from branchtui.store.college.connection import AwayError, connected
from branchtui.store.college.server import ServerFiles
from branchtui.store.engine import sql
from branchtui.store.file import backups
from branchtui.workflows.college.syncing import CollegeSync
from branchtui.workflows.exchange import stored_files
from tests.college.hub_desks import HubDesks
from tests.conftest import NOW

_HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 77 AND objid = %s AND granted"


def test_who_was_refused_takes_the_turn_and_the_next_time_at_once(desks: HubDesks) -> None:
    one = _overtaken(desks)
    one.take_in()
    one.send()
    one.end()
    assert one.goes_on and one.has_turn
    one.fetch()
    assert _held(desks)
    one.take_in()
    one.send()
    assert not _held(desks)
    assert one.end().pushed and not one.goes_on

    desks.title("甲", "第二")
    two = desks.hub.begun()
    assert two.has_turn
    two.fetch()
    assert _held(desks)
    two.discard()  # the step failed: nobody waits for it
    assert not _held(desks)
    assert desks.hub.sync().pushed

    desks.title("甲", "第三")
    assert not desks.hub.begun().has_turn, "nobody has pushed in between"


def test_nothing_new_needs_no_turn(desks: HubDesks) -> None:
    """A look whether others have pushed keeps nobody waiting."""
    one = _overtaken(desks)
    while one.goes_on:
        one.take_in()
        one.send()
        one.end()
        if one.goes_on:
            one.fetch()
    assert not desks.hub.begun().has_turn


def test_nobody_waits_for_a_backup_of_another(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has lain here alone for hours is backed up before a merge; the turn is not taken as long as that is to come."""
    held = []

    def make(why: str) -> Path:
        held.append(_held(desks))
        return made(why)

    made = backups.make
    monkeypatch.setattr(backups, "make", make)
    one = _overtaken(desks, hours=2)
    while one.goes_on:
        one.take_in()
        one.send()
        one.end()
        assert not one.has_turn or held
        if one.goes_on:
            one.fetch()
    assert held == [False]
    assert [each.why for each in backups.listed()] == [backups.BEFORE_MERGE]
    desks.all_alike()


def test_what_was_typed_within_the_hour_needs_no_backup(desks: HubDesks) -> None:
    """All else lies on the server. An hour of it is backed up, and not once more in the next."""
    for turn, (hours, count) in enumerate(((0, 0), (2, 1), (2, 1))):
        desks.title("乙", f"乙写的{turn}")
        desks.sync("乙")
        desks.title("甲", f"甲写的{turn}")
        _long_ago(hours)
        assert desks.hub.sync().pushed
        assert len(backups.listed()) == count


def test_a_turn_that_is_lost_with_its_line_stands_in_nobodys_way(desks: HubDesks) -> None:
    """Nor is it told in the place of what went wrong."""
    one = _in_turn(desks)
    _hang_up(desks)
    one.discard()
    assert not _held(desks)
    desks.hub.connect()
    assert desks.hub.sync().pushed


def test_a_merge_that_fails_waits_for_no_network(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the screens that would wait. What was fetched is gone; the turn goes with the connection, or is given back."""
    one = _in_turn(desks)

    def busy(*_: object) -> None:
        raise BusyError("占用")

    with monkeypatch.context() as patched:
        patched.setattr(merge, "take_in_part", busy)
        patched.setattr(server, "told_of", busy)
        with pytest.raises(BusyError):
            one.take_in()
    assert not list(desks.path("甲").parent.glob("*.part*"))
    one.discard()
    assert not _held(desks)


def test_nobody_waits_for_the_pictures_of_another(
    desks: HubDesks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take minutes; what was written is on the server by then."""
    desks.hub.admin.execute("UPDATE college.hub SET photos = true")
    desks.hub.photos = PhotoStore(tmp_path / "照片", tmp_path / "缓存")
    (tmp_path / "签到表.pdf").write_bytes(b"%PDF-1.4 1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>> %%EOF")
    kept = desks.hub.photos.add_file(tmp_path / "签到表.pdf")
    monkeypatch.setattr(stored_files, "wanted", lambda: {kept.sha})
    held = []
    monkeypatch.setattr(ServerFiles, "store", lambda *_: held.append(_held(desks)))
    one = _in_turn(desks)
    one.take_in()
    held.clear()
    one.send()
    assert held == [False]
    desks.hub.admin.execute("UPDATE college.hub SET photos = false")


def test_who_falls_asleep_loses_the_turn(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lid is closed, or an editor stands before the screens: the others need not wait until it ends."""
    monkeypatch.setattr(server, "_STILL", 0.2)
    one = _in_turn(desks)
    with connected(desks.hub.address) as line:
        line.execute("SELECT pg_sleep(2)")  # another one works on
        assert not _held(desks)
        desks.title("乙", "乙又写的")
        other = CollegeSync(desks.hub.seat, desks.hub.photos, line, lambda requests: 0, now=NOW)
        other.fetch()
        other.take_in()
        other.send()
        assert other.end().pushed
    desks.at("甲")
    with pytest.raises(AwayError, match="没有动静"):
        one.take_in()
        one.send()
    desks.hub.connect()
    assert desks.hub.sync().pushed
    desks.all_alike()


def test_a_turn_that_was_given_back_ends_no_connection(desks: HubDesks) -> None:
    one = _in_turn(desks)
    one.take_in()
    one.send()
    assert one.end().pushed
    shown = [
        desks.hub.connection.execute(f"SHOW {name}").fetchone()[0] for name in ("idle_session_timeout", "lock_timeout")
    ]
    assert shown == ["0", "0"]


def test_a_turn_that_is_not_to_be_had_passes_by_itself(desks: HubDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to look at it, as at a seat that has ended."""
    one = _in_turn(desks)
    monkeypatch.setattr(server, "_TURN", 0.2)
    with (
        connected(desks.hub.address) as line,
        pytest.raises(AwayError, match="这次没有轮到"),
        server.turn(line, desks.hub.branch),
    ):
        pass
    one.discard()


def test_a_day_that_no_calendar_has_stops_no_sync(desks: HubDesks) -> None:
    """An act that came with another file says when it was done, whatever that is."""
    for turn, at in enumerate((1 << 40, -(1 << 60), 1 << 60)):
        desks.title("甲", f"第{turn}")
        sql.execute("UPDATE act SET at = ? WHERE n = (SELECT max(n) FROM act)", at)
        assert desks.hub.sync().pushed


def _overtaken(desks: HubDesks, *, hours: int = 0) -> CollegeSync:
    """甲, who has written something so many hours ago, has pulled when 乙 pushes."""
    desks.title("甲", "第一")
    _long_ago(hours)
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
    return one


def _in_turn(desks: HubDesks) -> CollegeSync:
    """甲 was refused, and has the turn, and fetched what 乙 had pushed."""
    one = _overtaken(desks)
    one.take_in()
    one.send()
    one.end()
    one.fetch()
    assert _held(desks)
    return one


def _hang_up(desks: HubDesks) -> None:
    """The server ends the line of the machines."""
    desks.hub.admin.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s", (desks.hub.seat.login,)
    )


def test_what_is_in_a_backup_needs_no_other(desks: HubDesks) -> None:
    """A seat that only looks sends nothing: what it has written waits for ever, and would push all older backups out."""
    desks.title("甲", "支委写的")
    _long_ago(5)
    kept = backups.make(backups.LEAVING)
    at = datetime.now() - timedelta(hours=3)
    kept.rename(kept.with_name(f"{backups.LEAVING}-000001-{at:%Y%m%d-%H%M%S}-{'0' * 8}.db"))
    for turn, (hours, count) in enumerate(((0, 1), (2, 2))):
        desks.title("乙", f"乙写的{turn}")
        desks.sync("乙")
        desks.title("甲", f"支委写的{turn}")
        _long_ago(hours)
        assert desks.hub.sync(role="member").updated
        assert len(backups.listed()) == count


def _long_ago(hours: int) -> None:
    """The last act was done so many hours ago."""
    sql.execute("UPDATE act SET at = at - ? * 3600 WHERE n = (SELECT max(n) FROM act)", hours)


def _held(desks: HubDesks) -> bool:
    """Whether somebody has the turn of the branch."""
    return bool(desks.hub.admin.execute(_HELD, (desks.hub.branch,)).fetchone()[0])
