"""用语: what the branch writes instead, what is no fault here, and expressions it keeps to the mark."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.store.models import LexiconEntry, Row
from branchtui.store.models.columns import caption
from branchtui.store.models.publishing import WORDINGS, Wording
from branchtui.store.queries.registers.wordings import wordings
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers.reading import Typed, words
from branchtui.workflows.registers.register import Register

LONGEST = 60


def _wording(typed: Typed, today: date) -> dict[str, Any]:
    model = LexiconEntry
    kind = _kind(typed.get("kind", ""))
    text, instead = (words(model, typed, key, required=key == "text", limit=LONGEST) for key in ("text", "instead"))
    if kind == "replace" and not instead:
        raise BranchError(f"“{text}”要改成什么，还没有写；不算错的，处理请写“{WORDINGS['accept']}”。")
    if kind == "accept" and instead:
        raise BranchError(f"“{text}”既然不算错，就不写改成什么。")
    if text == instead:
        raise BranchError(f"“{text}”和要改成的一样，请核对。")
    return {"text": text, "kind": kind, "instead": instead, "source": words(model, typed, "source")}


def _kind(typed: str) -> Wording:
    """What is done with a text, by its word; empty is to write something else instead. Raises BranchError."""
    for kind, label in WORDINGS.items():
        if typed in (kind, label) or (not typed and kind == "replace"):
            return kind
    raise BranchError(f"{caption(LexiconEntry, 'kind')}请写“{'”或“'.join(WORDINGS.values())}”。")


def _typed(row: LexiconEntry) -> dict[str, str]:
    return {"text": row.text, "kind": WORDINGS[row.kind], "instead": row.instead, "source": row.source}


def _there_already(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where another row is of the same text."""
    for each in wordings():
        if each.text == columns["text"] and (row is None or each.id != row.id):
            said = f"{each.how}{each.instead}"
            raise BranchError(f"用语里已有“{each.text}”（{said}，{short_id(each.id)}），没有再记一条。请改那一条。")


WORDING = Register(
    LexiconEntry,
    ("text", "kind", "instead", "source"),
    _wording,
    _typed,
    {},
    {"kind": "、".join(WORDINGS.values()), "instead": "不算错的、照原文用的就空着"},
    check=_there_already,
)
