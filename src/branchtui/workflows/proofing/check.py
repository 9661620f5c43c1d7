"""Checking a report: its draft, the context it is checked in, and the rules that are silenced for it."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Picture
from branchtui.proof.finding import Finding
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.models import Report
from branchtui.store.queries import people, reports
from branchtui.workflows.profiles import profile
from branchtui.workflows.proofing.lexicons import lexicon
from branchtui.workflows.proofing.record import record_of
from branchtui.workflows.proofing.silence import silenced_for
from branchtui.workflows.reports.outlines import limit_of, outline

if TYPE_CHECKING:
    from branchtui.typesetting.profile import Limits


def draft_from(report: Report, **changes: str) -> Draft:
    """The draft of a report; `changes` are texts that are not written yet, by column."""
    texts = {name: getattr(report, name) for name in ("kicker", "title", "subtitle", "unit", "editors_note", "body")}
    figures = [
        Picture(row.mark, row.caption, row.photo_id is not None, row.photo.taken_at if row.photo else None)
        for row in reports.figures(report)
    ]
    bylines = [(row.role, row.names) for row in reports.bylines(report)]
    return draft_of(
        **{**texts, **changes},
        figures=figures,
        bylines=bylines,
        kind=report.kind,
        dated=report.dated,
        state=report.state,
    )


def proofer_for(report: Report | None, *, today: date, kind: str = "") -> Proofer:
    """A proofer for a report, or for a file without one. It may be asked again after each edit, and knows the record,
    the wordings and what is silenced as of now. `kind` goes before the report's own."""
    branch = people.the_branch()
    context = Context(today, branch.name, branch.unit, lexicon(), record=record_of(report, today=today))
    if report is not None and (limits := _limits(report)) is not None:
        context = replace(context, most_characters=limits.text, most_in_title=limits.title, most_in_lead=limits.lead)
    of_kind = kind or (report.kind if report is not None else "")
    context = replace(context, most_characters=limit_of(of_kind, context.most_characters))
    return Proofer(context, silenced_for(report))


def _marks(body: str) -> list[int]:
    """The figures of a file, each once: that its pictures lie beside it is taken on trust."""
    return list(dict.fromkeys(figure_marks(body)))


def _limits(report: Report) -> "Limits | None":
    """What the profile of a report allows; None where there is no such profile, which whoever prints it is told."""
    try:
        return profile(report.profile).limits
    except BranchError:
        return None


def check(report: Report, *, today: date, kind: str = "") -> list[Finding]:
    """The findings of a report as it is stored, in reading order; `kind` goes before its own.

    Raises BranchError where there is no such kind.
    """
    draft = draft_from(report)
    named = outline(kind).name if kind else ""
    return proofer_for(report, today=today, kind=named).check(replace(draft, kind=named) if named else draft)


def errors_left(report: Report, *, today: date) -> str:
    """A sentence about the errors that still stand in a report, empty where there is none: it may go out all the same."""
    count = sum(each.severity == "error" for each in check(report, today=today))
    return f"校对还有 {count} 处错没有改。" if count else ""


def check_file(data: bytes, filename: str, *, today: date, kind: str = "") -> list[Finding]:
    """The findings of an article in a .txt, .md or .docx file, as it would be imported. Raises BranchError where it is none, and
    where there is no such kind."""
    from branchtui.files.articles import read_article

    named = outline(kind).name if kind else ""

    article = read_article(data, filename)
    draft = draft_of(
        kicker=article.kicker,
        title=article.title,
        subtitle="\n".join(article.subtitle),
        unit=article.unit,
        editors_note=article.editors_note,
        body=article.body,
        figures=[Picture(mark, article.captions.get(mark, ""), there=True) for mark in _marks(article.body)],
        bylines=article.bylines,
        kind=named,
        dated=article.dated,
    )
    return proofer_for(None, today=today, kind=named).check(draft)
