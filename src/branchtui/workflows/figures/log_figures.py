"""Figures of the log in reports: written as facts that know their question, and held against the rows later."""

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.services import MEASURES, Measure
from branchtui.rules.text.chinese_time import chinese_days
from branchtui.rules.text.rounded import agrees, spelled, stands_in
from branchtui.store.file.database import act
from branchtui.store.models import Fact, Member, Post, Report
from branchtui.store.queries import reports
from branchtui.store.queries.services.figures import Figure
from branchtui.store.writes import assign
from branchtui.workflows.input_checks import line

_NEAR = 2  # characters by which a place in a text is known again
_UNITS: dict[Measure, str] = {"hours": "小时", "served": "人次", "services": "次"}


class Disagreement(NamedTuple):
    """A figure of a report that the rows don't carry any more: `figure` opens them, `words` tell it."""

    fact: Fact
    figure: Figure
    total: Decimal
    words: str


def counted(figure: Figure) -> Decimal:
    """The total in what people count: hours, not half hours."""
    return Decimal(figure.total()) / (2 if figure.measure == "hours" else 1)


def in_words(figure: Figure) -> str:
    """The exact total with its unit: 187人次, 12.5小时, 50份."""
    return f"{counted(figure)}{figure.unit or _UNITS.get(figure.measure, '')}"


def write_figure(report: Report, key: str, figure: Figure, words: str = "") -> Fact:
    """Note that a report says `words` (the exact figure where none are told) of a figure of the log, as the fact `key`.

    It may be of one post, of one person of the roster, or of all. Raises BranchError where the rows don't carry the
    words, and for a question that a fact can't remember.
    """
    said = line(words, "数字") or in_words(figure)
    if figure.category is not None or (figure.post is not None and figure.person is not None):
        raise BranchError("写进新闻稿的数字只能是一个岗位、一个人或全部岗位的，请换一个数字。")
    total = counted(figure)
    match agrees(said, total):
        case None:
            raise BranchError(f"“{said}”里没有数字，请写成“{in_words(figure)}”的样子。")
        case False:
            raise BranchError(f"“{said}”与台账不符：台账是 {in_words(figure)}。")
    with act(f"预填数字：{said}"):
        return Fact.ensure(
            owner_id=report.id,
            key=line(key, "事实", required=True, limit=60),
            values={
                "owner_table": Report._meta.table_name,
                "source_table": _source(figure),
                "source_id": figure.post or figure.person,
                "measure": f"{figure.measure} {figure.unit or ''}".strip(),
                "from_day": figure.first,
                "to_day": figure.last,
                "value": said,
            },
        )


def figure_of(fact: Fact) -> Figure | None:
    """The question that a fact remembers, None where it is no figure of the log."""
    measure, _, unit = fact.measure.partition(" ")
    if measure not in MEASURES:
        return None
    return Figure(
        measure,
        post=fact.source_id if fact.source_table == Post._meta.table_name else None,
        person=fact.source_id if fact.source_table == Member._meta.table_name else None,
        first=fact.from_day,
        last=fact.to_day,
        unit=unit or None,
    )


def follow(report: Report, before: str) -> None:
    """Keep the figures of a report tied whose words are spelled anew in its text, which was `before`; part of an act.

    A figure is found again by its unit: where one alone agrees with the log, or one stands where it stood. One that is
    gone is tied to nothing until it is written again.
    """
    of_log = [(fact, figure) for fact in reports.facts(report).values() if (figure := figure_of(fact)) is not None]
    standing = {fact.value for fact, _ in of_log if stands_in(fact.value, report.text)}
    for fact, figure in of_log:
        if fact.value not in standing and (words := _spelled_anew(fact, figure, before, report.text, standing)):
            assign(fact, {"value": words})
            standing.add(words)


def _spelled_anew(fact: Fact, figure: Figure, before: str, after: str, taken: Collection[str]) -> str:
    unit = figure.unit or _UNITS.get(figure.measure, "")
    free = [each for each in spelled(unit, after) if not any(stands_in(words, each[0]) for words in taken)]
    total = counted(figure) if free else Decimal()
    agreeing = {each[0] for each in free if agrees(each[0], total)}
    if len(agreeing) != 1:
        stood = [_beside(each, before) for each in spelled(unit, before) if stands_in(fact.value, each[0])]
        agreeing = {each[0] for each in free if any(map(_same_place, [_beside(each, after)] * len(stood), stood))}
    return agreeing.pop() if len(agreeing) == 1 else ""


def _beside(found: re.Match[str], text: str) -> tuple[str, str]:
    """What stands right before and right behind a figure."""
    return text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + _NEAR]


def _same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(a == b and a for a, b in zip(one, other, strict=True))


def disagreements(report: Report) -> list[Disagreement]:
    """The figures of a report that the rows of the log no longer carry, by the key of their facts."""
    return disagreeing([fact for _, fact in sorted(reports.facts(report).items())])


def disagreeing(facts: Iterable[Fact]) -> list[Disagreement]:
    """The same of some facts, in their order; those that are no figures of the log are passed over."""
    found = []
    for fact in facts:
        figure = figure_of(fact)
        if figure is not None and agrees(fact.value, total := counted(figure)) is False:
            span = chinese_days(fact.from_day, fact.to_day)
            words = f"写的是“{fact.value}”，台账{f'（{span}）' if span else ''}是 {in_words(figure)}"
            found.append(Disagreement(fact, figure, total, words))
    return found


def _source(figure: Figure) -> str:
    table = Post if figure.post is not None else Member if figure.person is not None else None
    return table._meta.table_name if table else ""
