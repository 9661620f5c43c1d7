"""A module of rules that nobody loads says nothing: here it is told."""

from pkgutil import iter_modules

from branchtui.proof import rules
from branchtui.proof.groups import RULES


def test_every_module_of_rules_is_loaded() -> None:
    loaded = {check.__module__ for rule in RULES.values() if (check := rule.check or rule.judge)}
    forgotten = {f"{rules.__name__}.{found.name}" for found in iter_modules(rules.__path__)} - loaded
    assert not forgotten, f"{sorted(forgotten)}: import it in proof/groups.py and name it in _MODULES there"
