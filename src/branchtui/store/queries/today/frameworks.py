"""What the board tells of the room of frameworks: the documents that wait or bear the number of another; the frameworks that are
adopted and not closed, with what is to be handed in next in each."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from branchtui.rules.duties.facts import REQUEST as ASKING
from branchtui.rules.duties.facts import DocumentFact, FrameworkFact, documents_since
from branchtui.store.engine import sql
from branchtui.store.models import Document, Framework, Milestone, Setting
from branchtui.store.models.frameworks import CLOSED
from branchtui.store.models.settings import REQUEST

_CLOSED = ", ".join(f"'{state}'" for state in sorted(CLOSED))
# SQLite takes what stands beside min() from the row that has the minimum.
ADOPTED = sql.Select(
    ("f.id", "f.name", "n.name", "min(n.due_on)"),
    f"FROM framework f LEFT JOIN milestone n ON n.framework_id = f.id AND n.done_on IS NULL AND n.due_on IS NOT NULL "
    f"AND {Milestone.live_in('n')} WHERE f.state NOT IN ({_CLOSED}) AND {Framework.live_in('f')} GROUP BY f.id",
)


def adopted(rows: Iterable[tuple[Any, ...]]) -> list[FrameworkFact]:
    """What `ADOPTED` gave, what is due first in front."""
    found = [FrameworkFact(key, name, milestone or "", _day(due)) for key, name, milestone, due in rows]
    return sorted(found, key=lambda row: (row.due is None, row.due or date.min, row.id))


def _of(name: str) -> str:
    return f"FROM setting t WHERE t.key = '{REQUEST}' || lower(hex({name}.id)) AND {Setting.live_in('t')}"


def said_in(name: str) -> str:
    """In SQL, what the college said last, as JSON, by the document that a statement calls `name`; NULL for any other."""
    return f"(SELECT t.value {_of(name)})"


def sheet_in(name: str, more: str = "") -> str:
    """In SQL, whether the document that a statement calls `name` is a sheet that the college asks for, and `more` holds of that.

    What the college said decides, not what a person calls the document.
    """
    return f"EXISTS (SELECT 1 {_of(name)} AND json_extract(t.value, '$.kind') = 'sheet'{more})"


# The file rests on another server, or has left that one: nobody can hand the sheet in.
_ELSEWHERE = "EXISTS (SELECT 1 FROM hub h WHERE lower(hex(h.college)) <> json_extract(t.value, '$.college'))"


def elsewhere_in(name: str) -> str:
    """In SQL, whether the document that a statement calls `name` is a sheet of a college that the branch is not in any more."""
    return sheet_in(name, f" AND {_ELSEWHERE}")


def waiting_in(name: str) -> str:
    """In SQL, whether the document that a statement calls `name` is a sheet that nobody of the branch has handed in.

    What was handed in is a document that answers it, and whose id was made of it (`ids.is_pair_id`): an answer that somebody
    has entered is none. One that was withdrawn waits no more, nor does one of another college.
    """
    return sheet_in(
        name,
        f""" AND NOT json_extract(t.value, '$.withdrawn')
  AND NOT {_ELSEWHERE}
  AND NOT EXISTS (SELECT 1 FROM document a WHERE a.answers_id = {name}.id AND substr(hex(a.id), 13, 1) = '8'
    AND {Document.live_in("a")})""",
    )


_ASKS = f"d.direction = 'out' AND d.kind = '{ASKING}'"
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


def waiting_documents(today: date) -> sql.Select:
    """Those that wait, as `documents_told` takes them."""
    columns = ("d.id", "d.title", _ASKS, "d.day", "d.due", waiting_in("d"), said_in("d"))
    return sql.Select(columns, _WAITING, (str(documents_since(today)),))


def documents_told(waiting: Iterable[tuple[Any, ...]], twice: Iterable[tuple[Any, ...]]) -> list[DocumentFact]:
    """What these statements gave; without a reminder where what it reminds of waits as well."""
    rows = sorted(waiting, key=lambda row: row[0])
    said = {row[0]: json.loads(row[-1]) for row in rows if row[-1]}
    reminders = _reminders(said)
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


def _reminders(said: Mapping[bytes, Mapping[str, Any]]) -> set[bytes]:
    """Those that remind of another, by what the college said of each."""
    if not said:
        return set()
    from branchtui.rules.college.reminders import reminds  # a branch alone loads nothing of it

    return {key for key, words in said.items() if any(reminds(words, other) for other in said.values())}


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
