"""What a branch asks of the college's server, each in one round trip: what is new there, and to take what is new here."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from branchtui.store.college.connection import PATIENCE, AwayError, CollegeError, driver, told
from branchtui.store.college.publication import Values
from branchtui.store.college.script import LAYOUT

if TYPE_CHECKING:
    from psycopg import Connection

_TURN = 10  # seconds that a turn is waited for
_STILL = 60  # seconds without a statement after which a turn is over, and its connection
_ENDS_TURNS = 140000  # servers from this version on end them; an older one waits until the line breaks
_LONG = 120  # seconds for what carries a whole branch
_MOST = 64 << 20  # bytes of a package
_BIG = 1 << 20  # bytes from where a push takes longer than a statement may
_KEY = 77  # of the advisory lock of a branch, as in functions.sql
_SENTENCES = {
    "no seat": "学院服务器上没有本机的书记席位，或席位已停用。本机数据都在；请向学院管理员核对席位。",
    "branch closed": "学院服务器上这个支部已停用，不再接收。本机数据都在；请向学院管理员核对。",
    "another branch": "学院服务器上这个席位是另一个支部的，没有推送，什么都没有变。请核对加入码，或用 --home 换到那个支部的文件夹。",
    "package damaged": "推送的内容在路上损坏了，学院服务器没有收。请再同步一次。",
    "package too large": "要推送的内容超过 64 MB，学院服务器没有收。本机数据都在；请联系学院管理员。",
    "program too old": "学院服务器要求更新的 branchtui，请先升级本机；本机照常可用。",
    "no photos": "学院没有开放照片和附件。",
}


class Head(NamedTuple):
    """How a branch stands on the server: number and link of its last package, 0 and empty before the first.

    `fork` tells that the server does not know the state that was asked from. `snapshot` is the number of the newest whole
    package, `oldest` that of the oldest of all, 0 where there is none; `days` is how old that snapshot is.
    """

    n: int
    link: bytes
    fork: bool
    college: bytes
    name: str
    min_client: int
    photos: bool
    closed: bool
    snapshot: int
    oldest: int
    days: int


class Package(NamedTuple):
    """A sealed package. A whole one that holds nothing new for who follows comes without its bytes."""

    n: int
    link: bytes
    sha: str  # hex
    schema: int
    device: str
    bytes: bytes | None


class Request(NamedTuple):
    """What the college wants: `id` is the same at every branch; `answered` is how often this one has, None for never.

    `reminds` is the number of what it reminds of; None of anything else, and of what an older program or server has sent.
    """

    number: int
    id: bytes
    kind: str
    title: str
    body: str
    due_on: date | None
    columns: list[Any]
    withdrawn: bool
    answered: int | None
    reminds: int | None = None


class Pulled(NamedTuple):
    """What was new, in its order."""

    head: Head
    packages: list[Package]
    requests: list[Request]


class Push(NamedTuple):
    """A package to be pushed: sealed, with what may be read of it. `branch` is the id of the branch in its own file."""

    whole: bool
    branch: bytes
    sha: str
    schema: int
    app: str
    device: str
    rows: dict[str, list[Values]]
    bytes: bytes


class Answer(NamedTuple):
    """Whether a push was taken, and number and link of the last package then."""

    n: int
    link: bytes
    ok: bool


def pull(connection: "Connection[Any]", branch: int, n: int, link: bytes, request: int) -> Pulled:
    """What is new since the state (n, link), and the requests after number `request`, or changed or withdrawn in the last 90 days.

    Raises AwayError, and CollegeError where there is no seat, or the server wants a newer program.
    """

    def ask() -> list[Any]:
        return connection.execute(
            "SELECT what, n, link, head, bytes FROM college.pull(%b, %b, %b, %b)",
            (branch, n, link, request),
            binary=True,
        ).fetchall()

    with told_of(connection):
        try:
            rows = ask()
        except driver().errors.QueryCanceled:  # a slow line, and more on it than was thought
            with _patient(connection, _BIG):
                rows = ask()
    heads = [_head(*row[1:4]) for row in rows if row[0] == "head"]
    if not heads:
        raise CollegeError(_SENTENCES["no seat"])
    if heads[0].min_client > LAYOUT:
        raise CollegeError(_SENTENCES["program too old"])
    return Pulled(
        heads[0],
        [
            Package(number, link, words["sha"], words["schema"], words["device"], data)
            for what, number, link, words, data in rows
            if what in ("delta", "snapshot")
        ],
        [_request(words) for what, _, _, words, _ in rows if what == "request"],
    )


def push(connection: "Connection[Any]", branch: int, n: int, link: bytes, one: Push) -> Answer:
    """Put a package on the state (n, link); not taken where the server has another one by now.

    Raises AwayError, and CollegeError where the server refuses: then nothing has changed there.
    """
    if len(one.bytes) > _MOST:
        raise CollegeError(_SENTENCES["package too large"])
    words = {
        "kind": "snapshot" if one.whole else "delta",
        "layout": LAYOUT,
        "schema": one.schema,
        "app": one.app,
        "device": one.device,
        "branch": one.branch.hex(),
        "sha": one.sha,
        "rows": one.rows,
    }
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    with told_of(connection), _patient(connection, len(one.bytes) + len(text)):
        got = connection.execute(
            "SELECT n, link, ok FROM college.push(%b, %b, %b, %s::jsonb, %b)",
            (branch, n, link, text, one.bytes),
            binary=True,
        ).fetchone()
    assert got is not None
    return Answer(*got)


def forget(connection: "Connection[Any]", branch: int, files: Iterable[str]) -> int:
    """Drop all packages before the newest, where that is a whole one, and the pictures and attachments but these; how many
    packages went. Raises AwayError, CollegeError.
    """
    keep = [bytes.fromhex(sha) for sha in files]
    with told_of(connection):
        got = connection.execute("SELECT college.forget(%b, %b)", (branch, keep)).fetchone()
    assert got is not None
    return int(got[0])


@contextmanager
def turn(connection: "Connection[Any]", branch: int) -> Iterator[None]:
    """Nobody else pushes for this branch within, who was refused has the turn. Raises AwayError, CollegeError.

    A machine that sleeps within, or whose screens stand still, loses the turn with its connection: the others wait for it.
    """
    ends = connection.info.server_version >= _ENDS_TURNS
    with told_of(connection), connection.pipeline():  # one round trip, all of it or nothing
        connection.execute(f"SET statement_timeout = {2 * _TURN * 1000}")
        connection.execute(f"SET lock_timeout = {_TURN * 1000}")
        connection.execute("SELECT college.take_turn(%s)", (branch,))
        connection.execute(f"SET statement_timeout = {PATIENCE * 1000}")
        if ends:
            connection.execute(f"SET idle_session_timeout = {_STILL * 1000}")
    try:
        yield
    finally:
        if not connection.closed:  # else, and where the line is lost, the server has given the turn back
            with suppress(AwayError), told_of(connection), connection.pipeline():
                connection.execute("SELECT pg_advisory_unlock(%s::int, %s::int)", (_KEY, branch))
                connection.execute("SET lock_timeout = 0")
                if ends:
                    connection.execute("SET idle_session_timeout = 0")


def listen(connection: "Connection[Any]", branch: int) -> None:
    """Have the server tell this connection whenever a machine of the branch has pushed, or the college asks for something.

    Raises AwayError, CollegeError.
    """
    with told_of(connection):
        connection.execute(f"LISTEN college_{branch:d}")


def heard(connection: "Connection[Any]") -> bool:
    """Whether the server has told of anything since this was asked last that was not of this connection.

    Nothing is sent, and nobody waited for. Raises AwayError where the connection is lost.
    """
    with told_of(connection):
        pushed = [note.pid for note in connection.notifies(timeout=0)]
        return any(pid != connection.info.backend_pid for pid in pushed)


class ServerFiles:
    """Pictures and attachments of a branch on the server, as `files.exchange.folder` has them in a folder."""

    most = 20 << 20  # bytes of a sealed file

    def __init__(self, connection: "Connection[Any]", branch: int) -> None:
        self._connection = connection
        self._branch = branch

    def stored(self) -> set[str]:
        """The hashes of what lies there."""
        with told_of(self._connection):
            found = self._connection.execute(
                "SELECT encode(sha, 'hex') FROM college.file WHERE branch = %b", (self._branch,)
            ).fetchall()
        return {sha for (sha,) in found}

    def store(self, sha: str, sealed: bytes) -> None:
        """Lay a sealed file there."""
        with told_of(self._connection), _patient(self._connection, len(sealed)):
            self._connection.execute("SELECT college.put_file(%b, %b, %b)", (self._branch, bytes.fromhex(sha), sealed))

    def fetch(self, sha: str, most: int) -> bytes:
        """A sealed file of at most so many bytes; empty where there is none."""
        with told_of(self._connection), _patient(self._connection, self.most):
            found = self._connection.execute(
                "SELECT bytes FROM college.file WHERE branch = %b AND sha = %b AND octet_length(bytes) <= %b",
                (self._branch, bytes.fromhex(sha), most),
                binary=True,
            ).fetchone()
        return b"" if found is None else bytes(found[0])


@contextmanager
def told_of(connection: "Connection[Any]", sentences: Mapping[str, str] = _SENTENCES) -> Iterator[None]:
    """What the server refuses, by its word, and errors of the driver become sentences. Raises AwayError, CollegeError."""
    psycopg = driver()
    with told(connection.info.host):
        try:
            yield
        except psycopg.Error as error:
            sentence = sentences.get(error.diag.message_primary or "")
            if error.diag.constraint_name == "branch_id_key":
                sentence = "这个支部在学院服务器上已经有另一个编号，没有推送，什么都没有变。请向学院管理员核对加入码。"
            if sentence is None and isinstance(error, psycopg.errors.DiskFull):
                sentence = "学院服务器的磁盘满了，没有收下。本机照常可用；请告诉学院管理员。"
            if sentence is None and isinstance(error, psycopg.errors.LockNotAvailable):
                raise AwayError("学院服务器上同一支部的另一台电脑一直在推送，这次没有轮到。稍后会再同步。") from error
            if sentence is None:
                raise
            raise CollegeError(sentence) from error


@contextmanager
def _patient(connection: "Connection[Any]", size: int) -> Iterator[None]:
    """What carries many bytes takes longer than a statement may else."""
    if size < _BIG:
        yield
        return
    connection.execute(f"SET statement_timeout = {_LONG * 1000}")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute(f"SET statement_timeout = {PATIENCE * 1000}")


def _head(n: int, link: bytes, words: dict[str, Any]) -> Head:
    return Head(
        n,
        link,
        words["fork"],
        bytes.fromhex(words["college"].replace("-", "")),
        words["name"],
        words["min_client"],
        words["photos"],
        words["closed"],
        words["snapshot"],
        words["oldest"],
        words["days"],
    )


def _request(words: dict[str, Any]) -> Request:
    due = words["due_on"]
    return Request(
        words["number"],
        bytes.fromhex(words["id"].replace("-", "")),
        words["kind"],
        words["title"],
        words["body"],
        date.fromisoformat(due) if due else None,
        words["columns"] or [],
        words["withdrawn"] is not None,
        words["answered"],
        words.get("reminds"),
    )
