"""Which things make one material, where it lies, and how numbers are told; and texts cut for a form."""

from datetime import date

import pytest

from branchtui.rules.frameworks.form_text import form_text
from branchtui.rules.frameworks.materials import AtPoint, arranged, material_of, numbers_in_words
from branchtui.rules.frameworks.things import Thing

DAY = date(2025, 6, 1)


def thing(table: str, number: int, **more: object) -> Thing:
    return Thing(table, bytes([number]), f"{table}{number}", DAY, **more)  # type: ignore[arg-type]


def at(*points: tuple[str, list[Thing]], fixed: dict[tuple[str, bytes], str] | None = None) -> list[AtPoint]:
    return arranged(points, {("agenda_item", b"\x09"): b"\x01"}, "{}-{:02}".format, fixed)


@pytest.mark.parametrize(
    ("table", "more", "key"),
    [
        ("meeting", {}, ("meeting", b"\x09")),
        ("agenda_item", {}, ("meeting", b"\x01")),
        ("review", {"whose": (b"post", b"member")}, ("post", b"post")),
        ("service", {"whose": (b"post", b"member")}, ("service", b"post")),
        ("talk", {}, ("talk", b"")),
        ("appraisal", {"counts_on": date(2025, 12, 31)}, ("appraisal", b"2025")),
        ("honour", {}, ("honour", b"\x09")),
    ],
)
def test_what_a_thing_is_part_of(table: str, more: dict[str, object], key: tuple[str, bytes]) -> None:
    assert material_of(thing(table, 9, **more), {("agenda_item", b"\x09"): b"\x01"}) == key


def test_a_material_lies_at_its_first_point_with_one_number() -> None:
    first, second = at(
        ("1.1", [thing("meeting", 1), thing("meeting", 2)]), ("2.1", [thing("agenda_item", 9), thing("honour", 3)])
    )
    assert [each.number for each in first.own] == ["1.1-01", "1.1-02"]
    assert [each.number for each in second.own] == ["2.1-01"]
    assert [each.number for each in second.elsewhere] == ["1.1-01"]
    assert [part.table for part in first.own[0].things] == ["meeting", "agenda_item"]


def test_numbers_that_follow_one_another_are_a_span() -> None:
    lessons = [thing("meeting", number) for number in range(1, 6)]
    first, second, third = at(("1.1", lessons), ("1.2", [*lessons[1:4], thing("honour", 1)]), ("1.3", [lessons[0]]))
    assert numbers_in_words(first) == "1.1-01至1.1-05"
    assert numbers_in_words(second) == "1.2-01；互见1.1-02至1.1-04"
    assert numbers_in_words(third) == "互见1.1-01"


def test_of_many_numbers_the_first_are_named() -> None:
    lessons = [thing("meeting", number) for number in range(1, 60)]
    first, second = at(("1.1", lessons), ("1.2", lessons[::2]))
    assert numbers_in_words(first) == "1.1-01至1.1-59"
    assert numbers_in_words(second).endswith("、1.1-21、1.1-23等30件") and numbers_in_words(second).count("1.1-") == 12


def test_what_was_handed_in_has_its_numbers_again_and_nothing_else_comes() -> None:
    fixed = {("meeting", b"\x02"): "1.1-07"}
    (there,) = at(("1.1", [thing("meeting", 1), thing("meeting", 2)]), fixed=fixed)
    assert [each.number for each in there.own] == ["1.1-07"]


def test_one_late_entry_makes_a_material_late_and_a_list_is_new() -> None:
    (there,) = at(("1.1", [thing("talk", 1), thing("meeting", 1, origin="late"), thing("honour", 1)]))
    assert [each.origin for each in there.own] == ["new", "late", "original"]


@pytest.mark.parametrize(
    ("text", "limit", "kept", "left"),
    [
        ("一句。二句。", 6, "一句。二句。", 0),
        ("一句。二句。", 5, "一句。", 3),
        ("　一段\n\n二段 ", 5, "一段\n二段", 0),
        ("很长的一句话。", 4, "很长的一", 3),
    ],
)
def test_a_text_for_a_form_ends_with_a_sentence(text: str, limit: int, kept: str, left: int) -> None:
    assert form_text(text, limit) == (kept, left)
