"""What the college says of a request as a setting keeps it, and what a document shows of that."""

import json
from datetime import date
from typing import Any, Protocol

from branchtui.rules.college.reminders import LONGEST
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.cleaning import clean, one_line, whole

WITHDRAWN = "（已撤回）"


class Asked(Protocol):
    """A request as the server tells it. `columns` are those of a sheet as JSON has them."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def columns(self) -> object: ...
    @property
    def withdrawn(self) -> bool: ...
    @property
    def reminds(self) -> int | None: ...


def kept(asked: Asked, college: bytes) -> str:
    """What the setting holds of a request, as JSON: on every machine the same."""
    words = {
        "college": college.hex(),
        "number": asked.number,
        "kind": asked.kind,
        "title": line(asked.title),
        "body": _text(asked.body),
        "due_on": asked.due_on.isoformat() if asked.due_on else None,
        "columns": _columns(asked.columns),
        "withdrawn": bool(asked.withdrawn),
    }
    if asked.reminds is not None:
        words["reminds"] = asked.reminds
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def _columns(given: object) -> object:
    """The columns as they are, without what is never stored: a number of an identity card."""
    return json.loads(without_citizen_ids(json.dumps(given, ensure_ascii=False))) if given else []


def differs(asked: Asked, stored: str | None) -> bool:
    """Whether a request says something else than the setting holds; one that was withdrawn before anybody saw it says nothing."""
    if stored is None:
        return not asked.withdrawn
    return kept(asked, bytes.fromhex(json.loads(stored)["college"])) != stored


def told(asked: Asked) -> dict[str, Any]:
    """What a document shows of a request, by column."""
    due = asked.due_on.isoformat() if asked.due_on else None
    words = {"title": line(asked.title), "body": _text(asked.body), "due_on": due, "withdrawn": asked.withdrawn}
    return shown(words)


def shown(said: dict[str, Any]) -> dict[str, Any]:
    """The same of what the setting holds."""
    due = date.fromisoformat(said["due_on"]) if said["due_on"] and not said["withdrawn"] else None
    return {
        "title": f"{WITHDRAWN if said['withdrawn'] else ''}{said['title']}",
        "body": said["body"],
        "due": due,
    }


def line(text: str) -> str:
    """Words of the college as one line that may be stored."""
    return without_citizen_ids(one_line(text).strip())[:LONGEST]


def _text(text: str) -> str:
    return without_citizen_ids(clean(whole(text)).strip())
