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


def test_a_verb_loads_only_itself(tmp_path: Path) -> None:
    code = (
        "import sys;from branchtui.__main__ import main;"
        f"main(['--home', {str(tmp_path)!r}, 'list', 'meetings']);"
        "print(*(name for name in sys.modules if name.startswith(('branchtui.cli.verbs.', 'branchtui.papers', "
        "'branchtui.typesetting', 'branchtui.files', 'branchtui.ui'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("branchtui.cli.verbs.") and name.count(".") == 4}
    assert loaded == {"branchtui.cli.verbs.reading.list"}
    assert not [name for name in done.stdout.split() if not name.startswith("branchtui.cli.verbs.")]


@pytest.mark.parametrize("words", [["lst"], ["--home", "list", "lst"], ["im.port"], ["..reading.list"], ["import_"]])
def test_a_word_that_is_no_verb_is_told_with_all_verbs(cli: Cli, words: list[str]) -> None:
    said = cli(*words)
    assert said.code == 2 and "没有" in said.err and "reschedule" in said.err and "import" in said.err


def test_a_verb_is_found_behind_options(cli: Cli, tmp_path: Path) -> None:
    assert cli("--backup", f"--home={tmp_path}", "where").code == 0
    assert cli("--home", str(tmp_path), "--backup", "where").code == 0
