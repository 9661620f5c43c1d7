"""What the server tells a seat of itself, its college and its branch."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from branchtui.store.college.connection import CollegeError
from branchtui.store.college.password import verifier
from branchtui.store.college.script import LAYOUT

if TYPE_CHECKING:
    from psycopg import Connection


class Place(NamedTuple):
    """A branch as a seat has it. `id` is that of its file, None before its first push; `n` is its last package's number."""

    number: int
    name: str
    id: bytes | None
    n: int
    closed: bool


class Self(NamedTuple):
    """Who one is there: `branches` are those that one may see, `locked` is the key of a seat's branch, if there is one."""

    college: bytes
    name: str
    role: str
    person: str
    all: bool
    branches: tuple[Place, ...]
    locked: bytes | None


class Sitting(NamedTuple):
    """A seat of one's branch, when it last pushed, and from which machine."""

    login: str
    person: str
    role: str
    until: date | None
    at: datetime | None
    device: str


class Standing(NamedTuple):
    """How a branch stands there. `size` is in bytes, of `packages` packages; `at` is that of the last push."""

    name: str
    closed: bool
    n: int
    at: datetime | None
    packages: int
    size: int
    seats: tuple[Sitting, ...]


def oneself(connection: "Connection[Any]") -> Self:
    """Who one is. Raises CollegeError where the seat has ended, or program and server don't know each other's form."""
    hub = connection.execute("SELECT id, name, layout, min_client FROM college.hub").fetchone()
    assert hub is not None, "the script makes it"
    if hub[3] > LAYOUT:
        raise CollegeError("学院服务器已升级，这台电脑的 branchtui 太旧。请先升级本机再来；本机数据照常可用。")
    if hub[2] < LAYOUT:
        raise CollegeError("学院服务器还是旧的，请学院管理员用新的 branchtui college script 升级。本机数据照常可用。")
    seats = connection.execute(
        "SELECT role, person, branch FROM college.seat WHERE login = session_user "
        "AND (until IS NULL OR until >= current_date) ORDER BY branch"
    ).fetchall()
    if not seats:
        raise CollegeError("这个席位已经停用。请向学院管理员要新的加入码；本机的数据都在。")
    role, person, branch = seats[0]
    places = connection.execute(
        "SELECT number, name, id, n, closed_on IS NOT NULL FROM college.branch ORDER BY number"
    ).fetchall()
    locked = None if role == "organiser" else keep_key(connection, branch, None)
    return Self(hub[0].bytes, hub[1], role, person, branch is None, tuple(Place(*place) for place in places), locked)


def college_name(connection: "Connection[Any]") -> str:
    """What the college is called now."""
    found = connection.execute("SELECT name FROM college.hub").fetchone()
    assert found is not None, "the script makes it"
    return str(found[0])


def keep_key(connection: "Connection[Any]", branch: int, locked: bytes | None) -> bytes | None:
    """The locked key of a branch that stands there: `locked` where there was none."""
    got = connection.execute("SELECT college.keep_key(%s, %s)", (branch, locked)).fetchone()
    return None if got is None or got[0] is None else bytes(got[0])


def change_password(connection: "Connection[Any]", password: str) -> None:
    """From the next time on it is this one; it does not leave this machine."""
    connection.execute(f"ALTER ROLE CURRENT_USER PASSWORD '{verifier(password)}'")


def standing(connection: "Connection[Any]", branch: int) -> Standing:
    """How a branch stands there, as one of its seats sees it."""
    with connection.pipeline():
        head = connection.execute(
            "SELECT name, closed_on IS NOT NULL, n, at FROM college.branch WHERE number = %s", (branch,)
        )
        packages = connection.execute(
            "SELECT count(*), coalesce(sum(octet_length(bytes)), 0) FROM college.package WHERE branch = %s", (branch,)
        )
        seats = connection.execute(
            "SELECT s.login, s.person, s.role, s.until, k.at, coalesce(k.device, '') FROM college.seat s "
            "LEFT JOIN LATERAL (SELECT at, device FROM college.package p WHERE p.branch = s.branch AND p.login = s.login "
            "ORDER BY n DESC LIMIT 1) k ON true WHERE s.branch = %s AND s.role <> 'organiser' ORDER BY s.login",
            (branch,),
        )
    found, of_packages = head.fetchone(), packages.fetchone()
    if found is None or of_packages is None:
        raise CollegeError("这个席位已经停用。请向学院管理员要新的加入码；本机的数据都在。")
    name, closed, n, at = found
    count, size = of_packages
    return Standing(name, closed, n, at, int(count), int(size), tuple(Sitting(*seat) for seat in seats))
