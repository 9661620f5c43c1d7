"""The roster: the difference first, all or nothing, dated changes."""

from datetime import date, timedelta

import pytest

from branchtui.errors import BranchError
from branchtui.rules.roster import OPEN
from branchtui.store.file.database import act
from branchtui.store.models import Group, Member, RosterEvent
from branchtui.store.queries import people
from branchtui.store.writes import assign, trash
from branchtui.workflows.people.roster import (
    NamesakeError,
    add_member,
    apply_roster,
    change_member,
    preview_roster,
    standing_from,
)
from tests.conftest import TODAY
from tests.workflows.conftest import ROSTER

pytestmark = pytest.mark.usefixtures("branch")


def names_on(day: str) -> set[str]:
    return {people.members()[key].name for key in people.roster(date.fromisoformat(day))}


def test_dates_of_the_file_make_the_roster_of_a_day() -> None:
    assert "许青禾" not in names_on("2025-05-19")
    assert "许青禾" in names_on("2025-05-20")
    zhou = people.person("周以宁", date(2012, 5, 31))
    assert people.roster(date(2012, 5, 31))[zhou.id].standing == "probationary"
    assert people.roster(date(2012, 6, 1))[zhou.id].standing == "full"


def test_the_secretary_of_the_set_up_is_the_same_person() -> None:
    assert sorted(row.name for row in people.members().values()) == ["周以宁", "林知远", "沈一禾", "沈亦和", "许青禾"]
    lin = people.person("林知远", TODAY)
    assert lin.staff_no == "20100001"
    assert people.roster(TODAY)[lin.id].offices == ("书记",)
    # The open start of the set-up gave way to the dates of the file.
    assert lin.id not in people.roster(date(2008, 5, 31))


def test_the_same_file_again_changes_nothing() -> None:
    diff = preview_roster(ROSTER.encode(), "名册.csv", as_of=None, today=TODAY)
    assert (len(diff.added), len(diff.changed), len(diff.unchanged)) == (0, 0, 5)


def test_a_changed_file_shows_its_difference() -> None:
    text = ROSTER.replace("许青禾,20230005,预备党员,2025-05-20,", "许青禾,20230005,正式党员,2025-05-20,2026-03-01")
    text = text.replace(
        "沈一禾,20150003,正式党员,2013-06-01,2014-06-01,,第二",
        "沈一禾,20150003,正式党员,2013-06-01,2014-06-01,宣传委员,第一",
    )
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    lines = {entry.name: entry.lines for entry in diff.changed}
    assert lines == {
        "许青禾": ("人员类别：预备党员 → 正式党员，自 2026-03-01",),
        "沈一禾": ("党内职务：（无） → 宣传委员，自 2026-03-10", "党小组：第二党小组 → 第一党小组，自 2026-03-10"),
    }
    apply_roster(diff)
    again = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert not again.changed
    xu = people.person("许青禾", TODAY)
    assert people.roster(date(2026, 2, 28))[xu.id].standing == "probationary"


def test_as_of_dates_every_entry() -> None:
    text = "姓名,工号,政治面貌\n顾清和,20240009,中共党员\n"
    diff = preview_roster(text.encode(), "名册.csv", as_of=date(2026, 1, 1), today=TODAY)
    apply_roster(diff)
    assert "顾清和" not in names_on("2025-12-31")
    assert "顾清和" in names_on("2026-01-01")
    assert diff.kept().startswith("表中没有、名册中保留：") and "顾清和" not in diff.kept()


def test_a_row_without_dates_has_an_open_start() -> None:
    text = "姓名,工号,人员类别\n顾清和,20240009,正式党员\n"
    apply_roster(preview_roster(text.encode(), "a.csv", as_of=None, today=TODAY))
    guest = people.person("顾清和", TODAY)
    assert people.roster(date(1950, 1, 1))[guest.id].since == OPEN


def test_one_refused_row_writes_nothing() -> None:
    text = "姓名,工号,入党时间\n顾清和,20240009,2020-01-01\n贺兰山,20240010,2020-13-40\n"
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert [entry.name for entry in diff.refused] == ["贺兰山"]
    with pytest.raises(BranchError, match="什么都没有写入"):
        apply_roster(diff)
    assert "顾清和" not in names_on("2026-03-10")


def test_a_name_twice_without_number_is_refused() -> None:
    add_member("沈一禾", staff_no="20990001", namesake=True)
    diff = preview_roster("姓名,工号\n沈一禾,\n".encode(), "a.csv", as_of=None, today=TODAY)
    assert "2 位“沈一禾”" in diff.refused[0].reason
    twice = preview_roster("姓名,工号\n顾清和,1\n顾清和,1\n".encode(), "a.csv", as_of=None, today=TODAY)
    assert "同一个人" in twice.refused[0].reason


@pytest.mark.parametrize("name", ["沈一禾", " 沈一禾 ", "沈·一禾"])
def test_a_name_that_is_there_is_no_second_person_unasked(name: str) -> None:
    count = len(people.members())
    with pytest.raises(NamesakeError, match="工号 20150003"):
        add_member(name)
    assert len(people.members()) == count


def test_two_people_of_one_name_are_told_apart() -> None:
    add_member("沈一禾", staff_no="20990001", since=date(2026, 1, 1), namesake=True)
    with pytest.raises(BranchError, match="有 2 位“沈一禾”.*0003.*0001"):
        people.person("沈一禾", TODAY)
    assert people.person("沈一禾#0001", TODAY).staff_no == "20990001"
    with pytest.raises(BranchError, match="没有工号以 7777 结尾"):
        people.person("沈一禾#7777", TODAY)
    with pytest.raises(BranchError, match="名册上没有“某某”"):
        people.person("某某", TODAY)


