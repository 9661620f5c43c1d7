"""Random keys and hostile pastes in each room: nothing raises, nothing typed is lost.

`--fuzz 5000` presses that many keys in each room, `--fuzz-seed 7` others than usual; as a rule fewer are pressed.
"""

import random
from pathlib import Path

import pytest
from textual import events

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.ui.app import BranchApp
from branchtui.ui.commands import table
from branchtui.ui.commands.keys import with_twins
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.editors import Drafting
from tests.ui.conftest import Desk, opened

pytestmark = pytest.mark.slow

_HOSTILE = (
    "[/", "[a, b['c']]", "[red]党[/blue]", "\\[", "$x {y} %s {0}",
    "\x1b[31m红\x1b]0;题\x07", "\x00\x07\x08\x7f\x9b", "\u202e反\u202c\u2066\ufeff", "\ud7ff\ufffd\U0010ffff",
    "👨‍👩‍👧‍👦⚠️é́́", "“…—●①→★”", "'; DROP TABLE meeting; --", "%_%\\", "../../../etc/passwd", "C:\\CON\\nul.",
    "党" * 40, "字。" * 20_000, "长" * 34_000, "行\n" * 3_000, "\r\n\r\n\t", "", " ", "9月31日 25:61", "-1", "1e999",
)  # fmt: skip
_CHARACTERS = "党课记录张三aZ09 ，。、？：；（）【】／：＊ｎ１[]/:?*'\"\\"
_KEYS = sorted(
    {key for command in table.COMMANDS for key in with_twins(command.keys)}
    | {"backspace", "delete", "left", "right", "shift+left", "shift+up", "ctrl+a", "ctrl+x", "ctrl+c", "ctrl+v"}
    | {"ctrl+w", "ctrl+k", "ctrl+left", "f11", "f12", "shift+tab", "ctrl+at", "insert"} - {"ctrl+q"}
)
_SIZES = ((80, 24), (60, 20), (120, 36), (200, 60), (40, 10))


def _never(path: Path) -> None:
    raise BranchError(f"测试里不打开 {path}")


async def _stay(app: BranchApp) -> None:
    """What leaving does but for leaving: every cell is written where it can be."""
    if isinstance(app.screen, PlaceScreen):
        app.screen.commit_all()


async def _check(desk: Desk) -> None:
    """What stands in an editor and is not stored is kept as a draft."""
    await desk.settle()
    for screen in desk.app.screen_stack:
        for editor in screen.walk_children(Drafting):  # a query knows the first base of a class only
            if editor.KEPT and editor.place and editor.typed != editor.stored:
                assert desk.app.drafts.text_of(editor.place) == editor.typed, f"lost: {editor.label}"


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("room", [str(room.digit) for room in ROOMS])
async def test_random_keys_in_a_room(
    seeded_home: Home, room: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("branchtui.ui.screens.paper_preview.hand_over", _never)
    monkeypatch.setattr(BranchApp, "action_quit", _stay)  # the palette has that command too
    chance = random.Random(10 * pytestconfig.getoption("--fuzz-seed") + int(room))
    rooms = set("1234567１２３４５６７")
    async with opened(seeded_home) as desk:
        await desk.press(room)
        for number in range(pytestconfig.getoption("--fuzz")):
            dice = chance.random()
            if dice < 0.70:
                key = chance.choice(_KEYS)
                if key in rooms and dice > 0.02:
                    continue  # else no key would ever be pressed deep in a room
                desk.send(key)
            elif dice < 0.90:
                desk.post("".join(chance.choices(_CHARACTERS, k=chance.randint(1, 12))))
            elif dice < 0.98:
                desk.app.post_message(events.Paste(chance.choice(_HOSTILE)))
            else:
                await desk.pilot.resize_terminal(*chance.choice(_SIZES))
            if dice * 1000 % 1 < 0.2:
                continue  # the next one comes right behind it
            await desk.settle()
            if dice >= 0.70 or number % 8 == 0:  # something was typed, or it is time to look
                await _check(desk)
                assert not desk.app._exit, f"left after key {number}"
            if number % 100 == 99:
                await desk.press("escape", "escape", room)
        await _check(desk)
        assert desk.app._exception is None
