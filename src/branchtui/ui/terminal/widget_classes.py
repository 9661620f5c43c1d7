"""Classes of widgets are defined in a quarter of the time: a start defines sixty, 0.15 ms each.

For each class Textual looks through all names of all its bases again, some thousands. Here each class is looked through once,
and those below it take what was found. This reaches into Textual's private parts as `textual_patches` does, but before there
is any widget; until Textual does so itself.
"""

from functools import cache
from typing import Any

from textual.dom import DOMNode
from textual.reactive import Reactive

_COMPUTE = ("_compute_", "compute_")
_defined = DOMNode.__init_subclass__.__func__  # type: ignore[attr-defined]  # a bound class method has it, which its type does not tell


def define_cheaply() -> None:
    """From now on classes of widgets, screens and apps are defined so; what they hold is the same."""
    DOMNode.__init_subclass__ = classmethod(_define)  # type: ignore[assignment]  # Textual has no hook for how a class is defined


def _define(
    cls: type[DOMNode],
    inherit_css: bool = True,
    inherit_bindings: bool = True,
    inherit_component_classes: bool = True,
) -> None:
    super(DOMNode, cls).__init_subclass__()
    cls._reactives = {}
    computes: set[str] = set()
    for base in reversed(cls.__mro__):
        reactives, computed = _own(base)
        cls._reactives |= reactives
        computes |= computed
    cls._computes = frozenset(computes)
    cls._inherit_css = inherit_css
    cls._inherit_bindings = inherit_bindings
    cls._inherit_component_classes = inherit_component_classes
    bases = cls._css_bases(cls)
    cls._css_type_name = bases[0].__name__
    cls._css_type_names = frozenset(base.__name__ for base in bases)
    cls._merged_bindings = cls._merge_bindings()


@cache
def _own(base: type) -> tuple[dict[str, Reactive[Any]], frozenset[str]]:
    """What a class itself brings: its reactives, and the names of those that it computes."""
    names = vars(base)
    return (
        {name: value for name, value in names.items() if isinstance(value, Reactive)},
        frozenset(name.lstrip("_")[8:] for name in names if name.startswith(_COMPUTE)),
    )
