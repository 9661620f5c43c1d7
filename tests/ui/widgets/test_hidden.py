"""A field that nobody reads over a shoulder: neither the screen nor the file holds what was typed."""

from branchtui.paths import Home
from branchtui.ui.screens.fields import Field
from branchtui.ui.screens.form import FormScreen
from tests.ui.conftest import Desk, opened

SECRET = "海棠花开 42"


async def _ask(desk: Desk, got: list[str]) -> None:
    def submit(values: dict[str, str]) -> str:
        got.append(values["secret"])
        return "好。"

    await desk.app.push_screen(FormScreen("secret", "口令", [Field("secret", "口令", hidden=True)], submit))  # type: ignore[arg-type]
    await desk.settle()


async def test_what_is_typed_is_handed_in_and_never_shown_or_kept(seeded_home: Home) -> None:
    got: list[str] = []
    async with opened(seeded_home, (80, 24)) as desk:
        await _ask(desk, got)
        await desk.press(f"'{SECRET}")
        assert "海棠" not in desk.text and "42" not in desk.text and "*" * 11 in desk.text
        assert not desk.app.drafts.left()
        await desk.press("enter")
        assert got == [SECRET]
    assert "海棠".encode() not in seeded_home.database.read_bytes()


async def test_left_without_handing_in_nothing_waits_to_be_taken_up(seeded_home: Home) -> None:
    async with opened(seeded_home, (80, 24)) as desk:
        await _ask(desk, [])
        await desk.press(f"'{SECRET}", "escape")
        assert not desk.app.drafts.left() and not any("留着" in said for said in desk.said)
        await _ask(desk, [])
        assert "*" not in desk.text
