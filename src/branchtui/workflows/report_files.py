"""A news report as its paper, and what its Word file is called."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from branchtui.errors import BranchError
from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Paper
from branchtui.store.models import Figure, Report
from branchtui.store.queries import meetings, people, report_view
from branchtui.store.queries.report_view import ReportView
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES
from branchtui.typesetting.profile import Profile
from branchtui.workflows.profiles import profile


def report_paper(report: Report) -> Paper:
    """A report as its paper."""
    return paper_of(report_view.view(report.id))


def paper_of(view: ReportView, typed: Mapping[str, str] | None = None) -> Paper:
    """The same of a report that has been read; `typed` holds the columns as they are being typed, not stored yet."""
    report, branch = view.row, view.branch or people.the_branch()
    now = {key: getattr(report, key) for key in ("title", "body", "kicker", "subtitle", "unit", "editors_note")}
    now |= {key: text for key, text in (typed or {}).items() if key in now}
    return news_report(
        ReportFacts(
            title=now["title"],
            body=now["body"],
            branch=branch.name,
            kicker=now["kicker"],
            subtitles=tuple(line for line in now["subtitle"].splitlines() if line.strip()),
            unit=now["unit"],
            dated=report.dated,
            editors_note=now["editors_note"],
            figures={figure.mark: _figure_fact(figure, view.machines[figure.id]) for figure in view.figures},
            bylines=tuple((line.role, line.names) for line in view.bylines if line.names.strip()),
        )
    )


def _figure_fact(figure: Figure, machine: str) -> FigureFact:
    photo = figure.photo
    if photo is None:
        return FigureFact("", figure.caption, width=figure.width)
    return FigureFact(photo.sha, figure.caption, photo.name, (photo.width, photo.height), machine, figure.width)


def report_stem(report: Report, paper: Paper, look: Profile) -> str:
    """The name of its Word file as the profile wants it, without its ending: the same wherever it is written.

    Where an earlier report of the same meeting has that name, it is told from it by a number.
    """
    from branchtui.files.word.pictures import file_stem

    stem = file_stem(paper, look)
    before = sum(name.casefold() == stem.casefold() for name in _beside(report, earlier=True))
    return f"{stem}（{before + 1}）" if before else stem


def former_stems(report: Report, paper: Paper, look: Profile) -> set[str]:
    """What its file was called under an earlier title or day, but for what another report of the meeting is called."""
    from branchtui.files.word.pictures import file_stem

    titles: set[str] = {paper.title, *_replaced(report, "title")}
    days: set[date | None] = {paper.dated, None, *map(date.fromisoformat, _replaced(report, "dated"))}
    names = {file_stem(replace(paper, title=title, dated=day), look) for title in titles for day in days}
    return names - {report_stem(report, paper, look), *_beside(report)}


def _beside(report: Report, *, earlier: bool = False) -> list[str]:
    """The names that the other reports of its meeting would have by themselves, of all or those drafted before it."""
    from branchtui.files.word.pictures import file_stem

    names = []
    for other in meetings.reports(report.meeting) if report.meeting else ():
        if other.id < report.id or (other.id != report.id and not earlier):
            try:
                names.append(file_stem(report_paper(other), profile(other.profile)))
            except BranchError:  # it can't be written, and says so where it is asked to
                continue
    return names


def _replaced(report: Report, column: str) -> list[str]:
    """What stood in a column before."""
    table = TABLES["report"]
    history = cells.history(table.number, report.id)
    return [str(entry.value) for entry in history if entry.column == table.column(column) and entry.value]
