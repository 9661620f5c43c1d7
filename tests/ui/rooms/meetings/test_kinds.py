"""更多 → 种类和期限: kinds of the branch's own, how often a kind is held, limits and reminders."""

import pytest

from branchtui.paths import Home
from branchtui.rules.meetings import RECORD, frequency
from branchtui.store.models import Meeting
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.meeting_rules import kinds, meeting_rules, own_kinds
from branchtui.workflows.people.roster import add_member
from tests.ui.conftest import NOW, Desk, opened

MENU = ("2", "f10", "'种类", "enter")


async def go(desk: Desk, *keys: str) -> None:
    await desk.press(*MENU, *keys)


@pytest.mark.slow
async def test_a_kind_of_ones_own_is_added_planned_changed_and_taken_away(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "1", "5", "'工作坊", "enter", "ctrl+a", "'开展", "ctrl+s")
        assert "已增加会议种类“工作坊”" in desk.told[-1]
        [kind] = own_kinds()
        assert (kind.name, kind.verb, kind.who, kind.often) == ("工作坊", "开展", "members", "每月 1 次")
        await desk.press("ctrl+n", "'gzf", "enter")
        assert isinstance(desk.app.screen, FormScreen) and desk.app.screen.query_one("#field-kind").value == "工作坊"
        await desk.press("escape")
        await go(desk, "2", "1", "tab", "ctrl+a", "'支部", "enter", "ctrl+s")
        assert own_kinds()[0].who == "committee" and "已改会议种类“工作坊”" in desk.told[-1]
        await go(desk, "2", "3")
        assert own_kinds() == [] and "已去掉会议种类“工作坊”" in desk.told[-1]


@pytest.mark.slow
async def test_a_usual_kind_is_added_in_four_keys_and_changed_to_be_held_every_month(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2")
        await desk.press("f10", "1", "1", "2")
        assert [(kind.name, kind.often) for kind in own_kinds()] == [("工作坊", "不定期")]
        await go(desk, "2")
        assert "不再提醒" not in desk.text, "nobody is reminded of what is held as it comes"
        await desk.press("1", *["tab"] * 2, "'每月", "enter", "ctrl+s")
        assert [(kind.name, kind.often) for kind in own_kinds()] == [("工作坊", "每月 1 次")]


@pytest.mark.slow
async def test_figures_and_reminders_are_set_where_the_kinds_are(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "'记录期限", "enter", "1", "'5", "enter")
        assert meeting_rules().record_within_working_days == 5 and "记为本支部约定" in desk.told[-1]
        await go(desk, "'记录期限", "enter", "'恢复默认", "enter")
        assert meeting_rules().record_within_working_days == 3
        await go(desk, "'记录期限", "enter", "'不再提醒", "enter")
        assert not meeting_rules().reminds(RECORD)
        await go(desk, "'记录期限", "enter", "'恢复提醒", "enter")
        assert meeting_rules().reminds(RECORD)
        await go(desk, "'主题党日", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen) and "不再提醒" not in desk.text, "the regulation asks for it"
        await desk.press("1", "'2", "enter")
        assert kinds()["主题党日"].times == 2 and meeting_rules().reminds(frequency("主题党日"))


@pytest.mark.slow
async def test_a_groups_meeting_is_planned_for_a_group_and_moved_to_another(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 40)) as desk:
        for number, group in enumerate(("第一党小组", "第二党小组"), 1):
            add_member(f"组员{number}", since=NOW.date(), group=group)
        await desk.press("2", "ctrl+n", "'小组会", "enter", "'共读", "enter", "'9月20日下午三点", *["tab"] * 8)
        assert desk.app.focused.id == "field-group"
        await desk.press("'第二", "enter", "ctrl+s")
        row = Meeting.get(Meeting.title == "共读")
        assert (row.kind, row.group.name) == ("党小组会", "第二党小组")
        await desk.press("ctrl+e")
        field = desk.app.screen.query_one("#field-group")
        assert field.value == "第二党小组"
        field.focus()
        await desk.press("ctrl+a", "'第一党小组", "ctrl+s")
        assert Meeting.get_by_id(row.id).group.name == "第一党小组"
