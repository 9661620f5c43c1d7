"""Pages on the grid: capacity, keeping together, tables, pictures, warnings, and their picture in a terminal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui import assets
from branchtui.typesetting.page_columns import columns_of, number_text, page_columns, page_text
from branchtui.typesetting.pages import Box, Layout, Line, TableRow, lay
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Run, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.profile_reading import profile_from
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


def test_a_new_page() -> None:
    assert counts(laid(body(3), NewPage(), body(2))) == [3, 2]


def test_a_long_chain_does_not_loop() -> None:
    assert sum(counts(laid(*[heading() for _ in range(50)]))) == 50


def test_a_picture_is_a_box_and_never_parts_from_its_caption() -> None:
    layout = laid(body(10), Figure(1, "x", "x", "合影"))
    box, caption = layout.pages[0].rows[-2:]
    assert isinstance(box, Box) and box.rows == 9
    assert isinstance(caption, Line) and caption.text == "配图1　合影" and caption.align == "center"
    layout = laid(body(13), Figure(1, "x", "x", "合影"))
    assert counts(layout) == [13, 10]
    assert "图1放不下，本页下部空9行" in layout.warnings[0].text and layout.warnings[0].page == 1


@pytest.mark.parametrize("size", [(900, 600), (600, 900), (4000, 100), (10, 10), (1, 4000), (1354, 722)])
def test_a_picture_keeps_its_shape_and_the_grid(size: tuple[int, int]) -> None:
    made = figure_size(size, GB)
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
    page = page_text(layout.pages[0], layout, GB)
    assert page_columns(GB) == 56 and len(page) == 22
    assert all(columns_of(line) <= 56 for line in page)
    assert page[0].strip() == "签到表" and page[0].startswith(" " * 25)
    assert page[1].startswith("    字")
    assert any("图1" in line for line in page) and any("|" in line and "林知远" in line for line in page)
    assert columns_of(page[-1 - layout.pages[0].white].rstrip()) == pytest.approx(52, abs=1)


def test_a_page_in_a_terminal_is_drawn_in_ascii() -> None:
    grid = Grid(("序号", "姓名"), (("1", "林知远"),), (14.0, 34.0), ("center", "left"))
    layout = laid(Figure(1, "x", "x", ""), grid)
    drawn = "".join(page_text(layout.pages[0], layout, GB))
    assert set(drawn) - set("图配1序号姓名林知远") == set(" +-|")


def test_latin_runs_into_the_margin_rather_than_being_cut() -> None:
    words = "统一身份认证接入 OAuth 2.0，接口服务为 https://api.example.edu.cn/v2/forms，"
    layout = laid(Text("body", (Run(words * 4),)))
    page = page_text(layout.pages[0], layout, GB)
    assert ".." not in "".join(page)
    assert max(map(columns_of, page)) > 56


def test_the_page_number_stands_outside() -> None:
    assert number_text(1, GB) == " " * 49 + "— 1 —"
    assert number_text(2, GB) == "  — 2 —"
    assert number_text(1, load("plain")) == ""


def test_pages_without_a_grid() -> None:
    layout = lay([Text("body", (Run("字" * 2000),))], SONG, lambda _: (900, 600))
    assert row_height(SONG) == pytest.approx(12 * 1.5 * 1.3)
    assert len(layout.pages) > 1 and page_columns(SONG) == 72


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


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=12), st.sampled_from(["gbt9704", "inline-songti"]))
def test_every_row_has_a_place_and_no_page_overflows(pieces: list[Piece], name: str) -> None:
    profile = {"gbt9704": GB, "inline-songti": SONG}[name]
    layout = lay(pieces, profile, lambda _: (900, 600))
    tall = layout.height
    for page in layout.pages:
        total = sum(row.rows for row in page.rows)
        assert total <= tall or len(page.rows) == 1
        assert all(columns_of(line) <= page_columns(profile) + 8 for line in page_text(page, layout, profile))
    texts = "".join(p.text for p in pieces if isinstance(p, Text)).replace("\n", "")
    said = "".join(
        row.text for page in layout.pages for row in page.rows if isinstance(row, Line) and row.element != "caption"
    )
    assert sorted(t for t in texts) == sorted(said) or any(
        isinstance(p, Text) and p.element == "caption" for p in pieces
    )
