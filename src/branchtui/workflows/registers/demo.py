"""The registers of the demo branch: partners, helpers, growth, honours, documents, made by the workflows a user calls."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from branchtui import assets
from branchtui.store.file.database import many_acts
from branchtui.store.models import Helper
from branchtui.store.models.base import YES_NO
from branchtui.workflows.people.contacts import add_contact
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.registers.documents import DOCUMENT

_DAYS = {
    "agreed": "agreed_on",
    "until": "agreed_until",
    "from": "from_day",
    "to": "to_day",
    "day": "day",
    "done_on": "done_on",
}
_CALLED = {"name": "contact", "of": "of_id", "hours": "half_hours", "cost": "cost_cents"}


def build_registers(today: date) -> None:
    """Them, counted back from `today`, once the posts are there: one transaction. Raises BranchError."""
    told = assets.toml("demo", "registers.toml")
    with many_acts():
        for row in told["partner"]:
            add_contact(today=today, **_typed(row, today))
        for row in told["activity"]:
            register.add(kinds.ACTIVITY, _typed(row, today), today=today)
        for row in told["helper"]:
            _helper(row, today)
        for row in told["growth"]:
            register.add(kinds.GROWTH, _typed(row, today), today=today)
        for row in told["honour"]:
            register.add(kinds.HONOUR, _typed(row, today), today=today)
        for row in told["document"]:
            register.add(DOCUMENT, _typed(row, today), today=today)


def _helper(row: Mapping[str, Any], today: date) -> None:
    about = {key: value for key, value in row.items() if key != "events"}
    helper = cast(Helper, register.add(kinds.HELPER, _typed(about, today), today=today))
    for event in row["events"]:
        register.add(kinds.helped(helper), _typed(event, today), today=today)


def _typed(row: Mapping[str, Any], today: date) -> dict[str, str]:
    """A row as it is typed: days and years written out, words for yes and no, a line for each of a list."""
    typed = {}
    for key, value in row.items():
        if key == "number":
            typed[key] = value.replace("〔〕", f"〔{(today - timedelta(row['day'])).year}〕")
        elif key in _DAYS:
            typed[_DAYS[key]] = (today - timedelta(value)).isoformat()
        elif key == "cohort":
            typed[key] = f"{today.year - value}级"
        elif isinstance(value, bool):
            typed[key] = YES_NO[value]
        else:
            typed[_CALLED.get(key, key)] = "\n".join(value) if isinstance(value, list) else str(value)
    return typed
