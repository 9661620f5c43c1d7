"""Shared fixtures: a fresh database and an invented branch."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from branchtui.store.file import database as room
from branchtui.store.file.database import close_database, open_database

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0)
settings.register_profile("branchtui", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no test is timed
settings.load_profile("branchtui")
Sample = Callable[[int], int]  # of so many turns, how many this run makes


def of_no_device(path: Path) -> None:
    """A closed database whose copies can be undone in: else each would be another device's, where nothing can."""
    with closing(sqlite3.connect(path)) as made:
        made.execute("UPDATE stamp_session SET home = NULL")
        made.commit()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=30, help="how often each crash test kills its program")
    parser.addoption(
        "--merges", type=int, default=300, help="how many random histories of merged files are played through"
    )
    parser.addoption("--flips", type=int, default=12, help="how many bytes of a database are turned over")
    parser.addoption("--fuzz", type=int, default=80, help="how many random keys are pressed in each room")
    parser.addoption("--fuzz-seed", type=int, default=0, help="another number presses other keys")

    parser.addoption("--slow", action="store_true", help="run what takes long too: twice as long in all")
    parser.addoption("--soak", action="store_true", help="play a year of five machines: two minutes")
    parser.addoption("--attack", action="store_true", help="run the campaigns of tests/attack whole: half an hour")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told: dict[str, list[str]] = {"campaign": [], "keys": []}
    for report in terminalreporter.getreports(""):  # those of setting up and tearing down
        for name, value in report.user_properties if report.when == "teardown" else ():
            if name in told:
                told[name].append(str(value))
    if told["campaign"]:
        terminalreporter.section("campaigns")
        terminalreporter.write_line(f"{'':44}{'tried':>8}{'failed':>8}")
        for row in sorted(told["campaign"]):
            terminalreporter.write_line(row)
    if told["keys"]:
        terminalreporter.section("keys from a meeting of last month to the next one's folder")
        for row in sorted(told["keys"]):
            terminalreporter.write_line(row)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests in a real terminal or a browser, and screens, mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every program that a test starts compiles the app anew
    config.addinivalue_line("markers", "disk: wait for the disk as the app does; other tests do not")
    config.addinivalue_line("markers", "slow: takes long; runs with `--slow`, and where its file is named")


_SLOW = {"terminal", "laws", "attack", "college"}  # folders


def pytest_report_header(config: pytest.Config) -> str:
    return "slow ones left out: --slow runs them too" if _leaves_out(config) else "slow ones too"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark as slow what lies in a folder of such, and leave slow ones out of a run of everything."""
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in _SLOW:
            item.add_marker("slow")
    if _leaves_out(config):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def _leaves_out(config: pytest.Config) -> bool:
    """Whether slow ones are not wanted: nobody named what to run, nor asked for them."""
    return not (config.option.file_or_dir or config.option.markexpr or config.getoption("--slow"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end, so it is looked through no more; and an app leaves a lot at once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test but those marked `disk` loses power, so none waits for the disk."""
    if not request.node.get_closest_marker("disk"):
        monkeypatch.setitem(room._PRAGMAS, "synchronous", "off")
        monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Callable[[range], range]:
    """`seeds(all)`: every one of them with `--attack`, every fifth else."""
    step = 1 if request.config.getoption("--attack") else 5
    return lambda whole: whole[::step]


@pytest.fixture(scope="session")
def _new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once; to be copied."""
    path = tmp_path_factory.mktemp("new") / "branch.db"
    open_database(path)
    close_database()
    return path


@pytest.fixture
def database(tmp_path: Path, _new_database: Path) -> Iterator[Path]:
    """An empty, open database."""
    path = tmp_path / "branch.db"
    shutil.copy(_new_database, path)
    open_database(path)
    yield path
    close_database()
