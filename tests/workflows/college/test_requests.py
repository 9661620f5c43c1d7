"""What the college asks for as a document: written down once, changed with it, taken back."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.store.college import hub_note
from branchtui.store.models import Document
from branchtui.store.queries.finding.search import search
from branchtui.store.replication import session
from branchtui.workflows.college.branch import requests, sheets
from branchtui.workflows.registers import documents, register
from branchtui.workflows.safety import undo
from tests.conftest import TODAY
from tests.workflows.college.asked import (
    COLLEGE,
    DUE,
    OTHER_COLLEGE,
    Request,
    documents_due,
    fill,
    hand_in,
    take_in,
    the_sheet,
)


def test_a_request_is_a_document_that_is_due_on_the_board(branch: None) -> None:
    (made,) = take_in(Request(7))
    assert (made.direction, made.kind, made.title, made.unit) == ("in", "报表", "党员培训情况表", "商学院党委")
    assert (made.day, made.due, made.body) == (TODAY, DUE, "请各支部填报。")
    assert documents_due() == ["报送：党员培训情况表"]
    assert any(hit.id == made.id for hit in search("培训情况"))


def test_what_comes_again_writes_nothing(branch: None) -> None:
    take_in(Request(7), Request(8, "notice", "关于报送材料的通知", columns=None))
    before = session.clock()
    assert take_in(Request(7), Request(8, "notice", "关于报送材料的通知", columns=None)) == []
    assert session.clock() == before


def test_two_machines_make_one_row(branch: None) -> None:
    (made,) = take_in(Request(7))
    again = requests.request_numbered(7)
    assert again.id == made.id and made.id == requests._request_id(COLLEGE, 7)


def test_what_the_college_changes_is_changed_and_what_people_wrote_stays(branch: None) -> None:
    (made,) = take_in(Request(7))
    made.unit, made.title = "商学院组织员", "培训表（本支部叫法）"
    made.save()
    take_in(Request(7, body="改到月底。", due_on=date(2026, 3, 31)))
    row = Document.get_by_id(made.id)
    assert (row.unit, row.title) == ("商学院组织员", "培训表（本支部叫法）")
    assert (row.body, row.due) == ("改到月底。", date(2026, 3, 31))


def test_a_withdrawn_one_is_due_no_more_and_keeps_what_was_filled_in(branch: None) -> None:
    take_in(Request(7))
    fill()
    take_in(Request(7, withdrawn=True))
    document, sheet = the_sheet()
    assert document.title == "（已撤回）党员培训情况表"
    assert document.due is None
    assert [row[3] for row in sheet.rows] == ["2026-03-05"] * 5
    with pytest.raises(BranchError, match="学院已撤回“党员培训情况表”，不用报了；填了的留着。"):
        sheets.ready(document, TODAY)
    assert not documents_due()


def test_one_that_was_withdrawn_before_anybody_saw_it_is_not_written_down(branch: None) -> None:
    assert take_in(Request(7, withdrawn=True)) == []
    with pytest.raises(BranchError, match="没有第 7 号"):
        requests.request_numbered(7)


def test_a_number_is_that_of_the_server_this_file_rests_on(branch: None) -> None:
    """A server that was set up anew counts from 1 again; what the lost one asked for stays a document like any other."""
    take_in(Request(7))
    hub_note.begin(1, OTHER_COLLEGE)
    requests.take_in([Request(7, title="新的一份")], OTHER_COLLEGE, TODAY)
    assert requests.request_numbered(7).title == "新的一份"
    assert [row.title for row, _ in requests.requests()] == sheets.waiting(TODAY) == ["新的一份"]
    assert documents_due() == ["办理文件：党员培训情况表", "报送：新的一份"]


def test_a_request_whose_coming_was_undone_comes_again(branch: None) -> None:
    (made,) = take_in(Request(7))
    undo.undo_last()
    assert Document.get_by_id(made.id).deleted
    take_in(Request(7))
    assert requests.request_numbered(7).id == made.id and documents_due()


def test_a_request_that_somebody_threw_away_stays_away(branch: None) -> None:
    (made,) = take_in(Request(7))
    register.remove(made)
    take_in(Request(7))
    take_in(Request(7, body="改过。"))
    assert Document.get_by_id(made.id).deleted and not documents_due()


def test_no_number_of_an_identity_card_is_stored(branch: None) -> None:
    take_in(Request(7, title="通知 110101199003074514", body="证号110101199003074514"))
    document, _ = the_sheet()
    assert "110101199003074514" not in document.title + document.body


REMINDER = Request(8, "notice", "催办：党员培训情况表", "“党员培训情况表”还没有收到你支部报送的报表。", DUE, None)


def test_a_reminder_is_no_second_line_and_ends_with_its_sheet(branch: None) -> None:
    take_in(Request(7), Request(6, due_on=date(2026, 2, 1)), REMINDER)
    assert len(documents_due()) == 1, "of the sheet that it reminds of; that of February is overdue"
    fill()
    hand_in(1)
    assert not documents_due()
    assert requests.request_numbered(8).done_on == TODAY
    assert requests.request_numbered(6).done_on is None
    undo.undo_last()
    assert requests.request_numbered(8).done_on is None


def test_a_reminder_that_crosses_what_was_handed_in_is_done_when_it_comes(branch: None) -> None:
    take_in(Request(7))
    fill()
    hand_in(1)
    take_in(REMINDER)
    assert requests.request_numbered(8).done_on == TODAY and not documents_due()


def test_a_reminder_ends_when_the_college_withdraws_its_sheet(branch: None) -> None:
    take_in(Request(7), REMINDER)
    take_in(Request(7, withdrawn=True))
    assert not documents_due() and requests.request_numbered(8).done_on is None


@pytest.mark.parametrize("reminder", [REMINDER, REMINDER._replace(reminds=7)])
def test_a_reminder_follows_the_day_of_its_sheet(branch: None, reminder: Request) -> None:
    take_in(Request(7), reminder)
    later = Request(7, due_on=date(2026, 3, 31))
    take_in(later, reminder)
    assert requests.request_numbered(8).due == date(2026, 3, 31)
    take_in(later, reminder)
    assert requests.request_numbered(8).due == date(2026, 3, 31)


def test_a_reminder_of_a_sheet_that_got_another_day_and_name_ends_with_it(branch: None) -> None:
    reminder = REMINDER._replace(reminds=7)
    take_in(Request(7), reminder)
    take_in(Request(7, title="培训情况表", due_on=date(2026, 3, 31)), reminder)
    assert documents_due() == ["报送：培训情况表"], "no second line beside it"
    fill()
    hand_in(1)
    assert requests.request_numbered(8).done_on == TODAY


def test_a_reminder_that_comes_behind_the_new_day_of_its_sheet_has_that(branch: None) -> None:
    take_in(Request(7, due_on=date(2026, 3, 31)), REMINDER._replace(reminds=7))
    assert requests.request_numbered(8).due == date(2026, 3, 31)
    assert documents_due() == ["报送：党员培训情况表"]


def test_a_reminder_of_another_sheet_of_that_name_and_day_is_not_of_this(branch: None) -> None:
    take_in(Request(6), Request(7), REMINDER._replace(reminds=6))
    fill()
    hand_in(1)
    assert requests.request_numbered(8).done_on is None


def test_a_notice_is_done_with_its_reminder(branch: None) -> None:
    take_in(Request(7, "notice", columns=None), REMINDER)
    assert documents_due() == ["办理文件：党员培训情况表"]
    documents.finish(requests.request_numbered(7), "", today=TODAY)
    assert not documents_due()


def test_a_notice_that_only_sounds_like_a_reminder_stays(branch: None) -> None:
    """One of another day, or that was sent before, reminds of something else."""
    take_in(Request(7), REMINDER._replace(due_on=date(2026, 3, 25)), REMINDER._replace(number=5))
    assert len(documents_due()) == 3
