"""The code by which a computer takes a seat: short enough to be dictated, and sure to be noticed when it is not whole.

Letters and figures that nobody mistakes for each other (Crockford's base 32), in groups of five and one more that tells
whether the five are right. What is in it: where the server is, the hash of its certificate, the login, a password that
is replaced as soon as it is used.
"""

import ipaddress
import os
from hashlib import sha256

from branchtui.errors import BranchError
from branchtui.store.college.certificate import FINGERPRINT
from branchtui.values import NamedTuple

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISTAKEN = str.maketrans("OILU", "011V")
_GROUP = 5  # and its check
_SECRET = 16  # bytes: 128 bits
_CHECK = 3  # bytes of the hash of all
_FORM = 1  # of what is in it
_NAME, _IP4, _IP6 = 0, 4, 6
_AS_TOLD = "请对照原来的再输一遍；手头没有的，请学院管理员重发。"


class JoinCode(NamedTuple):
    """What a code says. `fingerprint` is `certificate.fingerprint`, `secret` the one-time password."""

    host: str
    port: int
    login: str
    secret: bytes
    fingerprint: bytes

    @property
    def password(self) -> str:
        """As the server is told it."""
        return self.secret.hex()


def new_secret() -> bytes:
    """A one-time password."""
    return os.urandom(_SECRET)


def written(code: JoinCode) -> str:
    """The code in groups."""
    kind, host = _packed(code.host)
    login = code.login.encode("ascii")
    data = bytes((_FORM << 4 | kind,)) + code.secret + code.fingerprint + code.port.to_bytes(2, "big")
    data += bytes((len(login),)) + login + host
    data += sha256(data).digest()[:_CHECK]
    signs = _signs(data)
    groups = [signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP)]
    return "-".join(group + _check(number, group) for number, group in enumerate(groups, 1))


def read(text: str) -> JoinCode:
    """What a code says, however it was typed: small letters, blanks, no blanks. Raises BranchError where it is not whole."""
    signs = "".join(char for char in text.upper() if not char.isspace() and char not in "-—–－_.").translate(_MISTAKEN)
    if not signs:
        raise BranchError("没有写加入码。它由学院管理员给，每组六个字符。")
    if strange := next((char for char in signs if char not in _SIGNS), None):
        raise BranchError(f"加入码里没有“{strange}”这样的字符。{_AS_TOLD}")
    groups = [signs[at : at + _GROUP + 1] for at in range(0, len(signs), _GROUP + 1)]
    for number, group in enumerate(groups, 1):
        if len(group) < 2 or group[-1] != _check(number, group[:-1]):
            told = f"第 {number} 组“{group}”抄错了" if len(group) == _GROUP + 1 else "没有写全"
            raise BranchError(f"加入码{told}。{_AS_TOLD}")
    data = _bytes("".join(group[:-1] for group in groups))
    code = _code(data)
    if code is None:
        raise BranchError(f"加入码没有写全，或不是 branchtui 的加入码。{_AS_TOLD}")
    return code


def _code(data: bytes) -> JoinCode | None:
    """None where it is not whole, or from a program that writes it in another way."""
    data, check = data[:-_CHECK], data[-_CHECK:]
    fixed = 1 + _SECRET + FINGERPRINT + 2 + 1
    if sha256(data).digest()[:_CHECK] != check or len(data) <= fixed or data[0] >> 4 != _FORM:
        return None
    secret, shown = data[1 : 1 + _SECRET], data[1 + _SECRET : fixed - 3]
    port, length = int.from_bytes(data[fixed - 3 : fixed - 1], "big"), data[fixed - 1]
    login, host = data[fixed : fixed + length], data[fixed + length :]
    if data[0] & 15 in (_IP4, _IP6):
        return JoinCode(str(ipaddress.ip_address(host)), port, login.decode("ascii"), secret, shown)
    return JoinCode(host.decode("ascii"), port, login.decode("ascii"), secret, shown)


def _packed(host: str) -> tuple[int, bytes]:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _NAME, host.encode("ascii")
    return address.version, address.packed


def _signs(data: bytes) -> str:
    """Five bits a sign; the last is filled up with zeros."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(count - 1, -1, -1))


def _bytes(signs: str) -> bytes:
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    length = len(signs) * 5 // 8
    return (number >> (len(signs) * 5 - length * 8)).to_bytes(length, "big")


def _check(number: int, group: str) -> str:
    """One sign, which is another for another group, a mistaken sign, or two that have changed places."""
    return _SIGNS[sha256(f"{number}{group}".encode()).digest()[0] & 31]
