"""The fields of the registers' forms: what is offered in each, and what is said of it at once."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from branchtui.rules.registers.majors import majors_of
from branchtui.rules.registers.words import USUAL
from branchtui.rules.roster import STANDINGS
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.models.base import YES_NO
from branchtui.store.queries import contacts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.screens.form import Field, Hint, Offers
from branchtui.workflows.registers.reading import meant
from branchtui.workflows.registers.register import Register
from branchtui.workflows.year.end.meetings import meeting_typed, meeting_words, meetings_of

_DAYS = frozenset({"day", "to_day", "from_day", "done_on"})
_PEOPLE = frozenset({"member", "mentor", "by", "to", "owner"})
_YES = frozenset({"consent", "counted"})
_STEP = ("development_step", "step")


def fields_of(register: Register, typed: dict[str, str], today: date) -> list[Field]:
    """The fields of a row as it is typed, or of a new one."""
    return [_field(register, key, typed.get(key, ""), today) for key in register.keys]


def _field(register: Register, key: str, value: str, today: date) -> Field:
    return Field(
        key,
        register.label(key),
        value,
        register.hint(key),
        hint=_hint(register.table, key, today),
        area=key in register.many,
        offers=_offers(register.table, key, today),
    )


def _hint(table: str, key: str, today: date) -> Hint | None:
    if key in _DAYS:
        return lambda typed: chinese_day(parse_day(typed, today, past=True))
    if key == "due":
        return lambda typed: chinese_day(parse_day(typed, today))
    if key == "meeting":
        return lambda typed: meeting_words(meeting_typed(typed, today))
    if key in ("partner", "contact"):
        return lambda typed: "" if meant(typed) else f"往来里还没有“{typed}”，会一并记下。"
    if (table, key) == _STEP:
        return lambda typed: _clause(typed, today)
    if (table, key) == ("publication", "title"):
        return _of_others
    return _majors if key == "majors" else None


def _majors(typed: str) -> str:
    majors = majors_of(typed)
    return f"{len(majors)} 个专业，共 {sum(major.students for major in majors)} 人"


def _of_others(typed: str) -> str:
    """Says that what came out is no report of the branch."""
    from branchtui.workflows.registers.publishing import report_meant

    return "" if report_meant(typed) is not None else "新闻里没有这一篇，按别人写本支部的记下。"


def _clause(typed: str, today: date) -> str:
    """What a step on the way to membership rests on."""
    from branchtui.workflows.development.overview import development_rules

    rules = development_rules(today)
    return next((rules.basis(step) for step in rules.steps if step.name == typed), "")


def _offers(table: str, key: str, today: date) -> Offers | None:
    if key in _PEOPLE:
        return lambda values: suggestions.people_on(today)
    if key in ("partner", "contact"):
        return lambda values: contact_offers(units=key == "partner")
    if key == "meeting":
        return lambda values: list(map(Suggestion, meetings_of(today.year)))
    if key in _YES:
        return _said(YES_NO.values())
    if key == "of_id":
        return lambda values: _owners(today)
    if offers := _OF_REPORTS.get((table, key)):
        return lambda values: offers()
    if (table, key) == ("approval", "name"):
        return lambda values: suggestions.people_on(today)
    if (table, key) == _STEP:
        return lambda values: _steps(today)
    if key == "meeting":
        return lambda values: _meetings()
    return _said(words) if (words := USUAL.get((table, key))) else None


def _profiles() -> list[Suggestion]:
    """The profiles of Word files by name, with what a person calls each."""
    from branchtui.workflows.profiles import profiles

    return [Suggestion(each.name, each.label) for each in profiles() if not each.problem]


_OF_REPORTS: dict[tuple[str, str], Callable[[], list[Suggestion]]] = {
    ("publication", "title"): suggestions.report_titles,
    ("publication", "outlet"): suggestions.outlets,
    ("outlet", "profile"): _profiles,
}


def _steps(today: date) -> list[Suggestion]:
    """The steps on the way to membership, with who they are for."""
    from branchtui.workflows.development.overview import development_rules

    return [
        Suggestion(step.name, "、".join(STANDINGS[standing] for standing in step.of))
        for step in development_rules(today).steps
    ]


def _meetings() -> list[Suggestion]:
    """The latest meetings that were held."""
    from branchtui.store.queries.post_view import bases
    from branchtui.store.queries.registers.development import meeting_words

    return [Suggestion(meeting_words(each.day, each.kind, each.title)) for each in bases()]


def _said(words: Iterable[str]) -> Offers:
    listed = list(map(Suggestion, words))
    return lambda values: listed


def contact_offers(*, units: bool, but: bytes = b"") -> list[Suggestion]:
    """Those of 往来, without one, by the words that mean them: units first, or people."""
    listed = sorted(contacts.contacts(), key=lambda row: bool(row.name) == units)
    found = []
    bearers = Counter(row.called for row in listed)
    for row in listed:
        if row.id == but:
            continue
        words = f"{row.name}（{row.of_what}）" if bearers[row.called] > 1 and row.of_what and row.name else row.called
        readings = contacts.readings(row.name) if row.name else ((), ())
        found.append(Suggestion(words, row.of_what if row.name else row.groups, *readings))
    return found


def _owners(today: date) -> list[Suggestion]:
    """Whose an honour can be: the branch, people, helpers, posts."""
    from branchtui.store.queries import posts
    from branchtui.store.queries.registers import helpers
    from branchtui.store.queries.registers.honours import OF
    from branchtui.workflows.registers.honour_of import of_words

    found = [Suggestion(OF[""])]
    found += [
        Suggestion(f"{OF['member']}：{each.words}", each.note, each.pinyin, each.initials, (each.words,))
        for each in suggestions.people_on(today)
    ]
    for row in helpers.helpers():
        readings = contacts.readings(row.name)
        found.append(Suggestion(of_words(helpers.helper(row.id)), row.cohort, *readings, (row.name,)))
    helping = {row.contact for row in helpers.helpers()}
    for each in contacts.contacts():
        if each.id not in helping:
            readings = contacts.readings(each.name) if each.name else ((), ())
            words = of_words(contacts.contact(each.id))
            found.append(Suggestion(words, each.of_what if each.name else each.groups, *readings, (each.called,)))
    found += [Suggestion(f"{OF['post']}：{row.name}") for row in posts.PostList().page(0, 1000)]
    return found
