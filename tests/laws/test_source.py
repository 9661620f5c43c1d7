"""What may not be written in the source, because it has failed before."""

import ast
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
