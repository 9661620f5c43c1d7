"""归档: the folder, what is missing for it, the state, and the way back."""

import errno
import hashlib
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PIL import Image

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.store.models import Ballot, Meeting, Report
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries import reports as report_facts
from branchtui.store.queries.meeting_view import view
from branchtui.workflows import profiles
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.exporting.preparing import export_meeting, export_report, prepare_report
from branchtui.workflows.meetings import action_items, attachments, attendance, filing, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.progress import StoppedError
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW, TODAY
from tests.papers.names import of_meeting, of_report

FOLDER = "20260304_主题党日_学习全会精神"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    """Held, everybody there, everything recorded."""
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, [], [])
    minutes.write_minutes(meeting, "# 1\n林知远：导学。\n# 2\n周以宁：交流。", now=NOW)
    return facts.meeting(meeting.id)


def test_the_notice_calls_everyone_also_after_the_roll(meeting: Meeting) -> None:
    def notice() -> str:
        paper = dict(meeting_papers(facts.meeting(meeting.id)))["notice"]
        return next(text for text in map(str, paper.blocks) if "参加人员" in text)

    before = notice()
    meetings.hold(meeting, now=NOW)
    attendance.set_states(meeting, {people.person("许青禾", TODAY).id: ("exempt", "产假")})
    assert notice() == before


@pytest.fixture
def report(held: Meeting, tmp_path: Path, photos: PhotoStore) -> Report:
    """The report drafted from it, with two photos, handed in."""
    report = draft_from_meeting(held)
    reports.date_report(report, TODAY)
    for name, colour in (("现场.png", "red"), ("合影.jpg", "blue")):
        Image.new("RGB", (60, 40), colour).save(tmp_path / name)
        reports.add_figure(report, caption="学习", photo=tmp_path / name, photos=photos)
    reports.set_report_state(report, "submitted", today=TODAY)
    return report


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)).replace("\\", "/") for path in folder.rglob("*") if path.is_file())


def missing(meeting: Meeting) -> list[str]:
    return [gap.words for gap in filing.gaps(meeting)]


def state(meeting: Meeting) -> str:
    return facts.meeting(meeting.id).state


@pytest.mark.usefixtures("report")
def test_the_folder_holds_papers_report_and_photos(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    filed = filing.file_meeting(held, tmp_path / "归档", photos=photos)
    folder = tmp_path / "归档" / FOLDER
    assert names(folder) == [
        "00_归档目录.docx",
        "01_通知.docx",
        "02_议程.docx",
        "03_签到表.docx",
        "04_会议记录.docx",
        "20260310_海州大学办公室党支部开展“学习全会精神”主题党日.docx",
        "照片/合影.jpg",
        "照片/现场.png",
    ]
    assert sorted(filed.files) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert filed.left_out == ()
    assert "学习全会精神" in "".join(p.text for p in Document(str(folder / filed.news[0])).paragraphs)
    shas = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "照片").iterdir()}
    assert shas == {figure.photo.sha for figure in report_facts.figures(facts.reports(held)[0])}, "as they are stored"
    assert state(held) == "filed"
    assert next(s for s in view(held.id).stations if s.key == "archive").state == "done"


