"""The rules about meetings: those that ship, changed by what this branch has set. The one place that reads or sets them."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import LIMITS, REMIND, SETTINGS, TIMES, refuse_silence, rules_from
from branchtui.rules.meetings import (
    MeetingKind,
    MeetingRules,
    find_kind,
    frequency,
    kind_of_frequency,
    limit_unit,
    limit_words,
)
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Setting
from branchtui.store.queries import meetings, settings

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView


def meeting_rules() -> MeetingRules:
    """All kinds and limits. Raises BranchError where the shipped file was changed and is wrong."""
    return rules_read(settings.starting_with(SETTINGS))


def rules_read(own: Mapping[str, str]) -> MeetingRules:
    """The same by what was read of the branch's settings."""
    return rules_from(_shipped(), own)


def shipped_rules() -> MeetingRules:
    """The same without what a branch has set."""
    return rules_from(_shipped(), {})


def kinds(day: date = date.max) -> dict[str, MeetingKind]:
    """The meeting kinds by name as in force on a day, or as they are last known."""
    return meeting_rules().on(day)


def kind_seen(view: "MeetingView") -> MeetingKind:
    """The kind of a meeting that has been read, by the rules of that moment. Raises as `kind_of` does."""
    return _kind(view.row, rules_seen(view))


def rules_with(own: Mapping[str, str]) -> MeetingRules:
    """The same with what a branch has set, as it was read."""
    return rules_from(_shipped(), own)


def rules_seen(view: "MeetingView") -> MeetingRules:
    """All that was ruled about meetings at the moment at which one was read."""
    return rules_read(view.rules)


def kind_of(meeting: Meeting) -> MeetingKind:
    """The kind of a meeting, as in force on its day. Raises BranchError where there is no such kind any more."""
    return _kind(meeting, meeting_rules())


def verb_of(meeting: Meeting) -> str:
    """How one says that this meeting takes place: 召开, 举办, 开展."""
    return meeting_rules().verb_on(meeting.kind, meetings.begins(meeting).date())


def not_held(meeting: Meeting, what: str) -> BranchError:
    """The error where a meeting was not held yet: `what` says as half a sentence what can't be done."""
    verb = verb_of(meeting)
    return BranchError(f"会议还没有登记{verb}，{what}。请先登记{verb}（branchtui hold 编号）。")


def _kind(meeting: Meeting, rules: MeetingRules) -> MeetingKind:
    return find_kind(rules.on(meetings.begins(meeting).date()), meeting.kind)


def limits() -> list[str]:
    """Every limit that can be set, then the frequency of every kind: what the functions below take."""
    return [*LIMITS, *map(frequency, kinds())]


def is_default(limit: str) -> bool:
    """Whether a limit, or how often a kind is held, is neither a regulation's nor set by this branch."""
    rules, kind = meeting_rules(), kind_of_frequency(limit)
    if kind:
        return find_kind(rules.on(date.max), kind).rule.practice == "local"
    return limit in LIMITS and limit not in rules.agreed


def set_limit(limit: str, value: int) -> str:
    """The branch agrees on a figure: working days, hours, or how often in the period of the kind. The sentence about it.

    Whoever was not reminded of it is again. Raises BranchError for a figure that can't be, or no such limit.
    """
    words, allowed = limit_words(limit), LIMITS.get(limit, TIMES)
    if limit not in limits():
        raise BranchError(f"没有“{words}”这一项。可选：{'、'.join(map(limit_words, limits()))}。")
    if value not in allowed:
        raise BranchError(f"{words}应是 {allowed[0]} 到 {allowed[-1]} 的整数，现在是“{value}”。")
    said = f"{words}改为 {value} {limit_unit(limit)}"
    own = {**_own(limit), "times": value} if kind_of_frequency(limit) else value
    with act(said):
        Setting.ensure(key=f"{SETTINGS}{limit}", values={"value": json.dumps(own, ensure_ascii=False)})
        _forget(f"{SETTINGS}{REMIND}{limit}")
    return f"{said}，记为本支部约定。"


def switch_off(limit: str) -> str:
    """The board does not remind of it any more; the sentence about it.

    What the papers say of a record written later than the limit stays. Raises BranchError where a regulation asks for
    it, or there is no such limit.
    """
    words = limit_words(limit)
    try:
        refuse_silence(limit, meeting_rules().versions)
    except BranchError as error:
        raise BranchError(f"{error}。") from error
    with act(f"不再提醒：{words}"):
        Setting.ensure(key=f"{SETTINGS}{REMIND}{limit}", values={"value": "false"})
    return f"不再提醒：{words}。"


def may_switch_off(limit: str) -> bool:
    """Whether the reminder of a limit or a frequency can be switched off: not what a regulation asks for."""
    try:
        refuse_silence(limit, meeting_rules().versions)
    except BranchError:
        return False
    return True


def remind_again(limit: str) -> str:
    """The board reminds of it again, as before it was switched off; the sentence about it."""
    words = limit_words(limit)
    if meeting_rules().reminds(limit):
        raise BranchError(f"{words}的提醒没有关。")
    with act(f"恢复提醒：{words}"):
        _forget(f"{SETTINGS}{REMIND}{limit}")
    return f"恢复提醒：{words}。"


def is_set(limit: str) -> bool:
    """Whether the branch has set a figure of it that can be taken back."""
    own = settings.starting_with(SETTINGS)
    return f"{SETTINGS}{limit}" in own and (limit in LIMITS or "times" in _own(limit))


