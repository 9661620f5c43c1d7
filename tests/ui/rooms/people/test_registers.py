"""The registers of the room 人员: found under 更多, filled in, changed, removed, merged, imported."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Contact, Growth, Helper, HelperEvent, Honour, PartnerActivity
from branchtui.store.queries import contacts as known
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.rooms.difference import DifferenceScreen
from branchtui.ui.rooms.people.registers.contacts import ContactsScreen
from branchtui.ui.rooms.people.registers.helpers import HelpersScreen
from branchtui.ui.rooms.today.resume_draft import resume_draft
from branchtui.workflows.people import contacts
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import ACTIVITY, GROWTH, HELPER, HONOUR, helped
from tests.ui.conftest import NOW, SIZES, opened
from tests.ui.screens.test_undo import elsewhere

TODAY = NOW.date()
WIDE = (120, 36)
OPEN = {kind: ("5", "f10", digit) for digit, kind in enumerate(("contact", "activity", "helper", "growth"), 4)}
OPEN = {kind: (room, more, str(digit)) for kind, (room, more, digit) in OPEN.items()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", OPEN)
async def test_an_empty_register_says_what_to_do(seeded_home: Home, kind: str, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN[kind])
        assert "Ctrl+N" in desk.text
        await desk.press("delete", "enter", "escape")
        assert "人员 6" in desk.text


@pytest.mark.slow
async def test_an_activity_is_written_and_its_students_are_counted(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["activity"], "ctrl+n")
        await desk.press("'海州中学")
        assert "会一并记下" in desk.text
        await desk.press("tab", "'开放日", "tab", "'9月1日", "tab", "tab", "tab", "'9", "tab", "'软件工程 12人")
        assert "1 个专业，共 12 人" in desk.text
        await desk.press("ctrl+s")
        assert "学生人数写的是 9，各专业加起来是 12" in desk.text
        assert not PartnerActivity.select().count()
        await desk.press("backspace", "ctrl+s")
        (row,) = PartnerActivity.select()
        assert (row.title, row.students, row.majors, str(row.day)) == ("开放日", None, "软件工程 12人", "2026-09-01")
        assert "软件工程 12人" in desk.text and "共建 1" in desk.text
        await desk.press("ctrl+z")
        assert "共建 0" in desk.text and not known.contacts()


@pytest.mark.slow
async def test_a_helper_with_events_and_outcomes(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["helper"], "ctrl+n", "'王小明", "ctrl+s")
        assert isinstance(desk.app.screen, HelpersScreen)
        await desk.press("ctrl+t", "'9月1日", "tab", "'指导公文", "tab", "'zyn", "enter")
        (event,) = HelperEvent.select()
        assert (event.what, event.by.name) == ("指导公文", "周以宁")
        assert "指导公文（周以宁）" in desk.text
        await desk.press("ctrl+k", "'优秀论文", "ctrl+s")
        (honour,) = Honour.select()
        assert (honour.of_table, honour.of_id) == ("helper", Helper.get().id)
        assert "优秀论文" in desk.text and "还没有同意" in desk.text
        await desk.press("f10", "1", "1", "1", "tab", "'写作", "ctrl+s")
        assert HelperEvent.get().what.endswith("写作")
        await desk.press("f10", "1", "1", "2")
        assert not HelperEvent.select().where(HelperEvent.live()).count()
        await desk.press("f10", "2")
        assert "王某某" in desk.text and "王小明" not in desk.text
        await desk.press("escape", "f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_told_of_a_row_is_read_in_a_narrow_window_too(seeded_home: Home, size: tuple[int, int]) -> None:
    helper = register.add(HELPER, {"contact": "王小明", "major": "会计"}, today=TODAY)
    register.add(helped(helper), {"day": "2026-09-01", "what": "指导公文"}, today=TODAY)  # type: ignore[arg-type]
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN["helper"], "f6")
        assert "指导公文" in desk.text and "会计" in desk.text and "─ 王小明 ─" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, HelpersScreen)


@pytest.mark.slow
async def test_growth_tells_what_the_year_comes_to(seeded_home: Home) -> None:
    typed = {"member": "周以宁", "title": "培训", "from_day": "2026-03-02", "half_hours": "1.5", "counted": "有"}
    register.add(GROWTH, typed, today=TODAY)
    register.add(GROWTH, {**typed, "title": "会议", "cost_cents": "80"}, today=TODAY)
    register.add(HONOUR, {"title": "先进个人", "of_id": "周以宁"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["growth"])
        assert "2 项，计入学时 3，2 天，费用 80 元" in desk.text
        await desk.press("enter", *["tab"] * 7, "ctrl+u", "'2", "ctrl+s")
        assert {row.half_hours for row in Growth.select()} == {3, 4}
        await desk.press("escape", "slash", "'zyn", "enter", "f6")
        assert "学习与发展 2026年  2 项  学时 3.5  80 元" in desk.text and "先进个人" in desk.text


@pytest.mark.slow
async def test_a_clash_shows_hours_and_money_as_they_are_typed(seeded_home: Home) -> None:
    typed = {"member": "周以宁", "title": "培训", "from_day": "2026-03-02", "half_hours": "1.5", "cost_cents": "80"}
    register.add(GROWTH, typed, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["growth"], "enter", *["tab"] * 7, "ctrl+u", "'2", "tab", "tab", "ctrl+u", "'90")
        elsewhere(seeded_home.database, "UPDATE growth SET half_hours = 5, cost_cents = 12050")
        await desk.press("ctrl+s")
        assert "对方：2.5" in desk.text and "你的：2" in desk.text
        await desk.press("down", "enter")
        assert "对方：120.5" in desk.text and "你的：90" in desk.text
        await desk.press("down", "enter")
    (row,) = Growth.select()
    assert (row.half_hours, row.cost_cents) == (5, 12050)


async def test_two_contacts_become_one(seeded_home: Home) -> None:
    contacts.add_contact("王芳", unit="学院党委")
    contacts.add_contact("王方", unit="学院")
    register.add(HELPER, {"contact": "王方"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["contact"])
        assert "往来 2" in desk.text
        await desk.press("end", "f10", "1", "'王方", "enter")
        assert "两边写的不一样" in desk.text
        await desk.press("ctrl+s")
        (row,) = known.contacts()
        assert (row.name, row.unit) == ("王芳", "学院党委")
        assert "往来 1" in desk.text and "身边人" in desk.text
        await desk.press("ctrl+z")
        assert "撤销" in desk.text, "asked, as other things than those in sight change too"
        await desk.press("1")
        assert "往来 2" in desk.text


async def test_contacts_are_imported_after_a_look(seeded_home: Home, tmp_path: Path) -> None:
    sheet = tmp_path / "通讯录.csv"
    sheet.write_text("姓名,单位,微信\n王芳,学院党委,w\n", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["contact"], "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DifferenceScreen))
        assert "新增 1 行" in desk.text and "没有读的栏目：微信" in desk.text
        assert not known.contacts()
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, ContactsScreen) and "往来 1" in desk.text
        assert [row.name for row in known.contacts()] == ["王芳"]


async def test_the_end_of_an_agreement_is_on_the_board_and_leads_to_the_contact(seeded_home: Home) -> None:
    partner = contacts.add_contact(unit="海州中学", agreed_until="2026-10-01", today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        assert "续签共建协议" in desk.text
        await desk.app.open_thing("contact", partner.id)
        await desk.settle()
        assert isinstance(desk.app.screen, ContactsScreen) and "共建协议" in desk.text
        await desk.press("enter", *["tab"] * 6, "ctrl+u", "'2027年10月1日", "ctrl+s")
        assert str(Contact.get().agreed_until) == "2027-10-01"
        await desk.press("escape", "1")
        assert "续签共建协议" not in desk.text


async def test_what_was_typed_for_a_new_row_is_taken_up_again(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN["helper"], "ctrl+n", "'王小明", "escape", "escape", "1")
        await resume_draft(desk.app, DraftKey.field("register-helper", ""))
        await desk.settle()
        assert "登记身边人" in desk.text and "王小明" in desk.text


async def test_a_search_opens_the_row(seeded_home: Home) -> None:
    register.add(ACTIVITY, {"partner": "海州中学", "title": "参观", "day": "2026-03-02"}, today=TODAY)
    register.add(ACTIVITY, {"partner": "海州中学", "title": "开放日", "day": "2026-04-02"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("ctrl+f", "'参观", "enter")
        assert "共建 2" in desk.text and "2/2" in desk.text
