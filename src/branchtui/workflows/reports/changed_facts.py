"""The prefilled words of a report, held against what the things they came from say now."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.store.models import Fact, Honour, Meeting, PartnerActivity, Post, Report, Row
from branchtui.store.queries import reports
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.store.writes import assign
from branchtui.workflows.reports.materials import held_words, of_activity, of_honour, of_meeting


class Changed(NamedTuple):
    """A fact whose words stand in the text, and what its thing says now."""

    fact: Fact
    now: str


def changed(report: Report, facts: Iterable[Fact], seen: MeetingView | None = None) -> list[Changed]:
    """Those of a report's facts whose words stand in it although their things say something else now, by key.

    `seen` is the meeting that it was drafted from, where that has been read. A thing that is gone says nothing, and
    figures of the log are held against its rows elsewhere.
    """
    standing = sorted((fact for fact in facts if not fact.measure and fact.value in report.text), key=lambda f: f.key)
    return [each for each in _changed(standing, seen) if _stands(each.fact.value, each.now, report.text)]


def follow(report: Report, before: str) -> None:
    """Tie the facts of a report anew whose words, which stood in `before`, gave way to what their things say now; part of
    an act."""
    gone = [
        fact
        for fact in reports.facts(report).values()
        if not fact.measure and fact.value in before and fact.value not in report.text
    ]
    for fact, words in _changed(gone):
        if words in report.text:
            assign(fact, {"value": words})


def _changed(facts: Iterable[Fact], seen: MeetingView | None = None) -> Iterator[Changed]:
    """Those of which their things say something else now; each thing is read once."""
    now: dict[tuple[str, bytes | None], Mapping[str, str]] = {}
    for fact in facts:
        source = fact.source_table, fact.source_id
        if source not in now:
            of_seen = seen is not None and seen.row.id == fact.source_id
            now[source] = _of_meeting(seen) if seen is not None and of_seen else _now(fact)
        words = now[source].get(fact.key, "")
        if words and words != fact.value:
            yield Changed(fact, words)


def _stands(old: str, new: str, text: str) -> bool:
    """Whether the old words stand in a text, and not only within the new ones."""
    return old in (text if new in old else text.replace(new, ""))


def _now(fact: Fact) -> Mapping[str, str]:
    """What the thing of a fact, or its stretch of days, says now, by key; nothing where it is gone."""
    if fact.source_id is None:
        return {"held": held_words(fact.from_day, fact.to_day)} if fact.from_day and fact.to_day else {}
    for model in (Meeting, PartnerActivity, Honour, Post):
        if fact.source_table == model._meta.table_name:
            thing = model.get_or_none((model.id == fact.source_id) & model.live())
            return _said(thing) if thing is not None else {}
    return {}


def _said(thing: Row) -> Mapping[str, str]:
    match thing:
        case Meeting():
            return _of_meeting(view(thing.id)) if thing.state in HELD else {}
        case PartnerActivity():
            return of_activity(thing).facts
        case Honour():
            return of_honour(thing).facts
        case Post():
            return {"post": thing.name}
    return {}


def _of_meeting(seen: MeetingView) -> Mapping[str, str]:
    try:
        return of_meeting(seen).facts
    except BranchError:  # of a kind that there is no more
        return {}
