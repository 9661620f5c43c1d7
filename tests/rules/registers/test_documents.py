"""Numbers of documents, and the parts of the papers that are sent out."""

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.registers import letters
from branchtui.rules.registers.documents import Number, doubled, next_number, number_of

SHIPPED = assets.toml("papers", "documents.toml")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〔2026〕3号", Number("", 2026, 3)),
        ("商院教工一支〔2026〕12号", Number("商院教工一支", 2026, 12)),
        ("商院教工一支[2026]第12号", Number("商院教工一支", 2026, 12)),
        ("商院（2026）１２号", Number("商院", 2026, 12)),
        ("〔2026〕0号", None),
        ("2026-3", None),
        ("", None),
    ],
)
def test_a_number_is_read_whatever_its_brackets(text: str, number: Number | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("there", "following"),
    [
        ([], "〔2026〕1号"),
        (["〔2026〕3号", "〔2026〕1号"], "〔2026〕4号"),
        (["商院〔2026〕3号", "〔2026〕9号"], "商院〔2026〕4号"),  # under the prefix that was used last
        (["商院〔2025〕8号"], "商院〔2026〕1号"),  # a new year begins at 1
        (["随便写的", "〔2026〕2号"], "〔2026〕3号"),
        (["〔2026〕2号", "〔2026〕7号", "〔2026〕2号"], "〔2026〕8号"),  # a gap or a double changes nothing
    ],
)
def test_the_number_that_comes_next_is_the_greatest_and_one(there: list[str], following: str) -> None:
    assert next_number(there, 2026) == following


def test_a_number_given_twice_is_told_in_any_writing() -> None:
    assert doubled(["〔2026〕3号", "[2026]3号", "〔2026〕4号", "", ""]) == {"〔2026〕3号"}


def test_the_ten_kinds_have_the_parts_of_the_standard() -> None:
    kinds = letters.letters_from(SHIPPED)
    assert list(kinds) == ["请示", "报告", "通知", "函", "方案", "计划", "总结", "协议", "证明", "公示"]
    for kind in kinds.values():
        assert {letters.NUMBER, letters.TITLE, letters.TEXT, letters.ENCLOSED, letters.DAY} <= set(kind.parts)
        assert letters.SIGNED in kind.parts or letters.SEALS in kind.parts
        assert kind.text and all(part and hint for part, hint in kind.text)
    assert [name for name, kind in kinds.items() if letters.ADDRESSEE in kind.parts] == [
        *("请示", "报告", "通知", "函", "证明"),
    ]


@pytest.mark.parametrize(
    ("kind", "told", "lacking"),
    [
        ("请示", {}, ["主送机关", "正文", "成文日期"]),
        ("请示", {"主送机关": "学院党委", "正文": "一", "成文日期": True}, []),
        ("计划", {"正文": "一"}, ["成文日期"]),
        ("协议", {"正文": "一"}, ["乙方", "成文日期"]),
    ],
)
def test_what_a_paper_lacks_is_told(kind: str, told: dict[str, object], lacking: list[str]) -> None:
    values = dict.fromkeys((letters.ADDRESSEE, letters.TEXT, letters.DAY), "") | told
    assert letters.letters_from(SHIPPED)[kind].lacking(values) == lacking


def test_the_text_tells_its_headings_enclosures_and_note() -> None:
    text = letters.text_of(
        "为加强管理，现请示如下。\n一、设岗安排\n（一）岗位\n一、这一句有句号。不是标题\n# 要求\n\n"
        "附件：1.名单\n2.方案\n附注：联系人林知远"
    )
    assert text.lines == (
        (0, "为加强管理，现请示如下。", False),
        (1, "一、设岗安排", False),
        (2, "（一）岗位", False),
        (0, "一、这一句有句号。不是标题", False),
        (1, "要求", True),
    )
    assert text.enclosed == ("附件：1.名单", "2.方案") and text.note == "联系人林知远"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "一个文种也没有"),
        ({"kind": [{"name": "请示", "title": "", "parts": ["标题"], "text": []}]}, "parts 要写标题、正文"),
        ({"kind": [{"name": "请示", "title": "", "parts": ["标题", "正文", "印章"], "text": []}]}, "“印章”"),
        ({"kind": [{"name": "请示", "title": "", "parts": ["标题", "正文"], "text": [["缘由"]]}]}, "text 要写成"),
        ({"kind": ["请示"]}, "name、title、parts、text"),
    ],
)
def test_a_file_that_somebody_changed_wrongly_says_what_is_wrong(changed: dict[str, object], says: str) -> None:
    with pytest.raises(BranchError, match=says):
        letters.letters_from(changed)
