"""更多 → 种类和期限: kinds of the branch's own, how often a kind is held, limits and reminders."""

from branchtui.paths import Home
from branchtui.rules.meetings import RECORD, frequency
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.meeting_rules import kinds, meeting_rules, own_kinds
from tests.ui.conftest import Desk, opened

MENU = ("2", "f10", "'种类", "enter")


async def go(desk: Desk, *keys: str) -> None:
    await desk.press(*MENU, *keys)


async def test_a_kind_of_ones_own_is_added_planned_changed_and_taken_away(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "1", "'工作坊", "enter", "ctrl+a", "'开展", "ctrl+s")
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
