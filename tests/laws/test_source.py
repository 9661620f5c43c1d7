"""What may not be written in the source, because it has failed before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import branchtui

SOURCE = Path(branchtui.__file__).parent
TRAPS = {
    "isdigit": "is true of ² and ①, which int() refuses: use rules.digits.decimal, or isdecimal",
    "isnumeric": "is true of 五 and ½, which int() refuses: use rules.digits.decimal, or isdecimal",
}


def test_no_word_of_a_stranger_is_taken_for_a_number_that_int_refuses() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno} .{node.attr} {TRAPS[node.attr]}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in TRAPS
    ]
    assert not found, "\n".join(found)


NOT_PEOPLE = {"chosen", "guest"}  # a kind of meeting; a guest stands on no roster, so there is nothing to refer to


def _names_in(node: ast.AST) -> Iterator[ast.Attribute]:
    """What is asked for its name within an f-string."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr == "name" and ast.unparse(part.value) not in NOT_PEOPLE:
            yield part


def test_no_act_writes_a_persons_name_out() -> None:
    """It would stay in the file, and in every copy of it, after the person's data was purged."""
    found = [
        f"{path.relative_to(SOURCE)}:{name.lineno} refer to the person: act_names.person(id)"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "act" and node.args
        for name in _names_in(node.args[0])
        if ast.unparse(name) != "step.act.name"  # a name that refers already
    ]
    assert not found, "\n".join(found)
