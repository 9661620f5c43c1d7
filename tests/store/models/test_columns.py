"""Every table and column says what it is called, and what it is a part of."""

import importlib
import pkgutil
import re

import pytest
from peewee import ForeignKeyField

from branchtui.rules import attendance, meetings, roster, stations
from branchtui.rules.reports import states as reports
from branchtui.store import models
from branchtui.store.models import (
    BY_TABLE,
    LOCAL,
    SYNCED,
    Attendance,
    LocalRow,
    Meeting,
    PairRow,
    Report,
    RosterEvent,
    Row,
    Station,
)
from branchtui.store.models.base import IdField
from branchtui.store.models.columns import caption, field, help_text, reference, words

CHINESE = re.compile("[一-鿿]")
# Columns of a word with no dictionary: what a report is laid out by has a file of that name; posts have no rules yet.
FREE = {("report", "profile"), ("post", "state")}


def test_every_module_of_models_is_read() -> None:
    """A model that nobody imports would have no number, no stamps and no history."""
    for module in pkgutil.iter_modules(models.__path__, "branchtui.store.models."):
        there = vars(importlib.import_module(module.name)).values()
        for model in [kind for kind in there if isinstance(kind, type) and issubclass(kind, Row | LocalRow)]:
            abstract = model in (Row, PairRow, LocalRow)
            assert abstract or model in (*SYNCED, *LOCAL), f"import {model.__name__} in store/models/__init__.py"


def names(model: type[Row]) -> list[str]:
    return [each.column_name for each in model._meta.sorted_fields if each.column_name not in ("id", "deleted")]


@pytest.mark.parametrize("model", SYNCED)
def test_every_column_has_a_chinese_caption(model: type[Row]) -> None:
    for name in names(model):
        called = field(model, name).verbose_name
        assert called and CHINESE.search(called), (
            f"{model.__name__}.{name} has no Chinese caption: give its field verbose_name=…, history and forms show it"
        )


@pytest.mark.parametrize("model", SYNCED)
def test_every_table_says_what_a_row_is_called(model: type[Row]) -> None:
    assert CHINESE.search(model.noun), f"{model.__name__} has no noun: say in Chinese what one row is called"
    assert model.named_by, f"{model.__name__}: name in named_by the fields that tell a row from its neighbours"
    assert set(model.named_by) <= set(model._meta.fields), f"{model.__name__}.named_by: no such field"


@pytest.mark.parametrize("model", SYNCED)
def test_every_table_says_what_it_is_a_part_of(model: type[Row]) -> None:
    assert "belongs_to" in vars(model), (
        f"{model.__name__} does not say what it is a part of: belongs_to = (the field that refers to it,), "
        "or () for a thing of its own; history, undo and the look at what is in sight follow it"
    )
    for name in set(model.belongs_to) - set(model.refers):
        assert isinstance(field(model, name), ForeignKeyField), f"{model.__name__}.belongs_to: {name} refers to nothing"


def test_every_column_that_tells_the_table_of_an_id_is_declared() -> None:
    """What is not declared is followed by nothing: neither by the health of a file nor by history and merging."""
    for model in SYNCED:
        there = model._meta.columns
        found = {
            name.removesuffix("_table")
            for name in there
            if f"{name.removesuffix('_table')}_id" in there and name.endswith("_table")
        }
        loose = {
            name
            for name, each in there.items()
            if isinstance(each, IdField) and name != "id" and name.removesuffix("_id") not in found
        }
        assert not loose, f"{model.__name__}: {loose} refer to nothing: make each a ForeignKeyField, or give it x_table"
        assert found == set(model.refers), f"{model.__name__}.refers has to name {found}: those of x_table and x_id"


@pytest.mark.parametrize("model", SYNCED)
def test_every_stored_word_has_a_word_for_people(model: type[Row]) -> None:
    table = model._meta.table_name
    for name in names(model):
        known, default = words(model, name), field(model, name).default
        assert all(CHINESE.search(word) for word in known.values()), f"{model.__name__}.{name}: a choice is not Chinese"
        if isinstance(default, str) and default and (table, name) not in FREE:
            assert default in known, (
                f"{model.__name__}.{name} stores words of ours ({default!r}) and has no choices: "
                "give its field choices=….items(), stored word → what people read"
            )


@pytest.mark.parametrize(
    ("model", "name", "stored"),
    [
        (Meeting, "state", {*meetings.STATES, *meetings.HELD}),
        (Attendance, "state", {*attendance.STATES, *attendance.HERE, *attendance.NEEDS_REASON, attendance.UNMARKED}),
        (Attendance, "standing", {*roster.STANDINGS, *roster.MEMBERS}),
        (RosterEvent, "aspect", set(roster.ASPECTS)),
        (RosterEvent, "value", {*roster.STANDINGS, *roster.VOTE_LIMITS, "in", "out"}),
        (Report, "state", set(reports.STATES)),
        (Station, "station", {*stations.NAMES, *(name for stage in stations.STAGES.values() for name in stage)}),
    ],
)
def test_every_word_of_the_rules_is_told(model: type[Row], name: str, stored: set[str]) -> None:
    assert words(model, name).keys() == stored, f"{model.__name__}.{name}: a word of the rules has no word for people"


def test_what_is_known_of_a_column() -> None:
    assert (caption(Meeting, "host"), caption(Meeting, "host_id")) == ("主持人", "主持人")
    assert help_text(Report, "dated").startswith("如：")
    assert help_text(Report, "title") == ""
    assert reference(Meeting, "host").rel_model is BY_TABLE["member"]
    with pytest.raises(TypeError, match="refers to nothing"):
        reference(Meeting, "title")
