"""Keys and seals: what was sealed opens with its key alone, and only as it was."""

import errno
import io
import sys

import pytest

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.files.exchange.sealing import PassphraseError, SealError

PASSPHRASE = "春风化雨润物无声"


@pytest.mark.slow
def test_a_key_is_locked_by_the_passphrase() -> None:
    """The one test with the real lock, which is slow on purpose."""
    key = sealing.make_key()
    locked = sealing.lock(key, PASSPHRASE)
    assert key.encode() not in locked and len(locked) < sealing.KEY_BYTES
    assert sealing.unlock(locked, PASSPHRASE) == key
    with pytest.raises(PassphraseError, match="口令不对"):
        sealing.unlock(locked, f"{PASSPHRASE} ")
    with pytest.raises(SealError, match="不完整"):
        sealing.unlock(locked[:60], PASSPHRASE)
    with pytest.raises(SealError, match="不完整"):
        sealing.unlock(b"", PASSPHRASE)


def test_only_the_key_opens() -> None:
    key, other = sealing.make_key(), sealing.make_key()
    sealed = sealing.seal_bytes(b"x" * 200_000, sealing.public_of(key))
    assert sealing.open_bytes(sealed, key) == b"x" * 200_000
    with pytest.raises(SealError, match="另一个口令"):
        sealing.open_bytes(sealed, other)
    for end in (0, 10, 150, 5_000, 100_000, len(sealed) - 1):
        with pytest.raises(SealError):
            sealing.open_bytes(sealed[:end], key)


class _Failing(io.BytesIO):
    def __init__(self, data: bytes, after: int) -> None:
        super().__init__(data)
        self._after = after

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self._after:
            raise OSError(5, "EIO")
        return super().read(size)


@pytest.mark.parametrize("after", [0, 100_000])
def test_a_disk_that_fails_is_told_from_damage(after: int) -> None:
    key = sealing.make_key()
    sealed = sealing.seal_bytes(b"x" * 200_000, sealing.public_of(key))
    with pytest.raises(OSError, match="EIO"):
        sealing.open_sealed(_Failing(sealed, after), io.BytesIO(), key)


def test_without_pyrage_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(BranchError, match=r"pip install pyrage.*branchtui merge"):
        sealing.make_key()


class _Broken(io.BytesIO):
    """A file on a disk that takes nothing, and gives nothing."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    def write(self, data: object, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [(_Broken(), io.BytesIO(), errno.EIO), (io.BytesIO(bytes(200_000)), _Broken(), errno.ENOSPC)],
    ids=["read", "written"],
)
def test_what_can_not_be_read_or_written_is_the_disks_error(source: io.BytesIO, target: io.BytesIO, wrong: int) -> None:
    with pytest.raises(OSError) as caught:  # the number tells which
        sealing.seal(source, target, sealing.public_of(sealing.make_key()))
    assert caught.value.errno == wrong
