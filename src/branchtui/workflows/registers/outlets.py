"""投稿媒体 as it is typed: what each field means, and what a report takes over from its outlet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.digits import decimal
from branchtui.store.file.database import act
from branchtui.store.models import Outlet, Report, Row
from branchtui.store.models.columns import caption
from branchtui.store.queries.registers import outlets
from branchtui.store.writes import assign
from branchtui.workflows.input_checks import refuse_citizen_id
from branchtui.workflows.profiles import profiles
from branchtui.workflows.registers.reading import Typed, contact, contact_words, words
from branchtui.workflows.registers.register import Register

NO_LIMIT = "不限"
_MOST_HOURS, _MOST_CHARACTERS = 8760, 100_000


def _outlet(typed: Typed, today: date) -> dict[str, Any]:
    model = Outlet
    return {
        "name": words(model, typed, "name", required=True, limit=60),
        "level": words(model, typed, "level", limit=20),
        "profile": _profile(words(model, typed, "profile", limit=40)),
        "within_hours": _figure(typed, "within_hours", "小时", 1, _MOST_HOURS),
        "contact": contact(model, typed, "contact", unit=False) if typed.get("contact") else None,
        "send_to": words(model, typed, "send_to"),
        "paste_limit": limit_typed(typed.get("paste_limit", "")),
    }


def _profile(typed: str) -> str:
    """The profile of this name, or that a person calls so. Raises BranchError where there is none."""
    if not typed:
        return ""
    there = profiles()
    found = next((each.name for each in there if typed in (each.name, each.label)), None)
    if found is None:
        raise BranchError(
            f"没有“{quoted(typed, 20)}”这个版式。可选：{'、'.join(sorted(each.name for each in there))}。"
        )
    return found


def _figure(typed: Typed, key: str, unit: str, least: int, most: int) -> int | None:
    word = typed.get(key, "").removesuffix(unit).strip()
    found = decimal(word) if word else None
    if word and (found is None or not least <= found <= most):
        raise BranchError(f"{caption(Outlet, key)}要写 {least} 到 {most} 的数，现在写的是“{quoted(word, 20)}”。")
    return found


def limit_typed(typed: str) -> int | None:
    """How many characters a field of an outlet's web form takes: 0 where there is no limit, None where nobody told.

    Raises BranchError for what is no such number.
    """
    if typed.strip() == NO_LIMIT:
        return 0
    return _figure({"paste_limit": typed.strip()}, "paste_limit", "字", 20, _MOST_CHARACTERS)


def _called_already(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where another outlet is called so."""
    there = outlets.called(columns["name"])
    if there is not None and (row is None or there.id != row.id):
        raise BranchError(f"投稿媒体里已有“{there.name}”，没有再记一条。要补充就改那一条。")


def limit_words(limit: int | None) -> str:
    """Such a limit as it stands in a field."""
    return "" if limit is None else str(limit) if limit else NO_LIMIT


def _outlet_typed(row: Outlet) -> dict[str, str]:
    return {
        "name": row.name,
        "level": row.level,
        "profile": row.profile,
        "within_hours": "" if row.within_hours is None else str(row.within_hours),
        "contact": contact_words(row.contact) if row.contact else "",
        "send_to": row.send_to,
        "paste_limit": limit_words(row.paste_limit),
    }


OUTLET = Register(
    Outlet,
    ("name", "level", "profile", "within_hours", "contact", "send_to", "paste_limit"),
    _outlet,
    _outlet_typed,
    {},
    {
        "profile": "稿子用的版式；没有定就空着",
        "contact": "往来里的人；还没有的会一并记下",
        "paste_limit": f"如：800；没有上限写“{NO_LIMIT}”",
    },
    check=_called_already,
)


def limit_fields(row: Outlet, typed: str) -> Outlet:
    """Write how many characters a field of its web form takes. Raises BranchError where nothing, or no number, is typed."""
    refuse_citizen_id(typed, caption(Outlet, "paste_limit"))
    limit = limit_typed(typed)
    if limit is None:
        raise BranchError(f"请写一栏最多几字；没有上限写“{NO_LIMIT}”。")
    with act("每栏字数上限"):
        assign(row, {"paste_limit": limit})
    return row


def profile_for(report: Report, name: str) -> str:
    """The profile of the outlet of this name, where it is another than the report's; empty where nobody set one."""
    wanted = outlets.called(name)
    return wanted.profile if wanted is not None and wanted.profile != report.profile else ""


def chosen_by_hand(report: Report) -> bool:
    """Whether a person gave the report another profile than it came with, or than its outlet uses."""
    before = outlets.called(report.outlet)
    return report.profile != (before.profile if before is not None and before.profile else Report.profile.default)
