"""Each verb is a module of its own, and a command loads only its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from branchtui.cli import verbs
from branchtui.cli.run import build_parser
from tests.cli.conftest import Cli

MODULES = [path for path in Path(verbs.__path__[0]).glob("*/*.py") if path.stem != "__init__"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_registers_the_verb_of_its_name(path: Path) -> None:
    verb = path.stem.removesuffix("_")
    there = list(build_parser(verb)._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
    assert there == [verb], f"{path.name} registers {there}: name the module as its verb, one verb in each"


def test_the_whole_command_line_has_every_verb_once() -> None:
    there = list(build_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
    assert sorted(there) == sorted(path.stem.removesuffix("_") for path in MODULES)


def _loaded(home: Path, *words: str) -> set[str]:
    """The modules that a command has loaded when it is done."""
    code = (
        "import sys; from branchtui.__main__ import main; code = main(sys.argv[1:]); "
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, "--home", str(home), *words]
    return set(subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60).stderr.split())


def test_a_verb_loads_only_itself(tmp_path: Path) -> None:
    found = _loaded(tmp_path, "list", "meetings")
    assert {name for name in found if name.startswith("branchtui.cli.verbs.") and name.count(".") == 4} == {
        "branchtui.cli.verbs.reading.list"
    }
    rooms = ("branchtui.papers", "branchtui.typesetting", "branchtui.files", "branchtui.ui")
    assert not [name for name in found if name.startswith(rooms)]


FOREIGN_TO = {
    "list reports": (
        *("branchtui.files", "branchtui.papers", "branchtui.typesetting", "branchtui.rules.text.dates"),
        *("branchtui.workflows.safety.backup", "branchtui.store.file.other_file", "tomllib", "difflib", "secrets"),
    ),
    "export report": (
        *(
            "docx",
            "lxml",
            "branchtui.files.word.template",
            "branchtui.papers.meetings",
            "branchtui.papers.facts.meetings",
        ),
        *("branchtui.store.queries.meeting_view", "branchtui.workflows.safety.backup"),
    ),
}


@pytest.mark.parametrize("verb", FOREIGN_TO)
def test_a_verb_loads_nothing_that_only_others_need(demo: Cli, home_dir: Path, tmp_path: Path, verb: str) -> None:
    words = verb.split()
    if words[0] == "export":
        words += [demo("list", "reports").out.split()[0], "-o", str(tmp_path / "稿.docx")]
    found = _loaded(home_dir, *words)
    assert "branchtui.store.file.database" in found
    needless = [name for name in FOREIGN_TO[verb] if name in found]
    assert not needless, f"`{verb}` loads {needless}: import it inside the function that needs it, or split its module"


@pytest.mark.parametrize("words", [["lst"], ["--home", "list", "lst"], ["im.port"], ["..reading.list"], ["import_"]])
def test_a_word_that_is_no_verb_is_told_with_all_verbs(cli: Cli, words: list[str]) -> None:
    said = cli(*words)
    assert said.code == 2 and "没有" in said.err and "reschedule" in said.err and "import" in said.err


def test_a_verb_is_found_behind_options(cli: Cli, tmp_path: Path) -> None:
    assert cli("--backup", f"--home={tmp_path}", "where").code == 0
    assert cli("--home", str(tmp_path), "--backup", "where").code == 0
