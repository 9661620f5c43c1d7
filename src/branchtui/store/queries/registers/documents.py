"""收发文: the papers that came and went, which of them answer others, and which wait."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.registers.documents import doubled, same_number
from branchtui.store.engine import sql
from branchtui.store.models import Document
from branchtui.store.models.year import Direction
from branchtui.store.queries.filter_words import HOLDS, held_by
from branchtui.store.queries.registers.listed import Listed, day_of, holds


class DocumentRow(NamedTuple):
    """One of them, without its text. `answers` is the one it answers, `answered` the last that answers it.

    `doubled` is whether another that was sent bears its number.
    """

    id: bytes
    direction: Direction
    kind: str
    title: str
    number: str
    unit: str
    day: date | None
    due: date | None
    done_on: date | None
    answers: bytes | None
    answered: bytes | None
    doubled: bool = False


def document(document_id: bytes) -> Document:
    """One of them as stored now. Raises GoneError where there is none."""
    return Document.get_by_id(document_id)


def documents() -> list[DocumentRow]:
    """All of them, the latest first; those without a day come first of all: nobody has sent them yet."""
    found = sql.rows(
        "SELECT d.id, d.direction, d.kind, d.title, d.number, d.unit, d.day, d.due, d.done_on, d.answers_id, "
        f"(SELECT max(a.id) FROM document a WHERE a.answers_id = d.id AND {Document.live_in('a')}) "
        f"FROM document d WHERE {Document.live_in('d')} ORDER BY COALESCE(d.day, '9999') DESC, d.id DESC"
    )
    rows = [DocumentRow(*row[:6], *map(day_of, row[6:9]), *row[9:]) for row in found]
    twice = doubled(row.number for row in rows if row.direction == "out")
    return [
        row._replace(doubled=True)
        if row.direction == "out" and row.number and same_number(row.number) in twice
        else row
        for row in rows
    ]


def row_of(document_id: bytes) -> DocumentRow:
    """One of them as it is listed. Raises GoneError where there is none."""
    document(document_id)
    return next(row for row in documents() if row.id == document_id)


def numbers_sent() -> list[str]:
    """The numbers of what was sent, from the latest on."""
    return [row.number for row in documents() if row.direction == "out" and row.number]


def units() -> list[str]:
    """The units that documents came from or went to, from the latest on."""
    return list(dict.fromkeys(row.unit for row in documents() if row.unit))


class DocumentList(Listed[DocumentRow]):
    """All of them as a window; the filter takes parts of what is shown."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in documents() if fits(filter_text, row))


def fits(typed: str, row: DocumentRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, "", row.kind, row.title, row.number, row.unit, str(row.day or ""))


def holding(words: Sequence[str], limit: int) -> list[tuple[bytes, str, str, str, str]]:
    """Id, day, title, (kind, number and unit) and text of the latest that hold every word.

    They are few and a text is read only where a word stands nowhere else: they need no signs.
    """
    columns = ("title", "number", "unit", "kind", "body")
    each = " OR ".join(f"d.{column} {HOLDS}" for column in columns)
    found = sql.rows(
        "SELECT d.id, COALESCE(d.day, ''), d.title, d.kind || ' ' || d.number || ' ' || d.unit, d.body "
        f"FROM document d WHERE {' AND '.join([f'({each})'] * len(words))} AND {Document.live_in('d')} "
        "ORDER BY +d.day DESC, d.id DESC LIMIT ?",
        *(held_by(word) for word in words for _ in columns),
        limit,
    )
    return [(key, day, title, " ".join(few.split()), text) for key, day, title, few, text in found]


def called(rows: Iterable[DocumentRow], name: str) -> list[DocumentRow]:
    """Those of `rows` that bear this title or number."""
    return [row for row in rows if name in (row.title, row.number)]
