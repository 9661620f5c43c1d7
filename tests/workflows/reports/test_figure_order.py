"""Figures are moved by their places in the text; what the text says of them follows."""

from pathlib import Path
from typing import Literal

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.rules.text.report_text import with_figure_shifted
from branchtui.store.models import Figure, Report
from branchtui.store.queries import reports as facts
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.figure_order import by_place, shift_figure
from branchtui.workflows.safety import undo

TEXT = "开头，见配图1。\n【图1】\n中间，如图2所示。\n【图2】\n【图3】"


@pytest.mark.parametrize(
    ("text", "mark", "by", "after"),
    [
        (TEXT, 1, 1, "开头，见配图2。\n【图1】\n中间，如图1所示。\n【图2】\n【图3】"),
        (TEXT, 3, -1, "开头，见配图1。\n【图1】\n中间，如图3所示。\n【图2】\n【图3】"),
        ("【图5】\n见配图5。\n【图2】", 5, 1, "【图1】\n见配图2。\n【图2】"),
        (TEXT, 1, -1, None),
        (TEXT, 3, 1, None),
        (TEXT, 7, 1, None),
        ("", 1, 1, None),
    ],
)
def test_the_text_after_a_move(text: str, mark: int, by: Literal[-1, 1], after: str | None) -> None:
    shifted = with_figure_shifted(text, mark, by)
    assert (shifted[0] if shifted else None) == after


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def report(branch: None, photos: PhotoStore) -> Report:
    row = reports.new_report("一篇")
    for caption in ("甲", "乙", "丙"):
        reports.add_figure(row, caption=caption, photos=photos)
    return row


def shown(report: Report) -> list[tuple[int, str]]:
    row = facts.report(report.id)
    return [(figure.mark, figure.caption) for figure in by_place(row.body, facts.figures(row))]


def the(report: Report, caption: str) -> Figure:
    return next(figure for figure in facts.figures(facts.report(report.id)) if figure.caption == caption)


def test_a_figure_moves_and_comes_back(report: Report) -> None:
    assert shift_figure(the(report, "丙"), -1) == 2
    assert shown(report) == [(1, "甲"), (2, "丙"), (3, "乙")]
    undo.undo_last()
    assert shown(report) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_a_figure_that_can_not_move_says_why(report: Report, photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="配图1已经是第一张"):
        shift_figure(the(report, "甲"), -1)
    with pytest.raises(BranchError, match="配图3已经是最后一张"):
        shift_figure(the(report, "丙"), 1)
    reports.edit_report(facts.report(report.id), body="【图2】\n【图1】")
    assert shown(report) == [(2, "乙"), (1, "甲"), (3, "丙")], "as they stand; what stands nowhere comes last"
    with pytest.raises(BranchError, match="配图3在正文里没有位置"):
        shift_figure(the(report, "丙"), -1)
    assert shift_figure(the(report, "乙"), 1) == 2
    assert shown(report) == [(1, "甲"), (2, "乙"), (3, "丙")]


@pytest.mark.parametrize(("typed", "width"), [("60", 60), ("100%", 100), ("４０％", 40), ("", None), (" ", None)])
def test_a_width(report: Report, photos: PhotoStore, typed: str, width: int | None) -> None:
    figure = reports.edit_figure(the(report, "甲"), width="80", photos=photos)
    assert reports.edit_figure(figure, width=typed, photos=photos).width == width


@pytest.mark.parametrize("typed", ["39", "101", "半", "-60", "60.5"])
def test_a_width_that_can_not_be(report: Report, photos: PhotoStore, typed: str) -> None:
    with pytest.raises(BranchError, match="写 40 到 100 之间的整数"):
        reports.edit_figure(the(report, "甲"), width=typed, photos=photos)
