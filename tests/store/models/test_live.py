"""Which rows people work with: said in one place, and asked there."""

import re
from datetime import datetime
from pathlib import Path

import pytest

import branchtui
from branchtui.store.engine import sql
from branchtui.store.models import SYNCED, Meeting, Member, Report
from branchtui.store.queries import meetings, people
from branchtui.store.short_ids import by_id, short_id
from branchtui.store.writes import trash
from branchtui.workflows.safety import history

SOURCE = Path(branchtui.__file__).parent
# A condition on the mark, in Peewee or in SQL.
ASKS = re.compile(r"\.deleted\s*(==\s*False|\.is_null)|~\w+\.deleted\b|\bNOT (\w\.)?deleted\b|\bdeleted\s*=\s*0\b")
# Triggers see the mark itself, and what a migration asks stays as it was.
THEIR_OWN = ("store/models/base.py", "store/replication/triggers.py", "store/migrations/")


def test_nobody_asks_for_the_mark_by_themselves() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.relative_to(SOURCE).as_posix().startswith(THEIR_OWN)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ASKS.search(line.partition("  # ")[0])
    ]
    assert not found, (
        f"ask with Model.live(), in SQL with Model.live_in(alias): else what was merged is met twice: {found}"
    )


@pytest.mark.usefixtures("database")
def test_what_was_merged_into_another_is_met_no_more() -> None:
    stays, goes = (Member.create(name="林知远", staff_no=number) for number in ("1", "2"))
    start = datetime(2026, 3, 4, 15)
    one, two = (Meeting.create(kind="党课", title="学习", planned_start=start, ordinal=number) for number in ("1", "2"))
    for row, into in ((goes, stays), (two, one)):
        row.merged_into = into
        row.save()
    assert list(people.members()) == [stays.id]
    assert [row.id for row in meetings.MeetingList().page(0, 9)] == [one.id]
    assert by_id(Meeting, short_id(one), "会议").id == one.id
    told = [(change.field, change.after) for change in history.of(goes, start)[0].changes]
    assert told == [("并入的人员", "林知远")]


@pytest.mark.usefixtures("database")
def test_both_forms_say_the_same() -> None:
    for title in ("在", "不在"):
        Report.create(title=title)
    trash(Report.get(Report.title == "不在"))
    for model in SYNCED:
        table = model._meta.table_name
        there = {row.id for row in model.select().where(model.live())}
        assert there == {key for (key,) in sql.rows(f'SELECT t.id FROM "{table}" t WHERE {model.live_in("t")}')}
    assert [row.title for row in Report.select().where(Report.live())] == ["在"]
