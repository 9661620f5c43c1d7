"""Excel workbooks as raw cells. They are read in a process of its own (`apart`), which can be stopped and can't harm."""

import json
import subprocess
import sys
import time as clock
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from branchtui.errors import BranchError

Cell = str | int | float | bool | date | datetime | time | timedelta
Book = list[tuple[str, list[list[Cell]]]] | Literal["locked", "broken", "big"]

_SECONDS = 60.0
_APART = 0.1  # seconds between two looks at whether it is still wanted
_OUT_OF_MEMORY = (b"memory allocation of", b"capacity overflow")  # what Rust says when it ends the process
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only
_TYPES: dict[str, Callable[[Any], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def read(data: bytes, wanted: Callable[[], object] = lambda: None) -> Book:
    """Names and rows of the visible sheets; the empty cells of a downward merge hold the merged value.

    `wanted` is called now and then and may raise: then the reading ends and the error goes on. Raises BranchError
    where the system starts no other process.
    """
    spec = find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise BranchError("缺少读表格的组件 python-calamine。请重新安装 branchtui。")
    # Neither the user's site-packages nor PYTHON* variables nor .pth files: nothing of them is needed, all cost time.
    command = [
        *(sys.executable, "-I", "-S", str(Path(__file__).with_name("apart.py"))),
        str(Path(spec.origin).parents[1]),
    ]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=_NO_WINDOW)
    except OSError as error:
        raise BranchError(
            f"系统不让另开一个程序来读表格（{error.strerror or error}）。请稍候再试，或另存为 .csv 再导入。"
        ) from error
    with process:
        try:
            answer, trouble = _answer(process, data, wanted)
        finally:
            process.kill()
    if answer is None or (process.returncode and any(words in trouble for words in _OUT_OF_MEMORY)):
        return "big"
    return _book(answer) if process.returncode == 0 else "broken"


def _answer(process: subprocess.Popen[bytes], data: bytes, wanted: Callable[[], object]) -> tuple[bytes | None, bytes]:
    """What it printed on stdout and stderr; stdout is None where it took too long."""
    until = clock.monotonic() + _SECONDS
    stdin, process.stdin = process.stdin, None  # given whole first: `communicate` forgets the rest after a timeout
    assert stdin is not None
    with suppress(OSError), stdin:  # it may have ended already: its exit code tells
        stdin.write(data)
    while clock.monotonic() < until:
        try:
            return process.communicate(timeout=_APART)
        except subprocess.TimeoutExpired:
            wanted()
    return None, b""


def _book(answer: bytes) -> Book:
    # A number that is none (NaN, infinity) becomes an empty cell, as the error of a formula does.
    try:
        found = json.loads(answer, parse_constant=lambda _: "")
    except ValueError:  # it ended before it was through
        return "broken"
    wrong: Literal["locked", "broken", "big"] | None = found.get("wrong")
    if wrong is not None:
        return wrong
    return [(name, [[_cell(value) for value in row] for row in rows]) for name, rows in found["sheets"]]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        name, form = value
        return _TYPES[name](form)
    cell: Cell = value
    return cell
