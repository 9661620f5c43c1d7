"""The registers as `list` and `show` give them. Students' names are masked as in all that leaves the app."""

from datetime import date
from typing import Any

from branchtui.cli.attached import attached
from branchtui.cli.posts.services import hours
from branchtui.cli.registers import development
from branchtui.cli.session import Session
from branchtui.cli.things import find_helper, find_outlet, find_row
from branchtui.errors import BranchError
from branchtui.rules.registers.majors import majors_of
from branchtui.rules.registers.masking import shown_name
from branchtui.store.models import Document, Growth, Honour, LexiconEntry, PartnerActivity, Publication
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries import attachments, people
from branchtui.store.queries.registers import (
    activities,
    documents,
    growth,
    helpers,
    honours,
    outlets,
    publications,
    wordings,
)
from branchtui.store.queries.registers.activities import ActivityRow
from branchtui.store.queries.registers.documents import DocumentRow
from branchtui.store.queries.registers.growth import GrowthRow
from branchtui.store.queries.registers.helpers import HelperRow
from branchtui.store.queries.registers.honours import OF, HonourRow
from branchtui.store.queries.registers.outlets import OutletRow
from branchtui.store.queries.registers.publications import PublicationRow
from branchtui.store.queries.registers.uses import uses
from branchtui.store.short_ids import short_id
from branchtui.workflows.year.ledgers import ledger_of


def _activities(session: Session) -> list[dict[str, Any]]:
    """Every partner activity."""
    return [_activity(row) for row in activities.activities()]


def _helpers(session: Session) -> list[dict[str, Any]]:
    """Every helper."""
    return [_helper(row) for row in helpers.helpers()]


def _entries(session: Session) -> list[dict[str, Any]]:
    """Every entry of growth."""
    return [_growth(row) for row in growth.entries()]


def _honours(session: Session) -> list[dict[str, Any]]:
    """Every honour."""
    return [_honour(row) for row in honours.honours()]


def _show_activity(text: str, session: Session) -> dict[str, Any]:
    """One activity with its majors."""
    key = find_row(PartnerActivity, text).id
    row = next(row for row in activities.activities() if row.id == key)
    majors = [{"major": major.name, "students": major.students} for major in majors_of(row.majors)]
    return {**_activity(row), "majors": majors}


def _show_helper(text: str, session: Session) -> dict[str, Any]:
    """One helper with what was done for them and what became of them."""
    seen = helpers.helper_view(find_helper(text).id)
    if seen is None:
        raise BranchError("这一位已不在了。")
    events = [{"id": short_id(each.id), "day": each.day, "what": each.what, "by": each.by} for each in seen.events]
    return {**_helper(seen.row), "helped": events, "honours": list(map(_honour, seen.honours))}


def _show_growth(text: str, session: Session) -> dict[str, Any]:
    """One entry."""
    key = find_row(Growth, text).id
    return next(_growth(row) for row in growth.entries() if row.id == key)


def _show_honour(text: str, session: Session) -> dict[str, Any]:
    """One honour with what is attached to it."""
    stored = find_row(Honour, text)
    shown = next(_honour(row) for row in honours.honours() if row.id == stored.id)
    return {**shown, "attachments": attached(attachments.of(stored))}


def _documents(session: Session) -> list[dict[str, Any]]:
    """Every document that came or went."""
    return [_document(row) for row in documents.documents()]


def _show_document(text: str, session: Session) -> dict[str, Any]:
    """One document with its text, what it answers and what answers it, and what is attached to it."""
    from branchtui.workflows.registers.document_papers import lacking

    stored = find_row(Document, text)
    listed = documents.documents()
    row = next(row for row in listed if row.id == stored.id)
    titles = {each.id: each.title for each in listed}
    return {
        **_document(row),
        "answers": titles.get(row.answers or b"", ""),
        "answered_by": [
            {"id": short_id(each.id), "day": each.day, "title": each.title} for each in listed if each.answers == row.id
        ],
        "body": stored.body,
        "lacking": lacking(stored),
        "attachments": attached(attachments.of(stored)),
    }


def used(contact: bytes) -> list[dict[str, Any]]:
    """What a contact was part of."""
    return [{"role": use.role, "day": use.day, "what": use.words} for use in uses(contact)]


def of_member(member: bytes, today: date) -> dict[str, Any]:
    """What `show member` says of growth and honours, with what the entries of this year come to."""
    ledger = ledger_of(people.member(member), today.year, today)
    total = growth.totals(today.year, member).get(member, growth.Total(0, 0, 0, 0))
    return {
        "growth": [_growth(row) for row in growth.entries(member)],
        "growth_this_year": {
            "entries": total.entries,
            "hours": hours(total.half_hours),
            "days": total.days,
            "cost": total.cents / 100,
        },
        "honours": list(map(_honour, honours.honours_of("member", member))),
        "study_hours": {
            "year": today.year,
            "target": hours(ledger.asked),
            "hours": hours(ledger.half_hours),
            "behind": hours(ledger.behind),
        },
    }


