"""Profiles of the branch's own, templates, pages before export, pictures apart."""

from pathlib import Path

import docx
import pytest
from PIL import Image

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Meeting
from branchtui.workflows import report_files
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.exporting.preparing import export_meeting, export_report
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.preview import picture_notes, preview
from branchtui.workflows.profiles import profile, profile_text, profiles, store_profile
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from tests.conftest import NOW


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pic.jpg"
    Image.new("RGB", (1600, 1000), "red").save(path)
    return path


def test_every_shipped_profile_is_sound(branch: None) -> None:
    assert [(each.name, each.own, each.problem) for each in profiles()] == [
        (name, False, "") for name in ("gbt9704", "inline-songti", "jnu-news", "plain", "separate-pictures")
    ]
    with pytest.raises(BranchError, match="没有“fancy”这个版式。可选：gbt9704"):
        profile("fancy")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 9000, "套得太深"),
        ("a = " + "{a=" * 5000, "套得太深"),
        (f"{'.'.join('a' * 2000)} = 1\nbased_on = 'plain'", "page|label|a"),
        ("# " + "长" * 20_000, "有 20002 个字"),
    ],
    ids=["lists", "tables", "names", "long"],
)
def test_a_profile_that_no_person_wrote_is_a_sentence(branch: None, text: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        store_profile("怪", text)


def test_an_own_profile_adds_or_stands_in_place(branch: None) -> None:
    store_profile("校报", 'based_on = "jnu-news"\nlabel = "校报"\n')
    assert profile("校报").label == "校报" and profile("校报").page == profile("jnu-news").page
    store_profile("plain", profile_text("plain").replace("label = ", 'label = "新" # ', 1))
    assert profile("plain").label == "新"
    own = {each.name: each.own for each in profiles()}
    assert own["校报"] and own["plain"] and not own["jnu-news"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("坏", "label = ", "写法有误"),
        ("坏", 'based_on = "jnu-news"\nlabel = "x"\n[page]\nwidht = "210mm"\n', "width"),
        ("坏", 'based_on = "jnu-news"\nlabel = "x"\n[page]\nwidth = "210像素"\n', "width"),
        ("a/b", 'based_on = "jnu-news"\nlabel = "x"\n', "只能用文字、数字和短横"),
        ("", "", "版式名称不能为空"),
    ],
)
def test_a_wrong_profile_is_named_and_not_kept(branch: None, name: str, text: str, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        store_profile(name, text)
    assert not any(each.own for each in profiles())


def test_pages_before_export(meeting: Meeting, photos: PhotoStore, picture: Path) -> None:
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    reports.add_figure(report, caption="现场", photo=picture, photos=photos)
    reports.edit_report(report, body="\n".join(["这一段有很多字。" * 20] * 12) + "\n【图1】\n")
    shown = preview(report_files.report_paper(report), "gbt9704", photos=photos)
    assert shown.columns == 56 and len(shown.pages) >= 4
    assert all(len(page.rows) == 22 for page in shown.pages)
    boxes = [(page.number, box) for page in shown.pages for box in page.boxes]
    assert len(boxes) == 1 and boxes[0][1].rows >= 2
    page, box = shown.pages[boxes[0][0] - 1], boxes[0][1]
    assert page.rows[box.row].strip() == "+" + "-" * (box.columns - 2) + "+"
    assert page.rows[box.row].index("+") == box.column
    assert [page.foot.strip() for page in shown.pages][:2] == ["— 1 —", "— 2 —"]
    assert shown.look.label == "公文（GB/T 9704）"
    notice = preview(meeting_papers(meeting)[0][1], "gbt9704", photos=photos)
    assert len(notice.pages) == 1 and any("全体党员" in row for row in notice.pages[0].rows)


def test_every_blank_that_is_printed_is_a_hint(branch: None, photos: PhotoStore) -> None:
    bare = meetings.plan_meeting("党课", when="2026年3月4日下午3点", title="题", items=["讲课"], now=NOW)
    meetings.hold(bare, now=NOW)
    papers = dict(meeting_papers(bare))

    def hints(name: str) -> set[str]:
        return set(preview(papers[name], "gbt9704", photos=photos).warnings)

    blanks = {"地点：（未填写）", "主持人：（未填写）", "记录人：（未填写）"}
    away = {"实到：（未点名）", "请假：（未点名）", "缺席：（未点名）"}
    assert hints("minutes") >= {f"第 1 页：{words}" for words in blanks | away}
    assert "第 1 页：应到5人　实到：（未点名）" in hints("sign_in")
    attendance.take_roll(bare, ["沈一禾"])
    minutes.write_minutes(bare, "# 讲课\n" + "很长的一段记录。" * 200, now=NOW)
    meetings.edit_meeting(bare, place="201", host="林知远", recorder="周以宁")
    papers = dict(meeting_papers(bare))
    assert {hint for hint in hints("minutes") if "未" in hint} == {"第 1 页：缺席1人：沈一禾（原因未填写）"}
    attendance.take_roll(bare)
    papers = dict(meeting_papers(bare))
    assert not [hint for hint in hints("minutes") if "未" in hint]


def test_a_late_notice_leaves_a_place_for_its_day(branch: None, photos: PhotoStore, tmp_path: Path) -> None:
    late = meetings.plan_meeting("党课", when="2026年3月4日下午3点", title="题", now=NOW)
    assert late.noticed_on is None
    rows = preview(dict(meeting_papers(late))["notice"], "gbt9704", photos=photos).pages[0].rows
    assert any(row.rstrip().endswith("年　　月　　日") for row in rows)
    written = export_meeting(late, tmp_path, photos=photos)
    assert docx.Document(str(written[0])).paragraphs[-1].text == "　　　　年　　月　　日"


def test_what_an_outlet_would_object_to_in_the_pictures(meeting: Meeting, photos: PhotoStore, picture: Path) -> None:
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    small = picture.with_name("small.jpg")
    Image.new("RGB", (640, 400), "blue").save(small)
    for path in (picture, small, None):
        reports.add_figure(report, caption="现场", photo=path, photos=photos)
    paper, look = report_files.report_paper(report), profile("jnu-news")
    assert picture_notes(paper, look, photos=photos) == (
        "图2长边只有640像素，暨南大学新闻稿要求至少800像素",
        "图3还没有图片，导出时只留记号",
    )
    for path in (picture.parent / "photos").iterdir():
        path.unlink()
    notes = picture_notes(paper, look, photos=photos)
    assert [note[:3] for note in notes] == ["图1的", "图2的", "图3还"] and "照片文件夹" in notes[0]


def test_pictures_apart(meeting: Meeting, photos: PhotoStore, picture: Path, tmp_path: Path) -> None:
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    reports.add_figure(report, caption="现场", photo=picture, photos=photos)
    written = export_report(report, tmp_path / "out", profile_name="separate-pictures", photos=photos)
    assert [path.suffix for path in written] == [".docx", ".jpg"] and written[1].parent.parent == tmp_path / "out"
    text = "\n".join(p.text for p in docx.Document(str(written[0])).paragraphs)
    assert "【图1】" in text


def test_the_universitys_own_template(meeting: Meeting, photos: PhotoStore, database: Path, tmp_path: Path) -> None:
    folder = database.parent / "templates"
    folder.mkdir()
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "海州大学公文"
    template.add_paragraph("{{标题}}")
    template.add_paragraph("{{正文}}")
    template.save(str(folder / "学校.docx"))
    store_profile("学校", 'based_on = "gbt9704"\nlabel = "学校"\n[template]\nfile = "学校.docx"\nstyles = {}\n')
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    written = export_report(report, tmp_path / "稿.docx", profile_name="学校", photos=photos)
    made = docx.Document(str(written[0]))
    assert made.sections[0].header.paragraphs[0].text == "海州大学公文"
    assert any("2026年3月4日" in paragraph.text for paragraph in made.paragraphs)
    (folder / "学校.docx").unlink()
    with pytest.raises(BranchError, match="模板"):
        export_report(report, tmp_path / "稿2.docx", profile_name="学校", photos=photos)
    assert not (tmp_path / "稿2.docx").exists()


def _template(folder: Path, *words: str) -> Path:
    """A template with these paragraphs, where profiles look for it."""
    folder.mkdir(exist_ok=True)
    made = docx.Document()
    for word in words:
        made.add_paragraph(word)
    made.save(str(folder / "学校.docx"))
    return folder / "学校.docx"


def _problem(name: str) -> str:
    return next(each.problem for each in profiles() if each.name == name)


def test_a_profile_is_usable_only_when_its_template_is(meeting: Meeting, photos: PhotoStore, database: Path) -> None:
    folder = database.parent / "templates"
    text = 'based_on = "gbt9704"\nlabel = "学校"\n[template]\nfile = "学校.docx"\n'
    store_profile("学校", text)
    store_profile("有样式", f'{text}styles = {{ body = "Body Text" }}\n')
    store_profile("没样式", f'{text}styles = {{ body = "学校正文" }}\n')
    assert all("学校.docx" in _problem(name) for name in ("学校", "有样式", "没样式"))
    _template(folder, "{{标题}}", "前言{{正文}}")
    assert "单独占一段" in _problem("学校")
    notes = preview(meeting_papers(meeting)[0][1], "学校", photos=photos).warnings
    assert notes[0].startswith("现在不能导出：") and "单独占一段" in notes[0]
    _template(folder, "{{标题}}", "{{正文}}")
    assert (_problem("学校"), _problem("有样式")) == ("", "")
    assert "没有样式“学校正文”" in _problem("没样式")
    assert not any("导出" in note for note in preview(meeting_papers(meeting)[0][1], "学校", photos=photos).warnings)
