"""Which row Enter takes: one that letters found or somebody went to, and never another."""

import pytest

from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.widgets.choosing.choices import Offer

KINDS = [Suggestion(words) for words in ("支部党员大会", "主题党日", "党课")]
CALLED = [*KINDS, Suggestion("支部委员会会议", also=("支委会",)), Suggestion("党小组会", also=("小组会",))]
PEOPLE = [
    Suggestion("周以宁", "组织委员", ("zhouyining",), ("zyn",)),
    Suggestion("周一诺", "", ("zhouyinuo",), ("zyn",)),
    Suggestion("单于飞", "", ("chanyufei", "shanyufei"), ("cyf", "syf")),
]
PLACES = [Suggestion("文科楼301会议室", "党课"), Suggestion("校史馆")]


@pytest.mark.parametrize(
    ("rows", "only", "typed", "taken"),
    [
        (KINDS, True, "dk", "党课"),
        (KINDS, True, "dydh", "支部党员大会"),
        (KINDS, True, "党员", "支部党员大会"),
        (KINDS, True, "党课", "党课"),
        (CALLED, True, "支委会", "支部委员会会议"),
        (CALLED, True, "zwh", "支部委员会会议"),
        (CALLED, True, "xzh", "党小组会"),
        (CALLED, True, "小组会", "党小组会"),
        (KINDS, True, "xyz", None),
        (KINDS, True, "茶话会", None),
        (PEOPLE, False, "zyn", "周以宁"),
        (PEOPLE, False, "zhouyinuo", "周一诺"),
        (PEOPLE, False, "CYF", "单于飞"),
        (PEOPLE, False, "周一诺", "周一诺"),
        (PEOPLE, False, "周", None),  # words that were written out may be somebody else's name
        (PEOPLE, False, "xyz", None),
        (PLACES, False, "xsg", "校史馆"),
        (PLACES, False, "文科楼", None),
        (PLACES, False, "301", None),
    ],
)
def test_what_is_taken(rows: list[Suggestion], only: bool, typed: str, taken: str | None) -> None:
    offer = Offer(rows, only=only)
    offer.look_for(typed, touched=True)
    assert (offer.taken.words if offer.taken else None) == taken


@pytest.mark.parametrize(("rows", "only"), [(KINDS, True), (PEOPLE, False)])
def test_where_nothing_was_typed_nothing_is_taken(rows: list[Suggestion], only: bool) -> None:
    offer = Offer(rows, only=only)
    offer.look_for("", touched=False)
    assert list(offer.fitting) == rows and offer.taken is None
    assert offer.step(1) and offer.taken == rows[0]
    assert not offer.step(-1), "above the first is the field before"


def test_what_stands_there_is_where_the_arrows_begin() -> None:
    offer = Offer(KINDS, only=True)
    offer.look_for("主题党日", touched=False)
    assert offer.taken == KINDS[1] and offer.step(1) and offer.taken == KINDS[2] and not offer.step(1)


def test_what_fits_nothing_is_told_where_something_was_looked_for() -> None:
    offer = Offer(KINDS, only=True)
    offer.look_for("茶话会", touched=True)
    assert offer.refuses and [str(line) for line in offer.nothing()] == [" 没有“茶话会”", " 回车不会替您选别的"]
    offer = Offer(PEOPLE)
    offer.look_for("王芳", touched=True)
    assert not offer.refuses and offer.nothing() == [], "somebody from outside"
    offer.look_for("wf", touched=True)
    assert not offer.refuses and offer.nothing()


def test_digits_pick_names_and_kinds_alone() -> None:
    assert Offer(KINDS, only=True).numbered and Offer(PEOPLE).numbered
    assert not Offer(PLACES).numbered, "a place may begin with one"
    offer = Offer(PEOPLE)
    offer.look_for("周以宁", touched=True)
    assert not offer.numbered, "behind a written name a digit is one too"


def test_far_down_the_row_is_still_shown() -> None:
    offer = Offer([Suggestion(f"人{number}") for number in range(30)])
    offer.look_for("", touched=False)
    for _ in range(20):
        assert offer.step(1)
    assert offer.at == 19 and offer.at in offer.window(8) and len(offer.window(8)) == 8
