"""Meeting rules read from the shipped TOML and from what a branch has set, each entry checked."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from branchtui.errors import BranchError
from branchtui.rules.meetings import (
    ANSWER,
    IRREGULAR,
    NEWS,
    PERIODS,
    RECORD,
    WHO,
    MeetingKind,
    MeetingRules,
    Period,
    Practice,
    Rule,
    Who,
    kind_of_frequency,
    limit_words,
)
from branchtui.rules.stations import NAMES
from branchtui.rules.text.digits import decimal

SETTINGS = "meeting_rules:"
"""The key of what a branch has set goes on with `kind:<name>`, the name of a limit, or `remind:` and either of these."""

REMIND = "remind:"
LIMITS = {RECORD: range(61), NEWS: range(1, 24 * 60 + 1), ANSWER: range(1, 251)}
"""What each limit may be: working days, hours, working days."""

TIMES = range(1, 367)
"""How often a kind may be held in its period."""

_NUMBERS = {"times": TIMES, "minutes": range(1, 24 * 60 + 1)}
_WORDS: dict[str, tuple[str, ...]] = {
    "who": get_args(Who),
    "per": get_args(Period),
    "practice": tuple(filter(None, get_args(Practice))),
}
_TEXTS = {"verb": 10, "activity": 20, "regulation": 60, "article": 20, "text": 300}  # the most characters of each
_CALLED = {"verb": "动词", "regulation": "文件", "article": "条款"}  # of those that are typed
_OPTIONAL = {"regulation", "article", "text", "practice", "activity", "valid_from"}
_ALIASES = "aliases"
_MOST_ALIASES = 10
_NEWS = "news"
_WITHOUT = "without"
SPARED = ("materials", "news")
"""The stations that a kind may do without."""

_CLAUSE = ("regulation", "article", "text")
_BASIS = (*_CLAUSE, "practice")


def rules_from(shipped: Mapping[str, Any], own: Mapping[str, str]) -> MeetingRules:
    """The rules of a parsed meetings.toml, changed by the settings of the branch, key → JSON.

    A setting of a kind gives all of it, or of a shipped kind what differs; with `valid_from` it holds from that day.
    Raises BranchError where the shipped file is wrong; a setting that is wrong is left out and told in `problems`.
    """
    versions: dict[str, list[dict[str, Any]]] = {}
    try:
        for row in shipped.get("kind", ()):
            versions.setdefault(_name(row), []).append({"valid_from": shipped.get("valid_from"), **row})
        kinds = {name: _in_order([_kind(row) for row in rows]) for name, rows in versions.items()}
        limits = {name: _number(name, shipped.get(name), allowed) for name, allowed in LIMITS.items()}
    except BranchError as error:
        raise BranchError(f"自带的会议规则 meetings.toml 有误：{error}。请改正，或重新安装。") from error
    problems = []
    agreed, silent = set(), set()
    for key, text in sorted(own.items(), key=lambda each: each[0].startswith(f"{SETTINGS}{REMIND}")):
        name = key.removeprefix(SETTINGS)
        try:
            value = _value(text)
            if name in LIMITS:
                limits[name] = _number(name, value, LIMITS[name])
                agreed.add(name)
            elif name.startswith(REMIND):
                if not _reminds(name.removeprefix(REMIND), value, kinds):
                    silent.add(name.removeprefix(REMIND))
            elif kind := kind_of_frequency(name):
                there = versions.get(kind, [])
                fresh = _kind(_merged(kind, value, sorted(there, key=lambda row: row["valid_from"])), own=not there)
                kinds[kind] = (
                    *(each for each in kinds.get(kind, ()) if each.rule.valid_from < fresh.rule.valid_from),
                    fresh,
                )
            else:
                raise BranchError("没有这一项设置")
        except BranchError as error:
            kind = kind_of_frequency(name)
            stands = "先不用这一种" if kind and kind not in versions else "先按自带的规则办"
            problems.append(f"本支部设置的“{_shown(kind or name)}”用不了：{error}。{stands}。")
    return MeetingRules(
        kinds,
        limits[RECORD],
        limits[NEWS],
        tuple(problems),
        agreed=frozenset(agreed),
        silent=frozenset(silent),
        answer_within_working_days=limits[ANSWER],
    )


def key_words(key: str) -> str:
    """What the key of a setting is about, as a person reads it."""
    name = key.removeprefix(SETTINGS)
    if name.startswith(REMIND):
        return f"提醒：{limit_words(name.removeprefix(REMIND))}"
    return kind_of_frequency(name) or limit_words(name)


def kind_values(typed: Mapping[str, str]) -> dict[str, Any]:
    """What a person typed of a kind as its setting holds it: who and per in words, times and minutes in digits, and
    `without`, the stations it does without, by their names.

    Raises BranchError for a word or a number that can't be.
    """
    irregular = typed["per"].strip() == IRREGULAR
    for key, what in _CALLED.items():
        if len(words := typed.get(key, "").strip()) > _TEXTS[key]:
            raise BranchError(f"{what}有 {len(words)} 个字，太长了，请缩短到 {_TEXTS[key]} 字以内。")
    return {
        **typed,
        "who": _key("应到", WHO, typed["who"]),
        "per": "year" if irregular else _key("多久", PERIODS, typed["per"]),
        _WITHOUT: _spared(typed.get(_WITHOUT, "")),
        "times": 0 if irregular else whole_number(typed["times"], "几次", _NUMBERS["times"]),
        "minutes": whole_number(typed["minutes"], "时长", _NUMBERS["minutes"]),
        "regulation": typed["regulation"].strip().strip("《》"),
    }


def _spared(typed: str) -> list[str]:
    names = {NAMES[station]: station for station in SPARED}
    wanted = [word for word in re.split("[、，,\\s]+", typed) if word]
    if strange := [word for word in wanted if word not in names]:
        raise BranchError(f"不要求的环节只能是：{'、'.join(names)}，现在有“{_shown(strange[0])}”。")
    return [names[word] for word in wanted]


def whole_number(typed: str, what: str, allowed: range | None = None) -> int:
    """A figure that was typed. Raises BranchError where it is none, or none of those `allowed`."""
    figures = typed.strip()
    if (found := decimal(figures)) is None:
        raise BranchError(f"{what}要写数字，现在是“{_shown(figures)}”。")
    if allowed is not None and found not in allowed:
        raise BranchError(f"{what}要写 {allowed[0]} 到 {allowed[-1]} 的数字，现在是“{_shown(figures)}”。")
    return found


def _key(what: str, words: Mapping[Any, str], typed: str) -> str:
    for key, word in words.items():
        if word == typed.strip():
            return str(key)
    raise BranchError(f"{what}请选：{'、'.join(words.values())}。")


def value_words(text: str) -> str:
    """What a branch has set of a kind, in words; the text itself where it is nothing of the sort."""
    try:
        value = _value(text)
    except BranchError:
        return text
    if not isinstance(value, dict) or not value.keys() & {"who", "times", "per"}:
        return text
    per, times = PERIODS.get(value.get("per", ""), ""), value.get("times", "")
    often = IRREGULAR if times == 0 else " ".join(filter(None, (per, f"{times} 次" if times else "")))
    named = f"《{value['regulation']}》{value.get('article', '')}" if value.get("regulation") else ""
    return "，".join(filter(None, (value.get("verb", ""), WHO.get(value.get("who", ""), ""), often, named)))


def refuse_silence(limit: str, kinds: Mapping[str, tuple[MeetingKind, ...]]) -> None:
    """Raises BranchError, as half a sentence, where no such thing is reminded of, or a regulation asks for it."""
    if limit in LIMITS:
        return
    versions = kinds.get(kind_of_frequency(limit))
    if versions is None:
        raise BranchError(f"没有“{_shown(limit)}”这一项提醒")
    if not versions[-1].rule.practice:
        raise BranchError(f"{limit_words(limit)}是{versions[-1].clause}规定的，不能关掉提醒")


def _reminds(limit: str, value: object, kinds: Mapping[str, tuple[MeetingKind, ...]]) -> bool:
    if not isinstance(value, bool):
        raise BranchError(f"提醒应是 true 或 false，现在是“{_shown(value)}”")
    if not value:
        refuse_silence(limit, kinds)
    return value


def _in_order(versions: list[MeetingKind]) -> tuple[MeetingKind, ...]:
    return tuple(sorted(versions, key=lambda kind: kind.rule.valid_from))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BranchError("写法有误，读不出来") from None


def _merged(name: str, value: Any, shipped: list[dict[str, Any]]) -> dict[str, Any]:
    """What a branch has set of a kind, with the rest from the last shipped version; how often rests on the branch."""
    if not isinstance(value, dict):
        raise BranchError("应是一张“名称 = 值”的表")
    base = {key: word for key, word in shipped[-1].items() if key != "valid_from"} if shipped else {}
    if "times" in value or "per" in value or not shipped:
        for key in _BASIS:
            base.pop(key, None)
        if "regulation" not in value:
            base["practice"] = "branch"
    row = {**base, **value, "name": name}
    if isinstance(told := row.get("valid_from", date.min), str):
        try:
            told = date.fromisoformat(told)
        except ValueError:
            raise BranchError(f"valid_from 应是 2026-03-01 这样的日期，现在是“{_shown(told)}”") from None
    return {**row, "valid_from": told}


def _kind(row: Mapping[str, Any], *, own: bool = False) -> MeetingKind:
    """One checked kind; one of the branch's `own` may be held as it comes. Raises BranchError as half a sentence that
    names the key."""
    _name(row)
    known = {"name", "valid_from", _ALIASES, _NEWS, _WITHOUT, *_NUMBERS, *_WORDS, *_TEXTS}
    if unknown := [key for key in row if key not in known]:
        raise BranchError(f"不认得 {'、'.join(map(_shown, unknown))}，可写的是 {'、'.join(sorted(known))}")
    needed = [*_NUMBERS, *_WORDS, *_TEXTS]
    if missing := [key for key in needed if key not in row and key not in _OPTIONAL]:
        raise BranchError(f"缺 {'、'.join(missing)}")
    irregular = own and row["times"] == 0 and not isinstance(row["times"], bool)
    for key, allowed in _NUMBERS.items():
        if not (irregular and key == "times"):
            _number(key, row[key], allowed)
    for key, words in _WORDS.items():
        if key in row and row[key] not in words:
            raise BranchError(f"{key} 应是 {'、'.join(words)} 之一，现在是“{_shown(row[key])}”")
    for key, most in _TEXTS.items():
        if key in row:
            _text(key, row[key], most)
    if not isinstance(row.get(_NEWS, True), bool):
        raise BranchError(f"{_NEWS} 应是 true 或 false，现在是“{_shown(row[_NEWS])}”")
    if type(row["valid_from"]) is not date:  # a moment is a date as well, and compares with none
        raise BranchError(f"valid_from 应是日期，现在是“{_shown(row['valid_from'])}”")
    if "practice" not in row and not ("regulation" in row and "article" in row):
        raise BranchError("要写 regulation 和 article；条文没有规定的，写 practice = local")
    if irregular and "practice" not in row:
        raise BranchError("不定期的会议只能是本支部自己的约定，不写依据的文件")
    without = row.get(_WITHOUT, [])
    if not isinstance(without, list) or any(station not in SPARED for station in without):
        raise BranchError(f"{_WITHOUT} 应是一列，可写的是 {'、'.join(SPARED)}，现在是“{_shown(without)}”")
    news = row.get(_NEWS, True) and _NEWS not in without
    basis = {key: row[key] for key in (("practice",) if "practice" in row else _CLAUSE) if key in row}
    return MeetingKind(
        row["name"],
        row["verb"],
        row["who"],
        row["times"],
        row["per"],
        row["minutes"],
        Rule(**basis, valid_from=row["valid_from"]),
        row.get("activity", ""),
        _aliases(row.get(_ALIASES, [])),
        news,
        tuple(station for station in SPARED if station in without or (station == _NEWS and not news)),
    )


def _aliases(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST_ALIASES:
        raise BranchError(f"{_ALIASES} 应是不超过 {_MOST_ALIASES} 个别名的一列，现在是“{_shown(value)}”")
    return tuple(_text(_ALIASES, each, 20) for each in value)


def _name(row: Mapping[str, Any]) -> str:
    return _text("name", row.get("name"), 20)


def _number(key: str, value: object, allowed: range) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise BranchError(f"{key} 应是 {allowed[0]} 到 {allowed[-1]} 的整数，现在是“{_shown(value)}”")
    return value


def _text(key: str, value: object, most: int) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > most:
        raise BranchError(f"{key} 应是不超过 {most} 个字的一行字，现在是“{_shown(value)}”")
    return value


def _shown(value: object) -> str:
    """A value that another program may have written, fit to stand in a sentence."""
    text = value if isinstance(value, str) and value.isprintable() else repr(value)
    return text if len(text) <= 40 else f"{text[:40]}……"
