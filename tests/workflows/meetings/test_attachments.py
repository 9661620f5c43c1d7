"""附件: what may be attached, what becomes of it, and that nothing is half done."""

import errno
import hashlib
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.rules.attachments import PHOTOS, SCANS, shelf
from branchtui.store.models import Meeting
from branchtui.store.queries import attachments as attached
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.meeting_view import view
from branchtui.workflows import pictures
from branchtui.workflows.meetings import attachments, meetings
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


def pdf(path: Path, more: bytes = b"") -> Path:
    path.write_bytes(PDF + more)
    return path


def picture(path: Path, colour: str = "red") -> Path:
    Image.new("RGB", (60, 40), colour).save(path)
    return path


def names(meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.name, row.what) for row in view(meeting.id).attachments]


def test_pictures_and_scans_are_attached_in_order(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    files = [pdf(tmp_path / "签到表.pdf"), picture(tmp_path / "现场.png"), picture(tmp_path / "合影.jpg", "blue")]
    made = attachments.attach(meeting, files, what="", photos=photos)
    assert names(meeting) == [("签到表.pdf", ""), ("现场.png", ""), ("合影.jpg", "")]
    assert [row.mime for row in made] == ["application/pdf", "image/png", "image/jpeg"]
    assert made[0].sha == hashlib.sha256(PDF).hexdigest() and photos.whole(made[0].sha) == PDF, "as it came"
    assert made[0].photo is None and made[1].photo is not None
    assert undo.undo_last() == "已撤销：附上 3 个文件：学习全会精神"
    assert names(meeting) == []
    undo.redo_last()
    more = attachments.attach(meeting, [*files, pdf(tmp_path / "又.pdf", b"x")], photos=photos)
    assert [row.name for row in more] == ["又.pdf"], "what is there already is not put there twice"
    with pytest.raises(BranchError, match="都已经附在这里"):
        attachments.attach(meeting, files, photos=photos)


def test_what_it_is_is_said_and_it_goes_again(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    [row] = attachments.attach(meeting, [pdf(tmp_path / "a.pdf")], what="签到表扫描件", photos=photos)
    attachments.say_what(row, "签字记录")
    change = history.of(row, NOW)[0].changes[0]
    assert (change.field, change.before, change.after) == ("说明", "签到表扫描件", "签字记录")
    attachments.detach(attached.attachment(row.id))
    assert names(meeting) == [] and photos.holds(row.sha), "the file stays for an undo"
    undo.undo_last()
    assert names(meeting) == [("a.pdf", "签字记录")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "是空的"),
        (b"MZ\x90\x00" + bytes(range(256)), "既不是照片，也不是 PDF，没有附上。请换一个文件"),
        (b"\x7fELF" + bytes(range(256)), "既不是照片，也不是 PDF"),
        (b"#!/bin/sh\nrm -rf /\n", "既不是照片，也不是 PDF，没有附上。请先另存为 PDF"),
        (b"PK\x03\x04" + bytes(40), "请先另存为 PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "请先另存为 PDF"),
        (b"<html><body>404</body></html>", "请先另存为 PDF"),
        (b"<svg xmlns='x'></svg>", "SVG"),
        (b"%PDF-1.7\nhalf", "不完整"),
        (b"MZ%PDF-1.7\n%%EOF", "既不是照片，也不是 PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "不是照片|损坏"),
    ],
)
def test_what_is_neither_picture_nor_pdf_is_refused_whatever_it_is_called(
    data: bytes, told: str, meeting: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    good, bad = pdf(tmp_path / "好.pdf"), tmp_path / "坏.pdf"
    bad.write_bytes(data)
    with pytest.raises(BranchError, match=told):
        attachments.attach(meeting, [good, bad], photos=photos)
    assert names(meeting) == [] and photos.stored() == set(), "all or none"


def test_a_pdf_that_is_too_long_is_refused(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="超过 64 MB"):
        attachments.attach(meeting, [pdf(tmp_path / "长.pdf", bytes(64 << 20))], photos=photos)


def test_a_full_disk_attaches_nothing(
    meeting: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pdf(tmp_path / "a.pdf")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(BranchError, match="磁盘已满"):
        attachments.attach(meeting, [file], photos=photos)
    assert names(meeting) == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with a name in a folder")
@pytest.mark.timeout(30)
def test_no_pipe_is_waited_for(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(BranchError, match="管道或设备"):
        attachments.attach(meeting, [tmp_path / "a.pdf"], photos=photos)
    with pytest.raises(BranchError, match="没有这个文件"):
        attachments.attach(meeting, [tmp_path / "没有.pdf"], photos=photos)
    with pytest.raises(BranchError, match="还没有写出文件"):
        attachments.attach(meeting, [], photos=photos)


def test_a_citizen_id_in_a_file_name_is_not_kept(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    [row] = attachments.attach(meeting, [pdf(tmp_path / "证明110101199001011237.pdf")], photos=photos)
    assert "110101199001011237" not in row.name and row.name.endswith(".pdf")


def test_a_closed_meeting_takes_nothing(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    file = pdf(tmp_path / "a.pdf")
    [row] = attachments.attach(meeting, [file], photos=photos)
    meetings.cancel(meeting, "冲突")
    for change in (
        lambda: attachments.attach(meeting, [pdf(tmp_path / "b.pdf", b"b")], photos=photos),
        lambda: attachments.say_what(row, "签到表"),
        lambda: attachments.detach(row),
    ):
        with pytest.raises(BranchError, match="已取消，不能再改"):
            change()
    assert names(meeting) == [("a.pdf", "")] and len(photos.stored()) == 1


def test_files_that_are_lost_or_in_no_backup_are_told(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    files = [pdf(tmp_path / "a.pdf"), picture(tmp_path / "b.png")]
    rows = attachments.attach(meeting, files, photos=photos)
    assert "备份里没有照片和附件：用到的 2 个在" in pictures.left_out(photos) and pictures.lacking(photos) == ""
    photos.path(rows[0].sha).unlink()
    assert "配图和附件用到 2 个文件，其中 1 个不在照片文件夹" in pictures.lacking(photos)
    attachments.attach(meeting, [pdf(tmp_path / "c.pdf", b"c")], photos=photos)
    attachments.detach(attached.of(facts.meeting(meeting.id))[-1])
    found = pictures.count(photos)
    assert (found.shown, found.missing, found.unused) == (2, 1, 0), "what was taken off is known still"


def test_a_damaged_scan_is_no_scan(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    [row] = attachments.attach(meeting, [pdf(tmp_path / "a.pdf")], photos=photos)
    photos.path(row.sha).write_bytes(PDF + b"flipped")
    with pytest.raises(BranchError, match="损坏"):
        photos.whole(row.sha)
    meetings.add_item(meeting, "再附一次就好")
    attachments.detach(row)
    attachments.attach(meeting, [tmp_path / "a.pdf"], photos=photos)
    assert photos.whole(row.sha) == PDF, "attached again it is mended"


@pytest.mark.parametrize(
    ("mime", "what", "name", "where"),
    [
        ("application/pdf", "", "x.pdf", SCANS),
        ("application/pdf", "会议照片", "x.pdf", SCANS),
        ("image/jpeg", "", "IMG_0301.jpg", PHOTOS),
        ("image/jpeg", "", "签到表.jpg", SCANS),
        ("image/jpeg", "签到表扫描件", "IMG_0301.jpg", SCANS),
        ("image/jpeg", "会议照片", "签到表.jpg", PHOTOS),
        ("image/png", "签字记录", "a.png", SCANS),
        ("image/png", "合影", "记录.png", PHOTOS),
        ("image/png", "", "Scan0001.png", SCANS),
    ],
)
def test_photos_and_scans_are_told_apart(mime: str, what: str, name: str, where: str) -> None:
    assert shelf(mime, what, name) == where
