"""The folder that is handed in: what lies where, what is told, and that nothing is half written."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PIL import Image

from branchtui import atomic_file, disk
from branchtui.errors import BranchError
from branchtui.files.archive import packs
from branchtui.files.photos import PhotoStore
from branchtui.files.sheets import workbook
from branchtui.papers.tree import Paper
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.engine.handle import db
from branchtui.store.models import Contact, Framework, Helper, Honour, Meeting, Point, Rectification
from branchtui.store.queries import people
from branchtui.store.writes import trash
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pieces import Piece
from branchtui.typesetting.profile import Profile
from branchtui.workflows.frameworks import marks
from branchtui.workflows.frameworks.findings import found_in
from branchtui.workflows.frameworks.folder import Written, hand_in, prepare, prepare_table, reports
from branchtui.workflows.frameworks.packing.again import prepare_again
from branchtui.workflows.frameworks.packing.facts import framework_facts
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.frameworks.submitting import listed, pack_of
from branchtui.workflows.meetings import attachments, attendance
from branchtui.workflows.safety import doctor, purge
from tests.conftest import NOW, TODAY
from tests.workflows.frameworks.conftest import lesson, point

LESSONS = "1_教育党员有力/1.1_党课"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def write(framework: Framework, photos: PhotoStore, tmp_path: Path) -> Callable[..., Written]:
    def written(place: str = "提交", **more: Any) -> Written:
        return prepare(standing(framework, TODAY), tmp_path / place, photos=photos, **more).write()

    return written


@pytest.fixture
def held(framework: Framework) -> Meeting:
    meeting = lesson(date(2025, 4, 8), "讲传统")
    attendance.record_attendance(meeting, [], [])
    return meeting


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def photo(tmp_path: Path, name: str = "合影.jpg") -> Path:
    Image.new("RGB", (40, 30), "red").save(tmp_path / name)
    return tmp_path / name


def test_what_is_missing_comes_first_and_materials_lie_by_number(held: Meeting, write: Callable[..., Written]) -> None:
    done = write()
    assert done.folder.name == f"校级样板支部_海州大学办公室党支部_验收_{TODAY:%Y%m%d}"
    names = sorted(files(done.folder))
    assert [name for name in names if "/" not in name] == [
        "00_缺项清单.docx",
        "01_佐证材料目录.docx",
        "01_佐证材料目录.xlsx",
        "02_任务完成情况一览表.docx",
        "03_工作总结报告.docx",
        "04_成果汇编.docx",
        "05_工作案例.docx",
    ]
    assert f"{LESSONS}/1.1-01_20250408_党课_讲传统_签到表.docx" in names
    assert "2025年3月：党课还差 1 项" in text(done.folder / "00_缺项清单.docx")
    assert "（待写）" in text(done.folder / "05_工作案例.docx")
    assert done.remark.startswith("缺 ") and set(done.files) == {done.folder / name for name in names}


def test_the_word_list_and_the_sheet_say_the_same(held: Meeting, write: Callable[..., Written]) -> None:
    folder = write().folder
    (table,) = Document(str(folder / "01_佐证材料目录.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    listed_ = [row[1:] for row in rows[1:] if row[0]]
    ((_, sheet),) = workbook.read((folder / "01_佐证材料目录.xlsx").read_bytes())
    assert [list(row[1:3]) for row in sheet[1:]] == [row[:2] for row in listed_]


def test_one_thing_lies_once_and_is_named_elsewhere(held: Meeting, write: Callable[..., Written]) -> None:
    marks.mark([point("honours")], [held])
    folder = write().folder
    assert not [name for name in files(folder) if name.startswith("1_教育党员有力/1.2")]
    assert "互见1.1" in text(folder / "01_佐证材料目录.docx")
    assert "互见\n1.1-01" in text(folder / "02_任务完成情况一览表.docx")


def test_with_copies_it_lies_at_each_point_under_one_number(held: Meeting, write: Callable[..., Written]) -> None:
    marks.mark([point("honours")], [held])
    done = write(copies=True)
    there = {name: data for name, data in files(done.folder).items() if "1.1-01_" in name}
    own = {name: data for name, data in there.items() if name.startswith(LESSONS)}
    assert own and there == own | {name.replace(LESSONS, "1_教育党员有力/1.2_荣誉"): data for name, data in own.items()}
    assert {done.folder / name for name in there} <= set(done.files)


def test_what_is_not_evidence_is_never_in_it(held: Meeting, write: Callable[..., Written]) -> None:
    other = lesson(date(2025, 5, 8), "不放")
    marks.take_out(point("lessons"), [other], "记错了")
    Honour.create(title="没有标的荣誉", day=date(2025, 5, 1))
    told = "\n".join(files(write().folder))
    assert "讲传统" in told and "不放" not in told and "没有标的荣誉" not in told


def test_written_again_it_is_the_same_to_the_byte(held: Meeting, write: Callable[..., Written]) -> None:
    first = files(write().folder)
    assert files(write().folder) == first == files(write("别处").folder)


def test_what_people_put_there_or_changed_stays(held: Meeting, write: Callable[..., Written]) -> None:
    folder = write().folder
    (folder / "说明.txt").write_text("手写", encoding="utf-8")
    document = Document(str(folder / "05_工作案例.docx"))
    document.add_paragraph("写好了")
    document.save(str(folder / "05_工作案例.docx"))
    gone = lesson(date(2025, 6, 8), "后来删的")
    write()
    trash(gone)
    done = write()
    assert (folder / "说明.txt").read_text(encoding="utf-8") == "手写"
    assert "写好了" in text(folder / "05_工作案例（改过的1）.docx") and "写好了" not in text(
        folder / "05_工作案例.docx"
    )
    assert not [name for name in files(folder) if "后来删的" in name]
    assert "说明.txt" in done.remark
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_file_is_handed_on_byte_for_byte_and_a_lost_one_is_told(
    held: Meeting, photos: PhotoStore, write: Callable[..., Written], tmp_path: Path
) -> None:
    (row,) = attachments.attach(held, [photo(tmp_path)], photos=photos)
    kept = photos.whole(row.sha)
    done = write()
    assert files(done.folder)[f"{LESSONS}/1.1-01_图1.jpg"] == kept
    photos.path(row.sha).unlink()
    done = write()
    assert "缺文件 1 个" in done.remark and "缺文件：合影" in text(done.folder / "01_佐证材料目录.docx")
    assert files(done.folder)[f"{LESSONS}/1.1-01_图1.jpg"] == kept  # by now the only copy there is
    assert f"{LESSONS}/1.1-01_图1.jpg" not in files(write("别处").folder)


def test_a_student_who_did_not_agree_is_masked(framework: Framework, write: Callable[..., Written]) -> None:
    helper = Helper.create(contact=Contact.create(name="王小明"), kind="办公室助理")
    row = Honour.create(of_table="helper", of_id=helper.id, title="王小明获奖", day=date(2025, 5, 1), level="校级")
    marks.mark([point("honours")], [row])
    folder = write().folder
    told = "\n".join([*files(folder), *(text(path) for path in folder.glob("*.docx"))])
    assert "王某某获奖" in told and "王小明" not in told


@pytest.mark.parametrize(
    ("kind", "named"),
    [("midterm", ["03_中期进展报告.docx"]), ("review", []), ("applying", [])],
)
def test_which_reports_go_with_it(held: Meeting, write: Callable[..., Written], kind: str, named: list[str]) -> None:
    names = sorted(path.name for path in write(kind=kind).folder.glob("*.docx"))
    assert names[3:] == named


def test_of_a_duty_report_the_folder_has_its_three_lists_with_what_was_counted(
    held: Meeting, framework: Framework, write: Callable[..., Written]
) -> None:
    framework.kind = "report"
    framework.save()
    Rectification.create(year=2025, problem="台账隔天才补", measure="当天记")
    (name,) = write().folder.glob("0[3-9]*.docx")
    told = text(name)
    assert name.name == "03_述职报告.docx"
    headings = [told.index(words) for words in ("成绩清单", "问题清单", "原因分析", "任务清单")]
    assert headings == sorted(headings)
    assert "党课1次" in told and "台账隔天才补" in told and "（待写）" in told


def test_handed_in_it_has_no_list_of_gaps_and_keeps_the_hashes(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    of = standing(framework, TODAY)
    pack = prepare(of, tmp_path / "提交", photos=photos, for_sending=True)
    row, done = hand_in(pack, of, "accepting", unit="组织部")
    assert not (done.folder / "00_缺项清单.docx").exists()
    first = next(piece for piece in listed(row) if piece.thing == held.id)
    assert first.number == "1.1-01" and first.file in files(done.folder) and len(first.sha256) == 64


def test_what_was_handed_in_is_written_again_byte_for_byte_whatever_changed(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    place = prepare(standing(framework, TODAY), tmp_path / "提交", photos=photos).folder
    place.mkdir(parents=True)
    (place / "说明.txt").write_text("手写", encoding="utf-8")
    of = standing(framework, TODAY)
    row, done = hand_in(prepare(of, tmp_path / "提交", photos=photos, for_sending=True), of, "accepting")
    before = files(done.folder)
    assert "说明.txt" in before

    def again(name: str) -> Written:
        written = prepare_again(row, tmp_path / name, photos=photos, today=TODAY).write()
        assert files(written.folder) == before and written.folder.name == done.folder.name
        return written

    assert again("再").remark == f"这是{chinese_day(row.day)}送交时的原样，一个字节也没有变。"
    lesson(date(2025, 3, 8), "更早的一次")
    assert again("又").remark.endswith("送交后新增 1 项，不在里面。")
    Meeting.update(title="改了题目").where(Meeting.id == held.id).execute()
    assert again("改").remark.endswith("送交以后改动过：1.1-01。")
    for meeting in Meeting.select():
        trash(meeting)
    assert "送交过、现已删去：1.1-01 讲传统" in again("删").remark


def test_a_submission_whose_folder_was_not_kept_is_written_of_what_is_there_now(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    of = standing(framework, TODAY)
    row, done = hand_in(prepare(of, tmp_path / "提交", photos=photos, for_sending=True), of, "accepting")
    pack = pack_of(row)
    assert pack is not None
    attachments.detach(pack)
    lesson(date(2025, 3, 8), "更早的一次")
    again = prepare_again(row, tmp_path / "又", photos=photos, today=TODAY).write()
    assert {name for name in files(again.folder) if "/" in name} == {name for name in files(done.folder) if "/" in name}
    assert "没有留存" in again.remark


def test_a_kept_folder_that_is_damaged_is_told_and_nothing_is_written(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    of = standing(framework, TODAY)
    row, _ = hand_in(prepare(of, tmp_path / "提交", photos=photos, for_sending=True), of, "accepting")
    assert [each.words for each in doctor.examine(NOW, photos) if each.what == "送交"] == [
        "送交过 1 次，送交时的文件夹都原样留着"
    ]
    pack = pack_of(row)
    assert pack is not None
    photos.path(pack.sha).write_bytes(b"PK\x03\x04")
    with pytest.raises(BranchError, match="损坏"):
        prepare_again(row, tmp_path / "再", photos=photos, today=TODAY)
    assert not (tmp_path / "再").exists()
    (told,) = [each for each in doctor.examine(NOW, photos) if each.what == "送交"]
    assert told.mark == "bad" and row.day.isoformat() in told.words


def test_a_folder_too_large_to_be_kept_is_told(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "MOST_BYTES", 1000)
    of = standing(framework, TODAY)
    row, done = hand_in(prepare(of, tmp_path / "提交", photos=photos, for_sending=True), of, "accepting")
    assert pack_of(row) is None and "没有整份留存" in done.remark
    (told,) = [each for each in doctor.examine(NOW, photos) if each.what == "送交"]
    assert told.mark == "warn"


def test_who_is_purged_is_purged_from_what_was_handed_in(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    someone = Contact.create(name="钱不在内")
    of = standing(framework, TODAY)
    row, _ = hand_in(prepare(of, tmp_path / "提交", photos=photos, for_sending=True), of, "accepting")
    assert purge.purge_contact(someone, photos=photos).packs == 0 and pack_of(row) is not None
    member = next(each for each in people.members().values() if each.name)
    name = member.name
    left = purge.purge_member(member, photos=photos)
    assert left.packs == 1 and any("已整份删去" in words for words, _ in left.told(tmp_path))
    assert pack_of(row) is None and not [*photos.folder.glob("*.zip")]
    again = prepare_again(row, tmp_path / "再", photos=photos, today=TODAY).write()
    assert "没有留存" in again.remark
    assert not any(name in text(path) for path in again.folder.rglob("*.docx"))


def test_a_hash_of_one_file_is_that_of_the_file(framework: Framework, photos: PhotoStore, tmp_path: Path) -> None:
    row = Honour.create(title="先进集体", day=date(2025, 5, 1), issuer="海州大学党委", level="校级")
    attachments.attach(row, [photo(tmp_path, "证书扫描.jpg")], photos=photos)
    marks.mark([point("honours")], [row])
    done = prepare(standing(framework, TODAY), tmp_path / "提交", photos=photos).write()
    (piece,) = [each for each in done.pieces if each.thing == row.id]
    assert hashlib.sha256((done.folder / piece.file).read_bytes()).hexdigest() == piece.sha256


def test_a_number_without_a_file_is_told_among_what_is_missing(
    framework: Framework, write: Callable[..., Written]
) -> None:
    row = Honour.create(title="先进集体", day=date(2025, 5, 1), issuer="海州大学党委", level="校级")
    marks.mark([point("honours")], [row])
    folder = write().folder
    lacks = text(folder / "00_缺项清单.docx")
    assert "1.2-01" in lacks and "先进集体" in lacks and "没有文件，请附上扫描件" in lacks
    assert "缺文件：没有附件" in text(folder / "01_佐证材料目录.docx")
    assert "1.2-01\n缺文件\n1.2-01" in text(folder / "02_任务完成情况一览表.docx")


def test_without_material_nothing_is_written(write: Callable[..., Written], tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="还没有佐证材料"):
        write()
    assert not (tmp_path / "提交").exists()


def test_a_full_disk_leaves_what_was_there(
    held: Meeting, write: Callable[..., Written], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = files(write().folder)
    lesson(date(2025, 6, 8), "又一次")
    written = disk.write_part

    def full(path: Path, data: bytes) -> None:
        if path.name.startswith("02_"):
            raise OSError(28, "No space left on device")
        written(path, data)

    monkeypatch.setattr(atomic_file.disk, "write_part", full)
    with pytest.raises(BranchError, match="磁盘已满"):
        write()
    folder = tmp_path / "提交"
    assert [path.name for path in folder.iterdir()] == [next(folder.iterdir()).name]
    assert files(next(folder.iterdir())) == before


def test_what_can_not_be_forced_to_the_disk_does_not_take_the_place_of_what_was_there(
    held: Meeting, write: Callable[..., Written], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = files(write().folder)
    lesson(date(2025, 6, 8), "又一次")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BranchError, match="原来的没有动"):
        write()
    assert [files(path) for path in (tmp_path / "提交").iterdir()] == [before]


def test_each_paper_is_composed_once(
    held: Meeting, write: Callable[..., Written], monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = []

    def note(paper: Paper, look: Profile) -> tuple[Piece, ...]:
        composed.append(paper)
        return compose(paper, look)

    monkeypatch.setattr("branchtui.typesetting.composition.compose", note)
    papers = [path for path in write().files if path.suffix == ".docx"]
    assert len(composed) == len(papers), "its bytes, its pages and its blanks are told by one Composition"


def test_one_more_meeting_costs_one_more_statement(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    def asked() -> int:
        sent: list[str] = []
        db.connection().set_trace_callback(sent.append)
        prepare(standing(framework, TODAY), tmp_path / "提交", photos=photos)
        db.connection().set_trace_callback(None)
        return len(sent)

    before = asked()
    for month in (5, 6, 7):
        attendance.record_attendance(lesson(date(2025, month, 8), f"第{month}课"), [], [])
    assert asked() == before + 3, "what is read for each material in packing.files is read for all at once in Reader.of"


def test_a_place_that_is_no_folder_is_refused(held: Meeting, write: Callable[..., Written], tmp_path: Path) -> None:
    folder = write().folder
    (tmp_path / "占").mkdir()
    (tmp_path / "占" / folder.name).write_text("文件", encoding="utf-8")
    with pytest.raises(BranchError, match="不是文件夹"):
        write("占")
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(BranchError, match="没有写成"):
        write("文件")


def test_names_stay_short_and_differ(held: Meeting, write: Callable[..., Written]) -> None:
    for day in (9, 10):
        lesson(date(2025, 4, day), f"{'长' * 90}/甲")
    Point.update(title="标题/很长" * 20).where(Point.key == "lessons").execute()
    folder = write().folder
    names = list(files(folder))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(part) <= 80 for name in names for part in name.split("/"))
    with pytest.raises(BranchError, match="路径太长"):
        write("深" * 60 + "/" + "深" * 60 + "/" + "深" * 40)


def test_the_task_table_alone_has_the_numbers_of_the_folder(
    held: Meeting, framework: Framework, photos: PhotoStore, tmp_path: Path
) -> None:
    (path,) = prepare_table(standing(framework, TODAY), tmp_path, photos=photos).write()
    assert "1.1-01" in text(path) and "按季上党课。" in text(path)
    section = Document(str(path)).sections[0]
    assert section.page_width < section.page_height  # type: ignore[operator]


def test_what_a_reviewer_finds_in_the_branch(framework: Framework) -> None:
    row = Honour.create(title="先进集体", day=date(2026, 3, 1), level="国家级", issuer="海州大学党委")
    marks.mark([point("honours")], [row])
    found = [each.rule for each in found_in(standing(framework, TODAY))]
    assert [rule for rule in found if rule in ("e1", "e6")] == ["e1", "e6", "e6"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            {"summary": [{"title": "成效", "part": "resluts"}]},
            "没有“resluts”这一部分。可选：facts、accounts、table、results、done、faults、undone",
        ),
        ({"summary": [{"part": "facts"}]}, "的 summary 要写成"),
        ({}, "的 summary 要写成"),
    ],
)
def test_headings_that_can_not_be_understood(
    held: Meeting, monkeypatch: pytest.MonkeyPatch, text: dict[str, Any], says: str
) -> None:
    facts = framework_facts(standing(Framework.get(), TODAY), people.the_branch(), [], str)
    monkeypatch.setattr("branchtui.workflows.frameworks.folder.assets.toml", lambda *path: text)
    with pytest.raises(BranchError, match=says):
        reports("accepting", facts)
