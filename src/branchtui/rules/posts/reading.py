"""The rules about posts, read from the shipped TOML and from what a branch has set, each entry checked."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from branchtui.errors import BranchError
from branchtui.rules.posts.chain import STATES, WANTS, PostRules, StepKind
from branchtui.rules.posts.reviews import Grade, check_weights
from branchtui.rules.services import Source

SETTINGS = "post_rules:"
"""The key of what a branch has set goes on with a name in FIGURES, `categories`, `weights`, `grades` or `step:<name>`."""

STEP = "step:"
CATEGORIES, WEIGHTS, GRADES = "categories", "weights", "grades"
FIGURES = {"notice_working_days": range(1, 61), "silent_days": range(7, 731), "review_months": range(1, 61)}
"""What each figure may be."""

FIGURE_WORDS = {
    "notice_working_days": ("公示期限", "个工作日"),
    "silent_days": ("服务间隔期限", "天"),
    "review_months": ("岗位考核期限", "个月"),
}
"""What each is called, and what it counts."""

_MOST = 20  # entries of a list, characters of a name
_LISTS = {"aliases": None, "after": None, "only_in": tuple(STATES), "wants": tuple(WANTS)}
_SWITCHES = ("lasts", "meeting", "reason", "repeats", "restarts")
_BEHIND = "behind"  # the step that one of the branch's own comes behind


def rules_from(shipped: Mapping[str, Any], own: Mapping[str, str]) -> PostRules:
    """The rules of a parsed posts.toml, changed by the settings of the branch, key → JSON.

    A setting of a step gives all of it, or of a shipped one what differs; `false` takes it out. Raises BranchError
    where the shipped file is wrong; a setting that is wrong is left out and told in `problems`.
    """
    try:
        figures: dict[str, Any] = {name: _figure(name, shipped.get(name)) for name in FIGURES}
        rules = PostRules(
            _names(CATEGORIES, shipped.get(CATEGORIES)),
            {row.get("name", ""): _step(row) for row in shipped.get("step", ())},
            _grades(shipped.get("grade")),
            _weights(shipped.get(WEIGHTS)),
            **figures,
        )
    except BranchError as error:
        raise BranchError(f"自带的岗位规则 posts.toml 有误：{error}。请改正，或重新安装。") from error
    problems = []
    for key, text in own.items():
        name = key.removeprefix(SETTINGS)
        try:
            rules = _with(rules, name, _value(text), shipped)._replace(agreed=rules.agreed | {name})
        except BranchError as error:
            problems.append(f"本支部设置的“{key_words(key)}”用不了：{error}。先按自带的规则办。")
    return rules._replace(problems=tuple(problems))


def key_words(key: str) -> str:
    """What the key of a setting is about, as a person reads it."""
    name = key.removeprefix(SETTINGS)
    words = {CATEGORIES: "岗位类别", WEIGHTS: "考核权重", GRADES: "考核等次"}
    if name in FIGURES:
        return FIGURE_WORDS[name][0]
    return words.get(name) or f"岗位环节：{name.removeprefix(STEP)}"


def value_words(text: str) -> str:
    """What a branch has set of it, in words; the text itself where it is nothing that has words."""
    try:
        value = _value(text)
    except BranchError:
        return text
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "、".join(value)
    return text


def _with(rules: PostRules, name: str, value: Any, shipped: Mapping[str, Any]) -> PostRules:
    if name in FIGURES:
        figure: dict[str, Any] = {name: _figure(name, value)}
        return rules._replace(**figure)
    if name == CATEGORIES:
        return rules._replace(categories=_names(name, value))
    if name == WEIGHTS:
        return rules._replace(weights=_weights(value))
    if name == GRADES:
        return rules._replace(grades=_grades(value))
    if not name.startswith(STEP):
        raise BranchError("没有这一项设置")
    return rules._replace(steps=_with_step(rules.steps, name.removeprefix(STEP), value, shipped))


def _with_step(steps: Mapping[str, StepKind], name: str, value: Any, shipped: Mapping[str, Any]) -> dict[str, StepKind]:
    rest = {each: kind for each, kind in steps.items() if each != name}
    if value is False:
        if name not in steps:
            raise BranchError("没有这一环节")
        return rest
    if not isinstance(value, dict):
        raise BranchError("应是一张“名称 = 值”的表，或 false")
    there: Mapping[str, Any] = next((row for row in shipped.get("step", ()) if row.get("name") == name), {})
    behind = value.get(_BEHIND)
    kind = _step({**there, **{key: word for key, word in value.items() if key != _BEHIND}, "name": name})
    if behind is None and name in steps:
        return {each: kind if each == name else old for each, old in steps.items()}
    if behind not in rest:
        raise BranchError(f"{_BEHIND} 应是 {'、'.join(rest)} 之一，这一环节排在它后面")
    placed: dict[str, StepKind] = {}
    for each, old in rest.items():
        placed[each] = old
        if each == behind:
            placed[name] = kind
    return placed


def _step(row: Any) -> StepKind:
    if not isinstance(row, dict):
        raise BranchError("环节应是一张“名称 = 值”的表")
    known = {"name", "state", *_LISTS, *_SWITCHES}
    if unknown := [key for key in row if key not in known]:
        raise BranchError(f"不认得 {'、'.join(map(_shown, unknown))}，可写的是 {'、'.join(sorted(known))}")
    if row.get("state", "") not in ("", *STATES):
        raise BranchError(f"state 应是 {'、'.join(STATES)} 之一，现在是“{_shown(row['state'])}”")
    for key in _SWITCHES:
        if not isinstance(row.get(key, False), bool):
            raise BranchError(f"{key} 应是 true 或 false，现在是“{_shown(row[key])}”")
    lists: dict[str, Any] = {key: _names(key, row.get(key, []), among, empty=True) for key, among in _LISTS.items()}
    switches = {key: row.get(key, False) for key in _SWITCHES}
    return StepKind(_name("name", row.get("name")), state=row.get("state", ""), **lists, **switches)


def _grades(value: Any) -> tuple[Grade, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST or not all(isinstance(row, dict) for row in value):
        raise BranchError("等次应是几张“名称 = 值”的表")
    found = []
    for row in value:
        least = row.get("least")
        if isinstance(least, bool) or not isinstance(least, int) or not 0 <= least <= 100:
            raise BranchError(f"least 应是 0 到 100 的整数，现在是“{_shown(least)}”")
        found.append(Grade(_name("name", row.get("name")), least * 10, row.get("withdraw", False) is True))
    found.sort(key=lambda grade: -grade.least)
    if found[-1].least:
        raise BranchError("最低的等次要从 0 分起")
    return tuple(found)


def _weights(value: Any) -> dict[Source, int]:
    sources: tuple[Source, ...] = get_args(Source)
    if not isinstance(value, dict) or set(value) - set(sources):
        raise BranchError(f"权重应是 {'、'.join(sources)} 各多少")
    weights = {source: value.get(source, 0) for source in sources}
    if any(isinstance(each, bool) or not isinstance(each, int) for each in weights.values()):
        raise BranchError("权重应是整数")
    try:
        check_weights(weights)
    except BranchError as error:
        raise BranchError(str(error).removesuffix("。")) from None
    return weights


def _figure(name: str, value: Any) -> int:
    allowed = FIGURES[name]
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise BranchError(f"{name} 应是 {allowed[0]} 到 {allowed[-1]} 的整数，现在是“{_shown(value)}”")
    return value


def _names(key: str, value: Any, among: tuple[str, ...] | None = None, *, empty: bool = False) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST or not (value or empty):
        raise BranchError(f"{key} 应是不超过 {_MOST} 个名称的一列")
    names = tuple(_name(key, each) for each in value)
    if among is not None and (wrong := [name for name in names if name not in among]):
        raise BranchError(f"{key} 应在 {'、'.join(among)} 里选，现在是“{_shown(wrong[0])}”")
    if len(set(names)) < len(names):
        raise BranchError(f"{key} 里有重复的名称")
    return names


def _name(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > _MOST:
        raise BranchError(f"{key} 应是不超过 {_MOST} 个字的一行字，现在是“{_shown(value)}”")
    return value


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BranchError("写法有误，读不出来") from None


def _shown(value: object) -> str:
    text = value if isinstance(value, str) and value.isprintable() else repr(value)
    return text if len(text) <= 40 else f"{text[:40]}……"
