"""Pasted text: nothing freezes, nothing is lost unsaid, nothing hidden comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from branchtui.paths import Home
from branchtui.ui.text.paste import LONGEST_FIELD, LONGEST_PARAGRAPH, for_area, for_field, tidied
from branchtui.ui.widgets.editors import DraftArea, LineInput
from tests.ui.conftest import Desk, opened

LINE = "会议指出，要把学习成果落到实处，服务师生。" * 1700  # one line of 34,000 characters and more


async def _paste(desk: Desk, text: str) -> None:
    """Paste as a terminal with bracketed paste does."""
    desk.app.post_message(events.Paste(text))
    await desk.pilot.pause()


def test_a_long_line_is_parted_at_the_ends_of_sentences() -> None:
    text, more = for_area(LINE)
    lines = text.split("\n")
    assert "".join(lines) == LINE
    assert more == len(lines) - 1 > 30
    assert all(line.endswith("。") and len(line) <= LONGEST_PARAGRAPH for line in lines)


def test_usual_paragraphs_stay_as_they_are() -> None:
    text = "第一段。" * 300 + "\n\n  第二段"
    assert for_area(text) == (text, 0)


@given(st.text(st.sampled_from("党。！”，a \n"), max_size=5000))
def test_parting_only_adds_line_ends(text: str) -> None:
    parted, more = for_area(text)
    assert parted.replace("\n", "") == text.replace("\n", "")
    assert parted.count("\n") == text.count("\n") + more
    assert all(len(line) <= LONGEST_PARAGRAPH for line in parted.split("\n"))


def test_hidden_characters_do_not_come_in() -> None:
    assert for_area("党\x1b[31m课\u202e\ufeff\r\n完")[0] == "党[31m课\n完"
    assert for_field("一\n\n 二 \n三") == ("一 二 三", 3)


@pytest.mark.parametrize(
    "keys",
    [["4", "ctrl+n"], ["2", "slash"], ["ctrl+p"], ["2", "down", "enter", "f3"], ["4", "enter"]],
    ids=["form", "filter", "palette", "attendance", "parts"],
)
async def test_a_field_of_one_line_refuses_what_is_too_long_and_says_so(seeded_home: Home, keys: list[str]) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*keys)
        field = desk.app.focused
        assert isinstance(field, LineInput)
        before = field.value
        await _paste(desk, LINE)
        assert field.value == before
        assert f"最多 {LONGEST_FIELD} 字" in desk.said[-1]
        await _paste(desk, "党课\n记录")
        assert "党课 记录" in field.value


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys", [["2", "down", "enter", "f4"], ["4", "enter", "f3"]], ids=["record", "body of a report"]
)
async def test_a_long_line_pasted_into_a_text_does_not_freeze_it(seeded_home: Home, keys: list[str]) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*keys)
        area = desk.app.focused
        assert isinstance(area, DraftArea)
        before = area.text
        await desk.press("ctrl+end")
        await _paste(desk, LINE)
        assert area.text.replace("\n", "").endswith(LINE[-40:])
        assert "已在句末分开" in desk.said[-1]
        assert max(map(len, area.text.split("\n"))) <= LONGEST_PARAGRAPH, (
            "else a key after it waits: benchmarks/linear.py"
        )
        await desk.type("党")
        assert area.text.endswith("党")
        await desk.press("ctrl+z", "ctrl+z")
        assert area.text == before


async def test_a_selection_is_replaced(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "ctrl+n", "'甲乙丙", "shift+left", "shift+left")
        await _paste(desk, "丁\n戊")
        assert isinstance(desk.app.focused, LineInput)
        assert desk.app.focused.value == "甲丁 戊"


@pytest.mark.parametrize("count", [1, 2, 4, 5, 8, 31, 32, 33, 40])
async def test_what_an_input_method_commits_at_once_arrives_whole(seeded_home: Home, count: int) -> None:
    words = ("认真学习贯彻会议精神，交流体会；" * 3)[:count]
    async with opened(seeded_home) as desk:
        await desk.press("4", "ctrl+n")
        await desk.type(words)
        assert isinstance(desk.app.focused, LineInput)
        assert desk.app.focused.value == words


@pytest.mark.parametrize(
    ("pasted", "text", "words"),
    [
        ("第一段。\n第二段。", "第一段。\n第二段。", ""),
        ("　　第一段。\n　　第二段。", "第一段。\n第二段。", "去掉 2 处多余空格"),  # WPS
        ("\u00a0\u00a0\t第一段。\r\n\r\n\r\n\r\n第二段。 ", "第一段。\n\n第二段。", "去掉 2 处多余空格，合并 2 个空行"),
        ("党\u200b课\u00ad记\ufeff录", "党课记录", "去掉 3 处多余空格"),  # a web page
        ("党课\u00a0记录，\tWord\u00a0\u2002文件", "党课 记录，Word 文件", "去掉 3 处多余空格"),
        ("姓名\t单位", "姓名 单位", "去掉 1 处多余空格"),  # of a table: never glued together
        (" 和 Word ", " 和 Word ", ""),  # for the midst of a line
        ("  \n ", "\n", "去掉 2 处多余空格"),
        ("王　宁  the  end", "王　宁  the  end", ""),  # as somebody may have typed it
        ("\n\n一\n\n\n二\n", "\n\n一\n\n二\n", "合并 1 个空行"),
        ("a\u2028b\x0bc", "a\nb\nc", ""),  # soft breaks are breaks
    ],
)
def test_a_paste_keeps_paragraphs_and_drops_what_is_no_text(pasted: str, text: str, words: str) -> None:
    tidy = tidied(pasted)
    assert tidy.text == text
    assert tidy.words == (f"粘贴：{words}。按一次 Ctrl+Z 变回原样。" if words else "")
    assert tidied(text) == (text, 0, 0), "a second time there is nothing to do"


@given(st.text(st.sampled_from("党。a \u3000\u00a0\t\u200b\u00ad\n"), max_size=400))
def test_no_character_of_the_text_is_lost(text: str) -> None:
    def kept(words: str) -> str:
        return "".join(c for c in words if c in "党。a")

    tidy = tidied(text)
    assert kept(tidy.text) == kept(text)
    assert [kept(line) for line in tidy.text.split("\n") if kept(line)] == [
        kept(line) for line in text.split("\n") if kept(line)
    ]
    assert bool(tidy.words) == (tidy.blanks + tidy.lines > 0)


@pytest.mark.slow
async def test_what_was_done_to_a_paste_is_told_and_undone_by_itself(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3")
        area = desk.app.focused
        assert isinstance(area, DraftArea)
        before = area.text
        await desk.press("ctrl+end")
        await _paste(desk, "\n　　从 WPS 来的一段。\n\n\n\n　　又一段。")
        assert area.text == f"{before}\n从 WPS 来的一段。\n\n又一段。"
        assert desk.said[-1] == "粘贴：去掉 2 处多余空格，合并 2 个空行。按一次 Ctrl+Z 变回原样。"
        await desk.press("ctrl+z")
        assert area.text == f"{before}\n　　从 WPS 来的一段。\n\n\n\n　　又一段。"
        await desk.press("ctrl+z")
        assert area.text == before
        await desk.press("ctrl+y", "ctrl+y")
        assert area.text.endswith("\n又一段。")


async def test_a_paste_takes_the_place_of_what_is_selected_in_a_text(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "ctrl+a")
        area = desk.app.focused
        assert isinstance(area, DraftArea)
        await _paste(desk, "　　一段。")
        await desk.type("二")
        assert area.text == "一段。二"
