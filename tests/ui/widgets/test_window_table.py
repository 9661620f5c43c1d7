"""The table over a windowed query."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import Region

from branchtui.settings import Settings
from branchtui.ui.shell import Shell
from branchtui.ui.text.cells import fit
from branchtui.ui.text.glyphs import LINES
from branchtui.ui.text.ink import Brush
from branchtui.ui.text.palette import DARK
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.window_table import WindowTable


class Numbers:
    """A long list that notes what was read."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.read: list[tuple[int, int]] = []

    def count(self) -> int:
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[int]:
        self.read.append((offset, limit))
        return range(offset, min(self._count, offset + limit))


class TableApp(Shell):
    settings = Settings()
    brush = Brush(DARK, LINES)

    def __init__(self, source: Numbers) -> None:
        super().__init__()
        self.table: WindowTable[int] = WindowTable(
            [Column("数", 8, str), Column("[/标", 4, lambda _: "党", True)], source
        )
        self.moved: list[object] = []
        self.opened: list[object] = []
        self.typed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_window_table_moved(self, message: WindowTable.Moved) -> None:
        self.moved.append(message.row)

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        self.opened.append(message.row)

    def on_window_table_typed(self, message: WindowTable.Typed) -> None:
        self.typed.append(message.text)


async def test_a_hundred_thousand_rows_are_read_a_page_at_a_time() -> None:
    source = Numbers(100_000)
    app = TableApp(source)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert len(source.read) == 1
        await pilot.press("end")
        assert app.table.cursor == 99_999
        await pilot.press("home", "j", "down", "ｊ", "k", "pagedown", "ctrl+d")
        assert app.table.cursor == 2 + 20 + 10
        await pilot.press("enter")
        assert app.opened == [32]
    assert len(source.read) < 6


async def test_a_list_that_became_short_is_scrolled_back_to_its_rows() -> None:
    app = TableApp(Numbers(100))
    app.table.styles.scrollbar_size_horizontal = 0
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("end")
        for count, top in ((90, 70), (5, 0)):
            app.table.show(Numbers(count))
            await pilot.pause()
            assert (app.table.cursor, app.table.scroll_offset.y) == (count - 1, top)


async def test_one_step_repaints_two_lines() -> None:
    app = TableApp(Numbers(1000))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        painted: list[Region] = []
        original = app.table.refresh

        def refresh(*regions: Region, **options: bool) -> WindowTable[int]:
            painted.extend(regions or [Region(0, 0, 40, 20)])
            return original(*regions, **options)

        app.table.refresh = refresh  # type: ignore[method-assign, assignment]
        await pilot.press("down")
        assert [region.height for region in painted] == [1, 1]


async def test_the_cursor_stays_when_rows_go_and_the_terminal_cursor_follows() -> None:
    app = TableApp(Numbers(30))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "down")
        assert app.cursor_position == (0, 3)
        app.table.show(Rows([1, 2]))
        assert app.table.row == 2
        app.table.show(Rows([]))
        assert app.table.row is None
        await pilot.press("enter", "down", "end", "pageup")
        assert app.opened == []


async def test_a_han_character_starts_the_filter() -> None:
    app = TableApp(Numbers(5))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("党", "、")
        assert app.typed == ["党", ""]


async def test_the_mouse_moves_and_opens() -> None:
    app = TableApp(Numbers(30))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.click(app.table, offset=(3, 4))
        assert app.table.cursor == 4
        await pilot.click(app.table, offset=(3, 4), times=2)
        assert app.opened == [4]


def test_columns_are_cut_to_cells() -> None:
    assert fit("党支部", 4) == "党.."
    assert fit("党", 5) == "党   "
    assert fit("a\x1b[31mb\n", 8) == "a[31mb  "
    assert fit("x" * 5000, 3) == "x.."
