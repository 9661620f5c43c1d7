"""A package: a sealed file of a short head, which says what it is, and the database, compressed.

Sealed are: four bytes of magic, the length of the head, the head as JSON, and the database as zlib makes it.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from branchtui.files.exchange import sealing
from branchtui.files.exchange.sealing import SealError

Vector = dict[int, int]  # writer → the greatest number seen of it

_MAGIC = b"BPK1"
_MOST_HEAD = 16 << 20  # bytes
_MOST_BYTES = 4 << 30  # of a database
_PIECE = 1 << 18
_LEVEL = 1  # a database of twenty years takes less than half the time of level 6, and 8 % more bytes
_ID, _SHA = 32, 64  # hex digits


@dataclass(frozen=True, slots=True)
class Head:
    """What a package says of itself. Its `vector` tells what the database has seen, so that one need not look into it.

    `number` counts the packages of the device; `schema` is that of the database, `oldest_reader` the least one of a
    program that can read it; `at` is in seconds since 1970, by the clock of that machine; `sha` and `size` (bytes) are
    those of the database.
    """

    branch: bytes
    device: bytes
    number: int
    schema: int
    oldest_reader: int
    app: str
    person: str
    machine: str
    at: int
    vector: Vector
    sha: str
    size: int

    @property
    def maker(self) -> str:
        """Person and machine, for people."""
        return f"{self.person}（{self.machine}）" if self.person and self.machine else self.person or self.machine


def pack(head: Head, database: Path, target: BinaryIO, public: str) -> None:
    """Write the package of a database to `target`. Raises OSError, and BranchError as `sealing` does."""
    sealing.seal(_Pieces(_pieces(head, database)), target, public)


def head_of(package: BinaryIO, key: str) -> Head:
    """The head of a package, of which no more is read than it takes. Raises SealError."""
    taker = _Taker(None)
    with suppress(_EnoughError):
        sealing.open_sealed(package, taker, key)
    if taker.head is None:
        raise SealError("不完整或已损坏")
    return taker.head


def unpack(package: BinaryIO, target: BinaryIO, key: str) -> Head:
    """Write the database of a package to `target`; its head. Never more is written than the head says.

    Raises SealError where a bit of it is not as it was made; then what was written is worth nothing.
    """
    taker = _Taker(target)
    sealing.open_sealed(package, taker, key)
    return taker.end()


def sha_and_size(path: Path) -> tuple[str, int]:
    """The sha256 of a file, in hex, and its size in bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def _pieces(head: Head, database: Path) -> Iterator[bytes]:
    words = json.dumps(_plain(head), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    yield _MAGIC + len(words).to_bytes(4, "big") + words
    packer = zlib.compressobj(_LEVEL)
    with database.open("rb") as file:
        while piece := file.read(_PIECE):
            yield packer.compress(piece)
    yield packer.flush()


class _Pieces:
    """Pieces, one after the other, as a file that can be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        if size < 0:
            size = len(self._rest)
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


class _EnoughError(Exception):
    """The head is there, and nothing else is wanted."""


class _Taker:
    """Takes what was sealed, piece by piece: the head, and then the database, into `target` where there is one."""

    def __init__(self, target: BinaryIO | None) -> None:
        self.head: Head | None = None
        self._target = target
        self._begun = b""
        self._unpacker = zlib.decompressobj()
        self._sha = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        if self.head is None:
            self._begun += data
            self.head, rest = _head(self._begun)
            if self.head is not None:
                self._begun = b""
                if self._target is None:
                    raise _EnoughError
                self._take(rest)
        else:
            self._take(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back but the beginning of a head."""

    def end(self) -> Head:
        """The head, where the whole database has come. Raises SealError."""
        head = self.head
        whole = self._unpacker.eof and not self._unpacker.unused_data
        if head is None or not whole or (self._sha.hexdigest(), self._size) != (head.sha, head.size):
            raise SealError("里面的数据与标明的不一致")
        return head

    def _take(self, data: bytes) -> None:
        assert self._target is not None and self.head is not None
        if self._unpacker.eof:
            raise SealError("后面多出了内容")
        while not self._unpacker.eof:
            try:
                found = self._unpacker.decompress(data, _PIECE)
            except zlib.error:
                raise SealError("里面的数据已损坏") from None
            self._size += len(found)
            if self._size > self.head.size:
                raise SealError("展开后比标明的大，没有再读")
            self._sha.update(found)
            self._target.write(found)
            data = self._unpacker.unconsumed_tail
            if not data and len(found) < _PIECE:
                return


def _head(begun: bytes) -> tuple[Head | None, bytes]:
    """The head, once all of it is there, and what follows it. Raises SealError where it is none."""
    if not begun.startswith(_MAGIC[: len(begun)]):
        raise SealError("不是 branchtui 的同步包")
    length = int.from_bytes(begun[4:8], "big")
    if length > _MOST_HEAD:
        raise SealError("不是 branchtui 的同步包")
    if len(begun) < 8 + length:
        return None, b""
    try:
        return _read(json.loads(begun[8 : 8 + length])), begun[8 + length :]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SealError("开头的说明读不出") from None


def _plain(head: Head) -> dict[str, Any]:
    return {
        "branch_id": head.branch.hex(),
        "device": head.device.hex(),
        "n": head.number,
        "schema": head.schema,
        "min_reader": head.oldest_reader,
        "app": head.app,
        "person": head.person,
        "machine": head.machine,
        "at": head.at,
        "vector": {f"{writer:x}": number for writer, number in head.vector.items()},
        "sha256": head.sha,
        "size": head.size,
    }


def _read(words: dict[str, Any]) -> Head:
    """The head that `_plain` made. Raises ValueError, KeyError, TypeError or AttributeError for any other."""
    numbers = {name: words[name] for name in ("n", "schema", "min_reader", "at", "size")}
    vector = {int(writer, 16): number for writer, number in words["vector"].items()}
    texts = {name: words[name] for name in ("app", "person", "machine", "sha256", "branch_id", "device")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    if not all(type(number) is int and 0 <= number < 1 << 62 for number in (*numbers.values(), *vector.values())):
        raise ValueError
    if (len(texts["branch_id"]), len(texts["device"]), len(texts["sha256"])) != (_ID, _ID, _SHA):
        raise ValueError
    if numbers["size"] > _MOST_BYTES:
        raise ValueError
    return Head(
        branch=bytes.fromhex(texts["branch_id"]),
        device=bytes.fromhex(texts["device"]),
        number=numbers["n"],
        schema=numbers["schema"],
        oldest_reader=numbers["min_reader"],
        app=texts["app"],
        person=texts["person"],
        machine=texts["machine"],
        at=numbers["at"],
        vector=vector,
        sha=texts["sha256"],
        size=numbers["size"],
    )
