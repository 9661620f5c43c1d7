"""search, where, keys, completion."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from branchtui.cli.completion import SHELLS
from tests.cli.conftest import Cli


@pytest.fixture
def demo(cli: Cli, tmp_path: Path) -> Cli:
    assert cli("demo", "--out", str(tmp_path / "out"), "--date", "2026-11-23").code == 0
    return cli


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("识字课本", {"meeting"}),  # in a record
        ("设立 示范岗", {"meeting", "report"}),
        ("zyn", {"member"}),
        ("师生需求清单", {"meeting"}),  # a material
        ("%", set()),
        ("没有这句话", set()),
    ],
)
def test_search(demo: Cli, text: str, things: set[str]) -> None:
    hits = json.loads(demo("search", text, "--json").out)
    assert {hit["thing"] for hit in hits} == things
    for hit in hits:
        assert demo("show", hit["thing"], hit["id"]).code == 0
    assert demo("search", text).code == 0


def test_search_shows_the_place(demo: Cli) -> None:
    hit = json.loads(demo("search", "识字课本", "--json").out)[0]
    assert "识字课本" in hit["words"] and hit["title"] == "主题党日：档案里的初心" and len(hit["words"]) < 60


def test_where_and_keys(cli: Cli, home_dir: Path) -> None:
    places = json.loads(cli("where", "--json").out)
    assert places["database"] == str(home_dir / "branch.db")
    assert "（还没有）" in cli("where").out
    home_dir.mkdir()
    (home_dir / "settings.toml").write_text('[folders]\nexports = "/某处"\n', encoding="utf-8")
    assert json.loads(cli("where", "--json").out)["exports"] == str(Path("/某处"))
    (home_dir / "settings.toml").write_text("thene = 1\n", encoding="utf-8")
    assert cli("where").code == 2
    assert "app.quit" in cli("keys").out and json.loads(cli("keys", "--json").out)[0]["id"]


@pytest.mark.parametrize("shell", SHELLS)
def test_completion(cli: Cli, shell: str) -> None:
    script = cli("completion", shell).out
    assert ("reschedule" in script and "--dry-run" in script) or shell == "fish"
    assert "reschedule" in script
    if shell == "bash" and shutil.which("bash"):
        typed = "COMP_WORDS=(branchtui import ro); COMP_CWORD=2; _branchtui; echo ${COMPREPLY[@]}"
        done = subprocess.run(
            ["bash", "-c", script + typed], capture_output=True, text=True, encoding="utf-8", check=True
        )
        assert done.stdout.split() == ["roster"]
    assert cli("completion", "tcsh").code == 2
