"""A news draft from a post states only figures that open; the board and the report tell where one no longer holds."""

import re
from datetime import timedelta

import pytest

from branchtui.errors import BranchError
from branchtui.rules.duties.duty import Board
from branchtui.store.models import Post, Report, Service
from branchtui.store.queries import report_view, reports
from branchtui.workflows import silencing
from branchtui.workflows.board import board
from branchtui.workflows.figures.log_figures import counted, disagreements, figure_of, in_words
from branchtui.workflows.posts import log
from branchtui.workflows.reports.post_draft import draft_from_post
from branchtui.workflows.reports.reports import edit_report, set_report_state
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post


def served(post: Post, line: str) -> Service:
    return log.log_line(post, line, now=NOW)


@pytest.fixture
def logged(post: Post) -> Post:
    for line in (
        "lzy 3月4日 下午2点到4点 窗口咨询 服务学生30人次 发放材料50份",
        "zyn 3月3日 1.5小时 值班 服务学生12人次",
        "lzy 2月3日 2小时 走访 办实事3件",
    ):
        served(post, line)
    return post


def sorts(found: Board) -> list[str]:
    return [duty.sort for duty in found.contradictions]


def test_every_number_of_the_draft_opens_rows_that_come_to_it(logged: Post) -> None:
    report = draft_from_post(logged, "year", TODAY)
    figures = [(fact, figure) for fact in reports.facts(report).values() if (figure := figure_of(fact)) is not None]
    for fact, figure in figures:
        assert fact.value in report.body and fact.value == in_words(figure)
        assert counted(figure) * (2 if figure.measure == "hours" else 1) == sum(row.amount for row in figure.rows())
    assert "开展服务3次，服务时长5.5小时，服务42人次" in report.body
    assert "形成成效50份" in report.body and "形成成效3件" in report.body
    plain = report.body
    for fact, _ in figures:
        plain = plain.replace(fact.value, "")
    assert not re.search(r"\d", re.sub(r"\d+年\d+月\d+日", "", plain)), "no number that doesn't open"
    assert disagreements(report) == [] and report.dated is None


def _tied(report: Report) -> dict[str, str]:
    return {fact.key: fact.value for fact in report_view.view(report.id).stated}


@pytest.mark.parametrize(
    ("old", "new", "words", "off"),
    [
        ("服务42人次", "为师生服务 42 人次", "42人次", ""),
        ("服务42人次", "服务师生近45人次", "近45人次", ""),
        ("服务42人次", "服务四十余人次", "四十余人次", ""),
        ("服务42人次", "服务300余人次", "300余人次", "300余人次"),
        ("服务42人次", "服务师生", None, ""),
        ("服务42人次", "", None, ""),
        ("，服务42人次", "。一年来，受益的师生达42人次", "42人次", ""),
        ("开展服务3次", "开展服务13次", "13次", "13次"),
    ],
)
def test_a_figure_stays_tied_while_it_is_spelled_anew(
    logged: Post, old: str, new: str, words: str | None, off: str
) -> None:
    report = draft_from_post(logged, "year", TODAY)
    key = "services" if "次" in old and "人次" not in old else "served"
    others = {name: told for name, told in _tied(report).items() if name != key}
    edit_report(report, body=report.body.replace(old, new))
    tied = _tied(report)
    assert tied.pop(key, None) == words and tied == others, "the others stay as they were"
    assert [each.fact.value for each in disagreements(report) if each.fact.key in _tied(report)] == [off] * bool(off)
    undo.undo_last()
    assert _tied(report)[key] in ("42人次", "3次")


def test_a_figure_that_was_rubbed_out_is_tied_when_it_is_written_again(logged: Post) -> None:
    report = draft_from_post(logged, "year", TODAY)
    whole = report.body
    edit_report(report, body=whole.replace("42人次", ""))
    assert "served" not in _tied(report)
    edit_report(report, body=whole.replace("42人次", "约40人次"))
    assert _tied(report)["served"] == "约40人次" and disagreements(report) == []


def test_a_stretch_without_services_has_nothing_to_say(post: Post) -> None:
    with pytest.raises(BranchError, match="没有服务记录"):
        draft_from_post(post, "month", TODAY)


def test_the_board_tells_of_a_figure_until_the_report_is_handed_in(logged: Post) -> None:
    report = draft_from_post(logged, "year", TODAY)
    assert "figure" not in sorts(board(TODAY))
    served(logged, "lzy 3月2日 1小时 值班")
    [duty] = [each for each in board(TODAY).contradictions if each.sort == "figure"]
    assert duty.open == ("report", report.id) and "台账" in duty.basis and "4次" in duty.basis
    silencing.silence(duty.key, duty.duty, "写到三月初")
    assert "figure" not in sorts(board(TODAY))
    silencing.tell_again(silencing.silenced()[0])
    set_report_state(report, "submitted", today=TODAY)
    assert "figure" not in sorts(board(TODAY))


def test_the_board_tells_of_services_at_one_time(logged: Post) -> None:
    assert "clash" not in sorts(board(TODAY))
    other = held_post("乙岗", "林知远")
    twin = served(other, "lzy 3月4日 下午3点到5点 义诊")
    [duty] = [each for each in board(TODAY).contradictions if each.sort == "clash"]
    assert duty.open == ("service", twin.id) and "林知远" in duty.duty and "时间重叠" in duty.duty
    silencing.silence(duty.key, duty.duty, "两头跑")
    assert "clash" not in sorts(board(TODAY))
    silencing.tell_again(silencing.silenced()[0])
    assert "clash" not in sorts(board(TODAY + timedelta(61))), "older ones nobody can tell any more"
