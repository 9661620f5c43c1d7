"""Who has still to talk with whom, and what a line about a talk says."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.year.talk_line import TalkLine, parse_talk
from branchtui.rules.year.talks import coverage

A, B, C, D, E, F = (bytes([letter]) for letter in b"abcdef")
NOW = datetime(2026, 3, 12, 9)
FIFTH = date(2026, 3, 5)


def pairs(words: str) -> list[frozenset[bytes]]:
    return [frozenset(bytes([letter]) for letter in word.encode()) for word in words.split()]


@pytest.mark.parametrize(
    ("committee", "others", "talked", "lacking"),
    [
        ("abc", "def", "", (["ab", "ac", "bc"], "def", "def")),
        ("abc", "def", "ab ac bc ad be cf de ef", ([], "", "")),
        ("abc", "def", "ba ca cb da eb fc", ([], "", "def")),  # whoever began it
        ("abc", "def", "de ef", (["ab", "ac", "bc"], "def", "")),
        ("ab", "c", "ab", ([], "c", "")),  # no other member to talk with
        ("a", "bc", "ab bc", ([], "c", "")),  # a secretary alone
        ("", "bc", "", ([], "", "bc")),  # nobody holds an office
        ("abc", "", "ab", (["ac", "bc"], "", "")),
        ("", "", "", ([], "", "")),
        ("ab", "cd", "ab aa cc cx", ([], "cd", "cd")),  # with oneself, with who is no member
    ],
)
def test_what_is_lacking(committee: str, others: str, talked: str, lacking: tuple[list[str], str, str]) -> None:
    one, other = ([bytes([each]) for each in word.encode()] for word in (committee, others))
    found = coverage(one, other, pairs(talked))
    of_committee, *rest = lacking
    assert [(one + other).decode() for one, other in found.committee] == of_committee
    assert [b"".join(part).decode() for part in found[1:]] == rest
    assert found.lacking == len(of_committee) + sum(map(len, rest))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3月5日 林知远和沈一禾 谈思想 办公室", TalkLine(FIFTH, [("林知远", "沈一禾")], "谈思想", "办公室")),
        ("3月5日 林知远 和 沈一禾 谈思想", TalkLine(FIFTH, [("林知远", "沈一禾")], "谈思想")),
        ("lzy syh 3.5 谈工作压力 学院楼302", TalkLine(FIFTH, [("lzy", "syh")], "谈工作压力", "学院楼302")),
        ("3月5日 林知远和沈一禾 谈思想 201", TalkLine(FIFTH, [("林知远", "沈一禾")], "谈思想", "201")),
        ("上周四 林知远、沈一禾", TalkLine(FIFTH, [("林知远", "沈一禾")])),
        ("3月5日，林知远同沈一禾，谈思想，谈家庭，在线上", TalkLine(FIFTH, [("林知远", "沈一禾")], "谈思想，谈家庭", "线上")),
        ("3月5日 林知远与沈一禾 办公室", TalkLine(FIFTH, [("林知远", "沈一禾")], "办公室")),  # one word is what it was about
        ("3月5日 林知远 和沈一禾 谈思想", TalkLine(FIFTH, [("林知远", "和沈一禾"), ("林知远", "沈一禾")], "谈思想")),
        (
            "3月5日 顾清和和沈亦和 谈思想",
            TalkLine(FIFTH, [("顾清", "和沈亦和"), ("顾清和", "沈亦和"), ], "谈思想"),
        ),
        ("3月5日 林知远#0012和沈一禾 谈思想", TalkLine(FIFTH, [("林知远#0012", "沈一禾")], "谈思想")),
    ],
)  # fmt: skip
def test_a_line(text: str, said: TalkLine) -> None:
    assert parse_talk(text, NOW) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("林知远和沈一禾 谈思想", "没有写是哪一天"),
        ("3月5日", "没有写谁和谁谈"),
        ("3月5日 林知远", "没有写谁和谁谈"),
        ("", "没有写是哪一天"),
    ],
)
def test_a_line_that_lacks_something(text: str, told: str) -> None:
    with pytest.raises(BranchError, match=told):
        parse_talk(text, NOW)
