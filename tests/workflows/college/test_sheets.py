"""A sheet that the college asks for: filled from the roster, filled in, handed in, again."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.rules.college.filled_in import Cells
from branchtui.store.college import hub_note
from branchtui.store.models import Document
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.registers import college_requests
from branchtui.workflows.college.branch import requests, sheets
from branchtui.workflows.college.branch.sheets import Handing
from branchtui.workflows.registers import documents, register
from branchtui.workflows.safety import undo
from tests.conftest import TODAY
from tests.workflows.college.asked import (
    COLLEGE,
    COLUMNS,
    OTHER_COLLEGE,
    Request,
    documents_due,
    fill,
    hand_in,
    take_in,
    the_sheet,
)


def test_a_sheet_is_filled_from_roster_and_hours(branch: None) -> None:
    take_in(Request(7))
    _, sheet = the_sheet()
    assert sheet.rows[0] == ("林知远", "第一党小组", "0", "")
    assert [row[0] for row in sheet.rows] == ["林知远", "周以宁", "沈一禾", "沈亦和", "许青禾"]
    assert sheet.draft is None
    assert Document.select().count() == 1  # nothing is written by looking


def test_what_is_filled_in_is_kept_undone_and_found(branch: None) -> None:
    take_in(Request(7))
    document, sheet = the_sheet()
    kept = sheets.put_row(document, 0, sheet.rows[0], ("林知远", "第一党小组", "4.5", "2026年3月5日"), today=TODAY)
    assert kept.rows[0] == ("林知远", "第一党小组", "4.5", "2026-03-05")
    draft = Document.get_by_id(kept.draft)
    assert draft.body.splitlines()[:2] == ["姓名｜党小组｜学时｜参加日期", "林知远｜第一党小组｜4.5｜2026-03-05"]
    assert draft.day is None and draft.answers_id is None
    assert any(hit.id == draft.id for hit in search("2026-03-05"))
    undo.undo_last()
    assert the_sheet()[1].rows[0][3] == ""


def test_a_row_that_changed_meanwhile_is_not_written_over(branch: None) -> None:
    take_in(Request(7))
    document, sheet = the_sheet()
    sheets.take_off_row(document, 0, sheet.rows[0], today=TODAY)
    with pytest.raises(BranchError, match="刚才在别处改过或删去了"):
        sheets.put_row(document, 0, sheet.rows[0], sheet.rows[0], today=TODAY)
    assert len(the_sheet()[1].rows) == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("林知远", "", "多", ""), "没有看懂学时“多”"),
        (("林知远", "", "-1", ""), "没有看懂学时“-1”"),
        (("林知远", "", "1", "2月30日"), "2026年2月没有30日"),
        (("", "", "", " "), "这一行什么都没有填"),
        (("林知远", "110101199003074514", "", ""), "身份证"),
    ],
)
def test_what_a_column_can_not_hold_is_refused(branch: None, typed: Cells, said: str) -> None:
    take_in(Request(7))
    document, sheet = the_sheet()
    with pytest.raises(BranchError, match=said):
        sheets.put_row(document, 0, sheet.rows[0], typed, today=TODAY)
    assert the_sheet()[1].draft is None


def test_an_incomplete_sheet_is_refused_by_row_and_column(branch: None) -> None:
    take_in(Request(7))
    document, sheet = the_sheet()
    fill(sheet.rows[:2])
    with pytest.raises(BranchError, match="第 3 行（沈一禾）的“参加日期”还空着，没有报送。"):
        sheets.ready(document, TODAY)


def test_what_may_stay_empty_is_handed_in_empty_and_not_filled_alike(branch: None) -> None:
    take_in(Request(7, columns=(*COLUMNS, {"name": "备注", "type": "text", "optional": True})))
    document, sheet = the_sheet()
    sheets.put_row(document, 0, sheet.rows[0], (*sheet.rows[0][:3], "3月5日", "病休"), today=TODAY)
    assert sheets.fill_alike(document, 0, the_sheet()[1].rows[0], today=TODAY) == 4
    handing = sheets.ready(document, TODAY)
    assert [row[3:] for row in handing.rows] == [("2026-03-05", "病休"), *[("2026-03-05", "")] * 4]
    with pytest.raises(BranchError, match="可空的栏目不照填"):
        sheets.fill_alike(document, 0, handing.rows[0], today=TODAY)
    sheets.note_handed(document, handing, 1, TODAY)
    assert the_sheet()[1].rows == handing.rows


def test_handing_in_is_a_document_that_answers(branch: None) -> None:
    take_in(Request(7))
    fill()
    document, _ = the_sheet()
    handing = sheets.ready(document, TODAY)
    assert handing.rows[0] == ("林知远", "第一党小组", "0", "2026-03-05")
    said = sheets.note_handed(document, handing, 1, TODAY)
    assert said.startswith("已报送：党员培训情况表，5 行。报出去的收不回")
    document, sheet = the_sheet()
    assert (sheet.handed, sheet.handed_on, sheet.draft, sheet.open) == (1, TODAY, None, False)
    assert document.done_on == TODAY
    answer = Document.get(Document.answers == document)
    assert (answer.direction, answer.day, answer.unit) == ("out", TODAY, "商学院党委")
    assert not documents_due()


def test_handing_in_again_leaves_what_was_handed_in(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(1)
    fill(day="3月6日")
    assert the_sheet()[1].open
    assert hand_in(2, date(2026, 3, 22)).startswith("已报送：党员培训情况表，5 行，第 2 次。")
    _, sheet = the_sheet()
    assert sheet.state(TODAY) == "2026-03-22 第 2 次已报送，逾期 2 天"
    titles = [row.title for row in Document.select().where(Document.direction == "out").order_by(Document.day)]
    assert titles == ["党员培训情况表", "党员培训情况表（第2次报送）"]


def test_the_number_is_the_servers_where_another_machine_handed_in_meanwhile(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(3)
    _, sheet = the_sheet()
    assert (sheet.handed, sheet.draft) == (3, None)


def test_what_is_changed_while_it_is_on_its_way_goes_on_as_the_next(branch: None) -> None:
    take_in(Request(7))
    fill()
    document, sheet = the_sheet()
    handing: Handing = sheets.ready(document, TODAY)
    sheets.put_row(document, 0, sheet.rows[0], (*sheet.rows[0][:3], "3月9日"), today=TODAY)
    sheets.note_handed(document, handing, 1, TODAY)
    _, sheet = the_sheet()
    assert sheet.handed == 1 and sheet.draft is not None and sheet.rows[0][3] == "2026-03-09"
    assert "2026-03-05" in Document.get(Document.answers == document).body


def test_undoing_a_hand_in_leaves_what_the_college_has(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(1)
    undo.undo_last()
    _, sheet = the_sheet()
    assert sheet.handed == 0 and sheet.draft is not None
    hand_in(2)  # as the server counts
    _, sheet = the_sheet()
    assert (sheet.handed, sheet.draft, sheet.open) == (2, None, False)


def test_one_that_was_handed_in_and_then_withdrawn_says_both(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(1, date(2026, 3, 19))
    take_in(Request(7, withdrawn=True))
    assert the_sheet()[1].state(TODAY) == "2026-03-19 已报送；学院后来撤回了"
    fill(day="3月6日")
    assert the_sheet()[1].state(TODAY) == "2026-03-19 已报送；学院后来撤回了，又改过的不用报，留着"
    assert not the_sheet()[1].open


def test_late_is_said(branch: None) -> None:
    take_in(Request(7))
    assert the_sheet()[1].state(date(2026, 3, 23)) == "还没有报送，逾期 3 天"


def test_filling_anew_keeps_what_people_wrote(branch: None) -> None:
    take_in(Request(7))
    fill()
    document, sheet = the_sheet()
    sheets.take_off_row(document, 4, sheet.rows[4], today=TODAY)
    sheet = sheets.fill_anew(document, today=TODAY)
    assert [row[3] for row in sheet.rows] == ["2026-03-05"] * 4 + [""]


def test_a_sheet_that_can_not_be_read_is_told(branch: None) -> None:
    take_in(Request(7))
    fill()
    _, sheet = the_sheet()
    draft = Document.get_by_id(sheet.draft)
    draft.body = draft.body.replace("学时", "小时")
    draft.save()
    with pytest.raises(BranchError, match="第一行应是栏目，现在没有“学时”"):
        the_sheet()


@pytest.mark.parametrize("columns", [None, [], "x", [{"name": ""}], [{"name": "甲"}, {"name": "甲"}], [1]])
def test_columns_that_make_no_sheet_are_told_when_it_is_opened(branch: None, columns: object) -> None:
    requests.take_in([Request(7, columns=columns)], COLLEGE, TODAY)
    with pytest.raises(BranchError, match="报表"):
        the_sheet()


def test_a_sheet_is_finished_by_handing_in_not_by_saying_so(branch: None) -> None:
    (document,) = take_in(Request(7))
    with pytest.raises(BranchError, match="“党员培训情况表”是学院要的报表，报送了才记办结"):
        documents.finish(document, "", today=TODAY)
    with pytest.raises(BranchError, match="报送了才记办结"):
        register.change(documents.DOCUMENT, document, today=TODAY, done_on="3月1日")
    assert Document.get_by_id(document.id).done_on is None and documents_due()
    register.change(documents.DOCUMENT, document, today=TODAY, due="3月25日")
    fill()
    hand_in(1)
    handed = Document.get_by_id(document.id)
    register.change(documents.DOCUMENT, handed, today=TODAY, done_on="")
    assert documents.finish(Document.get_by_id(document.id), "", today=TODAY).done_on == TODAY


def test_what_a_college_that_was_left_has_asked_for_is_finished_by_hand(branch: None) -> None:
    hub_note.begin(1, COLLEGE)
    (document,) = take_in(Request(7))
    fill()
    hub_note.leave()
    assert documents_due() == ["办理文件：党员培训情况表"] and sheets.waiting(TODAY) == []
    assert the_sheet()[1].state(TODAY) == "没有报送；支部已不在要它的学院，报不了，填了的留着"
    with pytest.raises(
        BranchError, match="支部已经不在了，报不了；填了的留着。不用再报的，在 6 的清单里对它按 F5 记办结。"
    ):
        sheets.ready(document, TODAY)
    hub_note.begin(1, COLLEGE)  # joined again
    with pytest.raises(BranchError, match="报送了才记办结"):
        documents.finish(document, "", today=TODAY)
    hub_note.leave()
    assert documents.finish(document, "", today=TODAY).done_on == TODAY and not documents_due()


def test_what_was_handed_in_to_a_college_that_was_left_stays_so(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(1)
    fill(day="3月6日")
    hub_note.leave()
    assert the_sheet()[1].state(TODAY) == f"{TODAY.isoformat()} 已报送" and not the_sheet()[1].open


def test_a_sheet_called_otherwise_is_a_sheet_all_the_same(branch: None) -> None:
    (document,) = take_in(Request(7))
    register.change(documents.DOCUMENT, document, today=TODAY, kind="通知", direction="发文")
    changed = Document.get_by_id(document.id)
    with pytest.raises(BranchError, match="报送了才记办结"):
        documents.finish(changed, "", today=TODAY)
    assert sheets.waiting(TODAY) == ["党员培训情况表"] and documents_due() == ["报送：党员培训情况表"]
    register.change(documents.DOCUMENT, changed, today=TODAY, direction="收文")
    fill()
    register.change(documents.DOCUMENT, Document.get(Document.direction == "out"), today=TODAY, kind="统计")
    hand_in(1)
    assert not college_requests.waits(document.id) and not sheets.waiting(TODAY)
    fill(day="3月6日")
    register.change(documents.DOCUMENT, Document.get_by_id(the_sheet()[1].draft), today=TODAY, kind="统计")
    assert sheets.waiting(TODAY) == ["党员培训情况表"]


def test_an_answer_that_somebody_has_entered_is_not_what_was_handed_in(branch: None) -> None:
    (document,) = take_in(Request(7))
    register.add(
        documents.DOCUMENT,
        {"direction": "发文", "kind": "报表", "title": "情况说明", "day": "3月1日", "answers": document.title},
        today=TODAY,
    )
    assert documents_due() == ["报送：党员培训情况表"]
    with pytest.raises(BranchError, match="报送了才记办结"):
        documents.finish(document, "", today=TODAY)


@pytest.mark.parametrize(("column", "typed"), [("day", "3月1日"), ("direction", "收文"), ("answers", "来函")])
def test_what_is_filled_in_is_sent_by_handing_in_not_by_saying_so(branch: None, column: str, typed: str) -> None:
    take_in(Request(7))
    register.add(documents.DOCUMENT, {"direction": "收文", "kind": "函", "title": "来函"}, today=TODAY)
    fill()
    draft = Document.get_by_id(the_sheet()[1].draft)
    register.change(documents.DOCUMENT, draft, today=TODAY, number="〔2026〕3号")
    with pytest.raises(BranchError, match="“党员培训情况表”是填好还没有报送的报表：收发日期和答复的文件报送时自动记。"):
        register.change(documents.DOCUMENT, Document.get_by_id(draft.id), today=TODAY, **{column: typed})
    assert the_sheet()[1].open
    hand_in(1)
    register.change(documents.DOCUMENT, Document.get_by_id(draft.id), today=TODAY, day="3月9日")


def test_what_nobody_can_hand_in_may_be_finished(branch: None) -> None:
    notice, sheet = Request(8, kind="notice", title="通知", columns=()), Request(9, title="撤回的")
    for document in [*take_in(notice, sheet)]:
        if document.title == "撤回的":
            take_in(sheet._replace(withdrawn=True))
        assert documents.finish(Document.get_by_id(document.id), "", today=TODAY).done_on == TODAY
    (other,) = take_in(Request(10))
    hub_note.begin(1, OTHER_COLLEGE)
    assert documents.finish(other, "", today=TODAY).done_on == TODAY
