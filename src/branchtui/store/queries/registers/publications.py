"""刊发: where reports came out. One report may have many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Publication, Report
from branchtui.store.queries.filter_words import HOLDS, held_by
from branchtui.store.queries.registers.listed import Listed, day_of, holds

_TITLE = "COALESCE(r.title, p.title)"
_FROM = (
    "FROM publication p LEFT JOIN report r ON r.id = p.report_id "
    f"WHERE {Publication.live_in('p')} AND (r.id IS NULL OR {Report.live_in('r')})"
)


class PublicationRow(NamedTuple):
    """One of them; `report` is None of what others wrote, `title` that of the report otherwise."""

    id: bytes
    report: bytes | None
    title: str
    form: str
    outlet: str
    level: str
    day: date | None
    link: str
    reads: int | None
    note: str


def publications() -> list[PublicationRow]:
    """All of them, the latest first; those without a day come last."""
    return _publications("1")


def of_report(report: bytes) -> list[PublicationRow]:
    """Where one report came out, the latest first."""
    return _publications("p.report_id = ?", report)


def between(first: date, last: date) -> list[PublicationRow]:
    """Those of a stretch of days, the earliest first; those without a day are in none."""
    return _publications("p.day >= ? AND p.day <= ?", first.isoformat(), last.isoformat())[::-1]


def by_level(rows: Iterable[PublicationRow]) -> list[tuple[str, int]]:
    """How many there are of each level, the most first; those of which no level is known have an empty one, the last."""
    counted = Counter(row.level for row in rows)
    return sorted(counted.items(), key=lambda each: (not each[0], -each[1], each[0]))


class PublicationList(Listed[PublicationRow]):
    """All of them as a window; the filter takes parts of what is shown."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in publications() if fits(filter_text, row))


def fits(typed: str, row: PublicationRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, "", row.title, row.form, row.outlet, row.level, str(row.day or ""), row.link, row.note)


def holding(words: Sequence[str], limit: int) -> list[tuple[bytes, str, str, str]]:
    """Id, day, title of the report and (outlet, level and note) of the latest that hold every word; they need no signs."""
    columns = ("p.outlet", "p.level", "p.link", "p.note", "p.title", "COALESCE(r.title, '')")
    each = " OR ".join(f"{column} {HOLDS}" for column in columns)
    found = sql.rows(
        f"SELECT p.id, COALESCE(p.day, ''), {_TITLE}, p.outlet || ' ' || p.level || ' ' || p.note {_FROM} "
        f"AND {' AND '.join([f'({each})'] * len(words))} "
        "ORDER BY +p.day DESC, p.id DESC LIMIT ?",
        *(held_by(word) for word in words for _ in columns),
        limit,
    )
    return [(key, day, title, " ".join(few.split())) for key, day, title, few in found]


def _publications(where: str, *values: object) -> list[PublicationRow]:
    found = sql.rows(
        f"SELECT p.id, p.report_id, {_TITLE}, p.form, p.outlet, p.level, p.day, p.link, p.reads, p.note {_FROM} "
        f"AND {where} ORDER BY COALESCE(p.day, '') DESC, p.id DESC",
        *values,
    )
    return [PublicationRow._make((*row[:6], day_of(row[6]), *row[7:])) for row in found]
