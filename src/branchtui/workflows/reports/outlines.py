"""Outlines: the ones that ship, and the branch's own, which add to them or stand in their place."""

import json
import re
import tomllib
from functools import cache
from typing import NamedTuple

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.reports.outlines import Outline, outline_from
from branchtui.store.file.database import act
from branchtui.store.models import Setting
from branchtui.store.queries import settings
from branchtui.workflows.input_checks import line, refuse_citizen_id

_PREFIX = "outline:"
_NAME = re.compile(r'^(name\s*=\s*)(?:"[^"\n]*"|\'[^\'\n]*\')', re.MULTILINE)
_LONGEST = 20_000  # characters
_SHIPPED = (
    "meeting-news",
    "activity-news",
    "lecture-news",
    "profile",
    "brief",
    "summary",
    "duty-report",
    "case",
)


class OutlineEntry(NamedTuple):
    """An outline with its TOML; `own` ones belong to this branch."""

    outline: Outline
    text: str
    own: bool


def outlines() -> list[OutlineEntry]:
    """Every outline: first the branch's own, then those that ship and have no own one of their name."""
    own = [_own(name, json.loads(value)) for name, value in sorted(settings.starting_with(_PREFIX).items())]
    taken = {each.outline.name for each in own}
    return [*own, *(each for each in _shipped() if each.outline.name not in taken)]


def names() -> list[str]:
    """What a report's kind may be."""
    return [each.outline.name for each in outlines()]


def entry(name: str) -> OutlineEntry:
    """One of them by its name. Raises BranchError naming those there are."""
    there = outlines()
    found = next((each for each in there if each.outline.name == name.strip()), None)
    if found is None:
        told = "、".join(each.outline.name for each in there)
        raise BranchError(f"没有“{name}”这个体裁。可选：{told}。要加自己的，用 branchtui outlines new。")
    return found


def outline(name: str) -> Outline:
    """Likewise."""
    return entry(name).outline


def limit_of(kind: str, most: int) -> int:
    """How many characters a text of this kind may have, where its profile allows `most` (0: any number): the smaller."""
    own = next((each.outline.limit for each in outlines() if each.outline.name == kind), 0) if kind else 0
    return min(filter(None, (own, most)), default=0)


def copied(name: str, new: str) -> str:
    """The TOML of an outline under another name, to be changed. Raises BranchError where there is none of that name."""
    base = entry(name)
    named = line(new, "体裁名称", required=True, limit=20)
    return _NAME.sub(lambda match: f"{match[1]}{json.dumps(named, ensure_ascii=False)}", base.text, count=1)


def store_outline(text: str, file: str) -> Outline:
    """Keep an outline of the branch's own under the name it says. Raises BranchError that says what is wrong in it."""
    refuse_citizen_id(text, "体裁")
    if len(text) > _LONGEST:
        raise BranchError(f"{file} 有 {len(text)} 个字，不像体裁文件。请照自带的体裁改写。")
    made = _parsed(text, file)
    kind = made.name
    with act(f"保存体裁：{kind}"):
        Setting.ensure(key=f"{_PREFIX}{made.name}", values={"value": json.dumps(text, ensure_ascii=False)})
    return made


def _own(key: str, text: str) -> OutlineEntry:
    name = key.removeprefix(_PREFIX)
    return OutlineEntry(_parsed(text, f"体裁“{name}”"), text, own=True)


@cache
def _shipped() -> tuple[OutlineEntry, ...]:
    texts = {key: assets.read("outlines", f"{key}.toml").decode("utf-8") for key in _SHIPPED}
    return tuple(OutlineEntry(_parsed(text, f"{key}.toml"), text, own=False) for key, text in texts.items())


def _parsed(text: str, file: str) -> Outline:
    try:
        return outline_from(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise BranchError(f"{file} 写法有误：{error}。") from error
    except RecursionError:
        raise BranchError(f"{file} 里的括号套得太深，读不了。请照自带的体裁改写。") from None
