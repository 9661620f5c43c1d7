"""The facts behind the board: meetings of a stretch of days, open drafts."""

from datetime import date, datetime, time, timedelta

from peewee import fn

from branchtui.rules.meetings import HELD
from branchtui.store.models import Meeting, Report
from branchtui.store.queries.meetings import reports


def held_between(kind: str, first: date, last: date) -> int:
    """How many meetings of a kind were held from `first` to `last`, both included."""
    start, end = datetime.combine(first, time.min), datetime.combine(last + timedelta(1), time.min)
    return (
        Meeting.select()
        .where(
            Meeting.deleted == False,
            Meeting.kind == kind,
            Meeting.state << list(HELD),
            Meeting.starts_at >= start,
            Meeting.starts_at < end,
        )
        .count()
    )


def planned_before(moment: datetime) -> list[Meeting]:
    """Meetings still planned that begin before `moment`, the earliest first."""
    query = Meeting.select().where(Meeting.deleted == False, Meeting.state == "planned", Meeting.planned_start < moment)
    return list(query.order_by(Meeting.planned_start))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first."""
    query = Meeting.select().where(Meeting.deleted == False, Meeting.state == "held")
    return list(query.order_by(Meeting.starts_at))


def held_without_report(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first."""
    query = Meeting.select().where(
        Meeting.deleted == False,
        Meeting.state << list(HELD),
        Meeting.starts_at >= datetime.combine(since, time.min),
    )
    return [row for row in query.order_by(Meeting.starts_at) if not reports(row)]


def open_reports() -> list[Report]:
    """Reports that were neither submitted nor published, the earliest first."""
    query = Report.select().where(Report.deleted == False, Report.state << ["draft", "review", "returned"])
    return list(query.order_by(fn.COALESCE(Report.dated, ""), Report.id))
