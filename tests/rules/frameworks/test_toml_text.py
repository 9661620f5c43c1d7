"""A framework written as a file reads back as the same."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.frameworks.needs import need_table, needs_of
from branchtui.rules.frameworks.template import Template, TemplatePoint
from branchtui.rules.frameworks.toml_text import rules_text, toml_of
from branchtui.rules.text.cleaning import clean
from tests.rules.frameworks.test_template import HEAD, MEETINGS, NAMES, SHIPPED, read, shipped


@pytest.mark.parametrize("key", SHIPPED)
def test_what_ships_is_written_as_it_was(key: str) -> None:
    assert read(toml_of(shipped(key))) == shipped(key)


@given(st.text(st.characters(exclude_categories=["Cs"])).map(lambda words: clean(words).strip()))
def test_any_text_survives(words: str) -> None:
    template = read(HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\n')
    changed = Template(
        **{**_fields(template), "points": (TemplatePoint(**{**_fields(template.points[0]), "demand": words}),)}
    )
    assert read(toml_of(changed)) == changed


def test_a_point_without_rules_shows_where_they_go() -> None:
    assert tomllib.loads(rules_text((), ())) == {"need": [], "select": []}


def test_rules_are_a_line_each() -> None:
    needs = shipped("yangban-zhibu").points[0].points[0].needs
    text = rules_text(needs, ())
    assert len(text.splitlines()) == len(needs) + 4
    assert needs_of(tomllib.loads(text)["need"], MEETINGS, NAMES) == needs
    assert [need_table(each)["say"] for each in needs]


def _fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}  # type: ignore[attr-defined]
