"""The manuals say what is true now."""

import importlib.util
import re
from pathlib import Path

import pytest

from branchtui.cli.run import build_parser
from branchtui.ui.commands.table import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


def _manual_maker():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("make_manual", ROOT / "assets" / "manual" / "make_manual.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tables_of_keys_and_verbs_are_fresh(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "<!-- keys -->" in text
    assert ("<!-- verbs -->" in text) == (name == "README.zh-CN.md")
    assert _manual_maker().with_tables(text) == text, "run: python assets/manual/make_manual.py"


def test_the_table_of_verbs_has_every_verb() -> None:
    table = _manual_maker().verb_table()
    verbs = build_parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert verbs and all(re.search(rf"^\| `{verb}[ `]", table, re.MULTILINE) for verb in verbs)


def test_the_key_table_has_every_command() -> None:
    table = _manual_maker().key_table()
    assert all(command.name in table and command.help in table for command in COMMANDS)
    assert len({line.count("|") for line in table.splitlines()}) == 1


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_commands_in_the_manuals_exist(name: str) -> None:
    known = set(build_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
    text = (ROOT / name).read_text(encoding="utf-8")
    used = set(re.findall(r"(?:^|&& |`|/)branchtui ([a-z]+)", text, re.MULTILINE))
    assert used and used <= known


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_that_contributors_are_sent_to_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|assets|benchmarks|store|ui|papers|files|cli)/[\w./]+)", text)
    roots = (ROOT, ROOT / "src" / "branchtui")
    gone = [path for path in named if not any((root / path).exists() for root in roots)]
    assert named and not gone, f"{name} sends people to {gone}: say where it is now"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_the_manuals_show_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.slow
def test_the_screenshots_are_fresh() -> None:
    maker = _manual_maker()
    for name, svg in maker.screenshots().items():
        kept = (maker.HERE / f"{name}.svg").read_text(encoding="utf-8")
        assert kept == svg, f"{name}.svg: run: python assets/manual/make_manual.py"
