"""The rules about meetings: those that ship, changed by what this branch has set. The one place that reads or sets them."""

import json
from datetime import date
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
from branchtui.store.writes import trash

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView


def meeting_rules() -> MeetingRules:
    """All kinds and limits. Raises BranchError where the shipped file was changed and is wrong."""
    return rules_from(assets.toml("rules", "meetings.toml"), settings.starting_with(SETTINGS))


def kinds(day: date = date.max) -> dict[str, MeetingKind]:
    """The meeting kinds by name as in force on a day, or as they are last known."""
    return meeting_rules().on(day)


def kind_seen(view: "MeetingView") -> MeetingKind:
    """The kind of a meeting that has been read, by the rules of that moment. Raises as `kind_of` does."""
    return _kind(view.row, rules_from(assets.toml("rules", "meetings.toml"), view.rules))


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


def restore_default(limit: str) -> str:
    """What the branch has set of a limit is taken back, a switched off reminder too; the sentence about it.

    Raises BranchError where the branch has set nothing.
    """
    words, key = limit_words(limit), f"{SETTINGS}{limit}"
    there = settings.starting_with(SETTINGS)
    if not {key, f"{SETTINGS}{REMIND}{limit}"} & there.keys():
        raise BranchError(f"{words}没有改过。")
    rest = {name: word for name, word in _own(limit).items() if name != "times"} if kind_of_frequency(limit) else {}
    with act(f"{words}恢复默认"):
        if rest:
            Setting.ensure(key=key, values={"value": json.dumps(rest, ensure_ascii=False)})
        else:
            _forget(key)
        _forget(f"{SETTINGS}{REMIND}{limit}")
    return f"{words}已恢复默认。"


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
    row = Setting.get_or_none(Setting.id == Setting.row_id(key=key))
    if row is not None:
        trash(row)
