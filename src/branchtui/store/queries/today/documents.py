"""The documents that wait, or bear the number of another, for the board."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from branchtui.rules.college.reminders import reminds
from branchtui.rules.duties.facts import REQUEST, DocumentFact, documents_since
from branchtui.store.engine import sql
from branchtui.store.models import Document
from branchtui.store.queries.registers.college_requests import said_in, waiting_in

_ASKS = f"d.direction = 'out' AND d.kind = '{REQUEST}'"
# Those that are to be dealt with, and every 请示 that nothing answers.
_WAITING = f"""
FROM document d WHERE d.done_on IS NULL AND {Document.live_in("d")} AND COALESCE(d.due, d.day) >= ?
  AND (d.due IS NOT NULL OR {_ASKS})
  AND NOT ({_ASKS} AND EXISTS (SELECT 1 FROM document a WHERE a.answers_id = d.id AND {Document.live_in("a")}))
"""
# The last that bears each number given twice.
TWICE = sql.Select(
    ("max(d.id)", "max(d.title)", "d.number"),
    f"FROM document d WHERE d.direction = 'out' AND {Document.live_in('d')} AND d.number <> '' "
    "GROUP BY d.number HAVING count(*) > 1",
)


def waiting(today: date) -> sql.Select:
    """Those that wait, as `documents_told` takes them."""
    columns = ("d.id", "d.title", _ASKS, "d.day", "d.due", waiting_in("d"), said_in("d"))
    return sql.Select(columns, _WAITING, (str(documents_since(today)),))


def documents_told(waiting: Iterable[tuple[Any, ...]], twice: Iterable[tuple[Any, ...]]) -> list[DocumentFact]:
    """What these statements gave; without a reminder where what it reminds of waits as well."""
    rows = sorted(waiting, key=lambda row: row[0])
    said = {row[0]: json.loads(row[-1]) for row in rows if row[-1]}
    reminders = {key for key, words in said.items() if any(reminds(words, other) for other in said.values())}
    return [
        *(
            DocumentFact(
                *(key, title, bool(asks), _day(sent), _day(due)),
                sheet=bool(sheet),
                wanted=_day(said[key]["due_on"]) if sheet else None,
            )
            for key, title, asks, sent, due, sheet, _ in rows
            if key not in reminders
        ),
        *(DocumentFact(key, title, twice=number) for key, title, number in sorted(twice, key=lambda row: str(row[2]))),
    ]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
