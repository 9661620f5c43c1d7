"""Where a finding stands in the text as it is being typed."""

import inspect

import pytest

from branchtui.proof.draft import Picture
from branchtui.proof.finding import Finding
from branchtui.proof.reading import draft_of
from branchtui.ui.rooms.reports.proofs.spots import PARTS, Spot, after_edit, next_from, place_in, same_as, spot_of


def _finding(part: str, line: int, start: int, said: str, rule: str = "A01") -> Finding:
    return Finding(rule, "error", part, line, start, start + len(said), said, "应为全角。", "", "，", True)


@pytest.mark.parametrize(
    ("text", "finding", "spot"),
    [
        ("会上,大家发言。", _finding("body", 0, 2, ","), Spot(0, 2, 3)),
        ("\n　　会上,大家发言。  ", _finding("body", 1, 2, ","), Spot(1, 4, 5)),  # the indent is no text
        ("## 会上,大家", _finding("body", 0, 2, ","), Spot(0, 5, 6)),  # nor is the sign of a heading
        ("【图1】", _finding("body", 0, 0, "【图1】"), Spot(0, 0, 4)),
        ("会上大家,发言。", _finding("body", 0, 2, ","), None),  # it was changed since
        ("一行", _finding("body", 3, 0, ","), None),
        ("#1路车,开了", _finding("title", 0, 4, ","), Spot(0, 4, 5)),  # a title has no headings
        ("记者,张", _finding("byline", 2, 2, ","), Spot(0, 2, 3)),  # each has a field of its own
    ],
)
def test_the_place_in_the_text(text: str, finding: Finding, spot: Spot | None) -> None:
    assert spot_of(finding, text) == spot


def test_the_next_one_is_looked_for_from_the_cursor_and_round_the_end() -> None:
    title, first, second = _finding("title", 0, 3, ","), _finding("body", 0, 5, ","), _finding("body", 4, 1, ",")
    found = [title, first, second]
    assert found[next_from(found, place_in("body", 0, 0), 1)] is first
    assert found[next_from(found, place_in("body", 0, 6), 1)] is second
    assert found[next_from(found, place_in("body", 4, 2), 1)] is title
    assert found[next_from(found, place_in("body", 0, 5), -1)] is title
    assert found[next_from(found, place_in("kicker", 0, 0), -1)] is second


def test_what_stands_behind_a_mended_place_moves_with_it() -> None:
    mended, across = _finding("body", 0, 2, ",,"), _finding("body", 0, 3, ",大")
    before, behind, other = _finding("body", 0, 0, "会"), _finding("body", 0, 6, ";"), _finding("body", 1, 6, ";")
    left = after_edit([before, mended, across, behind, other], mended, "，")
    assert left == [before, behind._replace(start=5, end=6), other]


def test_a_finding_is_known_again_after_lines_were_put_above_it() -> None:
    before = _finding("body", 3, 2, ",")
    far, near, title = _finding("body", 9, 2, ","), _finding("body", 4, 2, ","), _finding("title", 3, 2, ",")
    assert same_as(before, [title, near, far]) is near
    assert same_as(before, [title]) is None


def test_every_part_of_a_draft_has_its_word_and_its_rank() -> None:
    names = inspect.signature(draft_of).parameters
    texts = {
        name: "党课。" for name, parameter in names.items() if parameter.default == "" and name not in ("kind", "state")
    }
    draft = draft_of(**texts, figures=[Picture(1, "会场", there=True)], bylines=[("文字", "林知远")])
    order = list(dict.fromkeys(line.part for line in draft.lines))
    missing = [part for part in order if part not in PARTS]
    assert not missing, f"{missing}: name them in PARTS of ui/rooms/reports/proofs/spots.py, where they are read"
    assert order == [part for part in PARTS if part in order], "a draft is read in the order of PARTS"
