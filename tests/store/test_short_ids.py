"""Ids: time-ordered inside, random end first for people; pair rows; short prefixes."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.store.ids import new_id, pair_id, show_id
from branchtui.store.models import Branch, Group, Member, RosterEvent, Setting
from branchtui.store.short_ids import SHORT, by_id, short_id
from branchtui.store.writes import trash

pytestmark = pytest.mark.usefixtures("database")


def test_ids() -> None:
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == len({show_id(each) for each in ids}) == 2000
    assert {each[6] >> 4 for each in ids} == {7} and {each[8] >> 6 for each in ids} == {2}
    assert [each[:6] for each in ids] == sorted(each[:6] for each in ids)
    assert pair_id("t", b"a", "b") == pair_id("t", b"a", "b") != pair_id("t", b"ab", "")
    assert pair_id("t", "a")[6] >> 4 == 8


def test_by_id() -> None:
    made = [Group.create(name=str(number)) for number in range(60)]
    for group in made:
        assert by_id(Group, short_id(group), "党小组").id == group.id
        assert by_id(Group, show_id(group.id).upper(), "党小组").id == group.id
    for typed, words in (
        ("", "不是党小组的编号"),
        ("林知远", "不是党小组的编号"),
        ("%", "不是"),
        ("0" * SHORT, "没有编号为"),
    ):
        with pytest.raises(BranchError, match=words):
            by_id(Group, typed, "党小组")
    first = {show_id(group.id)[0] for group in made}
    several = next(digit for digit in first if sum(show_id(g.id).startswith(digit) for g in made) > 1)
    with pytest.raises(BranchError, match="多写几位"):
        by_id(Group, several, "党小组")
    trash(made[0])
    with pytest.raises(BranchError, match="没有编号为"):
        by_id(Group, short_id(made[0]), "党小组")


def test_pair_rows_are_made_once_changed_and_revived() -> None:
    member = Member.create(name="林知远")
    parts = {"member": member, "aspect": "standing", "subject": "", "on": date(2026, 1, 1)}
    first = RosterEvent.ensure(**parts, values={"value": "probationary"})
    again = RosterEvent.ensure(**parts, values={"value": "full"})
    assert (first.id, again.value, RosterEvent.select().count()) == (again.id, "full", 1)
    trash(again)
    assert RosterEvent.ensure(**parts).deleted is False
    assert RosterEvent.get_by_id(first.id).value == "full"
    assert Setting.ensure(key="holidays", values={"value": "[]"}).id == Setting.row_id(key="holidays")


def test_a_create_stores_the_row() -> None:
    made = Branch.create(name="办公室党支部")
    assert Branch.get_by_id(made.id).name == "办公室党支部"
