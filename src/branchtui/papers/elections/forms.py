"""The parts of an election's papers as they are read from the shipped TOML, each entry checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from branchtui.errors import BranchError

TableKind = Literal["candidates", "votes"]
RESULT = "election_result"
KEYS = ("election_request", "election_method", "candidate_list", RESULT)
SLOTS = frozenset(
    [
        "branch",
        "body",
        "kind",
        "moment",
        "day",
        "place",
        "host",
        "about",
        "elected_on",
        "committee",
        "expected",
        "present",
        "quorum",
        "passing",
        "contest",
        "way",
        "slips",
        "scrutineers",
        "tellers",
        "winners",
    ]
)
_PAPER = {"key", "title", "subtitle", "addressed", "signed", "part"}
_PART = {"heading", "text", "table", "rule"}
_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part: a heading, words with places to be filled in, a table that is made; any of them may be missing."""

    heading: str = ""
    text: str = ""
    table: TableKind | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One paper: its words, and whether it is addressed to the superior and signed."""

    title: str
    parts: tuple[FormPart, ...]
    subtitle: str = ""
    addressed: bool = False
    signed: bool = False


def forms_from(shipped: Mapping[str, Any]) -> dict[str, Form]:
    """The forms of a parsed elections.toml by key. Raises BranchError that names the entry and what is wrong with it."""
    found: dict[str, Form] = {}
    for number, row in enumerate(shipped.get("paper", ()), 1):
        try:
            found[_one_of(row, KEYS)] = _form(row)
        except BranchError as error:
            raise BranchError(
                f"自带的选举材料 elections.toml 第 {number} 份有误：{error}。请改正，或重新安装。"
            ) from error
    if missing := [key for key in KEYS if key not in found]:
        raise BranchError(f"自带的选举材料 elections.toml 缺 {'、'.join(missing)}。请改正，或重新安装。")
    return found


def _form(row: Mapping[str, Any]) -> Form:
    _known(row, _PAPER)
    for name in ("addressed", "signed"):
        if not isinstance(row.get(name, False), bool):
            raise BranchError(f"{name} 应是 true 或 false")
    parts = tuple(_part(each) for each in row.get("part", ()))
    if not parts:
        raise BranchError("至少要有一个 part")
    title = _words(row, "title")
    if not title:
        raise BranchError("缺 title")
    return Form(title, parts, _words(row, "subtitle"), row.get("addressed", False), row.get("signed", False))


def _part(row: Mapping[str, Any]) -> FormPart:
    _known(row, _PART)
    _words(row, "rule")
    table = row.get("table")
    if table is not None and table not in get_args(TableKind):
        raise BranchError(f"table 应是 {'、'.join(get_args(TableKind))} 之一")
    part = FormPart(_words(row, "heading"), _words(row, "text"), table)
    if not (part.heading or part.text or part.table):
        raise BranchError("part 里要写 heading、text 或 table")
    return part


def _words(row: Mapping[str, Any], name: str) -> str:
    words = row.get(name, "")
    if not isinstance(words, str):
        raise BranchError(f"{name} 应是文字")
    if unknown := [slot for slot in _SLOT.findall(words) if slot not in SLOTS]:
        raise BranchError(f"{name} 里不认得 {{{unknown[0]}}}，可写的是 {'、'.join(sorted(SLOTS))}")
    return words.strip()


def _known(row: Mapping[str, Any], known: set[str]) -> None:
    if unknown := [key for key in row if key not in known]:
        raise BranchError(f"不认得 {'、'.join(unknown)}，可写的是 {'、'.join(sorted(known))}")


def _one_of(row: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    key = row.get("key")
    if key not in keys:
        raise BranchError(f"key 应是 {'、'.join(keys)} 之一")
    return str(key)


def filled_in(text: str, told: Mapping[str, str]) -> str:
    """A text with what is told in its places."""
    return _SLOT.sub(lambda found: told[found[1]], text)
