"""The SQL that the administrator of PostgreSQL runs through psql; running it again changes nothing, or upgrades it."""

import ipaddress
from collections.abc import Iterator, Sequence

from branchtui import assets
from branchtui.store.college.password import verifier
from branchtui.store.college.publication import definitions

LAYOUT = 1  # of the tables and functions on the server
MIN_CLIENT = 1  # the least layout that a program must know to take part
DATABASE = "college"
HEAD = """\
\\set QUIET on
\\set VERBOSITY terse
\\encoding UTF8
\\pset format unaligned
\\pset tuples_only on
SET client_min_messages = warning;
SET standard_conforming_strings = on;"""
_NO_STEP_BACK = f"""\
CREATE FUNCTION pg_temp.layout() RETURNS int LANGUAGE plpgsql AS $do$
BEGIN
  RETURN (SELECT layout FROM college.hub);
EXCEPTION WHEN undefined_table THEN
  RETURN 0;
END $do$;
DO $do$
BEGIN
  IF pg_temp.layout() > {LAYOUT} THEN
    RAISE '学院服务器已由更新的 branchtui 设置过，没有改它。请先升级这里的 branchtui，再运行一次。';
  END IF;
END $do$;
"""


def script(name: str, nets: Sequence[str], hosts: Sequence[str] = (), *, anew: bool = False) -> str:
    """The whole script for a college of this name, reached from these nets (as in pg_hba.conf, such as 10.0.0.0/8).

    Without nets those stay that the server has; one that has none gets 10.0.0.0/8. `hosts` are names and addresses of the server beside those that it knows itself.
    With `anew` it makes another certificate: every join code and every seat taken by the one before is refused from then on.
    """
    return "\n".join(
        (
            HEAD,
            *_variables(
                name=name,
                nets=" ".join(nets),
                names="".join(map(_in_certificate, hosts)),
                anew=str(anew).lower(),
            ),
            _asset("cluster.sql"),
            f"\\connect {DATABASE}",
            "SET client_min_messages = warning;",
            "BEGIN;",
            _NO_STEP_BACK,
            _asset("limits.sql"),
            "GRANT CREATE ON DATABASE college TO college_owner;",
            "SET LOCAL ROLE college_owner;",
            _asset("schema.sql"),
            *(f"{statement};" for statement in definitions()),
            "SELECT coalesce((SELECT name FROM college.hub WHERE name <> :'name'), '') AS former \\gset",
            f"INSERT INTO college.hub (name, layout, min_client) VALUES (:'name', {LAYOUT}, {MIN_CLIENT}) "
            "ON CONFLICT (one) DO UPDATE SET name = excluded.name, layout = excluded.layout, min_client = excluded.min_client;",
            _asset("functions.sql"),
            "COMMIT;",
            _asset("set_up.sql"),
        )
    )


def branch_added(name: str) -> str:
    """What makes a branch of this name where there is none yet, and says its number."""
    return _step("branch_add.sql", branch_name=name)


def branch_renamed(number: int, name: str) -> str:
    """What gives a branch another name, and says it with the one before."""
    return _step("branch_rename.sql", number=str(number), branch_name=name)


def branch_closed(number: int, *, closed: bool) -> str:
    """What closes a branch from today on, or opens it again, and says its name."""
    return _step("branch_close.sql", number=str(number), closed=str(closed).lower())


def seats_listed() -> str:
    """What tells the branches and their seats."""
    return _step("seat_list.sql")


def seat_added(login: str, person: str, role: str, branches: Sequence[int], password: str, fingerprint: bytes) -> str:
    """What makes a seat, of all branches where none is named. The server refuses another certificate than that of the hash."""
    return _step(
        "seat_add.sql",
        login=login,
        person=person,
        role=role,
        branches=" ".join(map(str, branches)),
        verifier=verifier(password),
        fingerprint=fingerprint.hex(),
    )


def seat_ended(login: str) -> str:
    """What ends a seat, now."""
    return _step("seat_end.sql", login=login)


def _step(asset: str, **variables: str) -> str:
    return "\n".join((HEAD, f"\\connect {DATABASE}", *_variables(**variables), _asset(asset)))


def _variables(**variables: str) -> Iterator[str]:
    """What comes from outside: the scripts name it as :'name', which psql quotes."""
    for name, value in variables.items():
        yield f"\\set {name} {literal(value)}"


def literal(text: str) -> str:
    """A text of one line as psql reads it in a command of its own: no character in it means anything."""
    return "'" + text.replace("'", "''").replace("\\", "\\\\") + "'"


def _in_certificate(host: str) -> str:
    """One more name for the certificate, as openssl reads it."""
    try:
        return f",IP:{ipaddress.ip_address(host)}"
    except ValueError:
        return f",DNS:{host}"


def _asset(name: str) -> str:
    return assets.read("college", name).decode("utf-8")
