"""The facts behind the board: meetings of a stretch of days, open drafts."""

from datetime import date, datetime, time
from typing import Any

from peewee import fn

from branchtui.rules import reports
from branchtui.rules.meetings import HELD
from branchtui.store.models import Meeting, Report

_HELD = (Meeting.live()) & (Meeting.state << list(HELD))


def held_since(first: date) -> dict[str, list[date]]:
    """The days from `first` on on which a meeting was held, by kind."""
    query = Meeting.select(Meeting.kind, Meeting.starts_at).where(_HELD, Meeting.starts_at >= _midnight(first))
    rows: Any = query.tuples()
    found: dict[str, list[date]] = {}
    for kind, start in rows:
        found.setdefault(kind, []).append(start.date())
    return found


def first_held() -> dict[str, date]:
    """The day on which a meeting of each kind was held first."""
    query = Meeting.select(Meeting.kind, fn.MIN(Meeting.starts_at)).where(_HELD).group_by(Meeting.kind)
    rows: Any = query.tuples()
    return {kind: start.date() for kind, start in rows}


def planned_before(moment: datetime) -> list[Meeting]:
    """Meetings still planned that begin before `moment`, the earliest first."""
    query = Meeting.select().where(Meeting.live(), Meeting.state == "planned", Meeting.planned_start < moment)
    return list(query.order_by(Meeting.planned_start))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first."""
    query = Meeting.select().where(Meeting.live(), Meeting.state == "held")
    return list(query.order_by(Meeting.starts_at))


def held_without_report(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first."""
    drafted = Report.select(Report.about_id).where(
        Report.live(), Report.about_table == "meeting", Report.about_id.is_null(False)
    )
    query = Meeting.select().where(_HELD, Meeting.starts_at >= _midnight(since), Meeting.id.not_in(drafted))
    return list(query.order_by(Meeting.starts_at))


def open_reports() -> list[Report]:
    """Reports that were neither submitted nor published, the earliest first."""
    query = Report.select().where(Report.live(), Report.state << list(reports.OPEN))
    return list(query.order_by(fn.COALESCE(Report.dated, ""), Report.id))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
