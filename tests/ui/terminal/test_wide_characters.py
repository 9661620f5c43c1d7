"""A screen full of Han text under a toast and a dialog: nothing is shifted, no half of a character is left."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

import pytest
from rich.cells import cell_len
from rich.console import RenderableType
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from branchtui.ui.terminal import textual_patches

HEIGHT = 12
TOAST = "会后五个工作日内完成会议记录，已经存好；再按一次就归档"
_PIECE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[\d;]*m|\x1b\[[\d?;]*[A-Za-z]|(\n)|([^\x1b\n])")


@pytest.fixture(autouse=True)
def _mended(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_render_chops", "render_partial_update"):
        monkeypatch.setattr(Compositor, name, getattr(Compositor, name))
    textual_patches.keep_wide_characters()


class Terminal:
    """The cells of a terminal: the second of a wide character is empty, and half of one overwritten leaves a blank."""

    def __init__(self, width: int) -> None:
        self.cells = [[" "] * width for _ in range(HEIGHT)]
        self.parts = 0

    def take(self, text: str) -> None:
        x = y = 0
        for row, column, new_line, character in _PIECE.findall(text):
            if row:
                x, y = int(column) - 1, int(row) - 1
            elif new_line:
                x, y = 0, y + 1
            elif character:
                self._put(x, y, character)
                x += cell_len(character)

    def _put(self, x: int, y: int, character: str) -> None:
        line, wide = self.cells[y], cell_len(character)
        assert x + wide <= len(line), f"drawn beyond the edge: {character} at {x}"
        if not line[x]:
            line[x - 1] = " "
        if x + wide < len(line) and not line[x + wide]:
            line[x + wide] = " "
        line[x : x + wide] = [character, ""][:wide]


class Dialog(ModalScreen[None]):
    CSS = """
    Dialog { align: center top; }
    #box { width: 31; height: 9; margin-top: 2; }
    """

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            for _ in range(9):
                yield Static("名称：支部委员会会议记录与决议" * 4, markup=False, classes="low")


class Han(App[None]):
    """Two panes of Han text, the right one `right` columns wide; what reaches the terminal is drawn on `terminal`."""

    CSS = """
    .pane { width: 1fr; height: 1fr; }
    .-odd { padding-left: 1; }
    .low { height: 1; }
    Toast { width: 60%; border: none; padding: 0 1; }
    ToastRack { padding: 0 2 1 0; }
    """
    SCREENS: ClassVar = {"dialog": Dialog}

    def __init__(self, width: int, odd: Sequence[bool], right: int) -> None:
        super().__init__()
        self._right = right
        self._odd = odd
        self.animation_level = "none"
        self.terminal = Terminal(width)

    def compose(self) -> ComposeResult:
        with Horizontal():
            for side, odd in zip(("left", "right"), self._odd, strict=True):
                with Vertical(id=side, classes="pane"):
                    for row in range(HEIGHT):
                        classes = "-odd" if odd != bool(row % 2) else ""
                        yield Static("中文满行" * 30, markup=False, classes=classes)

    def on_mount(self) -> None:
        self.query_one("#right").styles.width = self._right

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and screen is self.screen:
            self.terminal.parts += isinstance(renderable, ChopsUpdate)
            self.terminal.take(renderable.render_segments(self.console))


def cells(line: str) -> list[str]:
    """The text of a line as the cells of a terminal."""
    return [cell for character in line for cell in [character, ""][: cell_len(character)]]


def drawn(app: Han, width: int) -> list[list[str]]:
    """The screen as it should be; each line exactly as wide, and the terminal shows the same."""
    strips = app.screen._compositor.render_strips()
    for strip in strips:
        assert cell_len(strip.text) == strip.cell_length == width
    shown = [cells(strip.text) for strip in strips]
    assert ["".join(line) for line in app.terminal.cells] == ["".join(line) for line in shown]
    assert app.terminal.cells == shown
    return shown


def check_over(under: list[list[str]], over: list[list[str]], left: int, right: int, top: int, bottom: int) -> None:
    """Outside of what lies from `left` to `right` nothing has moved; a character half under its edge is a blank."""
    for y, (before, now) in enumerate(zip(under, over, strict=True)):
        for x in [*range(left), *range(right, len(before))] if top <= y < bottom else range(len(before)):
            half = top <= y < bottom and ((x == left - 1 and before[left] == "") or (x == right and before[x] == ""))
            assert now[x] == (" " if half else before[x]), f"row {y}, column {x}"


async def check_toast(app: Han, width: int, pause: Callable[[], Awaitable[None]]) -> None:
    """A toast over what is shown now is whole, and nothing beside it is shifted; once it is gone all is as before."""
    plain = drawn(app, width)
    app.notify(TOAST, timeout=1000, markup=False)
    await pause()
    [toast] = app.screen.query("Toast")
    over = toast.region
    shown = drawn(app, width)
    check_over(plain, shown, over.x, over.right, over.y, over.bottom)
    told = ["".join(line[over.x : over.right]).strip() for line in shown[over.y : over.bottom]]
    assert "".join(told) == TOAST, "a character of the toast is cut by an edge below it"
    for side in ("#left", "#right"):
        for row in app.screen_stack[0].query_one(side).children:
            row.refresh()
        await pause()
        assert drawn(app, width) == shown
    app.clear_notifications()
    await pause()
    assert drawn(app, width) == plain


@pytest.mark.parametrize("width", [60, 79, 80, 120])
@pytest.mark.parametrize("right", [12, 13])
@pytest.mark.parametrize("odd", [(False, True), (True, False)])
async def test_a_toast_and_a_dialog_over_han_text(width: int, right: int, odd: tuple[bool, bool]) -> None:
    app = Han(width, odd, right)
    async with app.run_test(size=(width, HEIGHT), notifications=True) as pilot:
        await pilot.pause()
        await check_toast(app, width, pilot.pause)
        assert app.terminal.parts, "nothing was drawn in part"
        plain = drawn(app, width)
        await app.push_screen("dialog")
        await pilot.pause()
        box = app.screen.query_one("#box").region
        dialog = drawn(app, width)
        check_over(plain, dialog, box.x, box.right, box.y, box.bottom)
        assert "".join(dialog[box.y][box.x : box.right]).startswith("名称：支部委员会会议记录与决")
        await check_toast(app, width, pilot.pause)
