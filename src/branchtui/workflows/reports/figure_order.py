"""The order of a report's figures: that of their places in its text."""

from collections.abc import Iterable
from typing import Literal

from branchtui.errors import BranchError
from branchtui.rules.text.report_text import figure_marks, with_figure_shifted
from branchtui.store.file.database import act
from branchtui.store.models import Figure
from branchtui.store.queries import reports
from branchtui.store.writes import assign
from branchtui.workflows.reports.reports import check_open


def by_place(body: str, figures: Iterable[Figure]) -> list[Figure]:
    """The figures in the order of the text; those that have no place there come last, by mark."""
    places = {mark: place for place, mark in reversed(list(enumerate(figure_marks(body))))}
    return sorted(figures, key=lambda figure: (places.get(figure.mark, len(places)), figure.mark))


def shift_figure(figure: Figure, by: Literal[-1, 1]) -> int:
    """Move a figure before the one before it, or behind the one behind it; all figures are numbered anew by place, and
    what the text says of them follows. Its new number. Raises BranchError where it can't go there."""
    report = figure.report
    check_open(report)
    shifted = with_figure_shifted(report.body, figure.mark, by)
    if shifted is None:
        if figure.mark not in figure_marks(report.body):
            raise BranchError(f"配图{figure.mark}在正文里没有位置，请先在正文里加一行【图{figure.mark}】。")
        raise BranchError(f"配图{figure.mark}已经是{'第一' if by < 0 else '最后一'}张。")
    body, numbers = shifted
    figures = by_place(report.body, reports.figures(report))
    number_now, free = numbers[figure.mark], len(numbers)
    with act(f"调整配图顺序：{report.title}"):
        assign(report, {"body": body})
        for each in figures:
            number = numbers.get(each.mark)
            if number is None:
                free += 1
                number = free
            assign(each, {"mark": number})
    return number_now