def restore_default(limit: str) -> str:
    """What the branch has set of a limit is taken back, a switched off reminder too; the sentence about it.

    Raises BranchError where the branch has set nothing.
    """
    words, key = limit_words(limit), f"{SETTINGS}{limit}"
    there = settings.starting_with(SETTINGS)
    if not {key, f"{SETTINGS}{REMIND}{limit}"} & there.keys():
        raise BranchError(f"{words}没有改过。")
    if kind_of_frequency(limit) in {kind.name for kind in own_kinds()}:
        raise BranchError(f"{words}是本支部自己定的，没有默认。请直接改数字，或去掉这一种会议。")
    rest = {name: word for name, word in _own(limit).items() if name != "times"} if kind_of_frequency(limit) else {}
    with act(f"{words}恢复默认"):
        if rest:
            Setting.ensure(key=key, values={"value": json.dumps(rest, ensure_ascii=False)})
        else:
            _forget(key)
        _forget(f"{SETTINGS}{REMIND}{limit}")
    return f"{words}已恢复默认。"


def own_kinds() -> list[MeetingKind]:
    """The kinds that this branch has added itself, as they are last known."""
    shipped = shipped_rules().versions
    return [kind for name, kind in kinds().items() if name not in shipped]


def presets() -> dict[str, dict[str, Any]]:
    """The kinds that many branches have of their own and this one has not: what `add_kind` takes, by name."""
    taken = {called for kind in kinds().values() for called in kind.names}
    rows = (dict(row) for row in _shipped().get("preset", ()))
    found = {row.pop("name"): row for row in rows}
    return {
        name: {key: word for key, word in row.items() if key != "practice"}
        for name, row in found.items()
        if name not in taken
    }


def add_kind(name: str, values: Mapping[str, Any]) -> str:
    """The branch has a kind of meeting of its own from now on; the sentence about it.

    `values` are verb, who, times, per, minutes, without, and where a document asks for it regulation and article, as
    in meetings.toml. Raises BranchError for a name that a kind has already, or a value that can't be.
    """
    from branchtui.workflows.input_checks import line

    words = line(name, "会议种类的名称", required=True, limit=20)
    taken = {called: kind.name for kind in kinds().values() for called in kind.names}
    if words in taken:
        raise BranchError(f"“{words}”就是{taken[words]}，已经有了。请换一个名称。")
    _write_kind(words, values, f"增加会议种类：{words}")
    return f"已增加会议种类“{words}”，计划会议时可以选。"


def change_kind(name: str, values: Mapping[str, Any]) -> str:
    """Change a kind of the branch's own, all of `values` as in `add_kind`. Raises BranchError for any other kind."""
    _check_own(name)
    _write_kind(name, values, f"修改会议种类：{name}")
    return f"已改会议种类“{name}”。"


def remove_kind(name: str) -> str:
    """Take a kind of the branch's own away. Raises BranchError where there are meetings of it, or it is none."""
    _check_own(name)
    if used := meetings.count_of_kind(name):
        raise BranchError(f"已有 {used} 次“{name}”，这一种不能去掉。不想再被提醒，可以关掉它的提醒。")
    with act(f"去掉会议种类：{name}"):
        _forget(f"{SETTINGS}{frequency(name)}")
        _forget(f"{SETTINGS}{REMIND}{frequency(name)}")
    return f"已去掉会议种类“{name}”。"


def _check_own(name: str) -> None:
    if name not in {kind.name for kind in own_kinds()}:
        raise BranchError(f"“{name}”不是本支部自己的会议种类，不能改。")


def _write_kind(name: str, values: Mapping[str, Any], said: str) -> None:
    from branchtui.workflows.input_checks import line

    key = f"{SETTINGS}{frequency(name)}"
    given = {key: line(word, "会议种类", limit=300) if isinstance(word, str) else word for key, word in values.items()}
    kept = {key: word for key, word in _own(frequency(name)).items() if key not in given}
    text = json.dumps({**kept, **{key: word for key, word in given.items() if word != ""}}, ensure_ascii=False)
    if problems := rules_from(_shipped(), {key: text}).problems:
        raise BranchError(problems[0].partition("用不了：")[2].removesuffix("先不用这一种。"))
    with act(said):
        Setting.ensure(key=key, values={"value": text})


@cache
def _shipped() -> Mapping[str, Any]:
    return assets.toml("rules", "meetings.toml")


def limit_named(text: str) -> str:
    """The limit that a person means by its words or its name. Raises BranchError naming those there are."""
    there = limits()
    wanted = text.strip()
    called = {name: kind for kind in kinds().values() for name in kind.names}
    if (kind := called.get(wanted.removesuffix("次数"))) is not None:
        return frequency(kind.name)
    found = next((limit for limit in there if wanted in (limit, limit_words(limit))), None)
    if found is None:
        raise BranchError(f"没有“{wanted}”这一项。可选：{'、'.join(map(limit_words, there))}。")
    return found


def _own(limit: str) -> dict[str, Any]:
    """What the branch has set of a kind; nothing where that can't be read."""
    try:
        found = json.loads(settings.starting_with(SETTINGS).get(f"{SETTINGS}{limit}", ""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _forget(key: str) -> None:
    from branchtui.store.writes import trash  # the rules are read before the first frame

    row = Setting.get_or_none(Setting.id == Setting.row_id(key=key))
    if row is not None:
        trash(row)
