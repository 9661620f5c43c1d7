"""A file from before references stood in columns of their own, and before some columns were stamped as one."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import SYNCED, Byline, Fact, Guest, Report, RosterEvent
from branchtui.store.models.columns import pointing
from branchtui.store.queries import people
from branchtui.store.replication import acts, cells, triggers
from branchtui.store.replication.registry import TABLES, WHOLE_ROW
from branchtui.store.writes import assign, trash
from branchtui.workflows.safety import history, undo
from tests.store.older import CONFLICT, WRITERS, act_id, row_id, second_schema

OLD, NEW = WRITERS
GROUP_EVENT, SECOND_GROUP = bytes(15) + b"\xaa", bytes(15) + b"\xbb"
ROLE, NAMES = 4, 5
_STAMPS = ("stamp_head", "stamp_sibling", "stamp_history", "stamp_purge", "stamp_writer", "act", "stamp_session")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    """The second schema's file with seven acts at its end: a by-line, a group, what a report is about, a guest."""
    path = tmp_path / "branch.db"
    second_schema(path)
    with closing(sqlite3.connect(path)) as file:
        run = file.execute
        run("DELETE FROM undo")
        run("INSERT INTO party_group VALUES (?, 0, '第二党小组')", (SECOND_GROUP,))
        run("INSERT INTO stamp_head VALUES (2, ?, 0, ?, 2)", (SECOND_GROUP, OLD))
        run("INSERT INTO roster_event VALUES (?, 0, ?, 'group', '', '2026-03-04', ?)",
            (GROUP_EVENT, row_id("member"), SECOND_GROUP.hex()))  # fmt: skip
        run("INSERT INTO stamp_head VALUES (4, ?, 0, ?, 4)", (GROUP_EVENT, OLD))
        byline, report, guest = row_id("byline"), row_id("report"), row_id("guest")
        # (number, table, row, column, the number before, what stood there)
        edits = [
            (241, 17, byline, NAMES, 17, "旧人"),
            (242, 17, byline, ROLE, 17, "旧类别"),
            (243, 17, byline, ROLE, 242, "新类别"),
            (244, 4, GROUP_EVENT, 6, 4, row_id("party_group").hex()),
            (245, 4, GROUP_EVENT, 6, 244, ""),
            (246, 13, report, 2, 13, None),
            (247, 8, guest, 5, 8, "旧职务"),
        ]
        for s, number, row, column, before, value in edits:
            writer = OLD if before < 20 else NEW
            run("DELETE FROM stamp_head WHERE tbl = ? AND rid = ? AND col = ?", (number, row, column))
            run("INSERT INTO stamp_head VALUES (?, ?, ?, ?, ?)", (number, row, column, NEW, s))
            run("INSERT INTO stamp_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (number, row, column, writer, before, NEW, s, value))  # fmt: skip
            run("INSERT INTO act VALUES (?, ?, ?, ?, ?, 1700000000, NULL)", (act_id(s), f"修改{s}", NEW, s, s))
            if row != guest:  # the other machine's name stands beside what it wrote
                run("INSERT INTO undo VALUES (?, ?, ?, 'done')", (s, act_id(s), act_id(s)))
        for w, s, value in ((OLD, 8, "guest.name"), (CONFLICT, 25, "那边的来宾")):
            run("INSERT INTO stamp_head VALUES (8, ?, 4, ?, ?)", (guest, w, s))
            run("INSERT INTO stamp_sibling VALUES (8, ?, 4, ?, ?, ?)", (guest, w, s, value))
        run("UPDATE stamp_session SET clock = 247, own = 247")
        file.commit()
    yield path
    close_database()


def test_what_a_text_named_is_a_reference(old: Path) -> None:
    open_database(old)
    assert health.problems() == []
    report, fact = Report.get(), Fact.get()
    assert report.meeting is not None and report.meeting.id == row_id("meeting")
    assert (fact.owner_table, fact.owner_id) == ("report", report.id)
    assert (fact.source_table, fact.source_id, fact.value) == ("meeting", row_id("meeting"), "值")
    event = RosterEvent.get_by_id(GROUP_EVENT)
    assert (event.value, event.value_id) == ("", SECOND_GROUP)
    assert RosterEvent.get_by_id(row_id("roster_event")).value_id is None
    assert {found.value for found in people.events()} == {SECOND_GROUP.hex(), "full"}


def test_the_stamps_move_to_the_columns_that_take_the_place(old: Path) -> None:
    open_database(old)
    for table in TABLES.values():
        there = {row[1] for row in sql.rows(f'PRAGMA table_info("{table.name}")')}
        for column in set(table.columns) - there:
            for stamps in ("stamp_head", "stamp_sibling", "stamp_history"):
                of_column = (table.number, table.column(column))
                assert not sql.rows(f"SELECT 1 FROM {stamps} WHERE tbl = ? AND col = ?", *of_column), column
    report = TABLES["report"]
    for name, before in (("about_table", ""), ("about_id", None)):
        column = report.column(name)
        assert cells.heads(13, row_id("report"))[column] == [(NEW, 246)]
        (entry,) = (entry for entry in cells.history(13, row_id("report")) if entry.column == column)
        assert (entry.dot, entry.by, entry.value) == ((OLD, 13), (NEW, 246), before)
    told = [change for entry in history.of(Report.get(), datetime(2026, 11, 1)) for change in entry.changes]
    assert ("所写的事", "", "会议“meeting.title”") in {(change.field, change.before, change.after) for change in told}


def test_columns_of_a_new_group_have_equal_heads_in_every_row(old: Path) -> None:
    open_database(old)
    for model in SYNCED:
        table = TABLES[model._meta.table_name]
        for row in model.select():
            heads = cells.heads(table.number, row.id)
            for group in model.together:
                found = {tuple(heads.get(table.column(name)) or heads[WHOLE_ROW]) for name in group}
                assert len(found) == 1, (table.name, group, found)
    assert cells.heads(17, row_id("byline"))[NAMES] == [(NEW, 243)], "the newest: it had seen the others"
    assert (Byline.get().role, Byline.get().names) == ("byline.role", "byline.names")


def test_a_stamp_that_was_taken_over_shows_no_change(old: Path) -> None:
    open_database(old)
    told = [change for entry in history.of(Report.get(), datetime(2026, 11, 1)) for change in entry.changes]
    said = [
        (change.field, change.before, change.after) for change in told if change.table == "byline" and change.column
    ]
    assert sorted(said) == [
        ("署名", "旧人", "byline.names"),
        ("署名类别", "新类别", "byline.role"),
        ("署名类别", "旧类别", "新类别"),
    ]


def test_what_was_done_to_them_before_can_be_undone_and_redone(old: Path) -> None:
    open_database(old)
    for s in range(246, 240, -1):
        assert undo.undo_last() == f"已撤销：修改{s}"
    assert (Byline.get().role, Byline.get().names) == ("旧类别", "旧人")
    assert RosterEvent.get_by_id(GROUP_EVENT).value_id == row_id("party_group")
    assert (Report.get().about_table, Report.get().meeting) == ("", None)
    for s in range(241, 247):
        assert undo.redo_last() == f"已重做：修改{s}"
    assert (Byline.get().role, Byline.get().names) == ("byline.role", "byline.names")
    assert RosterEvent.get_by_id(GROUP_EVENT).value_id == SECOND_GROUP
    assert Report.get().meeting is not None
    assert health.problems() == []


def test_of_a_conflict_no_head_and_no_value_is_lost(old: Path) -> None:
    open_database(old)
    heads = cells.heads(8, row_id("guest"))
    assert set(heads[4]) == set(heads[5]) == {(OLD, 8), (CONFLICT, 25), (NEW, 247)}
    assert cells.siblings(8, row_id("guest"), 4) == {
        (OLD, 8): "guest.name",
        (CONFLICT, 25): "那边的来宾",
        (NEW, 247): "guest.name",
    }
    assert cells.siblings(8, row_id("guest"), 5) == {}, "all of them say the same"
    trash(Guest.get())
    assert {entry.value for entry in cells.history(8, row_id("guest"))} >= {"guest.name", "那边的来宾", "旧职务"}


def test_two_migrated_copies_hold_equal_stamps(old: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    shutil.copyfile(old, tmp_path / "b" / "branch.db")
    found = []
    for path in (old, tmp_path / "b" / "branch.db"):
        open_database(path)
        found.append({table: sql.rows(f"SELECT * FROM {table}") for table in _STAMPS})
        close_database()
    assert found[0] == found[1]


@pytest.mark.usefixtures("database")
def test_an_edit_of_one_column_of_a_group_is_one_of_all() -> None:
    report = Report.create(title="题")
    byline = Byline.create(report=report, order_key="n", role="文", names="林知远")
    byline.names = "沈一禾"
    byline.save()
    heads = cells.heads(17, byline.id)
    assert heads[ROLE] == heads[NAMES] != heads[WHOLE_ROW]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("table", "row"), [("meeting", bytes(16)), ("unheard_of", bytes(16)), ("", bytes(16)), ("meeting", None)]
)
def test_a_reference_to_nothing_is_a_fault_of_the_file(table: str, row: bytes | None) -> None:
    report = Report.create(title="题")
    Fact.create(**pointing("owner", report), **pointing("source", report), key="place", value="201")
    assert health.problems() == []
    sql.execute("UPDATE report SET about_table = ?, about_id = ?", table, row)
    assert health.problems() == ["report 有一行指向不存在的内容"]


def test_the_triggers_are_right_afterwards(old: Path) -> None:
    open_database(old)
    assert triggers.made()


@pytest.mark.usefixtures("database")
def test_a_column_that_was_only_stamped_with_its_group_has_no_past_until_it_changes() -> None:
    def write(**values: str) -> None:
        with act(f"改{len(acts.line())}"):
            assign(Byline.get_by_id(byline.id), values)

    byline = Byline.create(report=Report.create(title="题"), order_key="n", role="文", names="甲")
    write(role="图")
    write(role="审核")
    assert {entry.column for entry in cells.history(17, byline.id)} == {ROLE}
    second = cells.heads(17, byline.id)[NAMES]
    write(names="乙")
    write(role="责编")
    found = [(entry.column, entry.value) for entry in cells.history(17, byline.id)]
    assert [value for column, value in found if column == NAMES] == ["甲", "乙"], (
        "from its first change on it tells all"
    )
    assert [entry.dot for entry in cells.history(17, byline.id) if entry.column == NAMES][:1] == second
    states = [("责编", "乙"), ("审核", "乙"), ("审核", "甲"), ("图", "甲"), ("文", "甲")]
    for turn in (undo.undo_last, undo.redo_last) * 2:
        for state in states[1:]:
            turn()
            row = Byline.get_by_id(byline.id)
            assert (row.role, row.names) == state
        states.reverse()
