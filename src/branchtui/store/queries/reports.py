"""News reports: the list, and the parts of one."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, fn

from branchtui.rules.reports.states import ReportState
from branchtui.store.models import Approval, Byline, Fact, Figure, Photo, Report
from branchtui.store.queries.filter_words import wanted_words


class ReportRow(NamedTuple):
    """One line of the list of reports."""

    id: bytes
    day: str  # YYYY-MM-DD, or empty
    title: str
    state: ReportState
    outlet: str


class ApprovalRow(NamedTuple):
    """One step of a report's review, as it is listed."""

    id: bytes
    step: str
    name: str
    opinion: str
    day: date | None


class ReportList:
    """Reports as a window, those not dated yet before the others, the latest first. The filter looks into title, kicker, unit and outlet."""

    def __init__(self, filter_text: str = "") -> None:
        self._where = Report.live()
        self._words = wanted_words(filter_text)
        for word in self._words:
            self._where &= (
                Report.title.contains(word)
                | Report.kicker.contains(word)
                | Report.unit.contains(word)
                | Report.outlet.contains(word)
            )

    def count(self) -> int:
        if not self._words:
            return Report.count_live()
        return int(Report.select(fn.COUNT(SQL("*"))).where(self._where).scalar())

    def page(self, offset: int, limit: int) -> list[ReportRow]:
        query = Report.select(Report.id, Report.dated, Report.title, Report.state, Report.outlet).where(self._where)
        rows: Any = (
            query.order_by(Report.dated.desc(nulls="FIRST"), Report.id.desc()).offset(offset).limit(limit).tuples()
        )
        return [
            ReportRow(key, dated.isoformat() if dated else "", title, state, outlet)
            for key, dated, title, state, outlet in rows
        ]


def report(report_id: bytes) -> Report:
    return Report.get_by_id(report_id)


def first_with_meeting() -> Report | None:
    """The first report that was drafted from a meeting."""
    query = Report.select().where(Report.live(), Report.about_table == "meeting")
    found: Report | None = query.order_by(Report.id).first()
    return found


def figures(row: Report) -> list[Figure]:
    """The figures by mark."""
    return list(Figure.select().where(Figure.report == row, Figure.live()).order_by(Figure.mark, Figure.id))


def bylines(row: Report) -> list[Byline]:
    return list(Byline.select().where(Byline.report == row, Byline.live()).order_by(Byline.order_key, Byline.id))


def approvals(row: Report) -> list[Approval]:
    """The steps of its review in order."""
    found = Approval.select().where(Approval.report == row, Approval.live())
    return list(found.order_by(Approval.order_key, Approval.id))


def approval_rows(report_id: bytes) -> list[ApprovalRow]:
    """The same to be listed."""
    return [ApprovalRow(row.id, row.step, row.name, row.opinion, row.day) for row in approvals(report(report_id))]


def last_reviewed() -> Report | None:
    """The report to which a step of a review was added last."""
    query = Report.select().join(Approval).where(Report.live(), Approval.live())
    found: Report | None = query.order_by(Approval.id.desc()).first()
    return found


def titled(title: str) -> list[Report]:
    """Those that bear this title, the latest first."""
    return list(Report.select().where(Report.title == title, Report.live()).order_by(Report.id.desc()))


def facts(row: Report) -> dict[str, Fact]:
    """Where the prefilled words came from, by key."""
    return {entry.key: entry for entry in Fact.select().where(Fact.owner_id == row.id, Fact.live())}


def stated(text: str, facts: Iterable[Fact]) -> list[Fact]:
    """Those of a report's figures of the log whose words stand in its text."""
    found = list(facts)
    if not found:
        return []
    from branchtui.rules.text.rounded import stands_in  # a report without figures does not wait for it

    return [fact for fact in found if stands_in(fact.value, text)]


def photo_of_original(sha: str) -> Photo | None:
    """The stored photo made from a file of this hash, if it was attached before."""
    found: Photo | None = Photo.select().where(Photo.original_sha == sha, Photo.live()).first()
    return found


def photo_stored(sha: str) -> Photo | None:
    """The photo whose stored bytes have this hash, whatever file they were made from."""
    found: Photo | None = Photo.select().where(Photo.sha == sha, Photo.live()).first()
    return found


def pictures_shown() -> set[str]:
    """The names of the stored pictures that the figures of reports show."""
    shown = Photo.select(Photo.sha).join(Figure).join(Report)
    return {row.sha for row in shown.where(Figure.live(), Report.live())}


def pictures_known() -> set[str]:
    """The names of all stored pictures that were ever attached to a figure."""
    return {row.sha for row in Photo.select(Photo.sha)}


def photo_size(sha: str) -> tuple[int, int] | None:
    """Width and height in pixels of a stored photo, None where there is none of that name."""
    row: Photo | None = Photo.select(Photo.width, Photo.height).where(Photo.sha == sha, Photo.live()).first()
    return (row.width, row.height) if row else None
