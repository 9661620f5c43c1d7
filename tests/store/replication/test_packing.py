"""Old versions of long texts: small in the file, and read again as they were written."""

import random

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, database_path, open_database
from branchtui.store.models import Group, Meeting, Member, Report
from branchtui.store.purge import mentions
from branchtui.store.replication import acts, cells, inverse, packing, session
from branchtui.store.replication.registry import TABLES
from branchtui.store.writes import assign, trash

REPORT = TABLES["report"]
BODY = REPORT.column("body")
SENTENCES = ("会议由支部书记主持。", "与会同志认真学习。", "大家一致认为，要落实到人。", "𠮷祥👍", "\n", "a\0b")


def leave() -> None:
    session.end()
    packing.pack()


def sizes() -> list[tuple[str, int]]:
    return sql.rows(
        "SELECT typeof(value), length(CAST(value AS BLOB)) FROM stamp_history WHERE col = ? ORDER BY bs", BODY
    )


def write(report: Report, body: str) -> None:
    with act("修改新闻稿"):
        assign(report, {"body": body})


def versions(report: Report) -> list[object]:
    return [entry.value for entry in cells.history(REPORT.number, report.id) if entry.column == BODY]


def texts(count: int, seed: int = 1) -> list[str]:
    """Versions of one text, each with a sentence changed or put in."""
    chance = random.Random(seed)
    parts = [chance.choice(SENTENCES) for _ in range(60)]
    found = []
    for number in range(count):
        place = chance.randrange(len(parts))
        parts[place : place + chance.randint(0, 1)] = [f"第{number}次修改。"] * chance.randint(1, 2)
        found.append("".join(parts))
    return found


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("each", [1, 3, 40])
def test_every_version_is_read_again(each: int) -> None:
    """However many sittings they were packed in; across the trash, and short ones between."""
    report = Report.create(title="题", body="")
    written = texts(40)
    written[7:7] = ["短", "", written[6]]
    for number, text in enumerate(written):
        write(report, text)
        if number % each == each - 1:
            leave()
        if number == 20:
            trash(report)
            report.deleted = False
            report.save()
    leave()
    kept = versions(report)
    seen = [value for place, value in enumerate(kept) if not place or value != kept[place - 1]]
    assert seen == ["", *written[:-1]]
    assert {kind for kind, size in sizes() if size > 200} <= {"blob"}
    assert sum(size for _, size in sizes()) < sum(len(text.encode()) for text in written) / 5
    assert health.problems() == []
    before = sql.rows("SELECT value FROM stamp_history ORDER BY rowid")
    leave()
    assert sql.rows("SELECT value FROM stamp_history ORDER BY rowid") == before


@pytest.mark.usefixtures("database")
def test_what_is_being_written_is_not_packed() -> None:
    report = Report.create(title="题", body=texts(1)[0])
    write(report, "短")
    packing.pack()
    assert [kind for kind, _ in sizes()] == ["text"]
    leave()
    assert [kind for kind, _ in sizes()] == ["blob"]


@pytest.mark.usefixtures("database")
def test_a_packed_text_is_undone_to_and_found() -> None:
    report = Report.create(title="题", body=f"{texts(1)[0]}沈一禾发言。")
    long = report.body
    for text in (*texts(4, 2), "短"):
        write(report, text)
        leave()
    assert mentions(["沈一禾"]) == [("report", BODY, 1)]
    for _ in range(5):
        step = acts.undoable()
        assert step is not None
        with act("撤销", step=step):
            inverse.invert(step.effect)
        leave()
    assert Report.get_by_id(report.id).body == long
    assert mentions(["沈一禾"]) == [("report", BODY, 1)]


@pytest.mark.usefixtures("database")
def test_values_of_several_heads_are_read_and_packed_against() -> None:
    """As merging leaves them: the value that replaced the packed one stands among the siblings only."""
    first, mine, theirs = texts(3)
    report = Report.create(title="题", body=first)
    write(report, mine)
    (dot,) = cells.heads(REPORT.number, report.id)[BODY]
    session.end()
    n = sql.value("SELECT n FROM report")
    wn = sql.value("SELECT n FROM stamp_writer WHERE w = ?", dot[0])
    other = sql.value("INSERT INTO stamp_writer (w, seen) VALUES (7, 9) RETURNING n")
    sql.execute("INSERT INTO stamp_head VALUES (?, ?, ?, ?, 9)", REPORT.number, n, BODY, other)
    for writer, s, value in ((wn, dot[1], mine), (other, 9, theirs)):
        sql.execute("INSERT INTO stamp_sibling VALUES (?, ?, ?, ?, ?, ?)", REPORT.number, n, BODY, writer, s, value)
    sql.execute("UPDATE stamp_session SET mute = 1")
    sql.execute("UPDATE report SET body = ?", theirs)
    sql.execute("UPDATE stamp_session SET mute = 0")
    packing.pack()
    assert [kind for kind, _ in sizes()] == ["blob"]
    assert versions(report) == [first]
    report = Report.get_by_id(report.id)
    write(report, "定下来")
    leave()
    assert sorted(versions(report), key=str) == sorted([first, mine, theirs], key=str)


@pytest.mark.usefixtures("database")
def test_references_and_short_texts_stay_as_they_are() -> None:
    members = [Member.create(name=name) for name in "甲乙"]
    meeting = Meeting.create(kind="党课", title="题", planned_start="2026-03-01 09:00:00", host=members[0])
    assign(meeting, {"host": members[1], "title": "新题"})
    group = Group.create(name="旧")
    assign(group, {"name": "新"})
    before = sql.rows("SELECT value FROM stamp_history ORDER BY rowid")
    leave()
    assert sql.rows("SELECT value FROM stamp_history ORDER BY rowid") == before
    column = TABLES["meeting"].column("host_id")
    assert members[0].id in [entry.value for entry in cells.history(5, meeting.id) if entry.column == column]


@pytest.mark.usefixtures("database")
def test_a_damaged_history_ends_in_a_sentence() -> None:
    """Two versions that are each packed against the other, and bytes where the text stands."""
    report = Report.create(title="题", body=texts(1)[0])
    for text in texts(3, 2):
        write(report, text)
    leave()
    sql.execute("UPDATE stamp_history SET bwn = wn, bs = s WHERE col = ?", BODY)
    with pytest.raises(BranchError, match="已损坏"):
        versions(report)
    assert packing.unreadable() == 3
    sql.execute("UPDATE report SET body = x'ff'")
    leave()
    assert packing.unreadable() == 3


@pytest.mark.usefixtures("database")
def test_a_text_changed_past_the_stamps_is_told() -> None:
    report = Report.create(title="题", body=texts(1)[0])
    write(report, texts(1, 2)[0])
    leave()
    sql.execute("UPDATE stamp_session SET mute = 1")
    sql.execute("UPDATE report SET body = '别的程序'")
    sql.execute("UPDATE stamp_session SET mute = 0")
    assert health.problems() == ["修改历史里有 1 处旧文字读不出"]
    with pytest.raises(BranchError, match="已损坏"):
        versions(report)
    write(Report.get_by_id(report.id), texts(1, 3)[0])
    leave()
    path = database_path()
    close_database()
    open_database(path)
