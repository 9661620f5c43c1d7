"""The walk of a college in a real terminal, from the administrator's SQL to the sheet that every branch has handed in."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.college.cluster import Cluster
from tests.college.test_organiser import rows_of_sheet
from tests.terminal.conftest import (  # noqa: F401  # fixtures
    Terminal,
    _home_dir,
    _needs_tmux,
    home_dir,
    program,
    terminal,
)

pytestmark = pytest.mark.slow
WORDS = "海棠花开了四五朵"
TITLES = ("重温入党誓词", "走进校史馆")


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command line without a terminal, as the administrator's, whose SQL goes to psql."""
    done = subprocess.run([*program(home), *words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done


def _seat(cluster: Cluster, home: Path, person: str, role: str, *branch: str) -> str:
    """A seat that psql has made; its join code."""
    at = ("--host", "localhost", "--port", str(cluster.port))
    done = _run(home, "college", "seat", "add", person, "--role", role, *branch, *at)
    cluster.psql(done.stdout)
    return done.stderr.split()[-1]


def _command(terminal: Terminal, home: Path, *words: str) -> None:  # noqa: F811
    """A command typed into the shell, which shows nothing of the one before."""
    typed = " ".join(f"'{word}'" for word in (*program(home), *words))
    terminal.type("clear\n")
    terminal.until(lambda: "EXIT" not in terminal.text, "an empty screen")
    terminal.type(f"{typed}; echo EXIT=$?\n")


def _join(terminal: Terminal, home: Path, code: str, secrets: Sequence[str]) -> None:  # noqa: F811
    """Join with a code, and answer what is asked by typing; `secrets` are the words of each question for the passphrase."""
    _command(terminal, home, "college", "join", code)
    terminal.wait_for(
        "同意加入海州大学国际商学院党委", "yes"
    )  # what comes before the list has gone beyond a small screen
    terminal.type("yes\n")
    if len(secrets) > 1:  # the first machine of the branch says it for all
        terminal.wait_for("学院看到的人名")
        terminal.type("1\n")
    for asked in secrets:
        terminal.wait_for(asked)
        terminal.type(f"{WORDS}\n")
    terminal.wait_for("EXIT=0", "加入码已作废")
    assert WORDS not in terminal.text


def _plan(terminal: Terminal, home: Path, title: str) -> None:  # noqa: F811
    """With keys alone: a meeting that should have been held, which the college is sent as the app is left."""
    _command(terminal, home)
    terminal.wait_for_room("1 今天")
    terminal.press("2")
    terminal.wait_for_room("2 会议")
    terminal.press("C-n")
    terminal.wait_for("题目")
    terminal.press("'ztdr", "Enter", f"'{title}", "Enter", "'昨天下午三点", "C-s")
    terminal.wait_for_room("2 会议", title, "已")
    _leave(terminal)


def _leave(terminal: Terminal) -> None:  # noqa: F811
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_a_college_by_keys(
    terminal: Terminal,  # noqa: F811
    home_dir: Path,  # noqa: F811
    tmp_path: Path,
    cluster: Cluster,
) -> None:
    other, organiser = tmp_path / "那台", tmp_path / "组织员"
    made = cluster.psql(_run(home_dir, "college", "branch", "add", "走一遍的党支部").stdout)
    number = re.findall(r"\d+", made)[0]
    first = _seat(cluster, home_dir, "林知远", "secretary", "--branch", number)
    second = _seat(cluster, home_dir, "周以宁", "secretary", "--branch", number)
    third = _seat(cluster, home_dir, "郑组织", "organiser")

    terminal.start("true", size=(100, 30))
    _join(terminal, home_dir, first, ("新口令（", "再输一遍"))
    _command(terminal, home_dir)
    terminal.wait_for_room("1 今天", "要做的事")
    _leave(terminal)
    _command(terminal, home_dir, "college", "status")
    terminal.wait_for("最近一次送上去 ", "本机都有")
    _join(terminal, other, second, ("口令（输入时不显示）",))
    for home, title in zip((home_dir, other), TITLES, strict=True):
        _plan(terminal, home, title)
    _join(terminal, organiser, third, ())

    # the organiser sees what both machines wrote, and asks for a sheet
    _command(terminal, organiser, "college", "open")
    terminal.wait_for_room("1 今天", "走一遍的党支部", *TITLES)
    terminal.press("/", "'走一遍", "Enter", "Enter")
    terminal.wait_for_room("2 支部", "只读", *TITLES)
    terminal.press("3")
    terminal.wait_for_room("3 通知与报送")
    terminal.press("C-n")
    terminal.wait_for("要报的栏目")
    terminal.press("'学时核对", "Tab", "Tab", "'明天", "Tab", f"'{number}", "Tab", "'姓名、学时", "C-s")
    terminal.wait_for("已发出：学时核对")
    _leave(terminal)

    # the branch finds it, filled in, and hands it in
    _command(terminal, home_dir)
    terminal.wait_for_room("1 今天")
    terminal.until(lambda: "学时核对" in terminal.text, "the sheet on the board")
    terminal.press("6")
    terminal.wait_for_room("6 对标", "学时核对")
    terminal.press("/", "'学时核对", "Enter", "Enter")
    terminal.wait_for("周以宁", "报送")
    terminal.press("F5")
    terminal.wait_for("报送")
    terminal.press("Enter")
    terminal.wait_for("已报送")
    _leave(terminal)

    # it is collected
    _command(terminal, organiser, "college", "open")
    terminal.wait_for_room("1 今天", "走一遍的党支部")
    terminal.press("3")
    terminal.wait_for_room("3 通知与报送", "1/1")
    terminal.press("F8")
    terminal.wait_for("收表：学时核对")
    terminal.press("Enter")
    terminal.wait_for("1 个支部报了")
    _leave(terminal)
    (sheet,) = (organiser / "exports").glob("学时核对*.xlsx")
    rows = rows_of_sheet(sheet)
    assert [row for row in rows if "周以宁" in row], rows
