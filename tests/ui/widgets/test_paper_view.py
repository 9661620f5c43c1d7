"""The paper beside a list reads as it will print."""

from branchtui.paths import Home
from branchtui.workflows.profiles import profile_text, store_profile
from tests.ui.conftest import opened

_FORMS = 'numbers = ["一、", "（一）", "1.", "（1）"]'


def _number(form: str) -> None:
    store_profile("gbt9704", profile_text("gbt9704").replace(_FORMS, f'numbers = ["{form}"]'))


async def test_headings_are_numbered_as_the_profile_says_and_anew_when_it_changes(seeded_home: Home) -> None:
    _number("第1项 ")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4")
        assert "第1项 参观校史馆" in desk.text and "第2项 交流学习体会" in desk.text
        assert "一、参观校史馆" not in desk.text
        store_profile("gbt9704", profile_text("gbt9704").replace('"第1项 "', '"①"'))
        await desk.press("escape", "1", "2", "down", "enter", "f4")
        assert "①参观校史馆" in desk.text


async def test_under_a_profile_that_cannot_be_read_nothing_is_numbered(seeded_home: Home) -> None:
    from branchtui.store.models import Setting

    Setting.ensure(key="profile:gbt9704", values={"value": '"x = 1"'})
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4")
        assert "参观校史馆" in desk.text and "一、参观校史馆" not in desk.text
