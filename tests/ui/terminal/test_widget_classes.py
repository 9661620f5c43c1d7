"""Classes of widgets that are defined cheaply hold what they would hold if Textual had defined them."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

import branchtui.ui.app  # our classes, beside those of Textual
import branchtui.ui.rooms.meetings.room  # noqa: F401
from branchtui.ui.terminal import widget_classes

_HELD = (
    *("_reactives", "_computes", "_inherit_css", "_inherit_bindings", "_inherit_component_classes"),
    *("_css_type_name", "_css_type_names"),
)
_define: Any = widget_classes._define
_DEFINED: Any = widget_classes._defined


class _Counting(Widget):
    BINDINGS: ClassVar[list[BindingType]] = [("a", "app.quit", "quit")]
    count = reactive(0)
    twice = reactive(0)
    hidden = reactive(0)

    def compute_twice(self) -> int:
        return 2 * self.count

    def _compute_hidden(self) -> int:
        return self.count


class _Mixed:
    also = reactive(1)


class _Below(_Counting, _Mixed, inherit_css=False, inherit_bindings=False):
    count = 5  # type: ignore[assignment]  # no reactive any more; Textual keeps it one
    BINDINGS: ClassVar[list[BindingType]] = [("b", "app.quit", "quit")]


def _below(top: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in top.__subclasses__():
        yield each
        yield from _below(each)


def _held(cls: Any) -> dict[str, Any]:
    held = {name: getattr(cls, name) for name in _HELD}
    return held | {"order": list(cls._reactives), "keys": cls._merged_bindings.key_to_bindings}


@pytest.mark.parametrize("cls", sorted(set(_below(DOMNode)), key=str), ids=lambda cls: cls.__name__)
def test_a_class_holds_what_textual_would_give_it(cls: Any) -> None:
    words = {
        name: getattr(cls, f"_{name}") for name in ("inherit_css", "inherit_bindings", "inherit_component_classes")
    }
    _DEFINED(cls, **words)
    theirs = _held(cls)
    _define(cls, **words)
    assert _held(cls) == theirs, (
        f"{cls.__name__} is another class than Textual would make of it: compare DOMNode.__init_subclass__ of this Textual with "
        "ui/terminal/widget_classes.py"
    )


def test_there_are_classes_of_every_sort() -> None:
    found = set(_below(DOMNode))
    assert {App, Screen, Widget, _Counting, _Below} <= found
    assert any(each.__module__.startswith("branchtui.ui.rooms") for each in found)
