"""A new source of duties is a module and a line: here it is told what was forgotten."""

import ast
import inspect
import pkgutil
from importlib import import_module
from typing import get_args

from branchtui.rules.duties import board, sources
from branchtui.rules.duties.duty import GROUPS, Board, Group, Sort
from branchtui.rules.duties.facts import Facts
from branchtui.workflows import board as gathering

_MODULES = [
    import_module(found.name)
    for found in pkgutil.walk_packages(sources.__path__, f"{sources.__name__}.")
    if not found.ispkg
]


def test_every_source_stands_on_the_board() -> None:
    told = {source.__module__ for source in board.SOURCES}
    forgotten = [module.__name__ for module in _MODULES if module.__name__ not in told]
    assert not forgotten, f"{forgotten}: add `<module>.duties` to SOURCES in rules/duties/board.py"
    assert len(told) == len(board.SOURCES)


def test_every_sort_is_told_by_one_source() -> None:
    words = {module.__name__: _strings(inspect.getsource(module)) for module in _MODULES}
    for sort in get_args(Sort):
        telling = [name for name, found in words.items() if sort in found]
        assert len(telling) == 1, (
            f"{sort}: told by {telling or 'no source'}; take it from Sort or tell it in one source"
        )


def test_every_fact_is_gathered() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(gathering))) if isinstance(node, ast.Call)]
    (call,) = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Facts"]
    forgotten = set(Facts._fields) - {given.arg for given in call.keywords}
    assert not forgotten, f"{forgotten}: read it in store/queries/board.py and hand it over in workflows/board.py"


def test_the_parts_of_a_board_have_their_names() -> None:
    assert set(GROUPS) == set(get_args(Group)) == set(Board._fields) - {"silenced"}


def _strings(text: str) -> set[object]:
    return {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
