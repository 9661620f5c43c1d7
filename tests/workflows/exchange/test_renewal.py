"""A handover that shuts the former secretary out: another key, another passphrase, and everything anew."""

from datetime import timedelta
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.exchange import package
from branchtui.files.exchange.folder import RenewedError, SharedFolder
from branchtui.files.exchange.sealing import PassphraseError, SealError
from branchtui.store.file.database import act
from branchtui.store.models import Group
from branchtui.workflows.exchange import setting_up, syncing
from tests.conftest import NOW
from tests.workflows.exchange.conftest import PASSPHRASE, Desk

OTHER = "新来的人定的口令"


def _renew(desk: Desk) -> str:
    with desk.at():
        key = setting_up.renew(desk.place(), OTHER)
        syncing.sync(desk.place(), desk.photos, key, now=NOW)
        return key


def _groups(desk: Desk) -> set[str]:
    with desk.at():
        return {row.name for row in Group.select()}


def _add(desk: Desk, name: str) -> None:
    with desk.at(), act("加一个小组"):
        Group.create(name=name)


def test_who_knows_the_former_passphrase_only_reads_nothing_new(one: Desk, other: Desk) -> None:
    one.sync()
    other.sync()
    old = one.place().place
    before = set(one.packages())
    _renew(one)
    _add(one, "交接以后的")
    with one.at():
        key = setting_up.unlock(one.place(), OTHER)
        syncing.sync(one.place(), one.photos, key, now=NOW + timedelta(hours=1))
    assert one.place().place != old and old.is_dir(), "what lay there stays; nothing is removed unasked"
    assert {path for path in one.packages() if old in path.parents} == before
    with other.at():
        with pytest.raises(PassphraseError):
            setting_up.unlock(other.place(), PASSPHRASE)
        former = setting_up.unlock(_at(one, old), PASSPHRASE)
    new = [path for path in one.packages() if old not in path.parents]
    assert new
    for path in new:
        with path.open("rb") as file, pytest.raises(SealError):
            package.head_of(file, former)


def _at(desk: Desk, place: Path) -> SharedFolder:
    found = desk.place()
    found.place = place
    return found


def test_a_machine_that_has_not_heard_of_it_publishes_nothing_under_the_old_key(one: Desk, other: Desk) -> None:
    one.sync()
    other.sync()
    _renew(one)
    _add(other, "旁边写的")
    count = len(other.packages())
    with other.at(), pytest.raises(RenewedError, match="换过同步口令"):
        syncing.publish(other.place(), other.photos, now=NOW)
    assert len(other.packages()) == count and not other.left_over()


def test_by_the_new_passphrase_it_comes_back_with_all_that_it_wrote(one: Desk, other: Desk) -> None:
    one.sync()
    other.sync()
    _renew(one)
    _add(other, "旁边写的")
    with other.at():
        key = setting_up.join(other.place(), OTHER)
        assert syncing.sync(other.place(), other.photos, key, now=NOW).published
    with one.at():
        syncing.sync(one.place(), one.photos, setting_up.unlock(one.place(), OTHER), now=NOW)
    assert "旁边写的" in _groups(one)


def test_a_place_whose_key_has_not_come_yet_is_not_gone_to(one: Desk) -> None:
    one.sync()
    with one.at():
        here = one.place().place
        setting_up.renew(one.place(), OTHER)
        new = one.place().place
        (new / "KEY.age").unlink()
        assert one.place().place == here != new
        setting_up.renew(one.place(), OTHER)
        assert one.place().place not in (here, new)


def test_a_short_passphrase_is_refused_and_nothing_is_made(one: Desk) -> None:
    one.sync()
    before = sorted(path.name for path in one.shared.iterdir())
    with one.at(), pytest.raises(BranchError, match="口令太短"):
        setting_up.renew(one.place(), "短")
    assert sorted(path.name for path in one.shared.iterdir()) == before