def _activity(row: ActivityRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "day": row.day,
        "to": row.to_day,
        "partner": row.partner,
        "title": row.title,
        "place": row.place,
        "students": row.students,
        "majors": "、".join(row.majors.splitlines()),
        "outcome": row.outcome,
    }


def _helper(row: HelperRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "name": shown_name(row.name, consent=row.consent),
        "kind": row.kind,
        "cohort": row.cohort,
        "major": row.major,
        "from": row.from_day,
        "to": row.to_day,
        "mentor": row.mentor,
        "consent": row.consent,
        "event_count": row.events,
        "honour_count": row.honours,
    }


def _growth(row: GrowthRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "from": row.from_day,
        "to": row.to_day,
        "days": row.days,
        "name": row.name,
        "kind": row.kind,
        "title": row.title,
        "organiser": row.organiser,
        "place": row.place,
        "hours": hours(row.half_hours) if row.half_hours is not None else None,
        "counted": row.counted,
        "cost": row.cost_cents / 100 if row.cost_cents is not None else None,
        "borne_by": row.borne_by,
        "approval": row.approval,
        "result": row.result,
    }


def _honour(row: HonourRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "day": row.day,
        "of": f"{OF[row.of_table]}：{shown_name(row.of, consent=row.consent)}" if row.of else OF[""],
        "kind": row.kind,
        "title": row.title,
        "level": row.level,
        "grade": row.grade,
        "issuer": row.issuer,
    }


def _document(row: DocumentRow) -> dict[str, Any]:
    from branchtui.workflows.registers.document_papers import handled

    return {
        "id": short_id(row.id),
        "day": row.day,
        "direction": DIRECTIONS[row.direction],
        "kind": row.kind,
        "title": row.title,
        "number": row.number,
        "double": "和另一份重复" if row.doubled else "",
        "unit": row.unit,
        "due": row.due,
        "done_on": row.done_on,
        "handled": handled(row),
    }


def _outlets(session: Session) -> list[dict[str, Any]]:
    """Every outlet."""
    return [_outlet(row) for row in outlets.outlets()]


def _show_outlet(text: str, session: Session) -> dict[str, Any]:
    """One outlet."""
    key = find_outlet(text).id
    return next(_outlet(row) for row in outlets.outlets() if row.id == key)


def _outlet(row: OutletRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "name": row.name,
        "level": row.level,
        "profile": row.profile,
        "within_hours": row.within_hours,
        "contact": row.contact,
        "send_to": row.send_to,
        "paste_limit": row.paste_limit,
    }


def _publications(session: Session) -> list[dict[str, Any]]:
    """Every publication."""
    return [_publication(row) for row in publications.publications()]


def _show_publication(text: str, session: Session) -> dict[str, Any]:
    """One publication."""
    key = find_row(Publication, text).id
    return next(_publication(row) for row in publications.publications() if row.id == key)


def _publication(row: PublicationRow) -> dict[str, Any]:
    return {
        "id": short_id(row.id),
        "day": row.day,
        "title": row.title,
        "report": short_id(row.report) if row.report is not None else None,
        "form": row.form,
        "outlet": row.outlet,
        "level": row.level,
        "link": row.link,
        "reads": row.reads,
        "note": row.note,
    }


def _wordings(session: Session) -> list[dict[str, Any]]:
    """Every wording."""
    return [_wording(row) for row in wordings.wordings()]


def _show_wording(text: str, session: Session) -> dict[str, Any]:
    """One wording."""
    key = find_row(LexiconEntry, text).id
    return next(_wording(row) for row in wordings.wordings() if row.id == key)


def _wording(row: wordings.WordingRow) -> dict[str, Any]:
    return {"id": short_id(row.id), "text": row.text, "kind": row.how, "instead": row.instead, "source": row.source}


LISTS = {
    "activities": _activities,
    "helpers": _helpers,
    "growth": _entries,
    "honours": _honours,
    "documents": _documents,
    "development": development.listed,
    "outlets": _outlets,
    "publications": _publications,
    "wordings": _wordings,
}
SHOWS = {
    "activity": _show_activity,
    "helper": _show_helper,
    "growth": _show_growth,
    "honour": _show_honour,
    "document": _show_document,
    "development": development.shown,
    "outlet": _show_outlet,
    "publication": _show_publication,
    "wording": _show_wording,
}
