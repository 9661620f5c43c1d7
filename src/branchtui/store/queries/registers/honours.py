"""荣誉成果: what people, helpers, posts and the branch were awarded or reached."""

from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Honour
from branchtui.store.queries.registers.listed import Listed, day_of, holds

OF = {"member": "人员", "helper": "身边人", "contact": "往来", "post": "示范岗", "": "本支部"}
"""Whose an honour can be, by table, and what that is called."""


class HonourRow(NamedTuple):
    """One of them; `of` is what its thing is called, empty for the branch.

    `consent` is whether that name may stand in what leaves the app: of a helper only where they agreed.
    """

    id: bytes
    day: date | None
    of_table: str
    of_id: bytes | None
    of: str
    kind: str
    title: str
    level: str
    grade: str
    issuer: str
    consent: bool

    @property
    def whose(self) -> str:
        """A name, or that it is the branch's own."""
        return self.of or OF[""]


def honour(honour_id: bytes) -> Honour:
    """One of them as stored now. Raises GoneError where there is none."""
    return Honour.get_by_id(honour_id)


def honours() -> list[HonourRow]:
    """All of them, the latest first; those without a day come last."""
    return _honours("1")


def honours_of(table: str, thing: bytes) -> list[HonourRow]:
    """Those of one thing, the earliest first."""
    return _honours("o.of_table = ? AND o.of_id = ?", table, thing)[::-1]


class HonourList(Listed[HonourRow]):
    """All of them as a window; the filter takes names, pinyin, initials, and parts of the rest."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in honours() if fits(filter_text, row))


def fits(typed: str, row: HonourRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.of, row.whose, row.kind, row.title, row.level, row.grade, row.issuer)


def _honours(where: str, *values: object) -> list[HonourRow]:
    called = (
        "CASE o.of_table WHEN 'member' THEN (SELECT m.name FROM member m WHERE m.id = o.of_id) "
        "WHEN 'contact' THEN (SELECT CASE c.name WHEN '' THEN c.unit ELSE c.name END FROM contact c WHERE c.id = o.of_id) "
        "WHEN 'post' THEN (SELECT p.name FROM post p WHERE p.id = o.of_id) "
        "WHEN 'helper' THEN (SELECT CASE c.name WHEN '' THEN c.unit ELSE c.name END FROM helper h "
        "JOIN contact c ON c.id = h.contact_id WHERE h.id = o.of_id) END"
    )
    found = sql.rows(
        f"SELECT o.id, o.day, o.of_table, o.of_id, COALESCE({called}, ''), o.kind, o.title, o.level, o.grade, o.issuer, "
        "COALESCE((SELECT h.consent FROM helper h WHERE h.id = o.of_id), 1) "
        f"FROM honour o WHERE {where} AND {Honour.live_in('o')} ORDER BY COALESCE(o.day, '') DESC, o.id DESC",
        *values,
    )
    return [HonourRow._make((row[0], day_of(row[1]), *row[2:-1], bool(row[-1]))) for row in found]
