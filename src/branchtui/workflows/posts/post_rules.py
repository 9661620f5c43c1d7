"""The rules about posts: those that ship, changed by what this branch has set. The one place that reads or sets them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.posts.chain import PostRules
from branchtui.rules.posts.reading import (
    CATEGORIES,
    FIGURE_WORDS,
    FIGURES,
    SETTINGS,
    STEP,
    WEIGHTS,
    key_words,
    rules_from,
)
from branchtui.rules.services import Source
from branchtui.store.file.database import act
from branchtui.store.models import Setting
from branchtui.store.queries import settings
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line, refuse_citizen_id


def post_rules() -> PostRules:
    """The rules as this branch has them. Raises BranchError where the shipped file was changed and is wrong."""
    return rules_seen(settings.starting_with(SETTINGS))


def rules_seen(own: Mapping[str, str]) -> PostRules:
    """The same by what was read of the branch's settings, as a view of a post holds it."""
    return rules_from(assets.toml("rules", "posts.toml"), own)


def figure_named(text: str) -> str:
    """The figure that a person means by its words; empty where it is none of these."""
    return next((name for name, (words, _) in FIGURE_WORDS.items() if text.strip() in (name, words)), "")


def set_figure(name: str, value: int) -> str:
    """The branch agrees on a figure, one of FIGURES; the sentence about it. Raises BranchError for one that can't be."""
    (words, unit), allowed = FIGURE_WORDS[name], FIGURES[name]
    if value not in allowed:
        raise BranchError(f"{words}应是 {allowed[0]} 到 {allowed[-1]} 的整数，现在是“{value}”。")
    return _set(name, value, f"{words}改为 {value} {unit}")


def set_categories(names: Sequence[str]) -> str:
    """The branch sorts its posts into these; the sentence about it. Posts keep the category they have."""
    words = [line(name, "岗位类别", required=True, limit=20) for name in names]
    return _set(CATEGORIES, words, f"岗位类别改为{'、'.join(words)}")


def set_weights(weights: Mapping[Source, int]) -> str:
    """The weights in percent of reviews still to be made; the sentence about it."""
    return _set(WEIGHTS, dict(weights), "更改考核权重")


def set_step(name: str, values: Mapping[str, Any]) -> str:
    """The branch has a step of its own, or another one than ships; `values` as in posts.toml, and `behind` which it comes.

    Returns the sentence about it. Raises BranchError for a value that can't be.
    """
    words = line(name, "岗位环节的名称", required=True, limit=20)
    return _set(f"{STEP}{words}", dict(values), f"设置岗位环节：{words}")


def leave_out_step(name: str) -> str:
    """The branch goes without a step; what was done of it stays. Raises BranchError where there is no such step."""
    kind = post_rules().step(name)
    if kind.name not in rules_seen({}).steps:  # one of the branch's own: nothing is left of it
        return restore_default(f"{STEP}{kind.name}")
    return _set(f"{STEP}{kind.name}", False, f"不用岗位环节：{kind.name}")


def restore_default(name: str) -> str:
    """What the branch has set is taken back: a figure, categories, weights or a step. Raises where it has set nothing."""
    key = f"{SETTINGS}{name}"
    row = Setting.get_or_none(Setting.id == Setting.row_id(key=key))
    if row is None or row.deleted:
        raise BranchError(f"{key_words(key)}没有改过。")
    with act(f"{key_words(key)}恢复默认"):
        trash(row)
    return f"{key_words(key)}已恢复默认。"


def _set(name: str, value: Any, said: str) -> str:
    key, text = f"{SETTINGS}{name}", json.dumps(value, ensure_ascii=False)
    refuse_citizen_id(text, key_words(key))
    own = {**settings.starting_with(SETTINGS), key: text}
    before = rules_seen({each: words for each, words in own.items() if each != key}).problems
    if problems := [told for told in rules_seen(own).problems if told not in before]:
        raise BranchError(f"{problems[0].partition('用不了：')[2].removesuffix('先按自带的规则办。')}")
    with act(said):
        Setting.ensure(key=key, values={"value": text})
    return f"{said}，记为本支部约定。"
