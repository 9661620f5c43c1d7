"""What this branch sets of the rules about study hours; `ledgers` reads them."""

import json

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.year.hours import NO_END, NoEnd
from branchtui.rules.year.hours_reading import FIGURES, KIND, NO_END_KEY, SETTINGS, key_words
from branchtui.store.file.database import act
from branchtui.store.models import Setting
from branchtui.store.writes import trash
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.year.ledgers import rules_seen


def figure_named(text: str) -> str:
    """What a person means by its words: 半天学时, 党课学时, 没有散会时间的学时. Raises BranchError naming those there are."""
    wanted = text.strip()
    known = {key_words(name): name for name in (*FIGURES, NO_END_KEY)}
    known |= {key_words(f"{KIND}{name}"): f"{KIND}{kind.name}" for kind in kinds().values() for name in kind.names}
    if (found := known.get(wanted)) is None:
        raise BranchError(f"没有“{wanted}”这一项。可选：{'、'.join(known)}。")
    return found


def set_hours(name: str, half_hours: int) -> str:
    """The branch agrees on a figure, in half hours; the sentence about it. Raises BranchError for one that can't be."""
    return _set(
        name, half_hours / 2 if half_hours % 2 else half_hours // 2, f"{key_words(name)}改为 {hours_number(half_hours)}"
    )


def choose_no_end(choice: NoEnd) -> str:
    """What meetings count whose end nobody told; the sentence about it."""
    return _set(NO_END_KEY, choice, f"{key_words(NO_END_KEY)}：{NO_END[choice]}")


def no_end_named(text: str) -> NoEnd:
    """The choice that a person means by its words. Raises BranchError naming those there are."""
    for choice in NO_END:
        if choice and text.strip() in (choice, NO_END[choice]):
            return choice
    raise BranchError(f"{key_words(NO_END_KEY)}请写“{NO_END['kind']}”或“{NO_END['none']}”。")


def restore_default(name: str) -> str:
    """What the branch has set is taken back; the sentence about it. Raises BranchError where it has set nothing."""
    row = Setting.get_or_none(Setting.id == Setting.row_id(key=f"{SETTINGS}{name}"))
    if row is None or row.deleted:
        raise BranchError(f"{key_words(name)}没有改过。")
    with act(f"{key_words(name)}恢复默认"):
        trash(row)
    return f"{key_words(name)}已恢复默认。"


def _set(name: str, value: float | str, said: str) -> str:
    key, text = f"{SETTINGS}{name}", json.dumps(value)
    if problems := rules_seen({key: text}).problems:
        raise BranchError(f"{problems[0].partition('用不了：')[2].removesuffix('先按自带的规则办。')}")
    with act(said):
        Setting.ensure(key=key, values={"value": text})
    return f"{said}，记为本支部约定。"
