"""Who may have spoken at a meeting, and whom letters mean among them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from branchtui.rules.attendance import HERE, UNMARKED
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.meeting_view import ExpectedPerson, MeetingView
from branchtui.store.readings import name_readings

_MAY_SPEAK = {*HERE, UNMARKED, ""}  # who was away said nothing; before the roll is taken everyone may have


def speakers(view: MeetingView, people: Sequence[ExpectedPerson]) -> list[Suggestion]:
    """Those of the expected `people` who may have been there, then host, recorder and guests who are none of them.

    Of two who bear one name each is written with the end of the staff number.
    """
    names = Counter(person.name for person in people)
    found = {
        person.name if names[person.name] == 1 or not person.staff_no else f"{person.name}#{person.staff_no[-4:]}": (
            person.pinyin,
            person.initials,
        )
        for person in people
        if person.state in _MAY_SPEAK
    }
    for name in _others(view):
        if name and name not in names:
            readings = name_readings(name)
            found.setdefault(name, (_of("".join(read) for read in readings), _of(_initials(r) for r in readings)))
    return [Suggestion(words, pinyin=pinyin, initials=initials) for words, (pinyin, initials) in found.items()]


def meant(letters: str, there: Iterable[Suggestion]) -> list[Suggestion]:
    """Those whose initials or pinyin these letters are; where they are nobody's in full, those whose they begin."""
    rows = [(row, (*row.initials, *row.pinyin)) for row in there]
    full = [row for row, readings in rows if letters in readings]
    return full or [row for row, readings in rows if any(reading.startswith(letters) for reading in readings)]


def _others(view: MeetingView) -> list[str]:
    return [view.host, view.recorder, *view.presenters.values(), *(guest.name for guest in view.guests)]


def _of(readings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(readings))


def _initials(syllables: Sequence[str]) -> str:
    return "".join(syllable[:1] for syllable in syllables)
