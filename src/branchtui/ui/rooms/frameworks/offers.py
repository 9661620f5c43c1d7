"""What is offered in the fields of a document: its kind, the number that comes next, units, what it may answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from branchtui.rules.duties.facts import REQUEST
from branchtui.rules.registers.words import RECEIVED
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries import contacts
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.registers import documents
from branchtui.ui.screens.form import Field, Values
from branchtui.workflows.registers.document_papers import letters
from branchtui.workflows.registers.documents import answer_words, suggested_number


def with_offers(field: Field, today: date, *, new: bool) -> Field:
    """The field with what may be chosen in it; of a new document with what stands there until somebody types."""
    key = field.key
    if key == "direction":
        usual = (lambda values: DIRECTIONS["out"]) if new and not field.value else None
        return replace(field, offers=lambda values: _said(DIRECTIONS.values()), only=True, default=usual)
    if key == "kind":
        return replace(field, offers=lambda values: _said(RECEIVED if _received(values) else letters()))
    if key == "number":
        return replace(field, offers=lambda values: [] if _received(values) else _said([suggested_number(today)]))
    if key == "unit":
        return replace(field, offers=lambda values: _units())
    if key == "answers":
        return replace(field, offers=_answerable)
    return field


def _received(values: Values) -> bool:
    return values.get("direction", "").startswith("收")


def _units() -> list[Suggestion]:
    known = dict.fromkeys(documents.units())
    known |= dict.fromkeys(row.unit for row in contacts.contacts() if row.unit)
    return _said(known)


def _answerable(values: Values) -> list[Suggestion]:
    """What went the other way; a 请示 that has no answer first."""
    rows = documents.documents()
    direction = "out" if _received(values) else "in"
    listed = [row for row in rows if row.direction == direction]
    listed.sort(key=lambda row: not (row.kind == REQUEST and row.answered is None))
    return [Suggestion(answer_words(row, rows), row.number or row.kind, also=(row.number,)) for row in listed]


def _said(words: Iterable[str]) -> list[Suggestion]:
    return list(map(Suggestion, words))
