"""Sentences that name a key with what it does name the right one: those of the app and those of the manual."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import branchtui
from branchtui.ui.commands.keys import key_word
from branchtui.ui.commands.table import COMMANDS, first_key

SOURCE = Path(branchtui.__file__).parent
MANUAL = SOURCE.parents[1] / "README.zh-CN.md"
_KEYS: dict[str, set[str]] = {}
for _command in COMMANDS:
    _menu = {first_key(_command)} if not _command.keys else set()
    for _name in (_command.name, *_command.name.split("/")):
        _KEYS.setdefault(_name, set()).update(_menu, map(key_word, _command.keys))
_NAMES = "|".join(sorted(_KEYS, key=len, reverse=True))
_NAMED = re.compile(rf"(F\d+|ctrl\+[a-z])\s?(?:选|里选)?“?({_NAMES})", re.IGNORECASE)


def _sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value
    manual = re.sub(r"<!-- keys -->.*?<!-- /keys -->", "", MANUAL.read_text(encoding="utf-8"), flags=re.DOTALL)
    for number, line in enumerate(manual.splitlines(), 1):
        yield f"{MANUAL.name}:{number}", line


@pytest.mark.slow
def test_a_key_that_a_sentence_names_does_what_it_says() -> None:
    named = [(where, key, name) for where, words in _sentences() for key, name in _NAMED.findall(words)]
    wrong = [
        f"{where} says {key} {name}; it is {' or '.join(sorted(_KEYS[name]))}"
        for where, key, name in named
        if key.lower() not in {"ctrl+p", *map(str.lower, _KEYS[name])}  # the palette leads to each
    ]
    assert len(named) > 20 and not wrong, wrong


@pytest.mark.parametrize(("words", "found"), [("按 F9 导入名册", ("F9", "导入名册")), ("按 F10 选“不适用”", ("F10", "不适用")), ("ctrl+l 找回", ("ctrl+l", "找回"))])  # fmt: skip
def test_such_a_sentence_is_seen(words: str, found: tuple[str, str]) -> None:
    assert _NAMED.findall(words) == [found]
    assert (found[0] in _KEYS[found[1]]) is (found[0] == "F10")
