"""A picture that is lost does not stop a paper: a frame of its size stands in its place, and the person is told."""

import io
import platform
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from branchtui.files.photos import PhotoStore
from branchtui.store.models import Report
from branchtui.store.queries import reports as report_facts
from branchtui.typesetting.pieces import Figure
from branchtui.typesetting.sizes import figure_size
from branchtui.workflows import report_files
from branchtui.workflows.exporting.preparing import export_report, prepare_report
from branchtui.workflows.preview import preview
from branchtui.workflows.profiles import profile, profiles, store_profile
from branchtui.workflows.reports import reports
from tests.conftest import TODAY
from tests.files.word.helpers import W, attribute, words, xml

LOST = f"现场.jpg（从电脑“{platform.node()}”添加）"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


def _picture(path: Path, colour: str, size: tuple[int, int] = (900, 600)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


@pytest.fixture
def report(branch: None, tmp_path: Path, photos: PhotoStore) -> Report:
    """A report with two pictures, 现场.jpg and 合影.png."""
    made = reports.new_report("一次主题党日")
    reports.date_report(made, TODAY)
    reports.edit_report(made, body="第一段。\n\n【图1】\n\n第二段。\n\n【图2】\n\n第三段。")
    reports.add_figure(made, caption="学习现场", photo=_picture(tmp_path / "现场.jpg", "red"), photos=photos)
    reports.add_figure(made, caption="合影", photo=_picture(tmp_path / "合影.png", "blue", (600, 900)), photos=photos)
    return made


def _file(photos: PhotoStore, report: Report, number: int) -> Path:
    paper = report_files.report_paper(report)
    return photos.path(next(block.sha for block in paper.blocks if getattr(block, "number", 0) == number))


@pytest.mark.parametrize("look", ["gbt9704", "jnu-news", "inline-songti"])
@pytest.mark.parametrize("wrong", ["缺失", "损坏"])
def test_a_frame_of_its_size_stands_in_its_place(
    report: Report, photos: PhotoStore, tmp_path: Path, look: str, wrong: str
) -> None:
    lost = _file(photos, report, 1)
    if wrong == "缺失":
        lost.unlink()
    else:
        lost.write_bytes(lost.read_bytes()[:200])
    ready = prepare_report(report, tmp_path / "稿.docx", profile_name=look, photos=photos)
    [written] = ready.write()
    assert ready.lost == [LOST]
    assert ready.remark.startswith(f"有 1 张照片找不到或已损坏，纸上留了框：{LOST}。请从原来的电脑把照片文件拷来，")
    data = written.read_bytes()
    assert f"照片{wrong}：{LOST}" in words(data) and "学习现场" in words(data)
    [frame] = xml(data).iter(f"{W}tbl")
    size = figure_size(Figure(1, "x", "x", ""), (900, 600), profile(look))
    height = frame.find(f".//{W}trHeight")
    assert int(attribute(height, "val")) == pytest.approx(size.height * 20, abs=10.5)
    assert attribute(height, "hRule") == "exact"
    assert int(attribute(frame.find(f".//{W}gridCol"), "w")) == round(size.width * 20)
    assert frame.find(f".//{W}keepNext") is not None, "it stays with its caption"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 1
    assert ready.write() and ready.lost == [LOST], "a second time it is not counted twice"


def test_after_an_export_the_blanks_are_told(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    reports.edit_report(report, unit="", body="# 参观\n# 体会\n一段。")
    ready = prepare_report(report, tmp_path / "稿.docx", photos=photos)
    assert ready.remark == "", "nothing was written yet"
    ready.write()
    assert (
        ready.remark.startswith("纸上还有 2 处要补：供稿单位：（未填写）、“") and "参观”下面没有内容。" in ready.remark
    )


def test_the_preview_is_as_high_with_the_frame(report: Report, photos: PhotoStore) -> None:
    paper = report_files.report_paper(report)
    before = preview(paper, "gbt9704", photos=photos)
    _file(photos, report, 1).unlink()
    after = preview(paper, "gbt9704", photos=photos)
    assert [len(page.rows) for page in after.pages] == [len(page.rows) for page in before.pages]
    assert sum(len(page.boxes) for page in after.pages) == sum(len(page.boxes) for page in before.pages) - 1
    text = [row for page in after.pages for row in page.rows]
    assert [row for row in text if "照片缺失：现场.jpg" in row]
    plain = [row for page in before.pages for row in page.rows]
    differing = [(a, b) for a, b in zip(plain, text, strict=True) if a != b]
    assert len(differing) == 1, "only the words in the box"


def test_pictures_apart_go_without_the_lost_one(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    _file(photos, report, 2).write_bytes(b"\x89PNG\r\n\x1a\nhalf")
    ready = prepare_report(report, tmp_path / "出", profile_name="separate-pictures", photos=photos)
    document, *pictures = ready.write()
    assert len(pictures) == 1 and pictures[0].name.startswith("图1")
    assert "没有放进照片文件夹：合影.png" in ready.remark
    assert "合影" in words(document.read_bytes())


def test_nothing_is_lost_while_all_is_there(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    ready = prepare_report(report, tmp_path, photos=photos)
    assert ready.remark == ""
    assert ready.write() and ready.lost == [] and ready.remark == ""


def test_frames_stand_on_a_template_too(report: Report, photos: PhotoStore, tmp_path: Path, database: Path) -> None:
    import docx

    folder = database.parent / "templates"
    folder.mkdir()
    template = docx.Document()
    template.add_paragraph("{{全文}}")
    template.save(str(folder / "校.docx"))
    text = 'based_on = "gbt9704"\nlabel = "校"\n[template]\nfile = "校.docx"\nstyles = {}\n'
    store_profile("校", text)
    assert all(not each.problem for each in profiles())
    _file(photos, report, 1).unlink()
    [written] = export_report(report, tmp_path / "稿.docx", profile_name="校", photos=photos)
    document = docx.Document(str(written))
    assert [cell.text for table in document.tables for cell in table.rows[0].cells] == [f"照片缺失：{LOST}"]
    assert ElementTree.fromstring(zipfile.ZipFile(written).read("word/document.xml")) is not None


# --- pictures beside the paper that a person has changed ----------------------------------------------------------


def _apart(report: Report, photos: PhotoStore, folder: Path) -> list[Path]:
    written = export_report(report, folder, profile_name="separate-pictures", photos=photos)
    return [path for path in written if path.suffix != ".docx"]


def test_a_picture_that_was_changed_is_set_aside(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    first, second = _apart(report, photos, tmp_path / "出")
    ours = first.read_bytes()
    _picture(first, "green", (300, 200))
    changed = first.read_bytes()
    assert _apart(report, photos, tmp_path / "出") == [first, second]
    aside = first.with_name(f"{first.stem}（改过的1）{first.suffix}")
    assert (first.read_bytes(), aside.read_bytes()) == (ours, changed)
    _apart(report, photos, tmp_path / "出")
    assert len(list(first.parent.iterdir())) == 3, "our own files are simply renewed"


def test_our_own_picture_makes_room_for_another(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    first, _ = _apart(report, photos, tmp_path / "出")
    figure = report_facts.figures(report)[0]
    reports.edit_figure(figure, photo=_picture(tmp_path / "另一张.jpg", "yellow"), photos=photos)
    _apart(report, photos, tmp_path / "出")
    assert len(list(first.parent.iterdir())) == 2


def test_a_picture_that_was_made_smaller_for_the_outlet_is_known_again(
    report: Report, photos: PhotoStore, tmp_path: Path
) -> None:
    import os

    store_profile(
        "小图", 'based_on = "separate-pictures"\nlabel = "小图"\n[pictures]\nmost_kilobytes = 20\nleast_pixels = 100\n'
    )
    noise = Image.frombytes("RGB", (600, 400), os.urandom(600 * 400 * 3))
    noise.save(tmp_path / "噪点.jpg", quality=95)
    figures = report_facts.figures(report)
    reports.edit_figure(figures[0], photo=tmp_path / "噪点.jpg", photos=photos)
    written = export_report(report, tmp_path / "出", profile_name="小图", photos=photos)
    small = written[1]
    assert small.stat().st_size <= 20 * 1024
    reports.edit_figure(report_facts.figures(report)[0], photo=tmp_path / "现场.jpg", photos=photos)
    export_report(report, tmp_path / "出", profile_name="小图", photos=photos)
    assert len(list(small.parent.iterdir())) == 2, "it was ours"


def test_a_folder_called_like_a_file_is_a_folder(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    folder = tmp_path / "提交.docx"
    folder.mkdir()
    [written] = export_report(report, folder, photos=photos)
    assert written.parent == folder
