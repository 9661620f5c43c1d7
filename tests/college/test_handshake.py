"""What is asked before anything is trusted: the certificate; and how a password is told."""

import ctypes
import socket
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest

from branchtui.store.college import certificate, connection
from branchtui.store.college.connection import Address, AwayError, CollegeError, connected
from branchtui.store.college.password import verifier


@pytest.fixture(params=[b"N", b"S", b"Sxxxxxxxxxxxx", b"", b"HTTP/1.1 400"])
def stranger(request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of a server that is no PostgreSQL of a college: it answers once, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(8)
                peer.sendall(request.param)

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_stranger_is_told_as_one(stranger: int) -> None:
    with pytest.raises((CollegeError, AwayError), match="127.0.0.1"):
        certificate.shown("127.0.0.1", stranger)


@pytest.mark.parametrize("host", ["nosuch.invalid", "a" * 64, ".", "x..y"])
def test_a_host_that_is_none(host: str) -> None:
    with pytest.raises(AwayError, match="连不上"):
        certificate.shown(host, 5432)


@pytest.mark.parametrize(
    ("host", "why"), [("127.0.0.1", "它没有开，或者防火墙挡着"), ("nosuch.invalid", "找不到这个名字")]
)
def test_why_a_server_is_not_reached_is_told_in_chinese(host: str, why: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    pinned = tmp_path / "college.crt"
    with pytest.raises(AwayError, match=why) as told, connected(Address(host, port, "zhangsan_1", "密码", pinned)):
        pass
    assert "本机照常可用" in str(told.value) and "refused" not in str(told.value)


@pytest.mark.parametrize(("place", "told"), [("C:/Users/lin", "C:/Users/lin"), ("C:/Users/林知远", "C:/Users/3F2A~1")])
def test_windows_is_told_the_certificate_by_a_name_that_libpq_finds(
    place: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads paths in the code page of the system, and gets them in UTF-8."""

    def short(path: str, buffer: Any, length: int) -> int:
        assert path == place and length == len(buffer)
        buffer.value = "C:/Users/3F2A~1"
        return len(buffer.value)

    monkeypatch.setattr(connection.sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: SimpleNamespace(GetShortPathNameW=short), raising=False)
    assert connection._for_driver(PurePosixPath(place)) == told  # type: ignore[arg-type]


def test_a_password_is_told_as_the_standard_says() -> None:
    """The example of RFC 7677."""
    salt = bytes.fromhex("5b6d99689d12358eec a04b141236fa81".replace(" ", ""))
    assert verifier("pencil", salt) == (
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
        "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )
    assert verifier("pencil") != verifier("pencil")
