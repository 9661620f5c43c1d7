"""What is written of a framework as a whole, and its milestones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.frameworks.template import is_number_form
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.nearest import near
from branchtui.store.file.database import act
from branchtui.store.models import Framework, Milestone
from branchtui.store.models.columns import caption
from branchtui.store.models.frameworks import FRAMEWORK_STATES
from branchtui.store.writes import assign, trash
from branchtui.workflows.frameworks.adopt import own_key
from branchtui.workflows.input_checks import line

FIELDS = ("name", "organiser", "basis", "number_form", "state")
"""What `change_framework` writes; level and cycle stay as they were adopted, for they make the framework."""


def change_framework(framework: Framework, **typed: str) -> bool:
    """Write what was typed into fields of a framework (`FIELDS`), a state by its word; whether anything differs.

    Raises BranchError naming the field that can't be read.
    """
    values: dict[str, Any] = {
        name: line(words, caption(Framework, name), required=name == "name") for name, words in typed.items()
    }
    if "state" in values:
        values["state"] = state_named(values["state"])
    if "number_form" in values:
        values["number_form"] = _number_form(values["number_form"])
    with act(f"修改对标：{framework.name}"):
        return assign(framework, values)


def state_named(word: str) -> str:
    """The state that a word or its key names. Raises BranchError with those there are."""
    wanted = line(word, caption(Framework, "state"))
    found = next((key for key, state in FRAMEWORK_STATES.items() if wanted in (key, state)), None)
    if found is None:
        words = list(FRAMEWORK_STATES.values())
        raise BranchError(f"没有“{quoted(wanted, 20)}”这个状态{near(wanted, words) or '。'}可选：{'、'.join(words)}。")
    return found


def add_milestone(framework: Framework, name: str, due: str = "", papers: str = "", *, today: date) -> Milestone:
    """A new milestone; a day may be missing. Raises BranchError for what can't be read."""
    values = _milestone({"name": name, "due_on": due, "papers": papers}, today)
    key = own_key()
    with act(f"添加节点：{values['name']}"):
        return Milestone.create(
            id=Milestone.row_id(framework=framework, key=key), framework=framework, key=key, **values
        )


def change_milestone(milestone: Milestone, *, today: date, **typed: str) -> bool:
    """Write name, due_on, papers or done_on as typed; an empty day takes it away. Raises BranchError for what can't be read."""
    with act(f"修改节点：{milestone.name}"):
        return assign(milestone, _milestone(typed, today))


def done(milestone: Milestone, day: date) -> None:
    """A milestone is done on a day."""
    with act(f"完成节点：{milestone.name}"):
        assign(milestone, {"done_on": day})


def remove_milestone(milestone: Milestone) -> None:
    """Put a milestone into the trash."""
    with act(f"删除节点：{milestone.name}"):
        trash(milestone)


def _milestone(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, words in typed.items():
        said = line(words, caption(Milestone, name), required=name == "name")
        if name in ("due_on", "done_on"):
            values[name] = parse_day(said, today, past=name == "done_on") if said else None
        else:
            values[name] = said
    return values


def _number_form(form: str) -> str:
    if not is_number_form(form):
        raise BranchError("编号形式要有 {point} 和 {n}，如 {point}-{n:02}、{point}.{n}。")
    return form
