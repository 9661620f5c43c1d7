"""Outlines: what their files say, what is wrong with one, and which of several is meant."""

import tomllib
from pathlib import Path

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.reports.outlines import Outline, Section, for_meeting, for_start, outline_from

SHIPPED = sorted(assets.path("outlines").glob("*.toml"))


def read(text: str) -> Outline:
    return outline_from(tomllib.loads(text), "我的.toml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_those_that_ship_are_read(path: Path) -> None:
    made = outline_from(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    assert made.starts and made.sections and made.source, "what it rests on is told"


def test_what_a_file_says() -> None:
    made = read(
        'name = "快讯"\nlimit = 300\nstarts = ["meeting"]\nmeetings = ["党课"]\n'
        '[[section]]\nfacts = ["lead"]\n[[section]]\nheading = "反响"\nhint = "写大家怎么说"\n'
    )
    assert made == Outline(
        "快讯", 300, ("meeting",), ("党课",), "", (Section("", ("lead",), ""), Section("反响", (), "写大家怎么说"))
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name：要写体裁的名称"),
        (f'name = "{"长" * 21}"', "不超过 20 字"),
        ('name = "快讯"\nlimits = 3', "limits：不认识，是不是“limit”？"),
        ('name = "快讯"\nlimit = "六百"', "limit：要写成不小于 0 的整数"),
        ('name = "快讯"\nlimit = true', "limit：要写成不小于 0 的整数"),
        ('name = "快讯"\nstarts = ["meetings"]', "没有“meetings”，是不是“meeting”？"),
        ('name = "快讯"\nstarts = "meeting"', "starts：要写成"),
        ('name = "快讯"\nsection = "一"', "section：要写成 \\[\\[section\\]\\]"),
        ('name = "快讯"\n[[section]]\nhint = "空"', "每一节要有 heading"),
        ('name = "快讯"\n[[section]]\nfacts = ["led"]', "没有“led”"),
        ('name = "快讯"\n[[section]]\nheading = "一\\n二"', "heading：要写成引号里的一行文字"),
    ],
)
def test_what_is_wrong_is_told(text: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        read(text)


def test_which_one_a_meeting_is_written_with() -> None:
    news, talk, case = (
        Outline(name, 0, starts, meetings, "", ())
        for name, starts, meetings in (
            ("消息", ("meeting",), ()),
            ("党课消息", ("meeting",), ("党课",)),
            ("案例", ("post", "activity"), ()),
        )
    )
    there = [case, news, talk]
    assert for_meeting(there, "党课") == talk and for_meeting(there, "支部党员大会") == news
    assert for_meeting([case], "党课") is None and for_start(there, "honour") is None
    assert for_start(there, "activity") == case
