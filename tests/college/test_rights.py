"""Who reads which rows: every table against every kind of seat, in one table; and how the policies have to be written."""

from collections.abc import Iterator
from typing import Any

import pytest

from branchtui.store.college import examination
from branchtui.store.college.connection import Address, connected
from branchtui.store.college.publication import published
from tests.college.cluster import Cluster

# Of what lies in three branches each seat sees: its own branch's, the others', and what belongs to no branch.
ALL, OWN, NONE = {1, 2, 3}, {1}, frozenset[int]()
SEATS: dict[str, tuple[str, tuple[int | None, ...], str | None]] = {  # role, branches (as made here), until
    "secretary": ("secretary", (1,), None),
    "member": ("member", (1,), None),
    "organiser": ("organiser", (None,), None),
    "listed": ("organiser", (1, 2), None),
    "ended": ("secretary", (1,), "2020-01-01"),
    "ended_organiser": ("organiser", (None,), "2020-01-01"),
    "nobody": ("", (), None),
}
_PUBLISHED = {
    "secretary": OWN, "member": OWN, "organiser": ALL, "listed": {1, 2}, "ended": NONE, "ended_organiser": NONE, "nobody": NONE,
}  # fmt: skip
_SEALED = _PUBLISHED | {"organiser": NONE, "listed": NONE}
READS: dict[str, dict[str, Any]] = {  # by table, what each seat reads of the branches 1, 2, 3
    **dict.fromkeys(published(), _PUBLISHED),
    "branch": _PUBLISHED,
    "package": _SEALED,
    "file": _SEALED,
    "answer": _PUBLISHED,
    "request": _PUBLISHED,  # each is asked of one branch here
    "seat": _PUBLISHED | {"ended": OWN},  # its own, to know that it has ended
}
CLOSED = {"audit", "publishable"}  # to everybody
OPEN = {"hub"}  # to everybody who gets in: name and form of the college

DENIED = "permission denied|must be owner"
Logins = dict[str, Address]


@pytest.fixture(scope="module")
def branches(cluster: Cluster) -> list[int]:
    """Three branches, with a row of each in every table."""
    made = [cluster.branch(f"权限 {n}") for n in (1, 2, 3)]
    with cluster.admin() as admin:
        for number in made:
            for table in published():
                admin.execute(f'INSERT INTO college."{table}" (branch, id) VALUES (%s, %s)', (number, b"\x01"))
            admin.execute(
                "INSERT INTO college.package VALUES (%s, 1, '', 'snapshot', '', 1, now(), 'x', 'd', 'sealed')",
                (number,),
            )
            admin.execute("INSERT INTO college.file VALUES (%s, 'sha', 'sealed')", (number,))
            request = admin.execute(
                "INSERT INTO college.request (id, kind, title, branches) VALUES (gen_random_uuid(), 'notice', 'n', %s) RETURNING number",
                ([number],),
            ).fetchone()
            admin.execute("INSERT INTO college.answer (request, branch, n) VALUES (%s, %s, 0)", (*request, number))
            admin.execute("INSERT INTO college.audit (branch, what) VALUES (%s, 'push')", (number,))
            admin.execute("INSERT INTO college.seat (login, branch, role) VALUES ('somebody', %s, 'member')", (number,))
    return made


@pytest.fixture(scope="module")
def logins(cluster: Cluster, branches: list[int]) -> Logins:
    """A login for each kind of seat."""
    made = {}
    with cluster.admin() as admin:
        for name, (role, of, until) in SEATS.items():
            login = f"rights_{name}"
            admin.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{login}' IN ROLE college_login")
            for branch in of:
                number = None if branch is None else branches[branch - 1]
                admin.execute("INSERT INTO college.seat VALUES (%s, %s, %s, %s)", (login, number, role, until))
            made[name] = Address("localhost", cluster.port, login, login, cluster.certificate)
    return made


@pytest.fixture(params=SEATS)
def seated(logins: Logins, request: pytest.FixtureRequest) -> Iterator[tuple[str, Any]]:
    with connected(logins[request.param]) as connection:
        yield request.param, connection


