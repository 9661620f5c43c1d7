"""Who was refused takes the turn, and takes it at once as long as others push in between."""

from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file import backups
from tests.college.hub_desks import HubDesks

_HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 77 AND objid = %s AND granted"


def test_who_was_refused_takes_the_turn_and_the_next_time_at_once(desks: HubDesks) -> None:
    desks.title("甲", "第一")
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
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
    desks.title("甲", "第一")
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
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
    desks.title("甲", "第一")
    _long_ago(2)
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
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


def _long_ago(hours: int) -> None:
    """The last act was done so many hours ago."""
    sql.execute("UPDATE act SET at = at - ? * 3600 WHERE n = (SELECT max(n) FROM act)", hours)


def _held(desks: HubDesks) -> bool:
    """Whether somebody has the turn of the branch."""
    return bool(desks.hub.admin.execute(_HELD, (desks.hub.branch,)).fetchone()[0])
