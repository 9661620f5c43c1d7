"""Running the command line in this process, on a home of its own."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from branchtui.__main__ import main
from branchtui.store.file.database import close_database


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


@pytest.fixture
def cli(home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """`cli("add", "member", …, stdin=bytes)` on a home of its own; streams are pipes, as in a script."""

    def run(*words: str, stdin: bytes = b"", home: Path | None = home_dir) -> Result:
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

    yield run
    close_database()


@pytest.fixture
def branch(cli: Cli, tmp_path: Path) -> Cli:
    """The command line on a branch with five people."""
    from tests.workflows.conftest import ROSTER

    roster = tmp_path / "名册.csv"
    roster.write_bytes(ROSTER.encode("gb18030"))
    assert cli("init", "--name", "海州大学办公室党支部", "--unit", "国际商学院", "--secretary", "林知远").code == 0
    assert cli("import", "roster", str(roster)).code == 0
    return cli
