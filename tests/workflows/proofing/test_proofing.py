"""Proof-reading a report with the wordings of the branch, and rules that are silenced."""

import pytest

from branchtui.errors import BranchError
from branchtui.proof.finding import Finding
from branchtui.store.models import Report
from branchtui.workflows.proofing import check, silence
from branchtui.workflows.registers import register
from branchtui.workflows.registers.wordings import WORDING
from branchtui.workflows.reports import reports
from branchtui.workflows.safety.undo import undo_last
from branchtui.workflows.silencing import silenced, tell_again
from tests.conftest import TODAY

BODY = "会上,党员自已动手。\n提升了办公室队整体工作能力。"


@pytest.fixture
def report(branch: None) -> Report:
    made = reports.new_report("一篇")
    reports.edit_report(made, body=BODY)
    return Report.get_by_id(made.id)


def found(report: Report) -> dict[str, Finding]:
    return {each.rule: each for each in check.check(report, today=TODAY) if each.part == "body"}


def wording(text: str, **typed: str) -> None:
    register.add(WORDING, {"text": text, **typed}, today=TODAY)


def test_a_report_is_checked_with_the_shipped_list(report: Report) -> None:
    read = found(report)
    assert (read["A01"].said, read["A01"].line) == (",", 0)
    assert (read["E01"].said, read["E01"].instead) == ("自已", "自己")
    assert (read["E05"].said, read["E05"].line) == ("办公室队", 1)


def test_wordings_go_before_the_list(report: Report) -> None:
    wording("自已", kind="不算错")
    wording("工作能力", instead="工作本领", source="编辑退稿意见")
    read = found(report)
    assert (read["E01"].said, read["E01"].instead) == ("工作能力", "工作本领")
    assert "编辑退稿意见" in read["E01"].words


def test_a_word_that_is_accepted_is_no_finding_of_any_rule(report: Report) -> None:
    silence.accept("办公室队整体", today=TODAY)
    assert "E05" not in found(report)
    undo_last()
    assert "E05" in found(report)
    silence.accept("公室", today=TODAY)
    assert "E05" in found(report), "the finding is longer than what is accepted"


def test_a_rule_is_silenced_in_one_report(report: Report) -> None:
    other = reports.new_report("另一篇")
    reports.edit_report(other, body=BODY)
    assert silence.silence("A01", report) == "不再提醒：校对A01中文旁的半角标点（一篇）。"
    assert "A01" not in found(report) and "A01" in found(Report.get_by_id(other.id))
    (line,) = silenced()
    assert line.words == "校对：A01中文旁的半角标点：新闻稿“一篇”"
    tell_again(line)
    assert "A01" in found(report)


def test_a_rule_is_silenced_for_good(report: Report) -> None:
    silence.silence("A01")
    assert "A01" not in found(report)
    data = f"另一篇\n\n{BODY}\n".encode()
    assert "E05" in {each.rule for each in check.check_file(data, "稿.txt", today=TODAY)}
    assert silence.silenced_for(None) == {"A01"}
    undo_last()
    assert "A01" in found(report)


def test_there_has_to_be_such_a_rule(branch: None) -> None:
    with pytest.raises(BranchError, match="没有“A99”这条校对规则"):
        silence.silence("A99")


def test_one_text_has_one_wording(branch: None) -> None:
    wording("办公室队", instead="办公室团队")
    with pytest.raises(BranchError, match="用语里已有“办公室队”（改为办公室团队"):
        wording("办公室队", kind="不算错")


def test_an_edit_that_is_not_written_yet_is_checked(report: Report) -> None:
    proofer = check.proofer_for(report, today=TODAY)
    assert any(each.rule == "E01" for each in proofer.check(check.draft_from(report)))
    assert not any(each.rule == "E01" for each in proofer.check(check.draft_from(report, body="党员自己动手。")))
