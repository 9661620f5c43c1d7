"""Our named tuple beside that of `typing`: whoever reads or makes one sees no difference."""

import copy
import pickle
import sys
import typing
from collections.abc import Callable
from typing import Any

import pytest

from branchtui import values


class _Ours(values.NamedTuple):
    """A value with all there can be."""

    name: str
    day: int
    note: str = ""
    parts: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        return f"{self.name} {self.day}"


class _Typed(typing.NamedTuple):
    name: str
    day: int
    note: str = ""
    parts: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        return f"{self.name} {self.day}"


class _Nothing(values.NamedTuple):
    pass


_Value = Any
_READ: tuple[Callable[[_Value], object], ...] = (
    tuple,
    hash,
    lambda value: (value.name, value.day, value.note, value.parts, value.told),
    lambda value: value == ("甲", 3, "", ()),
    lambda value: value < ("甲", 4),
    lambda value: value._asdict(),
    lambda value: tuple(value._replace(day=5, note="x")),
    lambda value: type(value._replace(day=5)) is type(value),
    lambda value: tuple(type(value)._make(["乙", 1, "", ()])),
    lambda value: (value._fields, value._field_defaults, type(value).__match_args__, hasattr(value, "__dict__")),
    lambda value: repr(value).partition("(")[2],
    lambda value: pickle.loads(pickle.dumps(value)) == value and type(copy.copy(value)) is type(value),
)
_CALLS: tuple[tuple[tuple[object, ...], dict[str, object]], ...] = (
    (("甲", 3), {}),
    (("甲", 3, "x"), {}),
    (("甲", 3, "x", (1,)), {}),
    (("甲",), {"day": 3}),
    ((), {"day": 3, "name": "甲"}),
    (("甲", 3), {"parts": (1, 2)}),
)
_WRONG: tuple[tuple[tuple[object, ...], dict[str, object]], ...] = (
    ((), {}),
    (("甲",), {}),
    (("甲",), {"note": "x"}),
    (("甲", 3, "x", (), 5), {}),
    (("甲", 3), {"name": "乙"}),
    (("甲", 3), {"colour": 1}),
    (("甲", 3, "x", ()), {"parts": ()}),
)


@pytest.mark.parametrize("read", _READ)
def test_it_is_read_as_that_of_typing(read: Callable[[_Value], object]) -> None:
    assert read(_Ours("甲", 3)) == read(_Typed("甲", 3))


@pytest.mark.parametrize(("given", "named"), _CALLS)
def test_it_is_made_as_that_of_typing(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    assert tuple(_Ours(*given, **named)) == tuple(_Typed(*given, **named))


@pytest.mark.parametrize(("given", "named"), _WRONG)
def test_what_that_of_typing_refuses_is_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (_Ours, _Typed):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_an_unknown_field_is_not_replaced() -> None:
    with pytest.raises(ValueError, match="colour"):
        _Ours("甲", 3)._replace(colour=1)  # type: ignore[call-arg]


def test_fields_without_a_default_come_first() -> None:
    with pytest.raises(TypeError):
        type(_Ours)("Wrong", (values.NamedTuple,), {"__annotations__": {"a": int, "b": int}, "a": 1})


def test_a_value_of_nothing() -> None:
    assert _Nothing() == ()


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="it is that of typing")
def test_no_code_is_compiled_for_it() -> None:
    assert _Ours.__new__ is _Nothing.__new__
