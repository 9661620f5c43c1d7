"""Outlines: what kind of text a report is (体裁), how long it may be, and which headings and facts it begins with."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple, NoReturn, cast

from branchtui.errors import BranchError
from branchtui.rules.text.nearest import near

Start = Literal["meeting", "activity", "honour", "post", "year"]
STARTS: dict[Start, str] = {
    "meeting": "会议",
    "activity": "共建活动",
    "honour": "荣誉成果",
    "post": "示范岗",
    "year": "一年",
}
"""What a draft may begin from."""

Block = Literal["lead", "items", "outcome", "log", "activities", "honours", "faults", "tasks"]
BLOCKS: dict[Block, str] = {
    "lead": "何时、何地、谁、做了什么",
    "items": "议题和决议",
    "outcome": "成果",
    "log": "示范岗台账的数字",
    "activities": "共建活动",
    "honours": "荣誉成果",
    "faults": "整改清单里没有完成的",
    "tasks": "没有办完的议定事项",
}
"""What a section may begin with, where the record has it."""

_OUTLINE = ("name", "limit", "starts", "meetings", "source", "section")
_SECTION = ("heading", "facts", "hint")
_LONGEST_NAME = 20
_MOST_SECTIONS = 40


class Section(NamedTuple):
    """A heading, empty for text before the first, with the facts below it. The hint is told, never written into a text."""

    heading: str
    facts: tuple[Block, ...]
    hint: str


class Outline(NamedTuple):
    """`limit` is in characters of the text, 0: none. `source` says what it rests on.

    Of those that begin from a meeting, one is for the kinds in `meetings`, or where there are none for all others.
    """

    name: str
    limit: int
    starts: tuple[Start, ...]
    meetings: tuple[str, ...]
    source: str
    sections: tuple[Section, ...]


def outline_from(table: Mapping[str, Any], file: str) -> Outline:
    """The outline of a parsed TOML file. Raises BranchError naming the file, the key and what was perhaps meant."""
    return _Reader(file).outline(table)


def for_meeting(outlines: Collection[Outline], kind: str) -> Outline | None:
    """The one that a meeting of this kind is drafted with; of several the first."""
    fitting = [each for each in outlines if "meeting" in each.starts]
    return next(
        (each for each in fitting if kind in each.meetings), next((each for each in fitting if not each.meetings), None)
    )


def for_start(outlines: Collection[Outline], start: Start) -> Outline | None:
    """The first that begins from this; one that names it first goes before others."""
    fitting = [each for each in outlines if start in each.starts]
    return min(fitting, key=lambda each: each.starts.index(start), default=None)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def outline(self, table: Mapping[str, Any]) -> Outline:
        self._known(table, _OUTLINE)
        name = self._text(table, "name")
        if not name or len(name) > _LONGEST_NAME:
            self._fail("name", f"要写体裁的名称，不超过 {_LONGEST_NAME} 字")
        limit = table.get("limit", 0)
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
            self._fail("limit", "要写成不小于 0 的整数")
        sections = table.get("section", [])
        if not isinstance(sections, list) or not all(isinstance(each, Mapping) for each in sections):
            self._fail("section", "要写成 [[section]]")
        if len(sections) > _MOST_SECTIONS:
            self._fail("section", f"有 {len(sections)} 个，最多 {_MOST_SECTIONS} 个")
        return Outline(
            name,
            limit,
            cast("tuple[Start, ...]", self._words(table, "starts", STARTS)),
            self._words(table, "meetings"),
            self._text(table, "source"),
            tuple(map(self._section, sections)),
        )

    def _section(self, table: Mapping[str, Any]) -> Section:
        self._known(table, _SECTION)
        heading = self._text(table, "heading")
        facts = cast("tuple[Block, ...]", self._words(table, "facts", BLOCKS))
        if not heading and not facts:
            self._fail("section", "每一节要有 heading（小标题）或 facts（事实）")
        return Section(heading, facts, self._text(table, "hint"))

    def _known(self, table: Mapping[str, Any], names: Collection[str]) -> None:
        for name in table:
            if name not in names:
                self._fail(name, f"不认识{near(name, names)}")

    def _text(self, table: Mapping[str, Any], name: str) -> str:
        value = table.get(name, "")
        if not isinstance(value, str) or len(value.splitlines()) > 1:
            self._fail(name, "要写成引号里的一行文字")
        return value.strip()

    def _words(self, table: Mapping[str, Any], name: str, among: Mapping[Any, str] | None = None) -> tuple[str, ...]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fail(name, '要写成 ["…", "…"]')
        for each in value if among is not None else ():
            if among is not None and each not in among:
                told = "、".join(f"{key}（{words}）" for key, words in among.items())
                self._fail(name, f"没有“{each}”{near(each, among)}。可写：{told}")
        return tuple(value)

    def _fail(self, name: str, what: str) -> NoReturn:
        raise BranchError(f"{self._file} 里的 {name}：{what}。")
