"""What is told of a file of a college before anything of it is merged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store import merge
from branchtui.store.college import delta
from branchtui.store.college.names import mask
from branchtui.store.engine import sql
from branchtui.store.file.database import act
from branchtui.store.models import Group, Honour

_READ = "abs(-9223372036854775807 - 1)"  # SQLite breaks off where it has to know this
_COLUMNS = ", ".join(
    f'{_READ} AS "{name}"' for name in ("n", *(field.column_name for field in Honour._meta.sorted_fields))
)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["CREATE TRIGGER odd AFTER INSERT ON member BEGIN DELETE FROM act; END"], "别的程序加的触发器 odd"),
        (["CREATE VIEW odd AS SELECT 1 AS a"], "别的程序加的视图 odd"),
        (["DROP TABLE honour", f"CREATE VIEW honour AS SELECT {_COLUMNS}"], "别的程序加的视图 honour"),
        (["ALTER TABLE honour RENAME COLUMN title TO titel"], "honour 缺少 title 一栏"),
        (["DROP TABLE honour"], "honour 缺少"),
    ],
)
def test_a_file_with_another_shape_is_refused_before_its_rows_are_read(
    database: Path, statements: list[str], words: str
) -> None:
    with act("加党小组甲"):
        Group.create(name="甲")
    file = delta.whole(mask("full")).file
    with closing(sqlite3.connect(file)) as odd:
        for statement in statements:
            odd.execute(statement)
        odd.commit()
    before = sql.rows("SELECT * FROM stamp_writer"), sql.rows("SELECT * FROM party_group")
    with pytest.raises(BranchError) as caught:
        merge.take_in_part(file, lambda: None)
    assert words in str(caught.value)
    assert (sql.rows("SELECT * FROM stamp_writer"), sql.rows("SELECT * FROM party_group")) == before
    disk.discard(file)
    assert database.exists()
