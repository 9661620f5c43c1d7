"""Running the command line in this process, on a home of its own."""

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from branchtui.__main__ import main
from branchtui.store.file.database import close_database
from tests.conftest import of_no_device


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last word of stdout: the id of what was made."""
        return self.out.split()[-1]


Cli = Callable[..., Result]


@pytest.fixture
def home_dir(tmp_path: Path) -> Path:
    return tmp_path / "家"


def _runner(place: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    def run(*words: str, stdin: bytes = b"", home: Path | None = place) -> Result:
        buffers = [io.BytesIO(), io.BytesIO()]
        streams = [io.TextIOWrapper(buffer, encoding="utf-8", write_through=True) for buffer in buffers]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        try:
            code = main([*(["--home", str(home)] if home else []), *words])
        finally:
            close_database()
        out, err = (buffer.getvalue().decode("utf-8") for buffer in buffers)
        return Result(code, out, err)

    return run


@pytest.fixture
def cli(home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """`cli("add", "member", …, stdin=bytes)` on a home of its own; streams are pipes, as in a script."""
    yield _runner(home_dir, monkeypatch)
    close_database()


@pytest.fixture(scope="session")
def _branch_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of `branch`, made once by the commands that make one; to be copied."""
    from tests.workflows.conftest import ROSTER

    folder = tmp_path_factory.mktemp("cli")
    roster = folder / "名册.csv"
    roster.write_bytes(ROSTER.encode("gb18030"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        run = _runner(folder / "家", monkeypatch)
        assert run("init", "--name", "海州大学办公室党支部", "--unit", "国际商学院", "--secretary", "林知远").code == 0
        assert run("import", "roster", str(roster)).code == 0
    of_no_device(folder / "家" / "branch.db")
    return folder / "家"


@pytest.fixture
def branch(cli: Cli, home_dir: Path, tmp_path: Path, _branch_home: Path) -> Cli:
    """The command line on a branch with five people, and the roster that they came by."""
    shutil.copytree(_branch_home, home_dir)
    shutil.copy(_branch_home.with_name("名册.csv"), tmp_path)
    return cli


@pytest.fixture(scope="session")
def _demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of `demo`, made once; to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as monkeypatch:
        run = _runner(folder / "家", monkeypatch)
        assert run("demo", "--out", str(folder / "out"), "--date", "2026-11-23").code == 0
    of_no_device(folder / "家" / "branch.db")
    return folder / "家"


@pytest.fixture
def demo(cli: Cli, home_dir: Path, _demo_home: Path) -> Cli:
    """The command line on the demo's branch."""
    shutil.copytree(_demo_home, home_dir)
    return cli
