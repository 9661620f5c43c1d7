"""可能重复 in the room 同步: two that are one are joined by keys, two that are not are told of no more."""

from datetime import datetime

from branchtui.paths import Home
from branchtui.store.models import Contact, Meeting, Member
from branchtui.workflows.joining import duplicates
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.people import contacts
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.safety import undo
from tests.ui.conftest import NOW, opened


def people(name: str) -> list[Member]:
    return list(Member.select().where(Member.live(), Member.name == name))


async def test_two_that_say_the_same_are_one_after_two_keys(seeded_home: Home) -> None:
    for _ in range(2):
        add_member("白一", phone="13900000001", namesake=True)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7")
        assert "可能重复 1" in desk.text and "人员“白一”" in desk.text and "姓名相同，电话相同" in desk.text
        assert "回车 合并还是分开" in desk.text
        await desk.press("enter", "2")
        assert "已合并成一条：人员“白一”" in desk.said[-1]
        assert "可能重复" not in desk.text
        assert len(people("白一")) == 1
        undo.undo_last()
        assert len(people("白一")) == 2


async def test_where_they_differ_each_is_asked(seeded_home: Home) -> None:
    add_member("白一", staff_no="T9", job="教务岗")
    Member.create(name="白二", staff_no="T9", job="辅导员岗")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "enter")
        assert "第一条 教务岗；第二条 辅导员岗" in desk.text
        await desk.press("4")
        assert "姓名（第 1 处，共 2 处）" in desk.text
        await desk.press("1")
        assert "工作岗位（第 2 处，共 2 处）" in desk.text
        await desk.press("escape")
        assert len(people("白一")) == 1 and len(people("白二")) == 1
        await desk.press("enter", "4", "1", "2")
        (one,) = people("白一")
        assert (one.job, people("白二")) == ("辅导员岗", [])


async def test_two_that_are_not_one_are_told_no_more(seeded_home: Home) -> None:
    for unit in ("学院党委", ""):
        contacts.add_contact("王芳", unit=unit)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "enter", "3")
        assert "别的电脑上也是" in desk.text
        await desk.type("同名")
        await desk.press("ctrl+s")
        assert "可能重复" not in desk.text
        assert duplicates.found() == [] and Contact.select().where(Contact.live()).count() == 2


async def test_meetings_of_one_day_and_one_ordinal(seeded_home: Home) -> None:
    for day, title in ((21, "学习全会精神"), (21, "学习全会精神"), (22, "参观")):
        made = plan_meeting("党课", when=datetime(2026, 9, day, 15), place="201", title=title, now=NOW)
        Meeting.update(ordinal="7").where(Meeting.id == made.id).execute()
    async with opened(seeded_home, (80, 24)) as desk:
        await desk.press("7")
        assert "会议“学习全会精神”" in desk.text and "都写着第7次" in desk.text
        await desk.press("enter", "2")
        assert "已合并成一条" in desk.said[-1]
        await desk.press("enter", "1")
        assert "学习全会精神" in desk.text and "党课" in desk.text