def test_every_table_against_every_seat(seated: tuple[str, Any], branches: list[int], cluster: Cluster) -> None:
    """What it reads of three branches; a table that nobody thought of is told."""
    name, connection = seated
    with cluster.admin() as admin:
        tables = {row[0] for row in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'college'")}
    assert tables == READS.keys() | CLOSED | OPEN, "say in READS what each seat reads of a new table"
    for table, reads in READS.items():
        number = {"branch": "number", "request": "branches[1]"}.get(table, "branch")
        found = connection.execute(
            f'SELECT DISTINCT {number} FROM college."{table}" WHERE {number} = ANY (%s)', (branches,)
        )
        assert {branches.index(row[0]) + 1 for row in found} == set(reads[name]), f"{name} reads of {table}"
    for table in CLOSED:
        with pytest.raises(Exception, match=DENIED):
            connection.execute(f'SELECT FROM college."{table}"')
    for table in OPEN:
        assert connection.execute(f'SELECT count(*) FROM college."{table}"').fetchone() == (1,)


def test_no_seat_writes_into_any_table(seated: tuple[str, Any], branches: list[int]) -> None:
    """Neither a row of its own branch nor one of another's."""
    _, connection = seated
    for table in (*READS, *CLOSED, *OPEN):
        for statement in (
            f'INSERT INTO college."{table}" DEFAULT VALUES',
            f'DELETE FROM college."{table}"',
            f'TRUNCATE college."{table}"',
            f'LOCK TABLE college."{table}" IN SHARE MODE',
            f'ALTER TABLE college."{table}" DISABLE ROW LEVEL SECURITY',
            f'CREATE TRIGGER t BEFORE INSERT ON college."{table}" EXECUTE FUNCTION suppress_redundant_updates_trigger()',
        ):
            with pytest.raises(Exception, match=DENIED), connection.transaction():
                connection.execute(statement)


def test_a_request_to_all_is_read_by_every_seat_that_stands(logins: Logins, cluster: Cluster) -> None:
    with cluster.admin() as admin:
        admin.execute("INSERT INTO college.request (id, kind, title) VALUES (gen_random_uuid(), 'notice', '给全部')")
    seen = set()
    for name, address in logins.items():
        with connected(address) as connection:
            if connection.execute("SELECT FROM college.request WHERE title = '给全部'").fetchone() is not None:
                seen.add(name)
    assert seen == {"secretary", "member", "organiser", "listed"}


def test_a_seat_lasts_until_the_end_of_its_last_day_here(logins: Logins, cluster: Cluster, branches: list[int]) -> None:
    """By the day of China, whatever the one who asks says is his time zone."""
    day = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
    for shift, sees in (("", True), (" - 1", False), (" + 1", True)):
        with cluster.admin() as admin:
            admin.execute(f"UPDATE college.seat SET until = {day}{shift} WHERE login = 'rights_member'")
        with connected(logins["member"]) as connection:
            for zone in ("UTC", "Etc/GMT+12", "Etc/GMT-14"):
                connection.execute(f"SET timezone = '{zone}'")
                found = connection.execute("SELECT FROM college.meeting WHERE branch = %s", (branches[0],)).fetchone()
                assert (found is not None) is sees, zone
    with cluster.admin() as admin:
        admin.execute("UPDATE college.seat SET until = NULL WHERE login = 'rights_member'")


def test_policies_ask_once_for_a_statement(cluster: Cluster) -> None:
    """A call that is not in (SELECT …) is made for each row: of twenty years of eighty branches that takes minutes."""
    question = next(one for one in examination.QUESTIONS if one.name == "权限规则的写法")
    with cluster.admin() as admin:
        policies = admin.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'college'").fetchall()
        assert {row[0] for row in policies} == set(READS)
        wrong = admin.execute(question.sql).fetchall()
    assert not wrong, f"{wrong}: write every call of a function in a policy as (SELECT college.…), see schema.sql"
