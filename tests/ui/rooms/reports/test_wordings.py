"""用语, behind the list of reports: written, found, changed, thrown away."""

from branchtui.paths import Home
from branchtui.store.models import LexiconEntry
from branchtui.ui.rooms.reports.wordings import WordingsScreen
from branchtui.workflows.registers import register
from branchtui.workflows.registers.wordings import WORDING
from tests.ui.conftest import NOW, Desk, opened

WIDE = (120, 36)


async def _opened_list(desk: Desk) -> None:
    await desk.press("4")
    await desk.app.screen.action_wordings()
    await desk.press()


async def test_a_wording_is_written_and_thrown_away(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _opened_list(desk)
        assert "本支部还没有自己的用语" in desk.text
        await desk.press("ctrl+n", "'办公室队", "tab", "tab", "'办公室团队", "ctrl+s")
        (row,) = LexiconEntry.select()
        assert (row.text, row.kind, row.instead) == ("办公室队", "replace", "办公室团队")
        assert "办公室团队" in desk.text and "改为" in desk.text
        await desk.press("delete")
        assert "本支部还没有自己的用语" in desk.text


async def test_the_search_leads_to_it(seeded_home: Home) -> None:
    row = register.add(WORDING, {"text": "办公室队", "instead": "办公室团队"}, today=NOW.date())
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("lexicon_entry", row.id)
        await desk.press()
        assert isinstance(desk.app.screen, WordingsScreen)
        assert desk.app.screen.pane.table.row.id == row.id
