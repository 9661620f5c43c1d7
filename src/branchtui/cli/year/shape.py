"""Talks, faults to put right and results of appraisals as `list` and `show` give them."""

from typing import Any

from branchtui.cli.session import Session
from branchtui.cli.things import find_row
from branchtui.store.models import Appraisal, Rectification, Talk
from branchtui.store.queries.year import appraisals, rectifications, talks
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.store.queries.year.rectifications import RectificationRow
from branchtui.store.queries.year.talks import TalkRow
from branchtui.store.short_ids import short_id
from branchtui.workflows.year.end.appraisals import rows

_UNGRADED = "ungraded"  # took part only


def _talks(session: Session) -> list[dict[str, Any]]:
    """Every talk."""
    return [_talk(row) for row in talks.talks()]


def _rectifications(session: Session) -> list[dict[str, Any]]:
    """Every fault, put right or not."""
    return [_rectification(row) for row in rectifications.rectifications()]


def _appraisals(session: Session) -> list[dict[str, Any]]:
    """Every result that was written, the latest year first."""
    return [
        _appraisal(row) for year in appraisals.years() for row in rows(year, session.today) if row.grade is not None
    ]


def _show_talk(text: str, session: Session) -> dict[str, Any]:
    """One talk."""
    key = find_row(Talk, text).id
    return next(_talk(row) for row in talks.talks() if row.id == key)


def _show_rectification(text: str, session: Session) -> dict[str, Any]:
    """One fault."""
    key = find_row(Rectification, text).id
    return next(_rectification(row) for row in rectifications.rectifications() if row.id == key)


def _show_appraisal(text: str, session: Session) -> dict[str, Any]:
    """One result."""
    stored = find_row(Appraisal, text)
    return next(_appraisal(row) for row in rows(stored.year, session.today) if row.id == stored.id)


def of_member(member: bytes) -> dict[str, Any]:
    """What `show member` says of talks and of results."""
    results = appraisals.of_member(member)
    return {
        "appraisals": [{"year": each.year, "grade": each.grade or _UNGRADED} for each in results],
        "talks": [_talk(row) for row in talks.talks_of(member)],
    }


def _talk(row: TalkRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "day": row.day,
        "by": row.by_name,
        "with": row.to_name,
        "what": row.what,
        "place": row.place,
    }


def _rectification(row: RectificationRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "year": row.year,
        "problem": row.problem,
        "measure": row.measure,
        "owner": row.owner,
        "due": row.due,
        "done_on": row.done_on,
        "result": row.result,
        "meeting": row.title,
    }


def _appraisal(row: AppraisalRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "year": row.year,
        "name": row.name,
        "staff_no": row.staff_no,
        "standing": row.standing,
        "grade": row.grade or _UNGRADED,
        "opinion": row.opinion,
    }


LISTS = {"talks": _talks, "rectifications": _rectifications, "appraisals": _appraisals}
SHOWS = {"talk": _show_talk, "rectification": _show_rectification, "appraisal": _show_appraisal}
