"""Citizen ids on the screens: a form refuses one and does not quote it, its draft has none; a record is kept and told."""

from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.engine import sql
from branchtui.store.queries import people, reports
from branchtui.store.queries.reports import ReportList
from branchtui.ui.screens.form import FormScreen
from tests.ui.conftest import opened

ID = "110101199001011237"


async def test_a_form_refuses_it_without_a_quote_and_keeps_no_draft_of_it(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "n", "'顾清和", "tab", f"'{ID}", "ctrl+s")
        assert isinstance(desk.app.screen, FormScreen)
        assert "工号里像是有身份证号，没有保存" in desk.text
        assert sum(line.count(ID) for line in desk.text.splitlines()) == 1, "in its field, and nowhere else"
        desk.app.drafts.flush()
        assert {draft.text for draft in drafts()} == {"顾清和", "（像是身份证号）"}
        assert "顾清和" not in {member.name for member in people.members().values()}
    assert not [text for (text,) in sql.rows("SELECT text FROM draft_buffer") if "1101" in text]


async def test_a_record_keeps_it_and_the_person_is_told_once(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", f"'张三{ID}", "ctrl+s")
        told = [words for words in desk.said if "记录里好像有身份证号，请核对" in words]
        assert len(told) == 1 and ID not in told[0]
        assert ID in reports.report(report_id).body
        await desk.press("'再写", "ctrl+s")
        assert len([words for words in desk.said if "身份证号" in words]) == 1


async def test_a_toast_carries_no_escape_and_no_id(seeded_home: Home) -> None:
    async with opened(seeded_home, toasts=True) as desk:
        desk.app.say(f"没用上的照片：a\x1b]0;x\x07\n{ID}.jpg")
        await desk.settle()
        assert "a]0;x （像是身份证号）.jpg" in desk.text
        assert "\x1b" not in desk.text and ID not in desk.text
