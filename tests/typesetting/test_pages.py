"""Pages on the grid: capacity, keeping together, tables, pictures, warnings, and their picture in a terminal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui import assets
from branchtui.typesetting.page_columns import TerminalPages, columns_of, text_columns
from branchtui.typesetting.pages import Layout, fitted, lay
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Run, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.profile_reading import profile_from
from branchtui.typesetting.rows import Box, Line, TableRow
from branchtui.typesetting.sizes import figure_size, row_height


def load(name: str) -> Profile:
    return profile_from(assets.toml("profiles", f"{name}.toml"), name)


GB = load("gbt9704")
SONG = load("inline-songti")


def body(lines: int, keep: bool = False) -> Text:
    """A paragraph of exactly so many full lines."""
    return Text("body", (Run("字" * (28 * lines - 2)),), keep)


def heading(text: str = "标题") -> Text:
    return Text("heading1", (Run(text),), keep=True)


def laid(*pieces: Piece, size: tuple[int, int] = (900, 600)) -> Layout:
    return lay(pieces, GB, lambda _: size)


def counts(layout: Layout) -> list[int]:
    return [sum(row.rows for row in page.rows) for page in layout.pages]


def test_a_page_holds_22_lines_and_paragraphs_flow_over() -> None:
    layout = laid(body(20), body(5), body(30))
    assert counts(layout) == [22, 22, 11]
    assert layout.height == 22 and layout.pages[-1].white == 11


def test_a_heading_goes_with_its_text() -> None:
    layout = laid(body(21), heading(), body(3))
    assert counts(layout) == [21, 4]
    assert counts(laid(body(20), heading(), body(3))) == [22, 2]


def test_a_chain_of_kept_paragraphs_moves_as_one() -> None:
    sign = Text("signoff", (Run("党支部"),), keep=True, right=2.0)
    assert counts(laid(body(19), body(2, keep=True), Text("body", keep=True), sign)) == [19, 4]


EMPTY = Text("body")


@pytest.mark.parametrize(
    ("above", "pages", "empty"),
    [
        ((body(1), EMPTY, body(20)), [22, 4], {}),
        ((body(1), EMPTY, body(19)), [22, 4], {1: 2}),
        ((body(1), EMPTY, body(18)), [22, 4], {1: 3}),
        ((body(1), EMPTY, body(17)), [19, 4], {}),  # more than one line may grow by
        ((body(1), EMPTY, body(9), EMPTY, body(7)), [22, 4], {1: 3, 3: 2}),
        ((body(1), EMPTY, body(18), EMPTY), [22, 4], {1: 3, 3: 0}),
        ((body(21),), [21, 4], {}),  # nothing that may grow
    ],
)
def test_what_a_kept_block_leaves_white_goes_to_the_empty_lines(
    above: tuple[Text, ...], pages: list[int], empty: dict[int, int]
) -> None:
    layout = laid(*above, body(3, keep=True), body(1))
    assert (counts(layout), dict(layout.empty)) == (pages, empty)


def test_no_page_begins_with_an_empty_line() -> None:
    layout = laid(body(22), EMPTY, heading(), body(3), NewPage(), EMPTY, body(1))
    assert (counts(layout), dict(layout.empty), layout.begins) == ([22, 4, 2], {1: 0}, (1, 2, 2, 2, 3, 3, 3))


def test_pages_off_the_grid_and_those_with_a_picture_or_before_one_or_before_a_table_are_left_short() -> None:
    short, picture = (body(1), EMPTY, body(18)), Figure(1, "a", "图", "图")
    assert laid(*short, body(3, keep=True), body(1)).empty
    assert not laid(*short, Grid(("头",), (("一",), ("二",), ("三",)), (50,), ("left",))).empty
    assert not laid(*short, picture).empty
    assert not laid(body(1), EMPTY, picture, body(3), body(9, keep=True), body(1)).empty
    assert not lay((*short, *short, body(3, keep=True), body(1)), SONG, lambda _: (9, 6)).empty


def test_the_file_has_the_empty_lines_of_the_pages() -> None:
    pieces = (body(1), EMPTY, body(18), EMPTY, body(3, keep=True), body(1))
    grown = fitted(pieces, lambda: laid(*pieces))
    assert grown == (body(1), EMPTY, EMPTY, EMPTY, body(18), body(3, keep=True), body(1))
    assert counts(laid(*grown)) == counts(laid(*pieces))


@pytest.mark.parametrize(
    ("above", "parted", "white"),
    [
        ((body(15), heading(), body(4)), set(), 2),
        ((body(15), heading(), body(3)), {1}, 2),
        ((body(12), heading(), body(2), heading(), body(2)), {1, 3}, 2),
        ((heading(), body(18)), set(), 3),
        ((body(10), heading(), body(7)), set(), 4),
        ((body(15), heading(), heading(), body(2)), {1}, 2),
        ((Grid(("头",), (("一",),) * 9, (50,), ("left",)), heading(), body(8)), {1}, 2),
    ],
    ids=[
        "no more than a heading leaves",
        "one line",
        "two lines",
        "at the head of the page",
        "fewer headings than lines",
        "a heading below another",
        "a table",
    ],
)
def test_what_a_kept_block_leaves_white_parts_the_headings(
    above: tuple[Piece, ...], parted: set[int], white: int
) -> None:
    layout = laid(*above, body(5, keep=True), body(1), NewPage(), body(22), body(1))
    assert (set(layout.parted), layout.pages[0].white) == (parted, white)


def test_where_no_page_is_full_a_single_line_parts_too() -> None:
    layout = laid(body(15), heading(), body(5), body(5, keep=True), body(1))
    assert (set(layout.parted), layout.pages[0].white) == ({1}, 0)


def test_the_file_has_the_empty_lines_above_the_headings() -> None:
    pieces = (body(15), heading(), body(5), body(5, keep=True), body(1))
    grown = fitted(pieces, lambda: laid(*pieces))
    assert grown == (body(15), EMPTY, *pieces[1:])
    assert counts(laid(*grown)) == counts(laid(*pieces)) == [22, 6]


@pytest.mark.parametrize("profile", [GB, SONG], ids=["on a grid", "off it"])
@pytest.mark.parametrize("rows", range(1, 50))
def test_what_stands_below_a_table_is_never_on_a_page_without_a_row_of_it(rows: int, profile: Profile) -> None:
    grid = Grid(("头",), (("一",),) * rows, (50,), ("left",), keep=True)
    pieces = (body(2), grid, Text("body", keep=True), Text("signoff", (Run("支部"),)))
    layout = lay(pieces, profile, lambda _: (9, 6))
    assert any(isinstance(row, TableRow) and not row.head for row in layout.pages[-1].rows)
    (made,) = [piece for piece in fitted(pieces, lambda: layout) if isinstance(piece, Grid)]
    first, more = made.stretch
    assert bool(more) == bool(layout.stretched)
    if more:
        there = [len([row for row in page.rows if isinstance(row, TableRow) and not row.head]) for page in layout.pages]
        assert (first, there[-1]) == (rows - 1 - there[-2], 1), "those of the page before are higher, but the last"
        heights = [sum(row.height for row in page.rows if not isinstance(row, Box)) for page in layout.pages]
        last = layout.pages[-1].rows[1].height
        room = profile.page.text_height / 20
        assert heights[-2] + more * there[-2] <= room + 0.1 < heights[-2] + more * there[-2] + last


def test_a_new_page() -> None:
    assert counts(laid(body(3), NewPage(), body(2))) == [3, 2]


def test_a_long_chain_does_not_loop() -> None:
    assert sum(counts(laid(*[heading() for _ in range(50)]))) == 50


def test_a_picture_is_a_box_and_never_parts_from_its_caption() -> None:
    layout = laid(body(10), Figure(1, "x", "x", "合影"))
    box, caption = layout.pages[0].rows[-2:]
    assert isinstance(box, Box) and box.rows == 9
    assert isinstance(caption, Line) and caption.text == "配图1　合影" and caption.align == "center"
    layout = laid(body(13), Figure(1, "x", "x", "合影"), size=(600, 900))
    assert counts(layout) == [13, 10]
    assert "图1放不下，本页下部空9行" in layout.warnings[0].text and layout.warnings[0].page == 1


@pytest.mark.parametrize(
    ("size", "before", "pages"),
    [
        ((900, 600), 13, [22]),
        ((1600, 900), 15, [22]),  # by three rows, still over 60 % of the column
        ((1600, 900), 16, [16, 10]),
        ((900, 600), 15, [15, 10]),  # it would be narrower
        ((600, 900), 13, [13, 10]),  # narrower than that already
        ((700, 600), 13, [22]),
        ((700, 600), 14, [14, 10]),
        ((900, 600), 12, [22]),
    ],
)
def test_a_picture_that_misses_the_page_by_little_is_made_to_fit(
    size: tuple[int, int], before: int, pages: list[int]
) -> None:
    pieces = (body(before), Figure(1, "x", "x", "合影"))
    layout = laid(*pieces, size=size)
    assert counts(layout) == pages
    [box] = [row for page in layout.pages for row in page.rows if isinstance(row, Box)]
    assert box.width >= 0.6 * 442.25 or not box.made
    [_, printed] = fitted(pieces, lambda: layout)
    assert isinstance(printed, Figure) and printed.height == box.made
    made = figure_size(printed, size, GB)
    assert (made.width, made.rows) == (pytest.approx(box.width), box.rows)
    assert made.width / made.height == pytest.approx(size[0] / size[1])


def test_a_heading_stays_with_a_picture_that_is_made_to_fit() -> None:
    assert counts(laid(body(13), heading(), Figure(1, "x", "x", "合影"), body(1))) == [22, 1]
    layout = lay([Text("body", (Run("字" * 35 * 17),)), Figure(1, "x", "x", "合影")], SONG, lambda _: (1600, 1000))
    assert len(layout.pages) == 1, "without a grid as well"


def test_a_picture_is_as_wide_as_it_was_asked_to_be() -> None:
    for percent in (20, 60, 100):
        asked = Figure(1, "x", "x", "合影", width=percent)
        size = figure_size(asked, (900, 600), GB)
        assert size.width == pytest.approx(442.25 * percent / 100) and size.height <= size.rows * 28.95
        assert counts(laid(body(21 - size.rows), asked)) == [22]
        assert len(counts(laid(body(22 - size.rows), asked))) == 2, "and stays so"
    tall = figure_size(Figure(1, "x", "x", "", width=100), (600, 9000), GB)
    assert tall.rows <= 20, "but a page holds it with its caption"


@pytest.mark.parametrize("size", [(900, 600), (600, 900), (4000, 100), (10, 10), (1, 4000), (1354, 722)])
def test_a_picture_keeps_its_shape_and_the_grid(size: tuple[int, int]) -> None:
    made = figure_size(Figure(1, "x", "x", ""), size, GB)
    assert made.width / made.height == pytest.approx(size[0] / size[1], rel=1e-6)
    assert made.width <= 442.25 and made.height <= made.rows * 28.95 - 3 + 1e-6 and made.rows <= 9


def test_tables_repeat_their_header_and_keep_rows_whole() -> None:
    rows = tuple((str(n), "名" * (3 if n % 10 else 30)) for n in range(40))
    layout = laid(body(3), Grid(("序号", "姓名"), rows, (20.0, 60.0), ("center", "left")))
    assert len(layout.pages) == 3
    for page in layout.pages:
        first = next(row for row in page.rows if isinstance(row, TableRow))
        assert first.head and page.white >= 0
    said = [row.cells[0][0] for page in layout.pages for row in page.rows if isinstance(row, TableRow) and not row.head]
    assert said == [str(n) for n in range(40)]


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ((heading("字" * 27), body(1)), "多出1个字"),
        ((Text("title", (Run("字" * 20 + "\n末尾"),)), body(1)), "最后一行只有“末尾”"),
        ((body(22), body(2)), "最后一页只有2行"),
        ((body(21), Text("body", keep=True), Text("signoff", (Run("党支部"),))), "落款单独占了一页"),
        ((body(21), Text("heading1", (Run("标题"),)), body(2)), "标题落在页末"),
    ],
)
def test_warnings(pieces: tuple[Piece, ...], words: str) -> None:
    assert any(words in warning.text for warning in laid(*pieces).warnings)


def test_a_good_paper_has_no_warnings() -> None:
    pieces = (Text("title", (Run("通知"),)), heading("会议时间"), body(3), Figure(1, "x", "x", "合影"), body(4))
    assert laid(*pieces).warnings == ()


def test_a_page_in_a_terminal_is_56_columns_and_22_rows() -> None:
    rows = (("1", "林知远", ""), ("2", "古丽·热合曼·阿卜杜热西提", "请假：因公出差，四月返校"))
    grid = Grid(("序号", "姓名", "备注"), rows, (14.0, 34.0, 60.0), ("center", "left", "right"))
    pieces = (
        Text("title", (Run("签到表"),)),
        body(2),
        grid,
        Figure(1, "x", "x", "合影"),
        Text("signoff", (Run("党支部"),), right=2.0),
    )
    layout = laid(*pieces)
    page = TerminalPages(layout, GB).rows(layout.pages[0])
    assert text_columns(GB) == 56 and len(page) == 22
    assert all(columns_of(line) <= 56 for line in page)
    assert page[0].strip() == "签到表" and page[0].startswith(" " * 25)
    assert page[1].startswith("    字")
    assert any("图1" in line for line in page) and any("|" in line and "林知远" in line for line in page)
    assert columns_of(page[-1 - layout.pages[0].white].rstrip()) == pytest.approx(52, abs=1)


def test_no_cell_is_cut_in_a_terminal() -> None:
    layout = laid(body(1), Grid(("姓名", "事由"), (("名" * 15, "事" * 90),), (78.0, 78.0), ("left", "left")))
    drawn = TerminalPages(layout, GB)
    page = drawn.rows(layout.pages[0])
    assert drawn.columns > text_columns(GB) and ".." not in "".join(page)
    assert "".join(page).count("事") == 91, "six lines of smaller type take less than six rows of a page"
    of_table = [line for line in page if line.startswith("|")]
    assert {columns_of(line) for line in of_table} == {drawn.columns}
    assert page[0].startswith(" " * ((drawn.columns - 56) // 2)), "the text in the middle of a page that is wider"


def test_a_page_in_a_terminal_is_drawn_in_ascii() -> None:
    grid = Grid(("序号", "姓名"), (("1", "林知远"),), (14.0, 34.0), ("center", "left"))
    layout = laid(Figure(1, "x", "x", ""), grid)
    drawn = "".join(TerminalPages(layout, GB).rows(layout.pages[0]))
    assert set(drawn) - set("图配1序号姓名林知远") == set(" +-|")


def test_latin_runs_into_the_margin_rather_than_being_cut() -> None:
    words = "统一身份认证接入 OAuth 2.0，接口服务为 https://api.example.edu.cn/v2/forms，"
    layout = laid(Text("body", (Run(words * 4),)))
    page = TerminalPages(layout, GB).rows(layout.pages[0])
    assert ".." not in "".join(page)
    assert max(map(columns_of, page)) > 56
    layout = laid(Text("body", (Run("li" * 60),)))
    drawn = TerminalPages(layout, GB)
    assert "".join(drawn.rows(layout.pages[0])).strip().replace(" ", "") == "li" * 60
    assert max(map(columns_of, drawn.rows(layout.pages[0]))) <= drawn.columns + 8


def test_the_page_number_stands_outside() -> None:
    pages = TerminalPages(laid(body(1)), GB)
    assert pages.number(1) == " " * 49 + "— 1 —"
    assert pages.number(2) == "  — 2 —"
    assert TerminalPages(laid(body(1)), load("plain")).number(1) == ""


def test_pages_without_a_grid() -> None:
    layout = lay([Text("body", (Run("字" * 2000),))], SONG, lambda _: (900, 600))
    assert row_height(SONG) == pytest.approx(12 * 1.5 * 1.3)
    assert len(layout.pages) > 1 and text_columns(SONG) == 72


def test_pages_without_a_grid_hold_what_their_lines_and_the_space_between_ask_for() -> None:
    caption, text = Text("caption", (Run("图注"),)), Text("body", (Run("字" * 30),))

    def pages(*pieces: Piece) -> int:
        return len(lay(pieces, SONG, lambda _: (1, 1)).pages)

    # 637.8 points hold 27 lines of 23.4, of which 6 are left
    assert (pages(*[text] * 27), pages(*[text] * 28)) == (1, 2)
    # a caption is 20.5 high with 6 below, and 6 above a heading are among these
    assert (pages(caption, text, *[text] * 25), pages(caption, heading(), *[text] * 25)) == (1, 1)
    assert pages(text, heading(), caption, *[text] * 24) == 2
    # what stands at the head of a page needs no space above, what ends one none below
    assert pages(*[text] * 26, caption) == 1
    assert lay([*[text] * 27, heading(), *[text] * 26], SONG, lambda _: (1, 1)).pages[1].white == 0


PIECES: st.SearchStrategy[Piece] = st.one_of(
    st.builds(
        Text,
        st.sampled_from(["body", "heading1", "title", "note", "caption"]),
        st.text(max_size=300).map(lambda t: (Run(t),)),
        st.booleans(),
    ),
    st.builds(Figure, st.integers(1, 9), st.just("x"), st.just("x"), st.text(max_size=60)),
    st.builds(
        lambda rows: Grid(("甲", "乙"), tuple(rows), (30.0, 60.0), ("left", "center")),
        st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=30),
    ),
    st.builds(NewPage),
)


@settings(max_examples=80)
@given(st.lists(PIECES, max_size=12), st.sampled_from(["gbt9704", "inline-songti"]))
def test_every_row_has_a_place_and_no_page_overflows(pieces: list[Piece], name: str) -> None:
    profile = {"gbt9704": GB, "inline-songti": SONG}[name]
    layout = lay(pieces, profile, lambda _: (900, 600))
    tall, drawn = layout.height, TerminalPages(layout, profile)
    for page in layout.pages:
        total = sum(row.rows for row in page.rows)
        assert total <= tall or len(page.rows) == 1
        assert all(columns_of(line) <= drawn.columns + 8 for line in drawn.rows(page))
    texts = "".join(p.text for p in pieces if isinstance(p, Text)).replace("\n", "")
    said = "".join(
        row.text for page in layout.pages for row in page.rows if isinstance(row, Line) and row.element != "caption"
    )
    assert sorted(t for t in texts) == sorted(said) or any(
        isinstance(p, Text) and p.element == "caption" for p in pieces
    )
