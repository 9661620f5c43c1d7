"""A PostgreSQL of the tests' own, set up by the script that administrators run."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from branchtui.store.college.connection import Address, driver
from branchtui.store.college.script import script

_SETTINGS = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nunix_socket_directories = '{folder}'\nport = {port}\n"


class Cluster(NamedTuple):
    """A running server."""

    folder: Path
    port: int
    certificate: Path

    def psql(self, text: str, database: str = "postgres") -> str:
        """Run SQL through psql as the administrator; what it printed."""
        done = self.run(text, database)
        if done.returncode:
            raise AssertionError(done.stderr)
        return done.stdout

    def run(self, text: str, database: str = "postgres") -> subprocess.CompletedProcess[str]:
        """The same, whatever becomes of it."""
        command = (programs() or Path()) / "psql"
        return subprocess.run(
            [*_as_postgres(), command, "-h", self.folder, "-p", str(self.port), "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt"],
            input=text, capture_output=True, encoding="utf-8", cwd="/",
        )  # fmt: skip

    def wait_for_settings(self) -> None:
        """Until new connections go by what the files say: a reload takes its time."""
        names = "{ssl,ssl_min_protocol_version,password_encryption}"
        wrong = (
            "SELECT count(*) FROM pg_file_settings f JOIN pg_settings s USING (name) "
            f"WHERE f.name = ANY ('{names}') AND f.applied AND s.setting <> f.setting"
        )
        deadline = time.monotonic() + 20
        while self.psql(wrong) != "0\n":
            assert time.monotonic() < deadline, "the server does not read its files"
            time.sleep(0.01)  # nothing tells when it has

    def admin(self) -> Any:
        """A connection as the administrator, who sees and may do all."""
        return driver().connect(
            host=str(self.folder), port=self.port, dbname="college", user="postgres", autocommit=True
        )

    def seat(self, login: str, role: str = "secretary", branch: int | None = 1, until: str | None = None) -> Address:
        """A login with a seat, its password the login itself; where it connects to."""
        with self.admin() as admin:
            address = self.login(login, admin)
            admin.execute(
                "DELETE FROM college.seat WHERE login = %s AND branch IS NOT DISTINCT FROM %s", (login, branch)
            )
            admin.execute("INSERT INTO college.seat VALUES (%s, %s, %s, %s)", (login, branch, role, until))
        return address

    def login(self, login: str, admin: Any) -> Address:
        """One that has no seat yet."""
        if admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is None:
            admin.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{login}' IN ROLE college_login")
        return Address("localhost", self.port, login, login, self.certificate)

    def empty(self) -> None:
        """Another college without branches and seats."""
        with self.admin() as admin:
            logins = admin.execute(
                "SELECT quote_ident(one.rolname) FROM pg_auth_members m JOIN pg_roles one ON one.oid = m.member "
                "WHERE m.roleid = 'college_login'::regrole AND one.rolcanlogin"
            ).fetchall()
            tables = admin.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'college' AND tablename NOT IN ('hub', 'publishable')"
            ).fetchall()
            for (login,) in logins:
                admin.execute(f"DROP ROLE {login}")
            admin.execute(f"TRUNCATE {', '.join(f'college.{table}' for (table,) in tables)} RESTART IDENTITY")
            admin.execute("UPDATE college.hub SET id = gen_random_uuid(), photos = DEFAULT, backed_up = DEFAULT")

    def branch(self, name: str) -> int:
        """A branch of this name, as nobody has pushed to it; its number."""
        with self.admin() as admin:
            return new_branch(name, admin)


def new_branch(name: str, admin: Any) -> int:
    """The same over a connection of the administrator's."""
    found = admin.execute("INSERT INTO college.branch (name) VALUES (%s) RETURNING number", (name,)).fetchone()
    return int(found[0])


def programs() -> Path | None:
    """The folder of the programs of a PostgreSQL that is installed here, the newest; None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found += [Path(found_).resolve().parent for found_ in [shutil.which("initdb")] if found_]
    return max(found, key=lambda path: path.parent.name.zfill(3), default=None)


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A server in an empty folder, set up as a college; gone afterwards."""
    bin_ = programs()
    assert bin_ is not None
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    _run(
        bin_ / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--no-sync",
    )
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(_SETTINGS.format(folder=folder, port=port))
    start = (bin_ / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log")
    _run(*start, "start")
    try:
        certificate = folder / "server.crt"
        cluster = Cluster(folder, port, certificate)
        cluster.psql(script("海州大学国际商学院党委", ["samehost"]))
        _run(*start, "restart")
        certificate.write_bytes((data / "college.crt").read_bytes())
        yield cluster
    finally:
        _run(*start, "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [*_as_postgres(), *command], capture_output=True, encoding="utf-8", cwd="/", stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def _as_postgres() -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
