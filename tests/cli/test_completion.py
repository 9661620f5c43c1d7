"""Completion: behind a command its own words, also after options with values and other words."""

import shutil
import subprocess

import pytest

from branchtui.cli.completion import SHELLS
from tests.cli.conftest import Cli


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_knows_all_words_and_which_options_have_values(cli: Cli, shell: str) -> None:
    script = cli("completion", shell).out
    assert "reschedule" in script and "dry-run" in script
    two_values = {"fish": "'draft --from'\n            set left 2", "powershell": "'draft --from' = 2"}
    assert two_values.get(shell, "'draft --from') left=2") in script
    assert "add meeting --kind" in script and "'add meeting --json'" not in script
    assert cli("completion", "tcsh").code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["import", "ro"], {"roster"}),
        (["add", "meeting", "--kind", "党课", "--pl"], {"--place"}),
        (
            ["--home", "/tmp", "add", ""],
            {
                *("member", "contact", "meeting", "action", "kind", "post", "step", "activity", "helper", "growth"),
                *(
                    "honour",
                    "document",
                    "development",
                    "talk",
                    "rectification",
                    "wording",
                    "event",
                    "plan",
                    "outlet",
                    "publication",
                    "--help",
                    "--home",
                ),
            },
        ),
        (["--home", "=", "/tmp", "add", "me"], {"member", "meeting"}),  # bash parts words at =
        (["--home", "list", "add", "meeting", "--k"], {"--kind"}),  # a value that is called like a command
        (["import", "roster", "名册.csv", "--dr"], {"--dry-run"}),
        (["draft", "--from", "meeting", "3fa91c20", "--js"], {"--json"}),
        (["draft", "--from", "meeting", ""], set()),  # still a value: bash offers files
        (["--home", ""], set()),
    ],
)
def test_bash(cli: Cli, typed: list[str], offered: set[str]) -> None:
    script = cli("completion", "bash").out
    ask = 'COMP_WORDS=(branchtui "$@"); COMP_CWORD=$#; _branchtui; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{ask}", "bash", *typed], capture_output=True, encoding="utf-8", check=True
    )
    assert set(done.stdout.split()) == offered and done.stderr == ""


@pytest.mark.parametrize(
    ("shell", "check"),
    [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])],
)
def test_the_script_is_one(cli: Cli, shell: str, check: list[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = cli("completion", shell).out
    done = subprocess.run([*check, "/dev/stdin"], input=script, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
