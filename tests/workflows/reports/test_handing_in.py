"""A report on its way out: outlets, review, handed in, published; its pack, sheet and copies."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Table
from branchtui.rules.duties.duty import Duty
from branchtui.store.models import Approval, Meeting, Outlet, Publication, Report
from branchtui.store.queries import meetings as meeting_facts
from branchtui.store.queries import reports as facts
from branchtui.store.queries.registers import outlets as listed
from branchtui.workflows.board import board
from branchtui.workflows.meetings import meetings
from branchtui.workflows.registers import importing, lists, register
from branchtui.workflows.registers.approvals import APPROVAL, approval_of
from branchtui.workflows.registers.kinds import REGISTERS
from branchtui.workflows.registers.outlets import limit_fields
from branchtui.workflows.reports import pack, reports, web_copy
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.reports.handing_in import (
    approval_paper,
    hand_in,
    last_approvers,
    send_to_review,
    without_outlet,
)
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")
OUTLET, PUBLICATION = REGISTERS["outlet"], REGISTERS["publication"]


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def report(photos: PhotoStore, tmp_path: Path) -> Report:
    row = reports.new_report("支部设岗")
    reports.edit_report(row, body="第一段话。\n\n# 小标题\n\n第二段话，说明情况。")
    reports.set_bylines(row, [("文", "沈一禾"), ("图", "温如言")])
    picture = tmp_path / "现场.png"
    Image.new("RGB", (40, 30), "red").save(picture)
    reports.add_figure(row, caption="会场", photo=picture, photos=photos)
    return row


def outlet(name: str = "学院网站", **typed: str) -> Outlet:
    row = register.add(OUTLET, {"name": name, **typed}, today=TODAY)
    assert isinstance(row, Outlet)
    return row


def publish(title: str, name: str = "学院网站", **typed: str) -> Publication:
    row = register.add(PUBLICATION, {"title": title, "outlet": name, **typed}, today=TODAY)
    assert isinstance(row, Publication)
    return row


def stored(report: Report) -> Report:
    return facts.report(report.id)


def test_an_outlet_brings_its_profile_unless_a_person_chose_one(report: Report) -> None:
    outlet(profile="plain")
    reports.edit_report(report, outlet="学院网站")
    assert stored(report).profile == "plain"
    undo.undo_last()
    assert (stored(report).outlet, stored(report).profile) == ("", "jnu-news")
    reports.edit_report(stored(report), profile="gbt9704")
    reports.edit_report(stored(report), outlet="学院网站")
    assert (stored(report).outlet, stored(report).profile) == ("学院网站", "gbt9704"), "chosen by hand"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": ""}, "不能为空"),
        ({"profile": "没有的"}, "没有“没有的”这个版式"),
        ({"within_hours": "很快"}, "1 到 8760"),
        ({"within_hours": "0"}, "1 到 8760"),
        ({"paste_limit": "3"}, "20 到"),
    ],
)
def test_an_outlet_that_cannot_be(typed: dict[str, str], why: str) -> None:
    with pytest.raises(BranchError, match=why):
        register.add(OUTLET, {"name": "学院网站", **typed}, today=TODAY)
    assert listed.outlets() == []


def test_no_outlet_stands_twice_and_one_may_be_renamed(report: Report) -> None:
    first = outlet()
    with pytest.raises(BranchError, match="已有“学院网站”"):
        outlet()
    renamed = register.change(OUTLET, first, today=TODAY, name="院网")
    assert [row.name for row in listed.outlets()] == ["院网"]
    register.remove(renamed)
    assert listed.outlets() == [] and outlet("院网").name == "院网"


def test_a_field_without_limit_is_asked_once(report: Report) -> None:
    row = outlet()
    with pytest.raises(BranchError, match="没有上限写“不限”"):
        limit_fields(row, " ")
    assert limit_fields(row, "不限").paste_limit == 0
    assert OUTLET.typed(listed.outlet(row.id))["paste_limit"] == "不限"


def test_the_steps_of_a_review_are_those_that_somebody_named(report: Report) -> None:
    send_to_review(report, {"初审": "林知远", "复审": "", "终审": " "}, today=TODAY)
    assert stored(report).state == "review"
    assert [(row.step, row.name, row.opinion, row.day) for row in facts.approvals(report)] == [
        ("初审", "林知远", "", None)
    ]
    assert last_approvers() == {"初审": "林知远"}
    undo.undo_last()
    assert stored(report).state == "draft" and facts.approvals(report) == []


def test_who_reads_it_anew_comes_behind_an_opinion_that_was_written(report: Report) -> None:
    send_to_review(report, {"初审": "林知远", "终审": "周以宁"}, today=TODAY)
    register.change(APPROVAL, facts.approvals(report)[0], today=TODAY, opinion="图不清", day="3月1日")
    reports.set_report_state(report, "returned", reason="图不清", today=TODAY)
    send_to_review(report, {"初审": "沈一禾", "终审": "沈一禾"}, today=TODAY)
    assert [(row.step, row.name, row.opinion) for row in facts.approvals(report)] == [
        ("初审", "林知远", "图不清"),
        ("终审", "沈一禾", ""),
        ("初审", "沈一禾", ""),
    ]


def test_a_step_stands_once_and_no_day_to_come(report: Report) -> None:
    register.add(approval_of(report), {"step": "终审", "opinion": "同意"}, today=TODAY)
    with pytest.raises(BranchError, match="已有“终审”"):
        register.add(approval_of(report), {"step": "终审"}, today=TODAY)
    with pytest.raises(BranchError, match="还没有到"):
        register.add(approval_of(report), {"step": "复审", "day": (TODAY + timedelta(1)).isoformat()}, today=TODAY)
    assert Approval.select().count() == 1


def test_the_sheet_has_blanks_for_what_nobody_said(report: Report) -> None:
    (table,) = [block for block in approval_paper(report).blocks if isinstance(block, Table)]
    rows = dict(table.rows)
    assert rows["稿件标题"] == "支部设岗" and rows["撰稿"] == "沈一禾" and rows["篇幅"] == "正文18字，配图1张"
    assert [name for name, _ in table.rows][-3:] == ["初审意见", "复审意见", "终审意见"]
    assert all("签字：" in rows[f"{step}意见"] and "年　　月　　日" in rows[f"{step}意见"] for step in ("初审", "终审"))
    register.add(
        approval_of(report), {"step": "终审", "name": "林知远", "opinion": "同意", "day": "3月1日"}, today=TODAY
    )
    (table,) = [block for block in approval_paper(report).blocks if isinstance(block, Table)]
    assert table.rows[-1] == ("终审意见", "同意\n\n审核人：林知远　签字：\n2026年3月1日")


def test_it_is_handed_in_on_the_day_that_is_told(report: Report) -> None:
    outlet(profile="plain")
    hand_in(report, outlet="学院网站", day="3月1日", today=TODAY)
    row = stored(report)
    assert (row.state, row.outlet, row.submitted_on, row.profile) == (
        "submitted",
        "学院网站",
        date(2026, 3, 1),
        "plain",
    )


def test_no_hand_in_on_a_day_to_come(report: Report) -> None:
    with pytest.raises(BranchError, match="还没有到"):
        hand_in(report, day="2026-12-30", today=TODAY)
    assert stored(report).state == "draft"


def test_the_first_publication_moves_the_report_on_and_the_last_that_goes_back(report: Report) -> None:
    outlet(level="院级")
    hand_in(report, outlet="学院网站", today=TODAY)
    first = publish("支部设岗", day="3月1日")
    assert (stored(report).state, first.level, first.title) == ("published", "院级", "支部设岗")
    second = publish("支部设岗", "校报", level="校级")
    register.remove(first, PUBLICATION)
    assert stored(report).state == "published"
    register.remove(second, PUBLICATION)
    assert stored(report).state == "submitted"
    undo.undo_last()
    assert stored(report).state == "published", "one act"


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "由“草稿”改为“已刊发”"), ("submitted", "由“已投稿”改为“已刊发”")]
)
def test_it_is_told_that_a_publication_moves_its_report_on(report: Report, state: str, words: str) -> None:
    if state == "submitted":
        hand_in(report, today=TODAY)
    typed = {"title": "支部设岗", "outlet": "学院网站"}
    assert words in register.following(PUBLICATION, typed, today=TODAY) and stored(report).state == state
    publish("支部设岗")
    assert register.following(PUBLICATION, {**typed, "outlet": "校报"}, today=TODAY) == ""
    assert register.following(PUBLICATION, {**typed, "title": "别人写的"}, today=TODAY) == ""


def test_a_hand_in_without_outlet_is_told(report: Report) -> None:
    assert "请补上投稿媒体" in without_outlet(hand_in(report, today=TODAY))
    assert without_outlet(reports.edit_report(report, outlet="校报")) == ""


def test_a_publication_taken_off_makes_up_no_day_of_handing_in(report: Report) -> None:
    register.remove(publish("支部设岗"), PUBLICATION)
    assert (stored(report).state, stored(report).submitted_on) == ("draft", None)


def test_what_others_wrote_has_no_report(report: Report) -> None:
    row = publish("校报记者眼中的支部", "校报")
    assert row.report is None and stored(report).state == "draft"


def test_two_reports_of_one_title_are_told_apart(report: Report) -> None:
    other = reports.new_report("支部设岗")
    with pytest.raises(BranchError, match="有 2 篇，请写明是哪一篇"):
        publish("支部设岗")
    row = publish(PUBLICATION.typed(Publication(report=other, title="支部设岗", outlet="校报"))["title"])
    assert row.report_id == other.id


def test_the_same_publication_is_not_told_twice(report: Report) -> None:
    publish("支部设岗", day="3月1日")
    with pytest.raises(BranchError, match="已经记过"):
        publish("支部设岗", day="3月1日")
    publish("支部设岗", day="3月2日")


def test_the_list_of_some_days_counts_by_level(report: Report, tmp_path: Path, photos: PhotoStore) -> None:
    publish("支部设岗", day="3月1日", level="院级", reads="320")
    publish("支部设岗", "校报", day="2025-12-30", level="校级")
    publish("支部设岗", "公众号")
    span = lists.span_typed("2026-01-01", "", TODAY)
    paper = lists.list_paper("publication", TODAY, span)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows == (("1", "2026-03-01", "支部设岗", "学院网站", "院级", "320"),)
    whole = lists.list_paper("publication", TODAY)
    assert "1篇稿件刊发3次：校级1次，院级1次，未写级别1次。" in [getattr(block, "text", "") for block in whole.blocks]
    with pytest.raises(BranchError, match="还没有新闻刊发"):
        lists.list_paper("publication", TODAY, (date(2024, 1, 1), date(2024, 2, 1)))


@pytest.mark.parametrize("kind", ["outlet", "publication"])
def test_a_sheet_that_was_written_comes_back_unchanged(report: Report, kind: str) -> None:
    outlet(level="院级", within_hours="24", paste_limit="不限")
    publish("支部设岗", day="3月1日", reads="320", note="头版")
    found = importing.preview_register(kind, lists.sheet_bytes(kind), "表.xlsx", today=TODAY)
    assert [verdict.sort for verdict in found.verdicts] == ["不变"]


def test_a_sheet_adds_publications_and_moves_their_reports(report: Report) -> None:
    sheet = "标题,媒体,级别,发布时间,阅读量\n支部设岗,校报,校级,2026-03-01,12\n别人写的,省报,省级,2026-03-02,\n"
    found = importing.preview_register("publication", sheet.encode(), "表.csv", today=TODAY)
    assert found.write() == "已写入：新增 2 条。"
    assert stored(report).state == "published" and Publication.select().count() == 2


def _duty(sort: str) -> Duty:
    found = board(TODAY)
    (duty,) = [duty for part in found.groups().values() for duty in part if duty.sort == sort]
    return duty


def test_the_outlet_sets_the_deadline_of_its_report_and_the_soonest_that_of_a_meeting(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    begins = meeting_facts.begins(meeting)
    outlet("校报", within_hours="48")
    outlet("公众号", within_hours="6")
    news = _duty("news")
    assert (news.period, news.clause) == (f"{begins + timedelta(hours=6):%Y-%m-%d %H:%M} 前", "公众号要求 6 小时内投稿")
    report = draft_from_meeting(meeting)
    assert _duty("report").clause == "", "no outlet is chosen yet"
    reports.edit_report(report, outlet="校报")
    duty = _duty("report")
    assert (duty.period, duty.clause, duty.open) == (
        f"{begins + timedelta(hours=48):%Y-%m-%d %H:%M} 前",
        "校报要求 48 小时内投稿",
        ("report", report.id),
    )


@pytest.mark.parametrize("profile", ["jnu-news", "separate-pictures"])
def test_the_pack_holds_text_pictures_and_slip(
    report: Report, tmp_path: Path, photos: PhotoStore, profile: str
) -> None:
    outlet(send_to="news@example.edu.cn", profile=profile)
    reports.edit_report(report, outlet="学院网站", profile=profile)
    folder = pack.pack_folder(report, tmp_path)
    ready = pack.prepare_pack(report, folder, contact="沈一禾", photos=photos)
    names = sorted(path.relative_to(folder).as_posix() for path in ready.write())
    (picture,) = [name for name in names if name.endswith(".png")]
    assert len(names) == 3 and "投稿单.docx" in names and "图1" in picture and folder.name.startswith("投稿_")
    with pytest.raises(BranchError, match="里已经有文件"):
        pack.prepare_pack(report, folder, photos=photos)


def test_a_file_of_the_pack_that_somebody_changed_is_kept(report: Report, tmp_path: Path, photos: PhotoStore) -> None:
    folder = tmp_path / "投"
    paths = pack.prepare_pack(report, folder, photos=photos).write()
    paths[-1].write_bytes(b"changed")
    again = pack.prepare_pack(report, folder, again=True, photos=photos).write()
    assert sorted(again) == sorted(paths)
    assert (folder / "投稿单（改过的1）.docx").read_bytes() == b"changed"


def test_a_copy_is_written_anew_and_what_somebody_changed_is_kept(
    report: Report, tmp_path: Path, photos: PhotoStore
) -> None:
    path = web_copy.write_copy(report, tmp_path, "txt", photos=photos)
    assert path.suffix == ".txt" and "第一段话。" in path.read_text(encoding="utf-8")
    reports.edit_report(report, body="改过。")
    assert web_copy.write_copy(report, tmp_path, "txt", photos=photos) == path
    assert [each.name for each in tmp_path.glob("*.txt")] == [path.name] and "改过。" in path.read_text("utf-8")
    path.write_text("有人写的", encoding="utf-8")
    web_copy.write_copy(report, tmp_path, "txt", photos=photos)
    assert path.with_name(f"{path.stem}（改过的1）.txt").read_text(encoding="utf-8") == "有人写的"
    assert web_copy.write_copy(report, tmp_path, "html", photos=photos).name.endswith("-公众号.html")


def test_the_pieces_follow_the_form_and_the_limit_of_the_outlet(report: Report) -> None:
    labels = [(piece.label, piece.text) for piece in web_copy.paste_blocks(report)]
    assert labels == [
        ("标题", "支部设岗"),
        ("供稿单位和日期", f"供稿单位：{report.unit}"),
        ("导语", "第一段话。"),
        ("其余正文", "小标题\n第二段话，说明情况。\n【配图1】"),
        ("配图1图注", "会场"),
        ("署名", "文：沈一禾　图：温如言"),
    ]
    outlet(paste_limit="20")
    reports.edit_report(report, outlet="学院网站", body="第一段话。\n\n" + "又说了一句话。" * 6)
    texts = [piece.text for piece in web_copy.paste_blocks(report) if piece.field == "其余正文"]
    assert [len(text) for text in texts] == [14, 14, 20]
