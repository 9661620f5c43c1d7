"""Sealing what lies in a shared folder: with age, by one key, which is locked by the passphrase itself.

Who has the passphrase can read and write as any machine: the seal tells that a file is whole, not who made it.
"""

import io
from typing import Any, BinaryIO, Protocol

from branchtui.errors import BranchError

KEY_BYTES = 1 << 16  # a locked key is far shorter
_LACKING = (
    "这台电脑没有加密组件 pyrage，用不了同步文件夹，其他功能照常。请运行 python -m pip install pyrage；"
    "装不上时，可把数据文件拷过来，用 branchtui merge 合并。"
)


class SealError(BranchError):
    """What is sealed can't be opened: it is damaged, not whole, or sealed by another key."""


class PassphraseError(BranchError):
    """The passphrase is not the one that the key was locked with."""


class KeyChangedError(PassphraseError):
    """The folder has another key, or another passphrase, than this machine joined it with."""


class Reader(Protocol):
    """What is sealed is read from it; every file is one."""

    def read(self, size: int = -1, /) -> bytes: ...


class Writer(Protocol):
    """What was sealed is written to it; every file is one. What it raises is raised again."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


def make_key() -> str:
    """A new key, which opens and seals. Raises BranchError where pyrage is not installed."""
    return str(_age().x25519.Identity.generate())


def public_of(key: str) -> str:
    """The half of a key that only seals: it may stand beside the database."""
    return str(_age().x25519.Identity.from_str(key).to_public())


def lock(key: str, passphrase: str) -> bytes:
    """The key as it lies in the folder. For a moment it takes 1 GiB of memory and a second or two, so that guessing does."""
    locked: bytes = _age().passphrase.encrypt(key.encode("ascii"), passphrase)
    return locked


def unlock(locked: bytes, passphrase: str) -> str:
    """The key again; costs what `lock` does. Raises PassphraseError, and SealError where it is no locked key."""
    age = _age()
    try:
        key = age.passphrase.decrypt(locked, passphrase).decode("ascii")
        age.x25519.Identity.from_str(key)
    except age.DecryptError as error:
        if str(error) == "Decryption failed":
            raise PassphraseError("口令不对。口令分大小写，请核对后再输一次。") from None
        raise SealError(
            "同步文件夹里的钥匙文件 KEY.age 不完整或已损坏。请等同步软件传完，或从别的电脑拷一份。"
        ) from None
    except (UnicodeDecodeError, age.IdentityError):
        raise SealError("同步文件夹里的 KEY.age 不是 branchtui 的钥匙文件。请换一个同步文件夹。") from None
    return str(key)


def seal(source: Reader, target: Writer, public: str) -> None:
    """Write what `source` holds to `target`, sealed. Raises what either raises."""
    age = _age()
    try:
        recipient = age.x25519.Recipient.from_str(public)
    except age.RecipientError:
        raise SealError("本机记下的同步钥匙读不出。请用 branchtui sync 文件夹 重新加入这个文件夹。") from None
    read, written = _Watched(source), _WatchedTarget(target)
    try:
        age.encrypt_io(read, written, [recipient])
    except age.EncryptError:
        if failed := read.failed or written.failed:  # age tells of both as of its own
            raise failed from None
        raise


def open_sealed(source: BinaryIO, target: Writer, key: str) -> None:
    """Write what is sealed in `source` to `target`, each piece checked before it is written; the end only at the end.

    Raises SealError, and what `source` and `target` raise.
    """
    age = _age()
    watched = _Watched(source)
    try:
        age.decrypt_io(watched, target, [age.x25519.Identity.from_str(key)])
    except age.DecryptError as error:
        if watched.failed:  # age tells of its end as of any other
            raise watched.failed from None
        if "No matching keys" in str(error):
            raise SealError("是用另一个口令的钥匙加密的，本机打不开") from None
        raise SealError("不完整或已损坏") from None
    except OSError as error:
        if error.errno is not None:  # the disk's, not age's
            raise
        raise SealError("不完整或已损坏") from None


def seal_bytes(data: bytes, public: str) -> bytes:
    """`data`, sealed."""
    target = io.BytesIO()
    seal(io.BytesIO(data), target, public)
    return target.getvalue()


def open_bytes(sealed: bytes, key: str) -> bytes:
    """What was sealed. Raises SealError."""
    target = io.BytesIO()
    open_sealed(io.BytesIO(sealed), target, key)
    return target.getvalue()


class _Watched:
    """A reader that keeps what went wrong in reading."""

    def __init__(self, source: Reader) -> None:
        self._source = source
        self.failed: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._source.read(size)
        except OSError as error:
            self.failed = error
            raise


class _WatchedTarget:
    """A writer that keeps what went wrong in writing."""

    def __init__(self, target: Writer) -> None:
        self._target = target
        self.failed: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._target.write(data)
        except OSError as error:
            self.failed = error
            raise


def _age() -> Any:
    try:
        import pyrage
    except ImportError:
        raise BranchError(_LACKING) from None
    return pyrage
