"""Running one command line in this process, whatever it does."""

import io
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from branchtui.__main__ import main
from branchtui.store.file.database import close_database


@dataclass(frozen=True)
class Answer:
    """What a command answered; `error` is the end of a traceback where one came out."""

    code: int
    out: str
    err: str
    error: str


def run(words: Sequence[str], stdin: bytes = b"") -> Answer:
    """Run the command line; no exception leaves this function."""
    buffers = [io.BytesIO(), io.BytesIO()]
    before = sys.stdin, sys.stdout, sys.stderr
    streams = [
        io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", write_through=True) for buffer in buffers
    ]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout, sys.stderr = streams
    code, error = -1, ""
    try:
        code = main(list(words))
    except BaseException:  # noqa: BLE001  # a panic of a parser is none of Exception's
        error = traceback.format_exc()[-400:]
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        try:
            close_database()
        except BaseException:  # noqa: BLE001
            error += traceback.format_exc()[-400:]
    out, err = (buffer.getvalue().decode("utf-8", "backslashreplace") for buffer in buffers)
    del streams  # a stream that nobody holds closes the buffer below it
    return Answer(code, out, err, error)
