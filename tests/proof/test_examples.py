"""Every rule finds its bad examples and passes its good ones."""

from datetime import date

import pytest

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft
from branchtui.proof.groups import GROUPS, RULES
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from branchtui.proof.rule import Example, Rule

DAY = date(2026, 11, 23)


def _tried(example: str | Example) -> tuple[Draft, Context]:
    if isinstance(example, str):
        return draft_of(body=example), Context(DAY)
    return example.draft, example.context or Context(DAY)


def _found(rule: Rule, example: str | Example) -> bool:
    draft, context = _tried(example)
    quiet = RULES.keys() - {rule.id}
    return bool(Proofer(context, quiet).check(draft))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_finds_the_bad_and_passes_the_good(rule: Rule) -> None:
    assert len(rule.bad) >= 2 and len(rule.good) >= 2, f"{rule.id} needs two bad and two good examples"
    for example in rule.bad:
        assert _found(rule, example), f"{rule.id} does not find {example}"
    for example in rule.good:
        assert not _found(rule, example), f"{rule.id} finds something in {example}"


def test_ids_are_unique() -> None:
    ids = [rule.id for group in GROUPS for rule in group]
    assert len(ids) == len(set(ids))
