"""Packages: what is taken out is what was put in, to the bit, or it is refused."""

import io
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from branchtui.files.exchange import package, sealing
from branchtui.files.exchange.package import Head
from branchtui.files.exchange.sealing import SealError

KEY = sealing.make_key()
HEAD = Head(
    branch=b"b" * 16,
    device=b"d" * 16,
    number=7,
    schema=11,
    oldest_reader=11,
    app="0.2",
    person="林知远",
    machine="办公室",
    at=1_700_000_000,
    vector={(1 << 62) - 1: 12, 5: 1},
    sha="",
    size=0,
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "branch.db"
    chance = random.Random(1)
    path.write_bytes(chance.randbytes(60_000) + bytes(400_000) + "支部".encode() * 5_000)
    return path


def packed(database: Path, **head: object) -> bytes:
    sha, size = package.sha_and_size(database)
    target = io.BytesIO()
    package.pack(replace(HEAD, sha=sha, size=size, **head), database, target, sealing.public_of(KEY))  # type: ignore[arg-type]
    return target.getvalue()


def unpacked(data: bytes, key: str = KEY) -> tuple[Head, bytes]:
    target = io.BytesIO()
    head = package.unpack(io.BytesIO(data), target, key)
    return head, target.getvalue()


def test_what_goes_in_comes_out(database: Path) -> None:
    data = packed(database)
    head, content = unpacked(data)
    assert content == database.read_bytes()
    assert replace(head, sha="", size=0) == HEAD
    assert head.maker == "林知远（办公室）"
    assert package.head_of(io.BytesIO(data), KEY) == head
    assert "林知远".encode() not in data and b"b" * 16 not in data


def test_a_head_is_read_without_the_rest(database: Path) -> None:
    data = packed(database)
    assert package.head_of(io.BytesIO(data[:66_000]), KEY).number == 7
    long = packed(database, vector={number: number for number in range(30_000)})
    assert len(package.head_of(io.BytesIO(long), KEY).vector) == 30_000


def test_cut_at_every_4_kb(database: Path) -> None:
    data = packed(database)
    ends = [*range(0, len(data), 4096), len(data) - 1]
    assert len(ends) > 15
    for end in ends:
        with pytest.raises(SealError):
            unpacked(data[:end])


def test_a_bit_that_turned_over_in_any_of_2000_places(database: Path, seeds: Callable[[range], range]) -> None:
    data = packed(database)
    chance = random.Random(2)
    places = [(chance.randrange(len(data)), chance.randrange(8)) for _ in range(2000)]
    for number in seeds(range(2000)):
        place, bit = places[number]
        damaged = bytearray(data)
        damaged[place] ^= 1 << bit
        with pytest.raises(SealError):
            unpacked(bytes(damaged))


def sealed(content: bytes) -> bytes:
    return sealing.seal_bytes(content, sealing.public_of(KEY))


def with_head(words: object, rest: bytes = b"") -> bytes:
    plain = json.dumps(words).encode()
    return sealed(b"BPK1" + len(plain).to_bytes(4, "big") + plain + rest)


WORDS = {
    "branch_id": "62" * 16,
    "device": "64" * 16,
    "n": 1,
    "schema": 11,
    "min_reader": 11,
    "app": "0.2",
    "person": "",
    "machine": "",
    "at": 0,
    "vector": {},
    "sha256": "0" * 64,
    "size": 10,
}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BPK1",
        b"BPK2" + bytes(10),
        b"BPK1\xff\xff\xff\xff",
        b"BPK1\0\0\0\2[]",
        b"BPK1\0\0\0\3{}}",
        b"SQLite format 3\0",
        b"BPK1\0\0\x27\x10" + b"[" * 10_000,
    ],
)
def test_what_is_sealed_but_no_package(content: bytes) -> None:
    with pytest.raises(SealError):
        unpacked(sealed(content))
    with pytest.raises(SealError):
        package.head_of(io.BytesIO(sealed(content)), KEY)


@pytest.mark.parametrize(
    "changed",
    [
        {"branch_id": "../../etc"},
        {"branch_id": "../" * 10 + "xx"},
        {"device": 5},
        {"n": -1},
        {"n": "1"},
        {"n": True},
        {"at": 1 << 70},
        {"size": 5 << 30},
        {"size": 1.5},
        {"vector": {"x": 1}},
        {"vector": {"1": "2"}},
        {"vector": {"1": -1}},
        {"vector": []},
        {"sha256": "0"},
        {"person": None},
    ],
)
def test_a_head_that_no_program_of_ours_writes(changed: dict[str, object]) -> None:
    assert package.head_of(io.BytesIO(with_head(WORDS)), KEY).number == 1
    with pytest.raises(SealError, match="说明读不出"):
        package.head_of(io.BytesIO(with_head({**WORDS, **changed})), KEY)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (b"", "不一致"),
        (b"xxxx", "已损坏"),
        (zlib.compress(b"0123456789"), "不一致"),  # another hash
        (zlib.compress(bytes(1 << 26)), "比标明的大"),
        (zlib.compress(b"0123456789") + b"more", "不一致"),
        (zlib.compress(b"0123456789") + bytes(1 << 18), "多出"),
        (zlib.compress(b"0123456789")[:-5], "不一致"),
    ],
)
def test_a_database_that_is_not_what_the_head_says(rest: bytes, words: str) -> None:
    class Counting(io.BytesIO):
        def write(self, data, /):  # type: ignore[no-untyped-def,override]
            assert self.tell() + len(data) <= WORDS["size"]  # type: ignore[operator]
            return super().write(data)

    with pytest.raises(SealError, match=words):
        package.unpack(io.BytesIO(with_head(WORDS, rest)), Counting(), KEY)
