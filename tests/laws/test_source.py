"""What may not be written in the source, because it has failed before."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

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


# What SQLite and Peewee are told of a file. All else goes through the handle, which knows the file that is bound.
_OPENERS = {"SqliteDatabase", "sqlite3.connect", "bind_ctx", "handle._own", "handle._bound"}
_MAY_OPEN = {
    "store/college/delta.py": "makes an empty file in memory",
    "store/engine/handle.py": "is the handle",
    "store/file/backups.py": "checks a file that may be damaged, by itself",
    "store/file/values.py": "looks at a file before anything in it can act",
    "store/purge.py": "looks for a name in backups, whatever version they are of",
}


def test_every_file_is_read_through_the_handle() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)} {name}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in _MAY_OPEN
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _named(node)
        if name in _OPENERS
    ]
    assert not found, (
        f"{found}: this would read one file whichever is bound. Use the models, store.engine.sql, or `db` of "
        "store.engine.handle; another file is opened with store.file.other_file.open_other"
    )


def _named(node: ast.AST) -> set[str]:
    """What a name, an import or an attribute may mean, with and without the module it is taken from."""
    if isinstance(node, ast.ImportFrom):
        module = (node.module or "").rpartition(".")[2]
        return {name for alias in node.names for name in (alias.name, f"{module}.{alias.name}")}
    if isinstance(node, ast.Attribute):
        return {node.attr, ast.unparse(node)}
    return {node.id} if isinstance(node, ast.Name) else set()


# Functions that remember what they found. What stands in a database must not be remembered: another may be bound.
_REMEMBER = {
    "store/ids.py": "when the last id was made, whatever file it is for",
    "store/strokes.py": "the strokes of characters, as the program ships them",
    "store/queries/contacts.py": "how a name is read, whatever file it comes from",
    "store/readings.py": "syllables of words, whatever file they come from",
    "store/queries/finding/search.py": "its statements as text, which come from no file",
    "store/queries/finding/search_signs.py": "bits as SQL, which comes from no file",
    "store/file/values.py": "the columns that the models name",
    "store/file/schema.py": "the migrations that ship with the program",
    "store/college/delta.py": "empty files by their whole schema, whatever file that comes from",
    "store/college/board.py": "queries that ship with the program",
    "store/college/publication.py": "the columns that the models name",
    "workflows/board.py": "for the one board that asks, and gone with it",
    "workflows/registers/document_papers.py": "the kinds of papers, as the program ships them",
    "workflows/workdays.py": "the holidays that ship with the program",
    "workflows/profiles.py": "a profile by its whole text, whatever file that comes from",
    "workflows/meeting_rules.py": "the rules of meetings, as the program ships them",
    "workflows/reports/outlines.py": "the outlines that ship with the program",
    "workflows/voting/results.py": "the rules of ballots, as the program ships them",
}


def test_nothing_that_was_read_from_a_file_is_remembered_for_another() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for room in ("store", "workflows")
        for path in sorted((SOURCE / room).rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in _REMEMBER
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any("cache" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    found += [
        f"{path.relative_to(SOURCE)}:{node.lineno} global {', '.join(node.names)}"
        for room in ("store", "workflows")
        for path in sorted((SOURCE / room).rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in _REMEMBER
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Global)
    ]
    assert not found, (
        f"{found}: while another file is bound this would give what it found in one's own. Read it again, or pass it on; "
        "where it reads no database, add the module to _REMEMBER with the reason"
    )


# Kinds of meetings and steps, posts, frameworks; a guest stands on no roster, so there is nothing to refer to.
NOT_PEOPLE = {"chosen", "framework", "guest", "kind", "milestone", "of.framework", "post", "row.post", "review.post"}


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


def test_what_is_quoted_is_not_cut_before_citizen_ids_are_out_of_it() -> None:
    """Whoever shows a sentence takes ids out of it, but the beginning of one is known by nobody."""
    cut = re.compile(r"“\{[^{}]*\[:\w+\]\}")
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.name != "atomic_file.py"  # the name of a file, which stands below the rules
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if cut.search(line)
    ]
    assert not found, f"{found}: quote with rules.text.citizen_id.quoted(text, most)"


_MOST = 15


def test_no_folder_holds_more_modules_than_one_sees_at_a_glance() -> None:
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    counts = {
        folder.relative_to(SOURCE).as_posix(): sum(path.name != "__init__.py" for path in folder.glob("*.py"))
        for folder in folders
    }
    full = {name: count for name, count in counts.items() if count > _MOST}
    assert not full, f"{full}: at most {_MOST} modules. Put those that belong together into a folder of their own"


def test_no_file_needs_itself_by_way_of_others() -> None:
    """Imports within functions and for type checkers count too."""
    files = {".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path for path in SOURCE.rglob("*.py")}
    needs = {name: {found for found in _imports(path) if found in files} - {name} for name, path in files.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = " <- ".join(error.args[1])
        pytest.fail(f"{circle}: open a screen by its entry in ui/commands/rooms.py, or take what both need out of one")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
