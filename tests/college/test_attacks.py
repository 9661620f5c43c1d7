"""Seats that try what they may not: each is refused, by a sentence, and nothing is another than before."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from branchtui.errors import BranchError
from branchtui.store.college.connection import Address, AwayError, CollegeError, connected, driver
from branchtui.store.college.script import LAYOUT
from branchtui.workflows.college import administering, join_code
from tests.college.cluster import Cluster

DENIED = "permission denied|must be|not allowed|Only|cannot|must have"
PACKAGE = b"sealed"
MANY = 64 * 1024 * 1024 + 1


class Attacked(NamedTuple):
    """Two branches, both with data, and who has a seat at the first."""

    own: int
    other: int
    asked: int  # a request to the other branch only
    logins: dict[str, Address]


@pytest.fixture(scope="module")
def attacked(cluster: Cluster) -> Attacked:
    own, other = cluster.branch("攻击者的支部"), cluster.branch("被攻击的支部")
    logins = {
        "secretary": cluster.seat("attack_secretary", "secretary", own),
        "member": cluster.seat("attack_member", "member", own),
        "ended": cluster.seat("attack_ended", "secretary", own, "2020-01-01"),
        "listed": cluster.seat("attack_listed", "organiser", own),
        "organiser": cluster.seat("attack_organiser", "organiser", None),
        "victim": cluster.seat("attack_victim", "secretary", other),
    }
    for branch, login in ((own, "secretary"), (other, "victim")):
        with connected(logins[login]) as connection:
            rows = {"meeting": [{"id": f"\\x{branch:032x}", "deleted": False, "title": f"会议 {branch}"}]}
            _push(connection, branch, rows=rows)
            connection.execute("SELECT college.keep_key(%s, 'locked')", (branch,))
    with connected(logins["organiser"]) as connection:
        asked = connection.execute(
            "SELECT college.ask(jsonb_build_object('id', gen_random_uuid(), 'kind', 'sheet', 'title', '表', 'branches', %s::int[]))",
            ([other],),
        ).fetchone()
    return Attacked(own, other, asked[0], logins)


def _push(connection: Any, number: int, data: bytes = PACKAGE, **other: Any) -> None:
    connection.execute(
        "SELECT * FROM college.push(%s, 0, '', %s::jsonb, %s)", (number, _words(number, data, **other), data)
    )


@pytest.fixture
def unchanged(cluster: Cluster) -> Iterator[None]:
    """Every row, role, right and setting is as before."""
    before = _all(cluster)
    yield
    assert _all(cluster) == before


def _all(cluster: Cluster) -> list[Any]:
    with cluster.admin() as admin:
        tables = [
            row[0] for row in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'college' ORDER BY 1")
        ]
        rows = [
            admin.execute(
                f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM college."{table}" t'
            ).fetchone()
            for table in tables
        ]
        rows += admin.execute(
            "SELECT 'role', md5(string_agg(r::text, ' ' ORDER BY rolname)) FROM pg_authid r UNION ALL "
            "SELECT 'member', md5(string_agg(roleid || ' ' || member, ' ' ORDER BY roleid, member)) FROM pg_auth_members UNION ALL "
            "SELECT 'object', md5(string_agg(c.oid || coalesce(relacl::text, '') || relrowsecurity, ' ' ORDER BY c.oid)) FROM pg_class c "
            "WHERE relnamespace <> 'pg_toast'::regnamespace UNION ALL "
            "SELECT 'function', count(*)::text FROM pg_proc UNION ALL SELECT 'schema', count(*)::text FROM pg_namespace UNION ALL "
            "SELECT 'large', count(*)::text FROM pg_largeobject_metadata UNION ALL SELECT 'database', count(*)::text FROM pg_database UNION ALL "
            "SELECT 'setting', md5(string_agg(d::text, ' ')) FROM pg_db_role_setting d UNION ALL "
            "SELECT 'file', md5(pg_read_file('postgresql.auto.conf')) ORDER BY 1"
        ).fetchall()
    return rows


# Who tries, what, and what the server says. {own}, {other} and {asked} are of `Attacked`.
ATTACKS: dict[str, tuple[str, str, str]] = {
    # to be somebody else
    "to be the owner": ("secretary", "SET ROLE college_owner", DENIED),
    "to be the administrator": ("secretary", "SET ROLE postgres", DENIED),
    "to be who passes by policies": ("secretary", "SET ROLE college_backup", DENIED),
    "to be another seat": ("secretary", "SET SESSION AUTHORIZATION attack_victim", DENIED),
    "to be a superuser": ("secretary", "ALTER ROLE attack_secretary SUPERUSER", DENIED),
    "to pass by policies": ("secretary", "ALTER ROLE attack_secretary BYPASSRLS", DENIED),
    "more connections": ("secretary", "ALTER ROLE attack_secretary CONNECTION LIMIT -1", DENIED),
    "another's password": ("secretary", "ALTER ROLE attack_victim PASSWORD 'x'", DENIED),
    "a new role": ("secretary", "CREATE ROLE x LOGIN", DENIED),
    "to join the owner": ("secretary", "GRANT college_owner TO attack_secretary", DENIED),
    "to drop another": ("secretary", "DROP ROLE attack_victim", DENIED),
    # to write past the functions
    "the number of a branch": ("secretary", "UPDATE college.branch SET n = 99 WHERE number = {own}", DENIED),
    "a seat of all": ("secretary", "INSERT INTO college.seat VALUES ('attack_secretary', NULL, 'organiser')", DENIED),
    "to prolong a seat": ("ended", "UPDATE college.seat SET until = NULL", DENIED),
    "a package": ("secretary", "DELETE FROM college.package WHERE branch = {own}", DENIED),
    "a row": ("secretary", "UPDATE college.meeting SET title = 'x' WHERE branch = {own}", DENIED),
    "rows by COPY": ("secretary", "COPY college.meeting FROM STDIN", DENIED),
    "the trace": ("secretary", "DELETE FROM college.audit", DENIED),
    "to read the trace": ("organiser", "SELECT * FROM college.audit", DENIED),
    "a lock for an update": ("secretary", "SELECT * FROM college.branch FOR UPDATE", DENIED),
    "a table of the college": ("secretary", "DROP TABLE college.meeting", DENIED),
    "a policy": ("secretary", "DROP POLICY reading ON college.meeting", DENIED),
    "a table for oneself": ("secretary", "ALTER TABLE college.package OWNER TO attack_secretary", DENIED),
    "no policies": ("secretary", "SET row_security = off; SELECT * FROM college.meeting", "row-level security"),
    "no triggers": ("secretary", "SET session_replication_role = replica", DENIED),
    # the functions, for what is not one's own
    "a push to another branch": ("secretary", "push other", "没有接受：no seat"),
    "a push by a member": ("member", "push own", "no seat"),
    "a push by the organiser": ("organiser", "push own", "no seat"),
    "a push by a seat that has ended": ("ended", "push own", "no seat"),
    "a push of another branch's file": ("secretary", "push foreign", "another branch"),
    "a push that is damaged": ("secretary", "push damaged", "package damaged"),
    "a push that is too large": ("secretary", "push large", "package too large"),
    "a push by an old program": ("secretary", "push old", "program too old"),
    "a push with a day that is none": ("secretary", "push day", "date/time field value out of range|invalid input"),
    "a push with the year 10000": ("secretary", "push year", "check constraint"),
    "a push of another type": ("secretary", "push type", "invalid input"),
    "a push with NUL": ("secretary", "push nul", "unsupported Unicode|NUL|cannot be converted"),
    "a push with an id that is none": ("secretary", "push id", "invalid hexadecimal"),
    "an answer for another branch": ("secretary", "SELECT college.hand_in({asked}, {other}, '[]')", "no seat"),
    "an answer that nobody asked for": ("secretary", "SELECT college.hand_in({asked}, {own}, '[]')", "not asked"),
    "an answer by a member": ("member", "SELECT college.hand_in({asked}, {own}, '[]')", "no seat"),
    "an answer that is too large": (
        "victim", "SELECT college.hand_in({asked}, {other}, to_jsonb(repeat('x', 20000000)))", "sheet too large",
    ),
    "a request by a secretary": ("secretary", "SELECT college.ask('{{\"title\": \"x\"}}')", "organisers only"),
    "a request by an organiser of some": ("listed", "SELECT college.ask('{{\"title\": \"x\"}}')", "organisers only"),
    "a look that is none": ("secretary", "SELECT college.looked({own}, 'x')", "organisers only"),
    "a look at another branch": ("listed", "SELECT college.looked({other}, 'x')", "organisers only"),
    "to forget for another branch": ("secretary", "SELECT college.forget({other}, '{{}}')", "no seat"),
    "another's key": ("secretary", "SELECT college.keep_key({other}, NULL)", "no seat"),
    "a key for the organiser": ("organiser", "SELECT college.keep_key({own}, NULL)", "no seat"),
    "a file for another branch": ("secretary", "SELECT college.put_file({other}, 'a', 'b')", "no seat"),
    "a file where there are none": ("secretary", "SELECT college.put_file({own}, 'a', 'b')", "no photos"),
    "another's turn": ("secretary", "SELECT college.take_turn({other})", "no seat"),
    # to hold others up, or to fill the disk
    "another's lock": ("secretary", "SELECT pg_advisory_lock(77, {other})", DENIED),
    "another's lock, trying": ("secretary", "SELECT pg_try_advisory_lock(77, {other})", DENIED),
    "another's lock, shared": ("secretary", "SELECT pg_advisory_xact_lock_shared(77, {other})", DENIED),
    "a table that is locked": ("secretary", "BEGIN; LOCK TABLE college.branch IN ACCESS EXCLUSIVE MODE", DENIED),
    "a temporary table": ("secretary", "CREATE TEMP TABLE x AS SELECT 1", DENIED),
    "a table": ("secretary", "CREATE TABLE public.x (x int)", DENIED),
    "a schema": ("secretary", "CREATE SCHEMA x", DENIED),
    "a large object": ("secretary", "SELECT lo_from_bytea(0, 'x')", DENIED),
    "an empty large object": ("secretary", "SELECT lo_create(0)", DENIED),
    "the log of the disk": ("secretary", "SELECT pg_logical_emit_message(true, 'x', repeat('x', 1000))", DENIED),
    "more for temporary files": ("secretary", "SET temp_file_limit = -1", DENIED),
    "a transaction that stays": ("secretary", "BEGIN; PREPARE TRANSACTION 'x'", "prepared transactions are disabled"),
    "another's session": (
        "secretary", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'", DENIED,
    ),
    # to run programs, and to get out
    "a program": ("secretary", "DO $$ BEGIN END $$", DENIED),
    "a function": ("secretary", "CREATE FUNCTION college.x() RETURNS int LANGUAGE sql AS 'SELECT 1'", DENIED),
    "a function before ours": (
        "secretary", "SET search_path = pg_temp, college; CREATE FUNCTION pg_temp.mine(text[]) RETURNS int[] LANGUAGE sql AS 'SELECT NULL'", DENIED,
    ),
    "an operator before theirs": (
        "secretary", "CREATE OPERATOR public.= (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)", DENIED,
    ),
    "a shell": ("secretary", "COPY (SELECT 1) TO PROGRAM 'true'", DENIED),
    "a shell that answers": ("secretary", "CREATE EXTENSION IF NOT EXISTS file_fdw", DENIED + "|could not open|not available|no schema"),
    "a library": ("secretary", "LOAD 'x'", DENIED + "|could not access|access to library"),
    "a file to write": ("secretary", "COPY college.meeting TO 'x'", DENIED),
    "a file to read": ("secretary", "SELECT pg_read_file('college.key')", DENIED),
    "a file as a large object": ("secretary", "SELECT lo_import('college.key')", DENIED),
    "a folder": ("secretary", "SELECT pg_ls_dir('.')", DENIED),
    "passwords": ("secretary", "SELECT * FROM pg_authid", DENIED),
    "passwords by their view": ("secretary", "SELECT * FROM pg_shadow", DENIED),
    "who may come": ("secretary", "SELECT * FROM pg_hba_file_rules", DENIED),
    "statistics": ("secretary", "SELECT * FROM pg_statistic", DENIED),
    "a setting of the server": ("secretary", "ALTER SYSTEM SET ssl = off", DENIED),
    "a setting of the database": ("secretary", "ALTER DATABASE college SET search_path = x", DENIED),
    "a copy of the stream": ("secretary", "SELECT pg_create_physical_replication_slot('x')", DENIED),
    "what the branch publishes": ("secretary", "CREATE PUBLICATION x FOR ALL TABLES", DENIED),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.usefixtures("unchanged")
def test_an_attack_is_refused(attacked: Attacked, name: str) -> None:
    who, what, says = ATTACKS[name]
    with pytest.raises(BranchError, match=says) as error, connected(attacked.logins[who]) as connection:
        if what.startswith("push "):
            _push_wrongly(connection, attacked, what.removeprefix("push "))
        else:
            connection.execute(what.format(own=attacked.own, other=attacked.other, asked=attacked.asked))
    assert isinstance(error.value, CollegeError)
    assert "学院" in str(error.value)


def _push_wrongly(connection: Any, attacked: Attacked, how: str) -> None:
    own, other = attacked.own, attacked.other
    row = {"id": f"\\x{own:032x}", "deleted": False, "title": "x"}
    rows = {
        "day": {"plan": [{**row, "first_day": "2026-02-30"}]},
        "year": {"plan": [{**row, "first_day": "10000-01-01"}]},
        "type": {"attendance": [{"id": row["id"], "votes": "maybe"}]},
        "nul": {"meeting": [{**row, "title": "a\x00b"}]},
        "id": {"meeting": [{**row, "id": "\\xzz"}]},
    }
    # As the state before is another by then, a wrong row has to come with the right number.
    n, link = connection.execute("SELECT n, link FROM college.branch WHERE number = %s", (own,)).fetchone() or (0, b"")
    if how in rows:
        words = _words(own, rows=rows[how])
        connection.execute("SELECT * FROM college.push(%s, %s, %s, %s::jsonb, %s)", (own, n, link, words, PACKAGE))
    elif how == "other":
        _push(connection, other)
    elif how == "own":
        _push(connection, own)
    elif how == "foreign":
        _push(connection, own, branch=f"{other:032x}")
    elif how == "damaged":
        _push(connection, own, sha="00" * 32)
    elif how == "large":
        _push(connection, own, data=bytes(MANY))
    else:
        assert how == "old"
        _push(connection, own, layout=0)


def test_nothing_is_told_of_other_branches(attacked: Attacked, cluster: Cluster) -> None:
    """Not by errors, by statistics, by plans, by what others are doing, nor by the key that stands."""
    with cluster.admin() as admin:
        admin.execute("ANALYZE")
    with connected(attacked.logins["secretary"]) as connection:
        ask = connection.execute
        assert ask("SELECT count(*) FROM college.meeting WHERE branch = %s", (attacked.other,)).fetchone() == (0,)
        ask("SELECT 1 / (branch - %s) FROM college.meeting", (attacked.other,)).fetchall()  # fails on a row of theirs
        assert ask("SELECT * FROM pg_stats WHERE schemaname = 'college' AND tablename = 'meeting'").fetchall() == []
        others = ask("SELECT query FROM pg_stat_activity WHERE usename = 'postgres'").fetchall()
        assert {row[0] for row in others} <= {"<insufficient privilege>"}
        assert ask("SELECT * FROM college.pull(%s, 0, '', 0)", (attacked.other,)).fetchall() == []
        assert bytes(ask("SELECT college.keep_key(%s, 'mine')", (attacked.own,)).fetchone()[0]) == b"locked"


def test_what_is_heard_says_that_something_was_pushed_and_no_more(attacked: Attacked) -> None:
    """PostgreSQL lets everybody listen: there is nothing to hear but that a branch has pushed. Nor does it do any harm to
    call out: who hears it only asks for what is new."""
    with connected(attacked.logins["secretary"]) as ear:
        ear.execute(f"LISTEN college_{attacked.other}")
        with connected(attacked.logins["victim"]) as connection:
            n, link = connection.execute("SELECT n, link FROM college.branch").fetchone()
            data = b"second"
            connection.execute(
                "SELECT * FROM college.push(%s, %s, %s, %s::jsonb, %s)",
                (attacked.other, n, link, _words(attacked.other, data), data),
            )
        heard = [one.payload for one in ear.notifies(timeout=10, stop_after=1)]
    assert heard == [""]


def _words(number: int, data: bytes = PACKAGE, **other: Any) -> str:
    return json.dumps(
        {
            "kind": "delta", "layout": LAYOUT, "schema": 15, "app": "1", "device": "d", "branch": f"{number:032x}",
            "sha": hashlib.sha256(data).hexdigest(), "rows": {}, **other,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"sslmode": "disable"}, "pg_hba.conf"),
        ({"dbname": "postgres"}, "pg_hba.conf"),
        ({"dbname": "template1"}, "pg_hba.conf"),
        ({"host": "socket"}, "pg_hba.conf"),
        ({"password": "x"}, "password authentication failed"),
        ({"user": "college_owner"}, "not permitted to log in|password authentication failed|pg_hba.conf"),
    ],
)
def test_no_other_way_in(attacked: Attacked, cluster: Cluster, options: dict[str, str], says: str) -> None:
    one = attacked.logins["secretary"]
    usual = {"host": "localhost", "port": one.port, "user": one.login, "password": one.password, "dbname": "college"}
    if options.get("host") == "socket":
        options = {"host": str(cluster.folder)}
    with pytest.raises(driver().OperationalError, match=says):
        driver().connect(**{**usual, **options})


def test_a_seat_that_takes_all_connections(cluster: Cluster, attacked: Attacked) -> None:
    """It gets eight; the others go on."""
    made = administering.add_seat("占满", "secretary", [attacked.own], "localhost", cluster.port)
    cluster.psql(made.sql)
    read = join_code.read(made.code)
    greedy = Address("localhost", cluster.port, read.login, read.password, cluster.certificate)
    options = {
        "host": "localhost",
        "port": cluster.port,
        "user": read.login,
        "password": read.password,
        "dbname": "college",
    }
    held = [driver().connect(**options, sslmode="require") for _ in range(8)]
    with pytest.raises(AwayError, match="连着它的电脑太多"), connected(greedy):
        pass
    with connected(attacked.logins["victim"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    for one in held:
        one.close()
