"""What a typed service comes to, as lines: at any width, in both sets of signs."""

from datetime import date

import pytest

from branchtui.rules.text.service_line import Entry
from branchtui.store.models import Member, Post
from branchtui.ui.rooms.posts.services.lines import clock, figure_words, reading_lines
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs, leaks
from branchtui.workflows.posts.log_checks import Draft
from branchtui.workflows.posts.log_lines import Reading

TODAY = date(2026, 9, 10)
ENTRY = Entry(date(2026, 9, 9), 4, "窗口咨询", "周以宁", "14:00", "16:00", "学生", 30, 50, "份")
DRAFT = Draft(Post(name="岗"), Member(name="周以宁"), date(2026, 9, 9), ENTRY)
LONG = (
    "周以宁任岗时间是2026年3月1日至今，2025年9月1日不能记为上岗人的服务。若是志愿参加，请报名到当天该岗的一条服务记录。"
)


def shown(reading: Reading, width: int, glyphs: Glyphs = LINES) -> list[str]:
    return [str(line).rstrip() for line in reading_lines(reading, width, glyphs, TODAY)]


@pytest.mark.parametrize("width", [56, 76, 116])
@pytest.mark.parametrize(
    "reading",
    [
        Reading(),
        Reading(why=LONG),
        Reading(DRAFT),
        Reading(DRAFT, LONG),
        Reading(DRAFT, "", ("与服务“值班”时间重叠",) * 3),
    ],
    ids=["nothing", "not read", "good", "refused", "told"],
)
@pytest.mark.parametrize("glyphs", [LINES, ASCII], ids=["lines", "ascii"])
def test_it_is_three_lines_that_fit(reading: Reading, width: int, glyphs: Glyphs) -> None:
    lines = reading_lines(reading, width, glyphs, TODAY)
    assert len(lines) == 3 and all(line.cells <= width for line in lines)
    assert not leaks("".join(map(str, lines)).replace("—", "").replace("…", ""), glyphs)


def test_each_part_is_told_as_it_was_understood() -> None:
    assert shown(Reading(DRAFT), 116) == [
        " ● 周以宁  9月9日 星期三  14:00—16:00  2 小时  窗口咨询  学生30人次，50份",
        "   回车记下",
        "",
    ]


def test_what_stands_against_it_has_a_sign_besides_its_colour() -> None:
    assert shown(Reading(DRAFT, "太长了。"), 116)[0].startswith(" ! 周以宁")
    assert shown(Reading(DRAFT, "", ("与会议“甲”时间重叠",)), 116)[1] == "   ! 与会议“甲”时间重叠"
    assert shown(Reading(why="没有写时间。"), 116)[0] == " ○ 没有写时间。"


def test_figures_in_words() -> None:
    assert figure_words("学生", 30, 50, "份") == "学生30人次，50份"
    assert figure_words("学生", None, None, "") == "学生"
    assert (clock("14:00", "16:00"), clock("14:00", ""), clock("", "")) == ("14:00—16:00", "14:00", "")
