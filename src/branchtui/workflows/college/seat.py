"""The seat of this machine at the college's server: `college.toml`, and beside it the certificate that is accepted.

Both are closed to others. The branch's key lies there opened, next to a database that is not locked either.
"""

import tomllib
from pathlib import Path
from typing import Any, get_args

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.rules.college.settings import Names
from branchtui.store.college.connection import Address
from branchtui.values import NamedTuple

NO_BRANCH = "这个席位是组织员的，没有支部可同步。看各支部请用 branchtui college board。"


class Seat(NamedTuple):
    """Where this machine sits, and as whom.

    `college` is the id of the server's database (16 bytes). `branch` is the number of the branch there, None for an
    organiser. `names` is what was chosen here for the branch as it joined, None where that was not asked. `key` opens the branch's packages; an organiser has none.
    """

    college: bytes
    name: str
    host: str
    port: int
    login: str
    password: str
    role: str
    branch: int | None
    names: Names | None
    key: str


def read(place: Home) -> Seat | None:
    """The seat; None where this machine has joined no college. Raises BranchError where the file can't be read."""
    path = _file(place)
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
        return _seat(words)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BranchError(f"读不了学院服务器的席位 {path}（{error.strerror or error}）。请核对权限。") from error
    except (ValueError, KeyError, TypeError):
        raise BranchError(
            f"学院服务器的席位 {path} 读不懂，可能被改过。本机数据照常可用；"
            "要再同步，请管理员给一个新的加入码，再运行 branchtui college join 加入码。"
        ) from None


def write(place: Home, seat: Seat) -> None:
    """Keep the seat in the place of the one before. Raises BranchError where it can't be written."""
    import tomlkit

    words = {name: value for name, value in seat._asdict().items() if value is not None} | {
        "college": seat.college.hex()
    }
    _keep(_file(place), tomlkit.dumps(words).encode("utf-8"))


def under(place: Home, seat: Seat, name: str) -> Seat:
    """The seat under the name that its college has now, kept where it had another. Raises BranchError as `write`."""
    if seat.name == name:
        return seat
    write(place, renamed := seat._replace(name=name))
    return renamed


def keep_certificate(place: Home, pem: str) -> None:
    """Keep the only certificate that is accepted from now on. Raises BranchError where it can't be written."""
    _keep(certificate(place), pem.encode("ascii"))


def certificate(place: Home) -> Path:
    """The file of the certificate."""
    return place.config / "college.crt"


def address(place: Home, seat: Seat) -> Address:
    """Who connects, and where to."""
    return Address(seat.host, seat.port, seat.login, seat.password, certificate(place))


def forget(place: Home) -> None:
    """Give the seat up on this machine: the password, the key and the certificate go. Raises BranchError."""
    try:
        for path in (_file(place), certificate(place)):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise BranchError(f"删不掉 {path}（{error.strerror or error}）。请核对权限，再运行一次。") from error


def _file(place: Home) -> Path:
    return place.college


def _keep(path: Path, data: bytes) -> None:
    try:
        disk.write(path, data)
    except OSError as error:
        raise BranchError(f"写不了 {path}（{error.strerror or error}）。请检查磁盘空间和文件夹权限。") from error


def _seat(words: dict[str, Any]) -> Seat:
    """Raises ValueError, KeyError and TypeError where something lacks or is of another kind."""
    names = words.get("names")
    if names is not None and names not in get_args(Names):
        raise ValueError(names)
    branch = words.get("branch")
    return Seat(
        bytes.fromhex(words["college"]),
        str(words["name"]),
        str(words["host"]),
        int(words["port"]),
        str(words["login"]),
        str(words["password"]),
        str(words["role"]),
        None if branch is None else int(branch),
        names,
        str(words["key"]),
    )
