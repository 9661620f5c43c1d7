"""The rules about study hours, read from the shipped TOML and from what a branch has set, each entry checked."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.year.hours import MOST_OF_A_DAY, NO_END, HoursRules, NoEnd, Target, Who

SETTINGS = "hours_rules:"
"""The key of what a branch has set goes on with a name of FIGURES, with NO_END_KEY, or with `kind:<name>`."""

KIND = "kind:"
NO_END_KEY = "no_end"
FIGURES: Mapping[str, str] = {"hour": "每小时学时", "half_day": "半天学时", "full_day": "全天学时"}
"""The figures that a branch may set, and their words. They are stored in hours, as 3.5."""

_MOST_TARGET = 2000  # of a year
_MINUTES = ("half_day_minutes", "full_day_minutes")


def rules_from(shipped: Mapping[str, Any], own: Mapping[str, str]) -> HoursRules:
    """The rules of a parsed hours.toml, changed by the settings of the branch, key → JSON.

    Raises BranchError where the shipped file is wrong; a setting that is wrong is left out and told in `problems`.
    """
    try:
        figures = {name: _halves(name, shipped.get(name), MOST_OF_A_DAY) for name in FIGURES}
        minutes = {name: _whole(name, shipped.get(name)) for name in _MINUTES}
        targets = _targets(shipped)
    except BranchError as error:
        raise BranchError(f"自带的学时规则 hours.toml 有误：{error}。请改正，或重新安装。") from error
    kinds: dict[str, int] = {}
    problems, agreed = [], set()
    no_end: NoEnd = ""
    for key, text in own.items():
        name = key.removeprefix(SETTINGS)
        try:
            value = _value(text)
            if name in FIGURES:
                figures[name] = _stored(value)
            elif name == NO_END_KEY:
                no_end = _no_end(value)
            elif name.startswith(KIND):
                kinds[name.removeprefix(KIND)] = _stored(value, least=0)
            else:
                raise BranchError("没有这一项设置")
            agreed.add(name)
        except BranchError as error:
            problems.append(f"本支部设置的“{key_words(key)}”用不了：{error}。先按自带的规则办。")
    return HoursRules(
        targets,
        **figures,
        **minutes,
        no_end=no_end,
        kinds=kinds,
        agreed=frozenset(agreed),
        problems=tuple(problems),
    )


def key_words(key: str) -> str:
    """What the key of a setting is about, as a person reads it."""
    name = key.removeprefix(SETTINGS)
    if name.startswith(KIND):
        return f"{name.removeprefix(KIND)}学时"
    return {**FIGURES, NO_END_KEY: "没有散会时间的学时"}.get(name, name)


def no_end_words(text: str) -> str:
    """The words of a stored choice what meetings count whose end nobody told; empty where it is none."""
    return next((words for choice, words in NO_END.items() if choice and text == f'"{choice}"'), "")


def _targets(shipped: Mapping[str, Any]) -> dict[Who, tuple[Target, ...]]:
    found: dict[Who, list[Target]] = {who: [] for who in get_args(Who)}
    rows = shipped.get("target")
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or row.get("who") not in found:
            raise BranchError(f"target 的 who 应是 {'、'.join(found)} 之一")
        since = row.get("valid_from", shipped.get("valid_from"))
        if type(since) is not date:
            raise BranchError("valid_from 应是日期")
        regulation, article = row.get("regulation"), row.get("article")
        if not (isinstance(regulation, str) and isinstance(article, str) and regulation and article):
            raise BranchError("target 要写 regulation 和 article")
        found[row["who"]].append(Target(_halves("hours", row.get("hours"), _MOST_TARGET), regulation, article, since))
    if missing := [who for who, there in found.items() if not there]:
        raise BranchError(f"缺 {'、'.join(missing)} 的 target")
    return {who: tuple(sorted(there, key=lambda each: each.valid_from)) for who, there in found.items()}


def _halves(name: str, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < 2 * value <= most or 2 * value % 1:
        raise BranchError(f"{name} 应是大于 0 的学时，可以是半个，如 1.5")
    return int(2 * value)


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 24 * 60:
        raise BranchError(f"{name} 应是 1 到 {24 * 60} 的整数")
    return value


def _stored(value: object, least: int = 1) -> int:
    """The half hours of what is stored in hours."""
    halves = 2 * value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    if not least <= halves <= MOST_OF_A_DAY or halves % 1:
        raise BranchError(f"学时应在 {hours_number(least)} 到 {hours_number(MOST_OF_A_DAY)} 之间，可以是半个")
    return int(halves)


def _no_end(value: object) -> NoEnd:
    for choice in NO_END:
        if choice and value == choice:
            return choice
    raise BranchError("应是 kind 或 none")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BranchError("写法有误，读不出来") from None
