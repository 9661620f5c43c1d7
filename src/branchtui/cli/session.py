"""What a command works with: the home, the clock read once, and the two streams."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from branchtui.cli.exchange.live_place import refuse_shared
from branchtui.cli.exit_codes import tell
from branchtui.paths import Home, user_path
from branchtui.plain_file import read_file, read_stream
from branchtui.rules.text.cleaning import clean, one_line
from branchtui.store.file.database import open_database

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore


class Session(NamedTuple):
    """One run of the command line."""

    home: Home
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def photos(self) -> "PhotoStore":
        from branchtui.files.photos import PhotoStore

        return PhotoStore(self.home.photos, self.home.cache)

    @property
    def exports(self) -> Path:
        """The folder that papers go to unless a command names another."""
        from branchtui.settings import load

        return load(self.home.settings).exports or self.home.exports

    def open(self, *, anywhere: bool = False) -> None:
        """Open the branch's database, and say so where it is not the one that was left. Raises BranchError.

        One in a folder that other computers write too is opened only where that is allowed, `anywhere`.
        """
        from branchtui.workflows.safety import leaving

        if not anywhere:
            refuse_shared(self.home)
        open_database(self.home.database, create=False)
        replaced = leaving.replaced()
        if replaced is not None:
            tell(f"注意：{replaced.words}")


def data(text: str) -> None:
    """A line for stdout: whatever it names, it stays one line and moves no cursor."""
    sys.stdout.write(f"{one_line(text)}\n")


def block(text: str) -> None:
    """Text of several lines for stdout."""
    for line in clean(text).split("\n"):
        data(line)


def document(value: Any) -> None:
    """One JSON document on stdout: UTF-8, characters as they are but those no terminal may get.

    A byte of a path that is no UTF-8 is shown as ?.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain).encode("utf-8", "replace").decode("utf-8")
    if clean(text) != text:
        text = "".join(char if clean(char) == char else json.dumps(char)[1:-1] for char in text)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()


def made(row_id: str, as_json: bool, words: str) -> int:
    """Report a thing that was made: its id is the last word of stdout."""
    if as_json:
        document({"id": row_id})
    else:
        data(f"{words} {row_id}")
    return 0


def files(paths: Sequence[Path], as_json: bool) -> int:
    """Report the files that were written, one on each line."""
    if as_json:
        document({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            data(str(path))
    return 0


def table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns, Chinese characters counted as two cells."""
    widths = [max((_width(row[column]) for row in rows), default=0) for column in range(len(rows[0]) if rows else 0)]
    for row in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        data("  ".join(padded).rstrip())


def read_input(name: str) -> bytes:
    """The bytes of a file, or of stdin for `-`. Raises BranchError where it can't be read, or is too long."""
    return read_stream(sys.stdin.buffer, "标准输入") if name == "-" else read_file(user_path(name))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