def test_a_profile_that_wants_pictures_apart_has_their_folder(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    reports.edit_report(report, profile="separate-pictures")
    filing.file_meeting(held, tmp_path, photos=photos)
    assert sum(path.parent.parent.name == FOLDER for path in (tmp_path / FOLDER).rglob("*.*")) == 4
    assert len(list((tmp_path / FOLDER).rglob("*.docx"))) == len(of_meeting(held)) + 2, "papers, news, contents"


def test_a_profile_that_puts_its_pictures_among_the_photos(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    text = profiles.profile_text("separate-pictures")
    profiles.store_profile("mine", re.sub('(?m)^folder = ".*"$', 'folder = "照片"', text))
    reports.edit_report(report, profile="mine")
    filed = filing.file_meeting(held, tmp_path, photos=photos)
    assert len([path for path in filed.files if path.parent.name == "照片"]) == 4
    assert all(path.is_file() for path in filed.files)


def test_everything_that_is_missing_is_named_first(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="已计划，还不能归档"):
        filing.file_meeting(meeting, tmp_path, photos=photos)
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, ["沈一禾", "沈亦和:有课"], [])
    meetings.remove_material(view(meeting.id).materials[0])
    unmarked = roster.add_member("顾清和", since=TODAY)
    entry = facts.attendances(meeting)[people.person("许青禾", TODAY).id]
    entry.state = "unmarked"
    entry.save()
    assert missing(meeting) == [
        "材料准备：还没有学习材料",
        "人员考勤：许青禾还没有点名",
        "人员考勤：沈一禾没有写原因",
        "会议记录：2 项没有记录",
        "新闻报道：还没有新闻稿",
    ]
    assert unmarked.name == "顾清和", "who joined after the meeting is not missed"
    with pytest.raises(filing.IncompleteError, match="还缺 5 处") as error:
        filing.file_meeting(meeting, tmp_path / "归档", photos=photos)
    assert list(error.value.missing) == missing(meeting)
    assert not (tmp_path / "归档").exists()
    assert state(meeting) == "held"
    filed = filing.file_meeting(meeting, tmp_path / "归档", photos=photos, with_gaps=True)
    assert len(filed.files) == len(of_meeting(meeting)) + 1 and list(filed.left_out) == list(error.value.missing)
    assert state(meeting) == "filed"


def test_what_does_not_apply_is_not_missed(held: Meeting) -> None:
    assert missing(held) == ["新闻报道：还没有新闻稿"]
    meetings.set_station_na(held, "news", "讨论发展党员，不宣传")
    assert missing(held) == []
    meetings.set_station_na(held, "attendance", "不需要")
    assert missing(held) == []


def test_a_cancelled_meeting_is_not_filed(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    meetings.cancel(meeting, "冲突")
    with pytest.raises(BranchError, match="已取消，还不能归档"):
        filing.file_meeting(meeting, tmp_path, photos=photos, with_gaps=True)


@pytest.mark.usefixtures("report")
def test_undo_takes_the_state_back_and_says_that_the_files_stay(
    held: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    filing.file_meeting(held, tmp_path, photos=photos)
    newest = history.of(held, datetime.now())[0]
    assert newest.name.startswith("归档：学习全会精神")
    assert [(change.field, change.before, change.after) for change in newest.changes] == [("状态", "已记录", "已归档")]
    assert "文件留着" in undo.undo_last()
    assert state(held) == "recorded"
    assert (tmp_path / FOLDER / "01_通知.docx").is_file()
    undo.redo_last()
    assert state(held) == "filed"


def test_a_filed_meeting_refuses_changes_and_names_the_way(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    attendance.add_guest(held, "客人")
    meetings.set_station_na(held, "news", "不宣传")
    titled = history.of(held, datetime.now())[0]
    filing.file_meeting(held, tmp_path, photos=photos)
    row = facts.meeting(held.id)
    item, material, guest = facts.items(row)[0], view(row.id).materials[0], facts.guests(row)[0]
    member = people.person("沈一禾", TODAY).id
    for change in (
        lambda: meetings.edit_meeting(row, title="新"),
        lambda: meetings.edit_meeting(row, noticed_on="3月2日"),
        lambda: action_items.add_action(row, "修订值班表", today=TODAY),
        lambda: meetings.add_item(row, "新"),
        lambda: meetings.edit_item(item, title="新"),
        lambda: meetings.move_item(item, 1),
        lambda: meetings.remove_item(item),
        lambda: meetings.add_material(row, "新"),
        lambda: meetings.remove_material(material),
        lambda: meetings.set_station_na(row, "materials", "不用"),
        lambda: meetings.clear_station_na(row, "news"),
        lambda: attendance.set_states(row, {member: ("late", "")}),
        lambda: attendance.record_attendance(row, [], []),
        lambda: attendance.add_guest(row, "别人"),
        lambda: attendance.remove_guest(guest),
        lambda: minutes.write_minutes(row, "# 1\n新", now=NOW),
        lambda: minutes.write_item(item, record="新", now=NOW),
        lambda: minutes.write_closing(row, "再见"),
        lambda: history.revert(row, titled, titled.changes[0], now=datetime.now()),
    ):
        with pytest.raises(BranchError, match="已归档，不能再改。要改，请先重新打开.*branchtui reopen"):
            change()
    # Going back to before the filing is a way to undo it.
    newest = history.of(row, datetime.now())[0]
    history.revert(row, newest, now=datetime.now())
    assert state(held) == "recorded"


def test_filing_again_replaces_its_own_files_only(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    filing.file_meeting(held, tmp_path, photos=photos)
    folder = tmp_path / FOLDER
    changed = Document(str(folder / "02_议程.docx"))
    changed.add_paragraph("手写的一句")
    changed.save(str(folder / "02_议程.docx"))
    (folder / "照片" / "合影.jpg").write_bytes(b"retouched")
    (folder / "97_其他.docx").write_bytes(b"not ours")
    (folder / "签字页.pdf").write_bytes(b"scan")
    (folder / "照片" / "自己放的.jpg").write_bytes(b"own")
    # There is a paper more now, a photo goes.
    undo.undo_last()
    row = facts.meeting(held.id)
    minutes.write_item(facts.items(row)[0], resolution="同意。", now=NOW)
    reports.set_report_state(report, "returned", reason="配图", today=TODAY)
    reports.remove_figure(report_facts.figures(report)[0])
    reports.set_report_state(report, "submitted", today=TODAY)
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert "05_决议.docx" in names(folder)
    assert names(folder) == sorted(
        [
            "00_归档目录.docx",
            *of_meeting(facts.meeting(held.id)),
            of_report(report),
            "02_议程（改过的1）.docx",
            "97_其他.docx",
            "签字页.pdf",
            "照片/合影.jpg",
            "照片/合影（改过的1）.jpg",
            "照片/自己放的.jpg",
        ]
    )
    assert (folder / "照片" / "合影（改过的1）.jpg").read_bytes() == b"retouched"
    # Once more, of a meeting that is filed already: nothing changes, and nothing is there to undo.
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    step = undo.next_undo()
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()} == before
    assert (state(held), undo.next_undo()) == ("filed", step)


@pytest.mark.usefixtures("report")
def test_what_a_killed_filing_left_among_the_photos_goes(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    filing.file_meeting(held, tmp_path, photos=photos)
    half = tmp_path / FOLDER / "照片" / f".branchtui-{'0' * 16}.tmp"
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert not half.exists()


def test_photos_of_one_name_all_have_a_file(held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore) -> None:
    (tmp_path / "又").mkdir()
    Image.new("RGB", (50, 50), "green").save(tmp_path / "又" / "现场.png")
    reports.set_report_state(report, "returned", reason="再加一张", today=TODAY)
    reports.add_figure(report, photo=tmp_path / "又" / "现场.png", photos=photos)
    filing.file_meeting(held, tmp_path / "归档", photos=photos, with_gaps=True)
    there = sorted(path.name for path in (tmp_path / "归档" / FOLDER / "照片").iterdir())
    assert there == sorted(["现场.png", "现场（2）.png", "合影.jpg"])


def test_a_photo_whose_file_is_gone_is_missing(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    photo = report_facts.figures(report)[0].photo
    assert photo is not None
    photos.path(photo.sha).unlink()
    with pytest.raises(filing.IncompleteError, match="照片文件不在：现场.png"):
        filing.file_meeting(held, tmp_path, photos=photos)
    assert state(held) == "recorded"
    filing.file_meeting(held, tmp_path, photos=photos, with_gaps=True)
    assert "照片/合影.jpg" in names(tmp_path / FOLDER)
    assert "04_会议记录.docx" in names(tmp_path / FOLDER)


def test_a_photo_that_is_damaged_is_named(held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore) -> None:
    photo = report_facts.figures(report)[0].photo
    assert photo is not None
    photos.path(photo.sha).write_bytes(b"flipped")
    with pytest.raises(filing.IncompleteError, match="照片损坏：现场.png"):
        filing.file_meeting(held, tmp_path / "归档", photos=photos)
    assert not (tmp_path / "归档").exists()
    filed = filing.file_meeting(held, tmp_path / "归档", photos=photos, with_gaps=True)
    assert filed.left_out == ("照片损坏：现场.png",)
    assert names(tmp_path / "归档" / FOLDER)[-2:] == [of_report(report), "照片/合影.jpg"], "its frame is on the paper"


@pytest.mark.usefixtures("report")
def test_a_paper_that_cannot_be_made_is_named(
    held: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Export._document

    def broken(self: Export, paper: Paper, picture: Any) -> bytes:
        if paper.subject == "会议记录":
            raise BranchError("表格太大，放不下。")
        return make(self, paper, picture)

    monkeypatch.setattr(Export, "_document", broken)
    filing.prepare(held, tmp_path, photos=photos)
    with pytest.raises(filing.IncompleteError, match="04_会议记录没有生成：表格太大"):
        filing.file_meeting(held, tmp_path, photos=photos)
    assert not (tmp_path / FOLDER).exists()
    assert state(held) == "recorded"
    filed = filing.file_meeting(held, tmp_path, photos=photos, with_gaps=True)
    assert "04_会议记录.docx" not in names(tmp_path / FOLDER) and len(filed.news) == 1
    assert filed.news[0] in names(tmp_path / FOLDER)
    assert filed.left_out == ("04_会议记录没有生成：表格太大，放不下。",)
    # The whole export of the same meeting is all or nothing, as ever.
    with pytest.raises(BranchError, match="表格太大"):
        export_meeting(held, tmp_path / "导出", photos=photos)
    assert not (tmp_path / "导出").exists()


def test_a_report_whose_profile_is_gone_is_named(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    [name] = filing.file_meeting(held, tmp_path, photos=photos).news
    undo.undo_last()
    report.profile = "没有的"
    report.save()
    with pytest.raises(filing.IncompleteError, match="不能写成文件：没有“没有的”这个版式"):
        filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos, with_gaps=True)
    assert "04_会议记录.docx" in names(tmp_path / FOLDER)
    assert name in names(tmp_path / FOLDER), "what was filed of it before is no rest of another time"


@pytest.mark.usefixtures("report")
def test_a_full_disk_leaves_the_meeting_unfiled(
    held: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(BranchError, match="磁盘已满"):
        filing.file_meeting(held, tmp_path, photos=photos)
    assert state(held) == "recorded"
    assert names(tmp_path / FOLDER) == []


@pytest.mark.usefixtures("report")
def test_what_was_changed_while_it_was_written_is_filed_again(
    held: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    ready = filing.prepare(held, tmp_path, photos=photos)
    ready.write()
    minutes.write_item(facts.items(held)[0], record="林知远：补充。", now=NOW)
    with pytest.raises(BranchError, match="又有改动，没有记为已归档"):
        filing.finish(held, ready)
    assert state(held) == "recorded"


@pytest.mark.parametrize("steps", ["ef", "fe", "efe", "eef", "fuf", "efuefe"])
def test_one_news_item_stands_once_under_one_name(
    steps: str, held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    name = prepare_report(report, tmp_path / FOLDER, photos=photos).files[0].name
    for step in steps:
        if step == "e":
            assert [path.name for path in export_report(report, tmp_path / FOLDER, photos=photos)] == [name]
        elif step == "f":
            filed = filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
            assert (filed.news, filed.gone, filed.remark) == ((name,), (), f"新闻稿是 {name}。")
        else:
            undo.undo_last()
    assert [each for each in names(tmp_path / FOLDER) if "/" not in each and each[2] != "_"] == [name]


@pytest.mark.parametrize("files_it", [False, True])
@pytest.mark.parametrize("worked_on", [False, True])
def test_news_under_its_former_name_goes_and_that_is_told(
    files_it: bool, worked_on: bool, held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    [former] = export_report(report, tmp_path / FOLDER, photos=photos)
    if worked_on:
        changed = Document(str(former))
        changed.add_paragraph("手写的一句")
        changed.save(str(former))
    reports.edit_report(report, title="新的题目")
    reports.date_report(report, TODAY + timedelta(3))
    told = "" if worked_on else f"改了名的旧文件已拿掉：{former.name}。"
    if files_it:
        filed = filing.file_meeting(held, tmp_path, photos=photos)
        assert filed.remark == f"新闻稿是 {filed.news[0]}。{told}"
    else:
        ready = prepare_report(report, tmp_path / FOLDER, photos=photos)
        ready.write()
        assert told in ready.remark
    assert former.exists() == worked_on


def test_two_reports_of_one_title_have_two_files(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    second = draft_from_meeting(held)
    reports.date_report(second, TODAY)
    reports.set_report_state(second, "submitted", today=TODAY)
    written = [path.name for row in (report, second) for path in export_report(row, tmp_path / FOLDER, photos=photos)]
    assert len(set(written)) == 2
    assert list(filing.file_meeting(held, tmp_path, photos=photos).news) == written


def test_the_name_that_news_was_filed_under_before_goes_and_that_is_told(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    numbered = tmp_path / FOLDER / "05_新闻稿.docx"
    export_report(report, numbered, photos=photos)
    filed = filing.file_meeting(held, tmp_path, photos=photos)
    assert filed.gone == ("05_新闻稿.docx",) and not numbered.exists()


@pytest.mark.usefixtures("report")
def test_stopped_work_leaves_nothing(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    def stop(done: int, whole: int) -> None:
        if done == 1:
            raise StoppedError

    with pytest.raises(StoppedError):
        filing.prepare(held, tmp_path, photos=photos).write(stop, with_gaps=True)
    assert not (tmp_path / FOLDER).exists()


# --- scans, photos of the meeting, the page of contents -----------------------------------------------------------


def scan(path: Path, more: bytes = b"") -> Path:
    path.write_bytes(b"%PDF-1.7\n%%EOF\n" + more)
    return path


def contents_of(folder: Path) -> list[list[str]]:
    [table] = Document(str(folder / "00_归档目录.docx")).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def words_of(folder: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(folder / "00_归档目录.docx")).paragraphs)


@pytest.fixture
def with_files(held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore) -> Meeting:
    """The meeting with a signed scan, a photo of its own, and one that its news shows too."""
    Image.new("RGB", (30, 20), "green").save(tmp_path / "IMG_1.jpg")
    files = [scan(tmp_path / "a.pdf"), tmp_path / "现场.png", tmp_path / "IMG_1.jpg"]
    rows = attachments.attach(held, files, photos=photos)
    attachments.say_what(rows[0], "签到表扫描件")
    return facts.meeting(held.id)


def test_scans_and_photos_of_the_meeting_are_filed(
    with_files: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    filed = filing.file_meeting(with_files, tmp_path / "归档", photos=photos)
    folder = tmp_path / "归档" / FOLDER
    assert [name for name in names(folder) if "/" in name] == [
        "扫描件/a.pdf",
        "照片/IMG_1.jpg",
        "照片/合影.jpg",
        "照片/现场.png",
    ]
    assert filed.files[0].name == "00_归档目录.docx" and filed.left_out == ()
    header, *rows = contents_of(folder)
    assert header == ["序号", "文件名", "材料", "形成日期", "数量", "备注"]
    assert rows == [
        ["1", "01_通知.docx", "通知", "", "1页", ""],
        ["2", "02_议程.docx", "议程", "", "1页", ""],
        ["3", "03_签到表.docx", "签到表", "20260304", "1页", ""],
        ["4", "04_会议记录.docx", "会议记录", "20260310", "2页", "补记"],
        ["5", of_report(report), "新闻稿", "20260310", "1页", ""],
        ["6", "扫描件/a.pdf", "签到表扫描件", "", "1份", ""],
        ["7", "照片/现场.png", "照片", "", "1张", ""],
        ["8", "照片/合影.jpg", "照片", "", "1张", ""],
        ["9", "照片/IMG_1.jpg", "照片", "", "1张", ""],
    ]
    assert "缺" not in words_of(folder)


def test_contents_name_what_is_missing_what_does_not_apply_and_what_others_put_there(
    held: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    meetings.set_station_na(held, "materials", "当场发放")
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "签字页.pdf").write_bytes(b"scan")
    for junk in ("Thumbs.db", "~$_通知.docx", ".DS_Store"):
        (folder / junk).write_bytes(b"")
    filing.file_meeting(held, tmp_path, photos=photos, with_gaps=True)
    assert contents_of(folder)[-1] == ["5", "签字页.pdf", "", "", "1份", "另放的文件"]
    assert (
        "缺项" in words_of(folder)
        and "新闻报道：还没有新闻稿。" in words_of(folder)
        and "材料准备：当场发放。" in words_of(folder)
    )
    assert (folder / "签字页.pdf").read_bytes() == b"scan"


def test_pictures_beside_the_news_are_in_the_contents(
    held: Meeting, report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    reports.edit_report(report, profile="separate-pictures")
    filing.file_meeting(held, tmp_path, photos=photos)
    rows = contents_of(tmp_path / FOLDER)
    assert [row[2] for row in rows].count("新闻配图") == 2 and all(row[5] != "另放的文件" for row in rows)


def test_a_scan_that_was_taken_off_goes_and_one_put_there_by_hand_stays(
    with_files: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    filing.file_meeting(with_files, tmp_path / "归档", photos=photos)
    folder = tmp_path / "归档" / FOLDER
    (folder / "扫描件" / "自己的.pdf").write_bytes(b"own")
    meetings.reopen(facts.meeting(with_files.id), "换一份扫描件")
    attachments.detach(view(with_files.id).attachments[0])
    attachments.attach(facts.meeting(with_files.id), [scan(tmp_path / "b.pdf", b"b")], photos=photos)
    filing.file_meeting(facts.meeting(with_files.id), tmp_path / "归档", photos=photos)
    assert sorted(path.name for path in (folder / "扫描件").iterdir()) == ["b.pdf", "自己的.pdf"]
    assert not list(folder.glob("*改过的*"))


@pytest.mark.parametrize(
    ("broken", "told"), [(None, "附件的文件不在：a.pdf（从电脑“.+”添加）"), (b"x", "扫描件损坏：a.pdf")]
)
def test_a_scan_that_is_lost_is_missing(
    broken: bytes | None, told: str, with_files: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    path = photos.path(view(with_files.id).attachments[0].sha)
    path.unlink() if broken is None else path.write_bytes(broken)
    with pytest.raises(filing.IncompleteError, match=told):
        filing.file_meeting(with_files, tmp_path / "归档", photos=photos)
    filed = filing.file_meeting(with_files, tmp_path / "归档", photos=photos, with_gaps=True)
    (left_out,) = filed.left_out
    assert re.fullmatch(told, left_out)
    assert all("a.pdf" not in row[1] for row in contents_of(tmp_path / "归档" / FOLDER)), "only what is there"
    assert f"{left_out}。" in words_of(tmp_path / "归档" / FOLDER)


@pytest.mark.parametrize("name", ["CON.pdf", "签字 记录?.pdf", "长" * 90 + ".pdf", "a.PDF.pdf", ".pdf"])
def test_any_name_of_a_scan_makes_a_file_that_windows_takes(
    name: str, held: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    file = scan(tmp_path / "a.pdf")
    [row] = attachments.attach(held, [file], photos=photos)
    row.name = name
    row.save()
    filing.file_meeting(facts.meeting(held.id), tmp_path / "归档", photos=photos, with_gaps=True)
    [there] = (tmp_path / "归档" / FOLDER / "扫描件").iterdir()
    assert there.suffix == ".pdf" and len(there.name) <= 70 and not set(there.name) & set('<>:"|?*\\')
    assert there.stem.casefold() not in ("con", "")


def test_when_it_ended_and_votes_without_numbers_are_hints_and_no_gaps(held: Meeting) -> None:
    Ballot.create(item=facts.items(held)[0], order_key="a", motion="接收预备党员")
    assert [gap.words for gap in filing.hints(view(held.id))] == [
        "散会时间还没有写",
        "表决“接收预备党员”还没有票数",
    ]
    assert not any("散会" in words or "表决" in words for words in missing(held))
    meetings.edit_meeting(held, until="四点半")
    assert [gap.station for gap in filing.hints(view(held.id))] == [filing.BALLOT]


# --- reopening ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("report")
def test_a_filed_meeting_is_reopened_with_a_reason(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="已记录，不用重新打开"):
        meetings.reopen(held, "漏了一人")
    filing.file_meeting(held, tmp_path, photos=photos)
    roster.add_member("顾清和", since=TODAY)  # weeks later, other things were done
    with pytest.raises(BranchError, match="重新打开的原因不能为空"):
        meetings.reopen(facts.meeting(held.id), " ")
    meetings.reopen(facts.meeting(held.id), "漏了一人")
    row, newest = facts.meeting(held.id), history.of(held, datetime.now())[0]
    assert (row.state, row.reason, newest.name) == ("recorded", "漏了一人", "重新打开：学习全会精神")
    assert ("原因", "", "漏了一人") in [(c.field, c.before, c.after) for c in newest.changes]
    step = view(held.id).next_step(NOW)
    assert step is not None and step.told == "归档（归档后重新打开过）"
    listed = facts.MeetingList().page(0, 9)[0]
    assert listed.stations[-1].why == "归档后重新打开，改完再归档"
    undo.undo_last()
    assert (state(held), facts.meeting(held.id).reason) == ("filed", "")
    undo.redo_last()
    meetings.edit_meeting(facts.meeting(held.id), place="302")
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert (state(held), facts.meeting(held.id).reason) == ("filed", ""), "the reason stands in the history"
    undo.undo_last()
    assert (state(held), facts.meeting(held.id).reason) == ("recorded", "漏了一人")


def test_what_was_filed_without_a_record_is_held_again(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    minutes.write_item(facts.items(held)[0], record="", now=NOW)
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos, with_gaps=True)
    assert meetings.reopen(facts.meeting(held.id), "补记录").state == "held"


@pytest.mark.usefixtures("report")
def test_contents_that_are_open_in_word_leave_the_meeting_unfiled(
    held: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing.file_meeting(held, tmp_path, photos=photos)
    meetings.reopen(facts.meeting(held.id), "地点写错了")
    meetings.edit_meeting(facts.meeting(held.id), place="302")
    replace = disk.replace

    def open_in_word(temporary: Path, path: Path) -> None:
        if path.name == "00_归档目录.docx":
            raise PermissionError(errno.EACCES, "拒绝访问")
        replace(temporary, path)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", open_in_word)
        with pytest.raises(BranchError, match="00_归档目录.docx”正被其他程序"):
            filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert state(held) == "recorded" and (tmp_path / FOLDER / "00_归档目录.docx").is_file()
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos)
    assert state(held) == "filed"


def test_contents_that_somebody_changed_are_set_aside(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    filing.file_meeting(held, tmp_path, photos=photos, with_gaps=True)
    path = tmp_path / FOLDER / "00_归档目录.docx"
    changed = Document(str(path))
    changed.add_paragraph("手写的一句")
    changed.save(str(path))
    theirs = path.read_bytes()
    filing.file_meeting(facts.meeting(held.id), tmp_path, photos=photos, with_gaps=True)
    assert path.with_name("00_归档目录（改过的1）.docx").read_bytes() == theirs
    assert all("改过的" not in row[1] for row in contents_of(tmp_path / FOLDER))
