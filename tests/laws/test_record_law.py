"""The proof against a record, over texts made of names, numbers and what is said of meetings: no rule raises, marks lie
within their lines, and an edit finds what reading anew finds."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui.proof.context import Context, Lexicon
from branchtui.proof.draft import Draft, Picture
from branchtui.proof.finding import Finding
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from branchtui.proof.record import LogFigure, Outsider, Person, Record
from branchtui.proof.samples import MEETING, ROSTER, TODAY
from branchtui.store.readings import sounds_of
from branchtui.workflows.proofing.expressions import expressions

RECORD = Record(
    MEETING.starts.date(),
    {**ROSTER, **{name: Person(name) for name in ("何婷", "阿依努尔·艾山")}},
    {"裴砚秋": Outsider("裴砚秋", "学院党委副书记")},
    MEETING,
    [LogFigure("32人次", "30人次", "台账")],
    sounds=sounds_of,
)
CONTEXT = Context(
    TODAY, "海州大学国际商学院办公室党支部", "国际商学院", Lexicon(fixed=expressions()), 40, record=RECORD
)
_SAID = (
    *(
        "林知远",
        "沈一禾",
        "苏晚舟",
        "顾清和",
        "裴砚秋",
        "何亭",
        "林之远",
        "阿依努尔.艾山",
        "学院党委书记",
        "支部副书记",
    ),
    *(
        "召开",
        "举办",
        "支部党员大会",
        "主题党日",
        "由",
        "主持",
        "会议",
        "主讲",
        "说",
        "发言",
        "在",
        "行政楼301",
        "会议室",
    ),
    *(
        "11月4日",
        "2026年2月30日",
        "星期三",
        "周天",
        "下午3点半",
        "25:61",
        "第四次",
        "第0次",
        "近日",
        "应到",
        "实到",
        "赞成",
    ),
    *(
        "12票",
        "三人",
        "零人",
        "全票通过",
        "请假",
        "缺席",
        "列席",
        "听众",
        "32人次",
        "全体党员",
        "参加",
        "名党员",
        "图3",
        "配图12",
    ),
    *("国际商学院学院办公室党支部", "国际商学办公室党支部", "（以下简称“支部”）", "支部", "“设立党员先锋示范岗位”"),
    *(
        "三会一课",
        "创新、协调、绿色、共享",
        "学用思贯通",
        "预备党员",
        "，",
        "。",
        "；",
        "：",
        "、",
        "“",
        "”",
        "《",
        "》",
        "\n",
    ),
    *("# 标题\n", "【图1】\n", "\n【图3】\n", "甲", "🙂", "\ud800", "０１", "２０"),
)
_TEXT = st.lists(st.sampled_from(_SAID), max_size=40).map("".join)


def _draft(body: str, other: str = "") -> Draft:
    pictures = [Picture(1, other.strip(), there=True, taken=datetime(2026, 11, 4, 9)), Picture(2, "", there=False)]
    signed = [("文", other.replace("\n", "")), ("审核", "林知远")]
    return draft_of(title=other, editors_note=other, body=body, figures=pictures, bylines=signed, state="review")


def _checked(draft: Draft, found: list[Finding]) -> None:
    lines = {(line.part, line.number): line.text for line in draft.lines}
    for each in found:
        text = lines[each.part, each.line]
        assert 0 <= each.start <= each.end <= len(text) and text[each.start : each.end] == each.said, each
        assert each.words and each.clause and each.instead != each.said, each


@given(_TEXT, _TEXT)
@settings(max_examples=300)
def test_any_text_is_held_against_the_record(body: str, other: str) -> None:
    draft = _draft(body, other)
    _checked(draft, Proofer(CONTEXT).check(draft))


@given(st.lists(_TEXT, min_size=1, max_size=6), st.data())
@settings(max_examples=100)
def test_an_edit_finds_what_reading_anew_finds(lines: list[str], data: st.DataObject) -> None:
    proofer = Proofer(CONTEXT)
    proofer.check(_draft("\n".join(lines)))
    lines[data.draw(st.integers(0, len(lines) - 1))] = data.draw(_TEXT)
    edited = _draft("\n".join(lines))
    assert proofer.check(edited) == Proofer(CONTEXT).check(edited)
