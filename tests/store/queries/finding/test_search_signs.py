"""Signs leave out what can't hold a word and nothing else, are made in pieces, and never stand in the way of a search."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Field

from branchtui.store.engine import sql
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Material, Meeting, Report
from branchtui.store.models.local.search_sign import SEARCHED
from branchtui.store.queries.finding import search_signs
from branchtui.store.queries.finding.search import _KINDS, search
from branchtui.store.queries.finding.search_signs import lacking, make_signs, may_hold

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("学习Aa%_İſKςΣ\0\n"), max_size=30)


def test_each_column_that_is_searched_has_part_in_the_signs() -> None:
    looked = {}
    for kind in _KINDS:
        looked[kind.name] = ("id", *map(_name, kind.own))
        for of, *columns in kind.parts:
            looked[of.model._meta.table_name] = (of.column_name, *map(_name, columns))
    assert looked == SEARCHED, (
        "say in SEARCHED of store/models/local/search_sign.py what a search looks in; a migration follows"
    )


def _name(column: "Field[str]") -> str:
    return column.column_name


@given(TEXTS, TEXTS, TEXTS)
def test_what_holds_a_word_has_its_bits(before: str, word: str, behind: str) -> None:
    """Held as SQLite means it: a letter of ASCII may be large or small."""
    text = before + word.encode().upper().decode() + behind
    sign = search_signs._sign([text.encode()])
    with closing(sqlite3.connect(":memory:")) as other:
        assert not other.execute(f"SELECT {lacking([word]) or 0} FROM (SELECT ? AS sign)", [sign]).fetchone()[0]


def test_most_texts_without_a_word_are_left_out(database: Path) -> None:
    with act("填"):
        for number in range(100):
            Report.create(title=f"报道{number}", body="会议强调，要把学习成果转化为服务师生的具体行动。" * 9)
    assert not make_signs(most=101)
    for word in ("鑫", "x", "调强", "行动会"):
        left = sql.value(f"SELECT count(*) FROM search_sign WHERE NOT ({lacking([word])})")
        assert left < 100, word
    assert len(search("学习")) == 100


def test_what_may_hold_a_word_is_told_with_or_without_a_sign_unless_it_is_much(database: Path) -> None:
    with act("填"):
        signed, other = Report.create(title="校史"), Report.create(title="党课")
        meeting = Meeting.create(kind="党课", title="题", planned_start=datetime(2026, 3, 1, 9))
    make_signs()
    unsigned = Report.create(title="报道")
    assert set(may_hold(["校史"], 2) or ()) == {signed.id, unsigned.id}
    assert set(may_hold(["党课"], 3) or ()) == {other.id, meeting.id, unsigned.id}
    assert may_hold(["党课"], 2) is None


def test_signs_are_made_in_pieces_and_dropped_where_texts_change(database: Path) -> None:
    with act("填"):
        reports = [Report.create(title=f"报道{number}") for number in range(5)]
        meeting = Meeting.create(kind="党课", title="题", planned_start=datetime(2026, 3, 1, 9))
    assert [make_signs(most=4) for _ in range(2)] == [True, False]
    assert _signed() == {meeting.id, *(row.id for row in reports)}
    AgendaItem.create(meeting=meeting, order_key="a", title="校史馆")
    Report.update(state="review").where(Report.id == reports[1].id).execute()
    Report.update(body="参观校史馆").where(Report.id == reports[0].id).execute()
    assert _signed() == {row.id for row in reports[1:]}, "a state is no text"
    assert {hit.id for hit in search("校史")} == {meeting.id, reports[0].id}


@pytest.mark.parametrize("part", [AgendaItem, Material])
def test_a_part_that_moves_is_found_where_it_went(database: Path, part: type[AgendaItem] | type[Material]) -> None:
    with act("填"):
        one, other = (Meeting.create(kind="党课", title="题", planned_start=datetime(2026, 3, 1, 9)) for _ in "12")
        moved = part.create(meeting=one, order_key="a", title="校史馆")
    make_signs()
    part.update(meeting=other).where(part.id == moved.id).execute()
    assert [hit.id for hit in search("校史")] == [other.id]
    make_signs()
    assert [hit.id for hit in search("校史")] == [other.id]


def _signed() -> set[bytes]:
    return {key for (key,) in sql.rows("SELECT id FROM search_sign")}


def test_a_text_that_is_no_text_is_looked_at(database: Path) -> None:
    row = Report.create(title="报道")
    sql.execute("UPDATE report SET body = CAST(x'61ff62' AS TEXT) WHERE id = ?", row.id)
    make_signs()
    assert sql.value("SELECT sign FROM search_sign") == b"\xff" * 512


def test_while_another_program_writes_no_signs_are_made(database: Path) -> None:
    Report.create(title="报道")
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not make_signs()
    assert _signed() == set() and len(search("报道")) == 1
    assert not make_signs() and len(_signed()) == 1


@pytest.mark.parametrize("typed", ["学 习 " * 40, "学" * 2000, "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))])
def test_much_that_is_pasted_is_searched(database: Path, typed: str) -> None:
    Report.create(title="报道", body=typed * 2)
    make_signs()
    assert len(search(typed)) == 1