def test_dated_changes() -> None:
    member = people.person("许青禾", TODAY)
    change_member(member, since=date(2026, 3, 15), standing="full", office="青年委员", group="第一党小组")
    before, after = people.roster(date(2026, 3, 14))[member.id], people.roster(date(2026, 3, 15))[member.id]
    assert (before.standing, before.offices) == ("probationary", ())
    assert (after.standing, after.offices) == ("full", ("青年委员",))
    change_member(member, since=date(2026, 4, 1), no_office="青年委员", vote="suspended", name="许清禾")
    later = people.roster(date(2026, 4, 1))[member.id]
    assert (later.offices, later.votes) == ((), False)
    assert people.person("许清禾", date(2026, 4, 1)).id == member.id
    change_member(member, since=date(2026, 5, 1), leaves=True)
    assert member.id not in people.roster(date(2026, 5, 1))
    change_member(member, since=date(2026, 6, 1), returns=True)
    assert member.id in people.roster(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "没有要改的内容"),
        ({"standing": "boss"}, "没有“boss”这种人员类别"),
        ({"vote": "maybe"}, "表决权只能是"),
        ({"no_office": "书记"}, "没有“书记”这个职务"),
        ({"leaves": True, "returns": True}, "不能同时"),
        ({"staff_no": "20100001"}, "已属于林知远"),
        ({"name": ""}, "姓名不能为空"),
    ],
)
def test_bad_changes_are_refused(changes: dict[str, object], words: str) -> None:
    member = people.person("许青禾", TODAY)
    with pytest.raises(BranchError, match=words):
        change_member(member, since=TODAY, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "standing"), [("full", "full"), ("预备", "probationary"), ("正式党员", "full")])
def test_standing_from(typed: str, standing: str) -> None:
    assert standing_from(typed) == standing


def test_list_filters_by_initials_and_ranks_officers_first() -> None:
    rows = people.MemberList(TODAY)
    assert [row.name for row in rows.page(0, 2)] == ["林知远", "周以宁"]
    assert {row.name for row in people.MemberList(TODAY, "syh").page(0, 9)} == {"沈一禾", "沈亦和"}
    assert people.MemberList(TODAY, "xuqing").count() == 1
    assert people.MemberList(TODAY, "zeng").count() == 0


def test_who_was_added_by_hand_stands_behind_those_before() -> None:
    names = ["某某丁", "某某甲", "某某丙", "某某乙"]
    for name, standing in zip(names, ("activist", "full", "candidate", "probationary"), strict=True):
        add_member(name, standing=standing)
    assert [row.name for row in people.MemberList(TODAY).page(0, 100)][-4:] == names


def test_who_was_added_without_a_day_counts_for_a_meeting_of_an_earlier_one() -> None:
    unknown = add_member("顾清和")
    assert people.roster(date(1950, 1, 1))[unknown.id].since == OPEN
    assert add_member("贺兰山", since=TODAY).id not in people.roster(TODAY - timedelta(1))


def test_surnames_are_read_as_surnames_and_own_readings_win() -> None:
    add_member("单雨晴")
    add_member("乐言", reading="le yan")
    assert [row.name for row in people.MemberList(TODAY, "shany").page(0, 9)] == ["单雨晴"]
    assert [row.name for row in people.MemberList(TODAY, "ley").page(0, 9)] == ["乐言"]


def test_two_machines_that_import_one_roster_make_each_group_once() -> None:
    made = {row.name: row.id for row in Group.select()}
    assert made == {name: Group.row_id(name=name) for name in ("第一党小组", "第二党小组")}
    of_group = RosterEvent.select().where(RosterEvent.aspect == "group")
    assert {(event.value, event.value_id) for event in of_group} == {("", key) for key in made.values()}


def test_a_group_keeps_its_id_and_its_people_whatever_it_is_called_later() -> None:
    shen = people.person("沈一禾", TODAY)
    second = Group.get(Group.name == "第二党小组")
    with act("改名"):
        assign(second, {"name": "机关党小组"})
    change_member(shen, since=date(2026, 3, 15), group="第二党小组")
    again = Group.get(Group.name == "第二党小组")
    assert again.id != second.id and people.roster(date(2026, 3, 15))[shen.id].group == again.id.hex()
    change_member(shen, since=date(2026, 3, 16), group="机关党小组")
    assert people.roster(date(2026, 3, 16))[shen.id].group == second.id.hex()
    trash(again)
    change_member(shen, since=date(2026, 3, 17), group="第二党小组")
    assert people.roster(date(2026, 3, 17))[shen.id].group == again.id.hex(), "it is taken from the trash"
    assert Group.select().count() == 3


def test_the_order_of_the_file_is_kept() -> None:
    def in_order() -> list[str]:
        return [row.name for row in Member.select().where(Member.order_key != "").order_by(Member.order_key)]

    assert in_order() == ["林知远", "周以宁", "沈一禾", "沈亦和", "许青禾"]
    more = ROSTER + "".join(f"新{chr(0x4E00 + n)},3000{n:04},正式党员,2020-06-01,2021-06-01,,\n" for n in range(120))
    apply_roster(preview_roster(more.encode(), "名册.csv", as_of=None, today=TODAY))
    assert in_order()[5:] == [f"新{chr(0x4E00 + n)}" for n in range(120)]
    assert max(len(row.order_key) for row in Member.select()) < 10
