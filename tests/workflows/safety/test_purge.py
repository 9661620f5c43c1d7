"""A person's data is gone: from rows, history, index, undo and the bytes of the file; old backups are named."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError, BusyError, DiskFullError
from branchtui.files.photos import PhotoStore
from branchtui.paths import HANDED_OUT
from branchtui.store import drafts
from branchtui.store import purge as shelf
from branchtui.store.engine import sql
from branchtui.store.file import backups, exchange_note, health
from branchtui.store.file.database import close_database, open_database
from branchtui.store.file.exchange_note import ExchangeNote
from branchtui.store.models import SYNCED, Contact, Honour, Meeting, Member, NameIndex
from branchtui.store.models.people import PURGED
from branchtui.store.queries import contacts as listed
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.registers import honours
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.lifecycle.crash_report import Stack, write_report
from branchtui.ui.lifecycle.recovery_file import write_rescue
from branchtui.workflows import silencing
from branchtui.workflows.joining import joining
from branchtui.workflows.meeting_rules import kind_seen
from branchtui.workflows.meetings import action_items, attachments, attendance, ballots, filing, meetings
from branchtui.workflows.people import contacts, roster
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.safety import archives, backup, history, purge, undo
from branchtui.workflows.voting.facts import excluded_facts
from branchtui.workflows.voting.results import counted
from tests.conftest import NOW, TODAY


@pytest.fixture
def person(meeting: Meeting) -> Member:
    """沈一禾 with a past: facts changed twice, absences with reasons, a name corrected."""
    member = people.person("沈一禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 2), phone="13900002222", job="辅导员岗")
    roster.change_member(member, since=date(2026, 3, 3), phone="13900003333")
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["沈一禾:因病住院"])
    attendance.take_roll(meeting, ["沈一禾:家中有事"])
    drafts.save_draft(f"member:{member.id.hex()}:phone", "沈一禾的电话", "13900004444", NOW)
    return member


# Of each table with rows about one person: what purge empties, and what stays so that counts stay right.
ABOUT = {
    "roster_event": ("value value_id", "aspect subject on"),
    "attendance": ("reason", "meeting_id state standing votes"),
    "ballot_exclusion": ("ground consent", "meeting_id voted"),
    "post_holder": ("", "post_id from_day to_day"),
    "service": (
        "",
        "post_id state day begins ends half_hours what whom served result unit link verified_on",
    ),
    "review": (
        "grade opinion",
        "post_id from_day to_day weight_self weight_peer weight_public weight_branch decided_on meeting_id",
    ),
    "growth": (
        "kind title organiser place borne_by approval result",
        "from_day to_day half_hours counted cost_cents",
    ),
    "appraisal": ("grade opinion", "year meeting_id"),
    "talk": ("what", "day place"),
    "hours_override": ("reason", "meeting_id half_hours"),
    "development_step": ("step by note", "day to_day meeting_id"),
}
POINTS = {
    "meeting.host_id",
    "meeting.recorder_id",
    "agenda_item.presenter_id",
    "plan_item.preparer_id",
    "member.merged_into_id",
    "ballot.candidate_id",
    "action_item.owner_id",
    "service.verifier_id",
    "sign_up.member_id",
    "review_score.collector_id",
    "helper.mentor_id",
    "helper_event.by_id",
    "rectification.owner_id",
    "point.owner_id",
}
"""Columns that name a person for something else: they point to the shell, which tells nothing any more."""


def test_it_is_decided_of_every_column_whether_it_goes_with_a_person() -> None:
    for model in SYNCED:
        table = model._meta.table_name
        to_people = [reference for reference, other in model._meta.refs.items() if other is Member]
        for reference in to_people:
            name = f"{table}.{reference.column_name}"
            assert not reference.null or name in POINTS, (
                f"{name} refers to a person: decide in store/purge.py whether it goes with the person's data; "
                "where it stays, write it into POINTS"
            )
        if any(not reference.null for reference in to_people):
            columns = {field.column_name for field in model._meta.sorted_fields}
            columns -= {"id", "deleted", *(reference.column_name for reference in to_people)}
            assert columns == set(" ".join(ABOUT.get(table, ())).split()), (
                f"{table} holds rows about a person: decide in store/purge.py which of {sorted(columns)} go with the "
                "person's data, and write into ABOUT what goes and what stays"
            )


PRIVATE = ("13900002222", "13900003333", "13900004444", "20150003", "辅导员岗", "因病住院", "家中有事", "把沈一禾")


@pytest.mark.parametrize("overwritten", [1, 0])
def test_nothing_is_left_in_the_file(person: Member, database: Path, overwritten: int) -> None:
    sql.execute(f"PRAGMA secure_delete = {overwritten}")
    purge.purge_member(person)
    close_database()
    data = database.read_bytes()
    for text in (*PRIVATE, "沈一禾"):
        assert text.encode("utf-8") not in data, text


def test_meetings_keep_their_counts(person: Member, meeting: Meeting) -> None:
    before = view(meeting.id).head_count
    purge.purge_member(person)
    assert view(meeting.id).head_count == before
    assert person.id not in people.roster(TODAY)
    assert not NameIndex.select().where(NameIndex.id == person.id).exists()
    assert health.problems() == []
    assert history.of(people.member(person.id), NOW)[0].name == "清除一位人员的个人数据"


def test_a_reason_that_was_given_is_not_asked_for_again(person: Member, meeting: Meeting) -> None:
    """What is gone is told as gone: the roll was taken with its reasons, and the archive misses nothing."""
    row = facts.meeting(meeting.id)
    before = [(station.key, station.state) for station in view(row.id).stations]
    purge.purge_member(person)
    row = facts.meeting(meeting.id)
    assert [(station.key, station.state) for station in view(row.id).stations] == before
    assert [gap.words for gap in filing.gaps(row) if gap.station == "attendance"] == []
    assert facts.attendances(row)[person.id].reason == "已清除"


def test_who_was_left_out_of_a_vote_stays_left_out(person: Member, meeting: Meeting) -> None:
    """Else a vote of years ago would be counted anew, and what passed would have failed."""
    row = facts.meeting(meeting.id)
    attendance.take_roll(row, ["沈一禾:借调"])
    ballots.exclude(row, "沈一禾", "借调", "院党发〔2026〕3号", voted=True)
    ballots.add_ballot(facts.items(row)[0], "ordinary", {"yes": "2", "against": "1", "abstain": "0"})
    seen = view(row.id)
    before = [(each.result, each.word) for each in counted(seen, kind_seen(seen))]
    purge.purge_member(person)
    seen = view(row.id)
    assert [(each.result, each.word) for each in counted(seen, kind_seen(seen))] == before
    assert [(each.name, each.why) for each in excluded_facts(seen)] == [("（已清除）", "已清除")]


def test_it_cannot_be_undone(person: Member) -> None:
    purge.purge_member(person)
    with pytest.raises(BranchError, match="没有可以撤销"):
        undo.undo_last()
    roster.add_member("顾清和")
    assert undo.undo_last() == "已撤销：加入人员：顾清和"


def test_backups_that_hold_it_are_named(person: Member) -> None:
    old = backup.make()
    purged = purge.purge_member(person)
    assert purged.backups == (old,)
    clean = backup.make()
    assert clean not in purge.purge_member(people.person("沈亦和", TODAY)).backups[1:]


def test_texts_that_name_the_person_are_told(person: Member, meeting: Meeting) -> None:
    meetings.edit_item(facts.items(meeting)[0], title="沈一禾作汇报")
    assert purge.purge_member(person).mentions == ("议程的议程 1 处",)


def test_what_the_person_is_named_in_besides_the_record_is_told(
    person: Member, meeting: Meeting, tmp_path: Path
) -> None:
    """Texts that somebody wrote about other things stay as they are: they are told of, to be looked over by hand."""
    scan = tmp_path / "沈一禾请假条.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    photos = PhotoStore(tmp_path / "照片", tmp_path / "缓存")
    attachments.attach(meeting, [scan], what="沈一禾的请假条", photos=photos)
    done = action_items.add_action(meeting, "修订值班表", today=TODAY)
    action_items.finish_action(done, note="由沈一禾代办", today=TODAY)
    silencing.silence(("count:党课:2026", "", None), "党课还差 1 次", "沈一禾主讲，与学院合开")
    contacts.add_contact("沈一禾", unit="学院党委")
    purged = purge.purge_member(person)
    mentions = purged.mentions
    assert {"附件的文件名 1 处", "附件的说明 1 处", "议定事项的完成情况 1 处"} <= set(mentions)
    assert "不再提醒的原因 1 处" in mentions and purged.namesakes == ("往来的姓名 1 处",)
    assert "若是重复录入的同一个人，请把那一条也清除。" in "".join(words for words, _ in purged.told(Path("导出")))


def test_the_shell_has_a_stamp_of_its_own(person: Member) -> None:
    purge.purge_member(person)
    rows = sql.value("SELECT count(*) FROM stamp_purge")
    events = sql.value("SELECT count(*) FROM roster_event WHERE member_id = ?", person.id)
    assert rows == 1 + events + 1
    assert sql.value("SELECT mute FROM stamp_session") == 0
    assert any("不能撤销" in line for line in purge.what_goes(person))


def test_of_an_attendance_only_the_reason_goes(person: Member, meeting: Meeting) -> None:
    """What was done to the state stays known, and another machine's edit of it is no purged cell's (col of the mark)."""
    table = TABLES["attendance"]
    (key,) = [entry.id for entry in facts.attendances(meeting).values() if entry.member_id == person.id]
    purge.purge_member(person)
    columns = {entry.column for entry in cells.history(table.number, key)}
    assert table.column("state") in columns and table.column("reason") not in columns
    marked = sql.rows("SELECT tbl, col FROM stamp_purge WHERE col > 0")
    assert marked == [(table.number, table.column("reason"))]


MARKERS = (
    *("欧阳旧名", "欧阳新名", "STAFFOLD1", "STAFFNEW2", "13911110001", "13911110002", "学历标记", "岗位标记"),
    *("请假标记一", "请假标记二", "ouyang jiuming", "职称标记"),
)


def test_twelve_marks_are_looked_for_in_the_bytes_of_the_file(meeting: Meeting, database: Path) -> None:
    person = roster.add_member(
        "欧阳旧名",
        since=date(2026, 2, 1),
        staff_no="STAFFOLD1",
        phone="13911110001",
        education="学历标记",
        job="岗位标记",
        title="职称标记",
        reading="ouyang jiuming",
    )
    roster.change_member(person, since=TODAY, name="欧阳新名", staff_no="STAFFNEW2", phone="13911110002")
    roster.change_member(person, since=TODAY, name="欧阳旧名")
    roster.change_member(person, since=TODAY, name="欧阳新名")
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["欧阳新名:请假标记一"])
    attendance.take_roll(meeting, ["欧阳新名:请假标记二"])
    for place, label, text in (
        ("form:member:name", "姓名", "欧阳旧名"),
        ("form:member:staff_no", "工号", "STAFFNEW2"),
        ("form:member:office", "职务", "表里的职务"),
        ("form:meeting:host", "主持人", "欧阳新名"),
        (f"form:phone-{person.id.hex()}:text", "电话", "13911110003"),
    ):
        drafts.save_draft(place, label, text, NOW)
    drafts.save_draft("form:meeting:title", "题目", "别的会议的题目", NOW)
    assert all(mark.encode() in database.read_bytes() for mark in (*MARKERS, "表里的职务"))
    purged = purge.purge_member(person)
    close_database()
    data = database.read_bytes()
    assert [mark for mark in (*MARKERS, "表里的职务", "13911110003") if mark.encode() in data] == []
    open_database(database)
    assert [draft.place for draft in drafts.drafts()] == ["form:meeting:title"], "what is about others stays"
    assert (purged.mentions, purged.untidied) == ((), "")


def test_a_text_that_is_being_written_is_told_and_stays(person: Member, meeting: Meeting) -> None:
    drafts.save_draft(f"meeting:{meeting.id.hex()}:1/record", "记录", "沈一禾汇报了情况", NOW)
    assert "没有存完的文字 1 处" in purge.purge_member(person).mentions
    assert [draft.text for draft in drafts.drafts()] == ["沈一禾汇报了情况"]


def test_texts_with_a_former_name_are_told(person: Member, meeting: Meeting) -> None:
    roster.change_member(person, since=TODAY, name="沈禾禾")
    roster.change_member(person, since=TODAY, name="沈一禾")
    meetings.edit_item(facts.items(meeting)[0], title="沈禾禾作汇报")
    meetings.edit_item(facts.items(meeting)[1], title="沈一禾作汇报")
    assert purge.purge_member(person).mentions == ("议程的议程 2 处",)


def test_a_backup_that_holds_only_a_draft_or_an_act_is_named(branch: None) -> None:
    person = people.person("沈亦和", TODAY)
    drafts.save_draft("form:member:name", "姓名", "沈亦和", NOW)
    only_a_draft = backup.make()
    purge.purge_member(person)
    clean = backup.make()
    shelf.sql.execute("UPDATE act SET name = '更改人员：沈亦和' WHERE rowid = (SELECT max(rowid) FROM act)")
    only_an_act = backup.make()
    marks = shelf.Marks(person.id, ("沈亦和",), ())
    assert [shelf.held_by(path, marks) for path in (only_a_draft, clean, only_an_act)] == [True, False, True]


def test_half_copies_and_set_aside_files_and_texts_are_named(person: Member, database: Path, tmp_path: Path) -> None:
    whole = backup.make()
    data = whole.read_bytes()
    half = whole.with_name("手动-20260310-090000.part")
    half.write_bytes(data[: len(data) // 2])
    headless = database.with_name(".branchtui-0123456789abcdef.tmp")
    headless.write_bytes(b"\0" * 100 + data[100:])
    aside = database.with_name("branch-打不开-20260310-090000.db")
    aside.write_bytes(data[:5000])
    journal = database.with_name("branch-打不开-20260310-090000.db-journal")
    journal.write_bytes("旧页：沈一禾".encode())
    copy = database.with_name("branch 副本.db")
    shutil.copyfile(whole, copy)
    empty = database.with_name("空.part")
    empty.touch()
    exports, logs = tmp_path / "导出", tmp_path / "日志"
    rescued = write_rescue(exports, NOW, [Draft("记录", "沈一禾发言", NOW)])
    write_rescue(exports, NOW.replace(hour=10), [Draft("记录", "别人发言", NOW)])
    report = write_report(logs, NOW, [Stack("ValueError", (("app.py", 1, "run"),))], [])
    assert rescued is not None and report is not None
    left_outside = exports / f"{HANDED_OUT}-x7_k2.txt"  # by an editor outside that failed
    left_outside.write_text("沈一禾发言", encoding="utf-8")
    packed = whole.with_name("备份.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(whole, "branch.db")
    purged = purge.purge_member(person, folders=(exports, logs, tmp_path / "没有"))
    assert purged.backups == (whole,)
    assert set(purged.others) == {packed, half, headless, aside, journal, copy, rescued, left_outside}


@pytest.mark.parametrize(
    ("error", "why"),
    [(DiskFullError("满"), "磁盘已满"), (BusyError("忙"), "另一个程序"), (BranchError("坏"), "读写出错")],
)
def test_a_file_that_cannot_be_written_anew_is_told_and_the_lists_are_given(
    person: Member, monkeypatch: pytest.MonkeyPatch, error: BranchError, why: str
) -> None:
    old = backup.make()

    def fail() -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(shelf, "vacuum", fail)
        purged = purge.purge_member(person)
    assert purged.untidied.startswith("清除了，但文件没有整理（") and why in purged.untidied
    assert purged.backups == (old,)
    assert people.member(person.id).name == PURGED
    assert purge.purge_member(people.member(person.id)).untidied == "", "the second run, as the sentence says"


def test_a_full_disk_is_known_by_its_own_error(database: Path) -> None:
    shelf.sql.execute(f"PRAGMA max_page_count = {sql.value('PRAGMA page_count')}")
    with pytest.raises(DiskFullError, match="磁盘已满"):
        drafts.save_draft("form:member:name", "姓名", "字" * 200_000, NOW)


def test_of_a_contact_everything_goes_but_what_meetings_say(person: Member, meeting: Meeting, database: Path) -> None:
    row = contacts.add_contact("何远山", unit="学院党委", phone="13711112222", groups="主讲人")
    contacts.change_contact(row, name="何远舟", position="副书记")
    attendance.add_guest(meeting, "何远舟")
    meetings.edit_item(facts.items(meeting)[0], title="何远山讲课")
    awarded = {"title": "校外导师证书", "of_id": "何远舟", "issuer": "滨海公司"}
    honour = register.add(kinds.HONOUR, awarded, today=date(2026, 3, 20))
    old = backup.make()
    purged = purge.purge_contact(row)
    assert purged.backups == (old,)
    assert set(purged.mentions) == {"议程的议程 1 处", "列席的姓名 1 处"}
    assert listed.contacts() == [] and health.problems() == []
    left = Contact.get_by_id(row.id)
    assert (left.name, left.unit, left.position, left.phone, left.groups) == (PURGED, "", "", "", "")
    assert b"13711112222" not in database.read_bytes()
    emptied = Honour.get_by_id(honour.id)
    assert (emptied.title, emptied.issuer, emptied.deleted) == ("", "", True) and honours.honours() == []
    with pytest.raises(BranchError, match="没有可以撤销"):
        undo.undo_last()
    assert view(meeting.id).guests[0].name == "何远舟"
    assert purge.purge_contact(left).untidied == "", "as often as it takes"


def test_a_unit_is_no_person(branch: None) -> None:
    unit = contacts.add_contact(unit="学院党委")
    with pytest.raises(BranchError, match="“学院党委”是单位，没有个人信息要清除"):
        purge.purge_contact(unit)
    assert [row.unit for row in listed.contacts()] == ["学院党委"]


def test_who_was_merged_into_a_person_goes_with_them(person: Member, database: Path) -> None:
    other = roster.add_member("沈一禾", phone="13900005555", job="教务岗", namesake=True)
    asked = joining.differences(person, other)
    one = joining.join(person, other, {each.name: "kept" for each in asked}, today=TODAY)
    drafts.save_draft(f"member:{other.id.hex()}:phone", "沈一禾的电话", "13900006666", NOW)
    purge.purge_member(one)
    close_database()
    data = database.read_bytes()
    assert [word for word in ("沈一禾", "13900005555", "13900006666", "教务岗") if word.encode() in data] == []
    open_database(database)
    assert health.problems() == []


def test_a_whole_backup_and_the_packages_of_the_shared_folder_are_named(
    person: Member, database: Path, tmp_path: Path
) -> None:
    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    whole = archives.prepare(backups.folder() / "整份.zip", photos, now=NOW).write().path
    (backups.folder() / "别的.zip").write_bytes(b"PK\3\4 no zip")
    folder = tmp_path / "共享"
    place = folder / f"branchtui-{people.the_branch().id[-4:].hex()}" / "dev" / "0a0b0c0d"
    place.mkdir(parents=True)
    package = place / f"000001-{'a' * 16}.bpk"
    package.write_bytes(b"sealed")
    exchange_note.write(ExchangeNote(folder, "age1", ""))
    left = purge.purge_member(person)
    assert {path.name for path in left.others} == {"整份.zip", "别的.zip"}
    assert whole in left.others
    assert left.packages == (package,)
    exchange_note.write(ExchangeNote(tmp_path / "没有", "age1", ""))
    assert purge.purge_contact(contacts.add_contact("何老师")).packages == ()
