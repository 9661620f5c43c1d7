"""All rules there are. A group may be told in several modules; each of them stands here."""

from branchtui.proof.rule import Group, Rule
from branchtui.proof.rules import (
    attendance,
    completeness,
    expressions,
    figures,
    names,
    numbers,
    occasion,
    people,
    punctuation,
    record,
    structure,
    style,
    sums,
    typos,
)

_MODULES = (
    *(punctuation, structure, numbers, sums, names, expressions, typos, completeness, figures, style),
    *(record, occasion, attendance, people),
)

GROUPS = tuple(
    dict.fromkeys(group for module in _MODULES for group in vars(module).values() if isinstance(group, Group))
)
RULES: dict[str, Rule] = {rule.id: rule for group in GROUPS for rule in sorted(group, key=lambda rule: rule.id)}
