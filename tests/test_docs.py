"""The manuals say what is true now."""

import re
from collections.abc import Iterator
from pathlib import Path

import make_manual
import pytest
from pictures import PICTURES, THEMES, Picture, demo, file_name, picture_svg

from branchtui.cli.run import build_parser
from branchtui.settings import Theme
from branchtui.ui.commands.table import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tables_of_keys_and_verbs_are_fresh(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "<!-- keys -->" in text
    assert ("<!-- verbs -->" in text) == (name == "README.zh-CN.md")
    assert make_manual.with_tables(text) == text, "run: python assets/manual/make_manual.py"


def test_the_table_of_verbs_has_every_verb() -> None:
    table = make_manual.verb_table()
    verbs = build_parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert verbs and all(re.search(rf"^\| `{verb}[ `]", table, re.MULTILINE) for verb in verbs)


def test_the_key_table_has_every_command() -> None:
    table = make_manual.key_table()
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
    for target in re.findall(r"(?:\]\(|src=\"|srcset=\")([^)#:\"]+)[)\"]", text):
        assert (ROOT / target).exists(), target


@pytest.fixture(scope="module")
def demo_branch() -> Iterator[Path]:
    with demo() as folder:
        yield folder


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_the_pictures_are_fresh(demo_branch: Path, picture: Picture, theme: Theme) -> None:
    name = file_name(picture, theme)
    kept = (make_manual.HERE / name).read_text(encoding="utf-8")
    assert kept == await picture_svg(demo_branch, picture, theme), f"{name}: run: python assets/manual/make_manual.py"


def test_every_picture_is_shown_and_no_other_is_kept() -> None:
    made = {file_name(picture, theme) for picture in PICTURES for theme in THEMES}
    kept = {path.name for path in make_manual.HERE.glob("*.svg")}
    assert kept == made, f"run python assets/manual/make_manual.py for {made - kept}, delete {kept - made}"
    manuals = "".join((ROOT / name).read_text(encoding="utf-8") for name in make_manual.MANUALS)
    unseen = {name for name in made if f'"assets/manual/{name}"' not in manuals}
    assert not unseen, f"no manual shows {unseen}: show them, or take them out of PICTURES in assets/manual/pictures.py"
