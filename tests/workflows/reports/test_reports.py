"""News reports: drafts of facts only, parts, figures, by-lines, state; articles in; Word out."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Byline, Fact, Meeting, Photo, Report
from branchtui.store.queries import meetings as meeting_facts
from branchtui.store.queries import reports as facts
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES
from branchtui.workflows import report_files
from branchtui.workflows.board import board
from branchtui.workflows.exporting.meeting_papers import meeting_folder, meeting_papers
from branchtui.workflows.exporting.preparing import export_meeting, export_report
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.article_import import import_article
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.files.articles.word_maker import p, t, word

ARTICLE = """首页 > 新闻
样板支部风采 | 海州大学办公室党支部:抓实学习 服务师生
供稿单位:国际商学院 发布日期:2026-03-05 阅读量:
编者按:这是一段编者按,介绍本栏目。

第一段正文(带括号),说明情况。

健全学习制度 推动学习走深走实

第二段正文。

配图2

学习现场

责编:苏禾
分享到微信朋友圈
"""


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pic2.png"
    Image.new("RGB", (40, 30), "red").save(path)
    return path


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["沈一禾:有课"])
    minutes.write_minutes(meeting, "# 1\n林知远：导学。\n决议：三月底前写体会。\n# 2\n周以宁：交流。", now=NOW)
    return meeting


def test_a_draft_holds_facts_only(held: Meeting) -> None:
    report = draft_from_meeting(held)
    assert "2026年3月4日，海州大学办公室党支部在行政楼201开展“学习全会精神”主题党日。" in report.body
    assert "应到5人，实到4人" in report.body and "会议决定：三月底前写体会。" in report.body
    assert (report.unit, report.dated, report.state) == ("国际商学院", None, "draft"), "nobody told the day"
    written = {key: fact.value for key, fact in facts.facts(report).items()}
    assert written["place"] == "行政楼201" and all(
        value in report.body for key, value in written.items() if key != "unit"
    )
    assert [line.role for line in facts.bylines(report)] == ["文", "图", "审核", "责编"]
    assert [found.id for found in meeting_facts.reports(held)] == [report.id]


def test_a_draft_claims_no_numbers_of_a_roll_not_taken(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    minutes.write_minutes(meeting, "# 1\n导学。\n决议：会议决定：三月底前写体会。\n# 2\n交流。", now=NOW)
    report = draft_from_meeting(meeting)
    assert "应到5人，实到（未点名）。" in report.body and "present" not in facts.facts(report)
    assert "\n会议决定：三月底前写体会。" in report.body


def test_a_meeting_not_held_has_no_facts(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有登记开展"):
        draft_from_meeting(meeting)


@pytest.mark.usefixtures("branch")
def test_what_is_not_dated_yet_stands_before_the_others() -> None:
    for title, day in (("早", date(2026, 3, 2)), ("未注", None), ("晚", date(2026, 3, 9)), ("也未注", None)):
        reports.date_report(reports.new_report(title), day)
    assert [row.title for row in facts.ReportList().page(0, 9)] == ["也未注", "未注", "晚", "早"]


@pytest.mark.usefixtures("branch")
def test_parts_and_bylines() -> None:
    report = reports.new_report("标题 [/")
    reports.edit_report(report, kicker="风采", subtitle="一\n二", body="# 标题\x07\n正文", link="https://a.cn")
    reports.date_report(report, date(2026, 3, 2))
    assert (report.subtitle, report.body, report.dated) == ("一\n二", "# 标题\n正文", date(2026, 3, 2))
    reports.set_bylines(report, [("文", "林知远"), ("责编", "苏禾"), ("图", "")])
    reports.set_bylines(report, [("文", "周以宁"), ("摄影", "沈一禾")])
    assert [(line.role, line.names) for line in facts.bylines(report)] == [("文", "周以宁"), ("摄影", "沈一禾")]
    with pytest.raises(BranchError, match="标题不能为空"):
        reports.edit_report(report, title=" ")
    assert facts.ReportList("标题").count() == 1 and facts.ReportList("无").count() == 0


@pytest.mark.usefixtures("branch")
def test_states_follow_each_other() -> None:
    report = reports.new_report("标题")
    with pytest.raises(BranchError, match="不能直接改为“已刊发”"):
        reports.set_report_state(report, "published", today=TODAY)
    with pytest.raises(BranchError, match="没有“lost”这种状态"):
        reports.set_report_state(report, "lost", today=TODAY)
    reports.set_report_state(report, "review", today=TODAY)
    with pytest.raises(BranchError, match="退回原因不能为空"):
        reports.set_report_state(report, "returned", today=TODAY)
    reports.set_report_state(report, "returned", reason="缺图", today=TODAY)
    reports.set_report_state(report, "submitted", outlet="校新闻网", today=TODAY)
    assert (report.submitted_on, report.outlet, report.reason) == (TODAY, "校新闻网", "")
    reports.set_report_state(report, "published", today=TODAY)
    with pytest.raises(BranchError, match="已刊发，不能再改"):
        reports.edit_report(report, title="新")
    with pytest.raises(BranchError, match="现在是“已刊发”，不能直接改为“草稿”"):
        reports.set_report_state(report, "draft", today=TODAY)
    assert facts.report(report.id).state == "published"


@pytest.mark.usefixtures("branch")
def test_figures(photos: PhotoStore, picture: Path) -> None:
    report = reports.new_report("标题")
    first = reports.add_figure(report, caption="现场", photo=picture, photos=photos)
    second = reports.add_figure(report, photos=photos)
    assert (first.mark, second.mark) == (1, 2) and "【图1】" in report.body and "【图2】" in report.body
    reports.edit_figure(second, caption="合影", photo=picture, photos=photos)
    assert Photo.select().count() == 1 and second.photo_id == first.photo_id
    reports.edit_report(report, body=report.body + "\n【图7】\n【图5】\n")
    waiting = reports.add_figure(report, caption="等着的位置", photos=photos)
    assert waiting.mark == 7 and report.body.count("【图") == 4
    reports.remove_figure(waiting)
    reports.edit_report(report, body=report.body.replace("【图5】", ""))
    reports.remove_figure(first)
    again = Report.get_by_id(report.id)
    assert "【图1】" not in again.body and [figure.mark for figure in facts.figures(again)] == [2]
    with pytest.raises(BranchError):
        reports.add_figure(report, photo=picture.with_name("nothing.png"), photos=photos)
    assert len(facts.figures(again)) == 1


@pytest.mark.usefixtures("branch")
def test_an_article_comes_in_whole(photos: PhotoStore, picture: Path, tmp_path: Path) -> None:
    spare = tmp_path / "other.png"
    Image.new("RGB", (20, 20), "blue").save(spare)
    done = import_article(ARTICLE.encode(), "稿.txt", [picture, spare], photos=photos)
    report = done.report
    assert (report.kicker, report.title, report.subtitle) == (
        "样板支部风采",
        "海州大学办公室党支部",
        "抓实学习\n服务师生",
    )
    assert (report.unit, report.dated) == ("国际商学院", date(2026, 3, 5))
    assert "# 健全学习制度 推动学习走深走实" in report.body.splitlines()
    assert [(figure.mark, figure.caption) for figure in facts.figures(report)] == [(2, "学习现场")]
    assert done.unused == (spare,) and done.missing == () and done.marks_fixed > 0 and done.dropped
    assert [(line.role, line.names) for line in facts.bylines(report)] == [("责编", "苏禾")]


@pytest.mark.usefixtures("branch")
def test_what_of_a_word_file_did_not_come_in_is_told(photos: PhotoStore) -> None:
    data = word(p(t("看得见，") + t("看不见", "<w:vanish/>") + t("也看得见。")))
    done = import_article(data, "稿.docx", photos=photos)
    assert "看得见，也看得见。" in done.report.body and "3 个隐藏的字没有带入" in done.told[0]


@pytest.mark.usefixtures("branch")
def test_a_file_of_nothing_but_figures_is_refused(photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="有 501 处配图"):
        import_article(("标题在这里\n" + "配图\n" * 501).encode(), "稿.txt", photos=photos)
    assert facts.ReportList().count() == 0


def test_an_article_without_a_day_stays_undated(photos: PhotoStore, tmp_path: Path) -> None:
    undated = "\n".join(line for line in ARTICLE.splitlines() if "发布日期" not in line)
    report = import_article(undated.encode(), "稿.txt", photos=photos).report
    assert report.dated is None
    paper = report_files.report_paper(report)
    assert paper.dated is None and "（未填写）" in str(paper.blocks)
    [written] = export_report(report, tmp_path / "out", photos=photos)
    assert written.name.startswith("未注日期_")
    [due] = [duty for duty in board(TODAY).due if "新闻稿" in duty.duty]
    assert due.period == "" and not [duty for duty in board(TODAY).overdue if "新闻稿" in duty.duty]
    reports.date_report(report, date(2026, 3, 2))
    assert report_files.report_paper(report).dated == date(2026, 3, 2)
    reports.date_report(report, None)
    assert Report.get_by_id(report.id).dated is None


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 50])
def test_what_is_no_article_is_refused(data: bytes, photos: PhotoStore) -> None:
    with pytest.raises(BranchError):
        import_article(data, "稿.txt", photos=photos)
    assert facts.ReportList().count() == 0


def test_papers_of_a_meeting(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    written = export_meeting(held, tmp_path / "out", photos=photos)
    assert [path.name for path in written] == [
        "01_通知.docx",
        "02_议程.docx",
        "03_签到表.docx",
        "04_会议记录.docx",
        "05_决议.docx",
    ]
    assert all(path.read_bytes().startswith(b"PK") for path in written)
    again = export_meeting(held, tmp_path / "again", photos=photos)
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    assert meeting_folder(held) == "20260304_主题党日_学习全会精神"


def test_a_planned_meeting_has_three_papers(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    assert len(export_meeting(meeting, tmp_path, photos=photos)) == 3


def test_a_cancelled_meeting_has_no_papers(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    meetings.cancel(meeting, "冲突")
    with pytest.raises(BranchError, match="已取消"):
        export_meeting(meeting, tmp_path, photos=photos)


def test_reports_as_word(held: Meeting, tmp_path: Path, photos: PhotoStore, picture: Path) -> None:
    report = draft_from_meeting(held)
    reports.edit_report(report, title='学习/会:题*目?"<>|')
    reports.add_figure(report, caption="现场", photo=picture, photos=photos)
    into = export_report(report, tmp_path / "out", photos=photos)
    assert len(into) == 1 and into[0].suffix == ".docx" and not set('/:*?"<>|') & set(into[0].name)
    named = export_report(report, tmp_path / "稿.docx", profile_name="gbt9704", photos=photos)
    assert named == [tmp_path / "稿.docx"] and named[0].read_bytes().startswith(b"PK")
    with pytest.raises(BranchError, match="没有“fancy”这个版式"):
        export_report(report, tmp_path, profile_name="fancy", photos=photos)


def test_a_file_open_elsewhere_is_told(
    held: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    written = export_meeting(held, tmp_path / "out", photos=photos)
    before = [path.read_bytes() for path in written]
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(BranchError, match="打开"):
        export_meeting(held, tmp_path / "out", photos=photos)
    assert [path.read_bytes() for path in sorted((tmp_path / "out").iterdir())] == before


def test_what_was_changed_in_word_is_kept_aside(held: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    import docx

    first = export_meeting(held, tmp_path / "out", photos=photos)
    export_meeting(held, tmp_path / "out", photos=photos)
    assert len(list((tmp_path / "out").iterdir())) == len(first), "our own files are simply renewed"
    document = docx.Document(str(first[0]))
    document.add_paragraph("书记手改的一句")
    document.save(str(first[0]))
    export_meeting(held, tmp_path / "out", photos=photos)
    export_meeting(held, tmp_path / "out", photos=photos)
    aside = tmp_path / "out" / "01_通知（改过的1）.docx"
    assert any("手改" in paragraph.text for paragraph in docx.Document(str(aside)).paragraphs)
    assert len(list((tmp_path / "out").iterdir())) == len(first) + 1


def test_what_can_not_be_looked_at_is_not_overwritten(
    held: Meeting, photos: PhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = draft_from_meeting(held)
    there = tmp_path / "稿.docx"
    there.write_bytes(b"somebody's")
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == there:
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched, pytest.raises(BranchError, match=r"没有写。请检查权限"):
        patched.setattr(Path, "read_bytes", read_bytes)
        export_report(report, there, photos=photos)
    assert there.read_bytes() == b"somebody's"


def test_a_notice_tells_the_time_that_was_announced(meeting: Meeting) -> None:
    meetings.hold(meeting, "2026年3月5日上午9:10", now=NOW)
    papers = dict(meeting_papers(meeting))
    assert "2026年3月4日" in str(papers["notice"]) and "2026年3月5日" in str(papers["minutes"])


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize(
    ("pairs", "untouched"),
    [
        ([("审核", "周以宁"), ("文", "林知远"), ("图", "沈一禾"), ("责编", "")], {"文", "图", "责编"}),
        ([("图", "沈一禾"), ("责编", "")], {"图", "责编"}),
        ([("文", "林知远"), ("图", "周以宁"), ("责编", "")], {"文", "责编"}),
        ([("文", "林知远"), ("摄影", "沈一禾"), ("责编", "")], {"文", "责编"}),
        ([("文", "林知远"), ("图", "沈一禾"), ("审核", "苏禾"), ("审核", "苏禾"), ("责编", "")], {"文", "图", "责编"}),
        ([], set()),
    ],
)
def test_a_by_line_is_never_made_into_another(pairs: list[tuple[str, str]], untouched: set[str]) -> None:
    report = reports.new_report("一篇")
    reports.set_bylines(report, [("文", "林知远"), ("图", "沈一禾"), ("责编", "")])
    before = {line.role: (line.id, cells.heads(TABLES["byline"].number, line.id)) for line in facts.bylines(report)}
    reports.set_bylines(report, pairs)
    now = facts.bylines(report)
    assert [(line.role, line.names) for line in now] == pairs
    same = {line.role: (line.id, cells.heads(TABLES["byline"].number, line.id)) for line in now}
    assert {role: same[role] for role in untouched} == {role: before[role] for role in untouched}


@pytest.mark.usefixtures("branch")
def test_by_lines_in_another_order_keep_who_they_are() -> None:
    report = reports.new_report("一篇")
    pairs = [("文", "林知远"), ("图", "沈一禾"), ("责编", "苏禾"), ("审核", "")]
    reports.set_bylines(report, pairs)
    before = {line.role: line.id for line in facts.bylines(report)}
    for turned in (pairs[::-1], pairs[1:] + pairs[:1], pairs[-1:] + pairs[:-1]):
        reports.set_bylines(report, turned)
        assert [(line.role, line.names) for line in facts.bylines(report)] == turned
        assert {line.role: line.id for line in facts.bylines(report)} == before
    assert Byline.select().count() == 4


@pytest.mark.usefixtures("branch")
def test_a_picture_is_one_row_on_every_machine(photos: PhotoStore, picture: Path, tmp_path: Path) -> None:
    report = reports.new_report("一篇")
    figure = reports.add_figure(report, photo=picture, photos=photos)
    photo = Photo.get()
    assert photo.id == Photo.row_id(sha=photo.sha) == figure.photo_id
    undo.undo_last()
    assert reports.add_figure(report, photo=picture, photos=photos).photo_id == photo.id
    assert [(row.id, row.deleted) for row in Photo.select()] == [(photo.id, False)], "taken from the trash"
    copy = tmp_path / "另一份.png"
    Image.open(picture).save(copy, compress_level=0)
    assert reports.add_figure(report, photo=copy, photos=photos).photo_id == photo.id
    assert Photo.get().name == "pic2.png", "what is stored is the same picture"


def test_what_a_draft_is_about_and_where_its_words_came_from(held: Meeting) -> None:
    report = draft_from_meeting(held)
    assert (report.about_table, report.about_id) == ("meeting", held.id)
    found = facts.facts(report)["place"]
    assert found.id == Fact.row_id(owner_id=report.id, key="place")
    assert (found.owner_table, found.source_table, found.source_id) == ("report", "meeting", held.id)
