"""Plain SQL: several selects in one statement."""

from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select


@pytest.mark.usefixtures("database")
def test_each_select_gets_its_own_rows_and_columns() -> None:
    one = Select(["?", "x'00ff'"], "", ("甲",))
    none = Select(["1"], "WHERE 1 = 0")
    three = Select(["NULL", "1.5", "?"], "", (7,))
    assert sql.together([one, none, three, one]) == [
        [("甲", b"\x00\xff")],
        [],
        [(None, 1.5, 7)],
        [("甲", b"\x00\xff")],
    ]


def test_a_row_read_so_is_the_row_the_model_reads(database: Path) -> None:
    from branchtui.store.models import Member

    made = Member.create(name="林知远", staff_no="T1")
    [found] = sql.together([Select(Member.columns("t"), "FROM member t")])
    row = Member.stored(found[0])
    assert row.__data__ == Member.get_by_id(made.id).__data__
    assert not row.dirty_fields
