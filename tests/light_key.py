"""A lock that costs nothing: that of age takes 1 GiB and seconds each time, on purpose."""

from hashlib import sha256

import pytest

from branchtui.files.exchange import sealing
from branchtui.files.exchange.sealing import PassphraseError, SealError


def _lock(key: str, passphrase: str) -> bytes:
    return f"{sha256(passphrase.encode()).hexdigest()} {key}".encode()


def _unlock(locked: bytes, passphrase: str) -> str:
    digest, _, key = locked.decode().partition(" ")
    if not key.startswith("AGE-SECRET-KEY-"):
        raise SealError("同步文件夹里的 KEY.age 不是 branchtui 的钥匙文件。")
    if digest != sha256(passphrase.encode()).hexdigest():
        raise PassphraseError("口令不对。")
    return key


@pytest.fixture
def light_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lock and unlock the key of a shared folder at once."""
    monkeypatch.setattr(sealing, "lock", _lock)
    monkeypatch.setattr(sealing, "unlock", _unlock)
