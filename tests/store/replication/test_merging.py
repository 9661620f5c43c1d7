"""The merge, case by case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database
from branchtui.store.replication.merging import text3
from tests.store.replication.desks import STORIES, Desks


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


@pytest.mark.parametrize("story", STORIES)
def test_story(story: str, tmp_path: Path) -> None:
    STORIES[story](Desks(tmp_path))


BASE = "甲说一。乙说二。丙说三。丁说四。"


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (BASE, BASE, BASE),
        ("甲说一百。乙说二。丙说三。丁说四。", BASE, "甲说一百。乙说二。丙说三。丁说四。"),
        ("甲说一百。乙说二。丙说三。丁说四。", "甲说一。乙说二。丙说三百。丁说四。", "甲说一百。乙说二。丙说三百。丁说四。"),
        ("甲说一。丙说三。丁说四。", "甲说一。乙说二。丙说三。丁说四百。", "甲说一。丙说三。丁说四百。"),
        ("甲说一百。乙说二。丙说三。丁说四。", "甲说一百。乙说二。丙说三。丁说四百。", "甲说一百。乙说二。丙说三。丁说四百。"),
        ("甲说一百。乙说二。丙说三。丁说四。", "甲说一千。乙说二。丙说三。丁说四。", None),
        ("甲说一。丙说三。丁说四。", "甲说一。乙说二百。丙说三。丁说四。", None),
        (f"{BASE}戊说五。", f"{BASE}己说六。", None),
    ],
)  # fmt: skip
def test_sentences_are_joined_or_left_to_a_person(one: str, other: str, joined: str | None) -> None:
    assert text3.merge(BASE, one, other) == joined
    assert text3.merge(BASE, other, one) == joined


def test_a_speech_that_follows_a_changed_one_on_a_new_line_is_no_conflict() -> None:
    base = "林知远：同意。\n散会。"
    assert text3.merge(base, "林知远：都同意。\n散会。", "林知远：同意。\n周以宁：同意。\n散会。") == (
        "林知远：都同意。\n周以宁：同意。\n散会。"
    )


@pytest.mark.parametrize("text", ["", "一", "一。二！三？四；五…六", "“好！”他说。\n\n再见", "v1.0 版。3.5 分"])
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(text3.pieces(text)) == text


@pytest.mark.parametrize(
    ("base", "one", "other", "both"),
    [
        (BASE, "甲说一百。乙说二。丙说三。丁说四。", "甲说一。乙说二。丙说三。丁说四百。", "甲说一百。乙说二。丙说三。丁说四百。"),
        (BASE, "甲说一百。乙说二。丙说三。丁说四。", "甲说一千。乙说二。丙说三。丁说四。", "甲说一百。甲说一千。乙说二。丙说三。丁说四。"),
        (BASE, f"{BASE}\n戊说五。", f"{BASE}\n己说六。", f"{BASE}\n戊说五。\n己说六。"),
        (BASE, "甲说一。丙说三。丁说四。", "甲说一。乙说二百。丙说三。丁说四。", "甲说一。乙说二百。丙说三。丁说四。"),
        (BASE, BASE, BASE, BASE),
        (None, "甲说一。乙说二。", "甲说一。丙说三。", "甲说一。乙说二。丙说三。"),
        (None, "", "甲说一。", "甲说一。"),
    ],
)  # fmt: skip
def test_a_text_to_be_put_right_has_the_sentences_of_both(base: str | None, one: str, other: str, both: str) -> None:
    assert text3.both(base, one, other) == both
