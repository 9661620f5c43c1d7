"""`college open`: it needs a terminal and an organiser's seat, and no branch."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from branchtui.cli import opening
from branchtui.paths import Home, home
from branchtui.ui.rooms.college.source import Source
from branchtui.workflows.college import seat
from tests.cli.conftest import Cli

_SEAT = seat.Seat(b"c" * 16, "海州大学会计学院党委", "hub.example", 5432, "zuzhi", "pw", "organiser", None, "full", "")


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("WT_SESSION", "1")
    monkeypatch.setattr(opening, "has_terminal", lambda: True)


def test_without_a_terminal(cli: Cli) -> None:
    result = cli("college", "open")
    assert result.code == 2 and "这里没有终端" in result.err


@pytest.mark.usefixtures("at_terminal")
def test_without_a_seat(cli: Cli) -> None:
    result = cli("college", "open")
    assert result.code == 2 and "branchtui college join" in result.err and "\x1b" not in result.out


@pytest.mark.usefixtures("at_terminal")
def test_with_the_seat_of_a_branch(cli: Cli, home_dir: Path) -> None:
    seat.write(home(home_dir), _SEAT._replace(role="secretary", branch=1))
    result = cli("college", "open")
    assert result.code == 2 and "不是组织员的" in result.err


@pytest.mark.usefixtures("at_terminal")
def test_the_app_is_run_on_the_seat_and_opens_no_branch(
    cli: Cli, home_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.write(home(home_dir), _SEAT)
    run: list[Any] = []

    def instead(source: Source, place: Home, now: object, question: object) -> int:
        run.append((source.name, place, now))
        return 0

    monkeypatch.setattr("branchtui.ui.rooms.college.app.run", instead)
    result = cli("college", "open")
    assert result.code == 0 and "正在打开组织员的界面" in result.out and " 3 通知与报送 " in result.out
    assert run == [("海州大学会计学院党委", home(home_dir), datetime.now)] and not home(home_dir).database.exists()
