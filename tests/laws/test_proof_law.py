"""The proof over hostile texts: no rule raises, marks lie within their lines, and patterns are of a kind that is linear."""

import re
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui.proof import rules
from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line, Picture
from branchtui.proof.finding import Finding
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from tests.proof.hostile import HOSTILE
from tests.proof.lexicon import shipped

SIZE = 200_000
CONTEXT = Context(date(2026, 11, 23), "青禾学院办公室党支部", "青禾学院", shipped())


def _check(draft: Draft) -> list[Finding]:
    found = Proofer(CONTEXT).check(draft)
    lines = {(line.part, line.number): line.text for line in draft.lines}
    for each in found:
        text = lines[each.part, each.line]
        assert 0 <= each.start <= each.end <= len(text) and text[each.start : each.end] == each.said, each
        assert each.words and each.clause and each.instead != each.said, each
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_no_rule_raises(name: str) -> None:
    text = HOSTILE[name](SIZE)
    _check(
        draft_of(
            title=text[:2000], body=text, figures=[Picture(1, text[:2000], there=True)], bylines=[("文", text[:2000])]
        )
    )


_CHARACTERS = "，。、；：？！…—“”‘’（）()《》【】·～-.,:;'\"% \n#|的了是0123456789一二三十年月日万余约共名其中"
_WORDS = ("党员", "支部", "首先", "其次", "我们", "【图1】", "星期一", "学习", "\ud800", "👩‍👧")
_PIECES = st.sampled_from([*_CHARACTERS, *_WORDS])


@given(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=30))
@settings(max_examples=300)
def test_any_text_is_read(text: str, other: str) -> None:
    _check(draft_of(title=other, editors_note=text, body=text + other))


@given(st.lists(st.lists(_PIECES, max_size=12).map("".join), min_size=1, max_size=8), st.data())
@settings(max_examples=100)
def test_an_edit_finds_what_reading_anew_finds(lines: list[str], data: st.DataObject) -> None:
    proofer = Proofer(CONTEXT)
    proofer.check(draft_of(body="\n".join(lines)))
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = data.draw(st.lists(_PIECES, max_size=12).map("".join))
    edited = draft_of(body="\n".join(lines))
    assert proofer.check(edited) == Proofer(CONTEXT).check(edited)


def test_the_same_line_twice_is_found_twice() -> None:
    line = Line("body", 0, "paragraph", "会上,大家发言。")
    found = Proofer(CONTEXT).check(Draft((line, line._replace(number=4))))
    assert [each.line for each in found if each.rule == "A01"] == [0, 4]


def _patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    found = []
    for module in iter_modules(rules.__path__, f"{rules.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            values = value if isinstance(value, tuple | list) else (value,)
            flat = [part for each in values for part in (each if isinstance(each, tuple) else (each,))]
            found += [(f"{module.name}.{name}", each) for each in flat if isinstance(each, re.Pattern)]
    return found


def _nested(parsed: object, within: bool = False) -> bool:
    """Whether something unbounded repeats within something unbounded."""
    for operation, argument in parsed:  # type: ignore[attr-defined]
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, inner = argument
            unbounded = most == re._constants.MAXREPEAT  # type: ignore[attr-defined]
            if (unbounded and within) or _nested(inner, within or unbounded):
                return True
        elif str(operation) == "SUBPATTERN":
            if _nested(argument[-1], within):
                return True
        elif str(operation) == "BRANCH":
            if any(_nested(branch, within) for branch in argument[1]):
                return True
        elif str(operation) in ("ASSERT", "ASSERT_NOT") and _nested(argument[1], within):
            return True
    return False


def _parse(pattern: str) -> object:
    return re._parser.parse(pattern)  # type: ignore[attr-defined]


def test_no_pattern_repeats_within_a_repetition() -> None:
    patterns = _patterns()
    assert len(patterns) > 50
    for name, pattern in patterns:
        assert not _nested(_parse(pattern.pattern)), (
            f"{name} may take for ever: bound one of its repetitions, as {{0,9}}"
        )
    assert _nested(_parse("(a+b?)+c")) and not _nested(_parse("(a{1,9}b)+c"))
