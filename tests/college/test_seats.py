"""Branches and seats as the administrator adds them: SQL that is run on the server, and a code."""

import pytest

from branchtui.errors import BranchError, UsageError
from branchtui.store.college import certificate
from branchtui.store.college.connection import Address, CollegeError, connected
from branchtui.workflows.college import administering, join_code
from tests.cli.conftest import Cli
from tests.college.cluster import Cluster


def number_of(cluster: Cluster, name: str) -> int:
    return int(cluster.psql(administering.add_branch(name)).split(" 号")[0])


def enter(cluster: Cluster, code: str) -> str:
    """Who one is with a code."""
    read = join_code.read(code)
    with connected(Address(read.host, read.port, read.login, read.password, cluster.certificate)) as connection:
        return connection.execute("SELECT session_user").fetchone()[0]


@pytest.mark.parametrize(
    "name", ["第一'党\"支部", "a\\'; DROP SCHEMA college CASCADE;--", ":branch_name $$ $do$ %s %1$s", "\\q"]
)
def test_a_branch_is_added_once(cluster: Cluster, name: str) -> None:
    number = number_of(cluster, name)
    assert cluster.psql(administering.add_branch(name)) == f"{number} 号：{name}。已经有这个支部，没有再添加。\n"
    cluster.psql(administering.close_branch(number))
    again = cluster.psql(administering.add_branch(name))
    assert again.startswith(f"{number} 号：{name}（已撤销）。已经有") and again.endswith(f"branch reopen {number}。\n")
    with cluster.admin() as admin:
        assert admin.execute("SELECT count(*) FROM college.branch WHERE name = %s", (name,)).fetchone() == (1,)


def test_branches_and_seats_are_listed_and_a_branch_is_closed(cluster: Cluster) -> None:
    number, empty = number_of(cluster, "列出的支部"), number_of(cluster, "没有席位的支部")
    made = administering.add_seat("张三", "secretary", [number], "localhost", cluster.port)
    everything = administering.add_seat("陈晨", "organiser", [], "localhost", cluster.port)
    cluster.psql(made.sql)
    cluster.psql(everything.sql)

    def listed() -> list[list[str]]:
        return [line.split() for line in cluster.psql(administering.list_seats()).splitlines() if line]

    assert listed()[0] == ["号", "支部", "最后同步", "席位", "谁", "能做什么"]
    assert [str(number), "列出的支部", made.login, "张三", "书记"] in listed()
    assert [str(empty), "没有席位的支部", "还没有席位"] in listed()
    assert listed()[-1] == ["全部支部", everything.login, "陈晨", "组织员"]
    for _ in range(2):
        assert cluster.psql(administering.close_branch(number)) == f"{number} 号：列出的支部（已撤销）\n"
    cluster.psql(administering.end_seat(made.login))
    assert [str(number), "列出的支部（已撤销）", made.login, "张三", "书记（已停用）"] in listed()
    assert cluster.psql(administering.reopen_branch(number)) == f"{number} 号：列出的支部\n"
    with pytest.raises(AssertionError, match="没有 999 号支部，没有改什么"):
        cluster.psql(administering.close_branch(999))
    with pytest.raises(UsageError, match="从 1 到 1000"):
        administering.close_branch(0)
    cluster.psql(administering.end_seat(everything.login))


@pytest.mark.parametrize("name", ["改过的'支\"部", "b\\'; DROP SCHEMA college CASCADE;--", ":number $$ $do$ %s %"])
def test_a_branch_is_renamed(cluster: Cluster, name: str) -> None:
    """Once, which the audit keeps; never to a name that is empty, or that another has."""
    was = f"改名以前 {name}"
    number, other = number_of(cluster, was), number_of(cluster, f"别的支部 {name}")
    assert cluster.psql(administering.rename_branch(number, f" {name} ")) == f"{number} 号：{name}（以前叫“{was}”）\n"
    assert cluster.psql(administering.rename_branch(number, name)) == f"{number} 号：{name}\n"
    with pytest.raises(AssertionError, match=rf"{number} 号支部已经叫“.*没有改什么。请换一个"):
        cluster.psql(administering.rename_branch(other, name))
    cluster.psql(administering.close_branch(number))
    with pytest.raises(AssertionError, match=rf"{number} 号支部（已撤销）已经叫.*请先给 {number} 号改名"):
        cluster.psql(administering.rename_branch(other, name))
    told = cluster.psql(administering.rename_branch(number, f"{name}（撤）"))
    assert told == f"{number} 号：{name}（撤）（已撤销）（以前叫“{name}”）\n"
    assert cluster.psql(administering.rename_branch(other, name)).startswith(f"{other} 号：{name}（以前")
    with cluster.admin() as admin:
        kept = admin.execute("SELECT login, detail FROM college.audit WHERE branch = %s AND what = 'rename'", (number,))
        assert kept.fetchall() == [("postgres", f"{was} → {name}"), ("postgres", f"{name} → {name}（撤）")]


def test_what_is_no_new_name_of_a_branch(cluster: Cluster) -> None:
    with pytest.raises(AssertionError, match="没有 999 号支部，没有改什么"):
        cluster.psql(administering.rename_branch(999, "没有的支部"))
    with pytest.raises(UsageError, match="从 1 到 1000"):
        administering.rename_branch(0, "没有的支部")
    with pytest.raises(BranchError, match="不能为空"):
        administering.rename_branch(1, " ")


def test_what_the_administrator_did_is_kept(cluster: Cluster) -> None:
    number = number_of(cluster, "留痕的支部")
    made = administering.add_seat("严明", "secretary", [number], "localhost", cluster.port)
    for sql in (
        administering.add_branch("留痕的支部"),  # nothing
        made.sql,
        administering.close_branch(number),
        administering.close_branch(number),  # nothing
        administering.reopen_branch(number),
        administering.end_seat(made.login),
    ):
        cluster.psql(sql)
    with cluster.admin() as admin:
        kept = admin.execute(
            "SELECT what, detail FROM college.audit WHERE branch = %s ORDER BY at", (number,)
        ).fetchall()
    seat = ("seat", f"{made.login} secretary 严明")
    assert kept == [("add", "留痕的支部"), seat, ("close", ""), ("reopen", ""), ("end seat", made.login)]


def test_a_seat_from_its_sql_to_its_end(cluster: Cluster) -> None:
    """The same SQL twice is once; another code for a seat in use is refused; ended, it is out at once, and may be added anew."""
    number = number_of(cluster, "席位支部")
    made = administering.add_seat("张三", "secretary", [number], "localhost", cluster.port)
    with pytest.raises(CollegeError, match="不认这个席位"):
        enter(cluster, made.code)
    for _ in range(2):
        assert made.login in cluster.psql(made.sql)
        assert enter(cluster, made.code) == made.login == f"zhangsan_{number}"
    other = administering.add_seat("张三", "secretary", [number], "localhost", cluster.port)
    with pytest.raises(AssertionError, match="已经设过，没有改"):
        cluster.psql(other.sql)
    with pytest.raises(AssertionError, match="是“张三”的，没有改"):
        cluster.psql(administering.add_seat("章叁", "secretary", [number], "localhost", cluster.port).sql)
    read = join_code.read(made.code)
    with connected(Address("localhost", cluster.port, read.login, read.password, cluster.certificate)) as connection:
        cluster.psql(administering.end_seat(made.login))
        with pytest.raises(Exception, match="terminat|closed"):
            connection.execute("SELECT 1")
    with pytest.raises(CollegeError, match="停用"):
        enter(cluster, made.code)
    cluster.psql(other.sql)
    assert enter(cluster, other.code) == made.login


def test_a_code_comes_with_what_psql_says_once_it_is_good(cluster: Cluster, cli: Cli) -> None:
    """It is on the screen whatever becomes of the SQL, which nobody sees in a pipe."""
    number = number_of(cluster, "管道支部")
    add = ("college", "seat", "add", "吴 九", "--branch", str(number), "--role", "secretary", "--host", "localhost")
    first, second = (cli(*add, "--port", str(cluster.port)) for _ in range(2))
    good = cluster.psql(first.out).rstrip("\n")
    for done in (first, second):
        told, code = done.err.splitlines()
        assert f"psql 说了“{good}”才有效" in told and "席位没有设，这个码作废" in told
        assert "上面" not in told and join_code.read(code).login == good.rpartition("：")[2]
    with pytest.raises(AssertionError, match="已经设过，没有改"):
        cluster.psql(second.out)


def test_a_login_left_of_a_lost_database_is_given_anew(cluster: Cluster) -> None:
    """The logins outlive the database: a college set up anew, or set back to a dump, has them without their seats."""
    number = number_of(cluster, "重设的支部")
    old = administering.add_seat("田野", "secretary", [number], "localhost", cluster.port)
    cluster.psql(old.sql)
    with cluster.admin() as admin:
        admin.execute("DELETE FROM college.seat WHERE login = %s", (old.login,))
    new = administering.add_seat("田野", "secretary", [number], "localhost", cluster.port)
    cluster.psql(new.sql)
    assert enter(cluster, new.code) == old.login
    with pytest.raises(CollegeError, match="不认这个席位"):
        enter(cluster, old.code)


def test_an_organiser_of_listed_branches(cluster: Cluster) -> None:
    numbers = [number_of(cluster, name) for name in ("甲", "乙")]
    made = administering.add_seat("李小明", "organiser", numbers, "127.0.0.1", cluster.port)
    cluster.psql(made.sql)
    with cluster.admin() as admin:
        got = admin.execute(
            "SELECT branch, role FROM college.seat WHERE login = %s ORDER BY 1", (made.login,)
        ).fetchall()
    assert got == [(number, "organiser") for number in numbers]
    everything = administering.add_seat("王芳", "organiser", [], "localhost", cluster.port)
    cluster.psql(everything.sql)
    with cluster.admin() as admin:
        assert admin.execute("SELECT branch FROM college.seat WHERE login = %s", (everything.login,)).fetchall() == [
            (None,)
        ]


@pytest.mark.parametrize("person", ['O\'Brien "x"', "a\\'; DROP TABLE seat;--", "x $do$ END; %I", ":login"])
def test_a_person_is_only_a_name(cluster: Cluster, person: str) -> None:
    number = number_of(cluster, f"支部 {person}")
    made = administering.add_seat(person, "member", [number], "localhost", cluster.port)
    cluster.psql(made.sql)
    with cluster.admin() as admin:
        assert admin.execute("SELECT person FROM college.seat WHERE login = %s", (made.login,)).fetchall() == [
            (person,)
        ]


def test_the_server_refuses_a_code_with_another_certificate(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when somebody stood between the administrator and the server."""
    number = number_of(cluster, "被冒充的支部")
    monkeypatch.setattr(certificate, "fingerprint", lambda shown: bytes(16))
    made = administering.add_seat("赵六", "secretary", [number], "localhost", cluster.port)
    with pytest.raises(AssertionError, match="可能有人冒充"):
        cluster.psql(made.sql)
    with cluster.admin() as admin:
        assert not admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (made.login,)).fetchall()


def test_a_branch_that_is_not_there(cluster: Cluster) -> None:
    with pytest.raises(AssertionError, match="没有 999 号支部"):
        cluster.psql(administering.add_seat("钱七", "member", [999], "localhost", cluster.port).sql)
    with pytest.raises(AssertionError, match="没有席位 postgres"):
        cluster.psql(administering.end_seat("postgres"))


def test_a_login_of_somebody_else_is_left_alone(cluster: Cluster) -> None:
    number = number_of(cluster, "撞名支部")
    with cluster.admin() as admin:
        admin.execute(f"CREATE ROLE sunba_{number} LOGIN")
    with pytest.raises(AssertionError, match="已有别的用户"):
        cluster.psql(administering.add_seat("孙八", "member", [number], "localhost", cluster.port).sql)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("张三", "secretary", [], "localhost", 5432), "请写明 --branch"),
        (("张三", "member", [1, 2], "localhost", 5432), "请写明 --branch"),
        (("张三", "secretary", [1], "local host", 5432), "主机名或地址不对"),
        (("张三", "secretary", [1], "学院.cn", 5432), "主机名或地址不对"),
        (("张三", "secretary", [1], "$(reboot)", 5432), "主机名或地址不对"),
        (("张三", "secretary", [1], "localhost", 0), "端口"),
        (("张三", "secretary", [1], "localhost", 99999), "端口"),
        (("，", "secretary", [1], "localhost", 5432), "读不出拼音"),
        (("", "secretary", [1], "localhost", 5432), "不能为空"),
        (("张" * 31, "secretary", [1], "localhost", 5432), "太长"),
        (("张三", "secretary", [1], "localhost", 1), "连不上"),
    ],
)
def test_what_is_no_seat_is_refused(
    words: tuple[str, str, list[int], str, int], sentence: str, cluster: Cluster
) -> None:
    with pytest.raises(BranchError, match=sentence):
        administering.add_seat(*((*words[:4], cluster.port) if sentence == "读不出拼音" else words))


def test_a_name_that_the_certificate_lacks(cluster: Cluster) -> None:
    with pytest.raises(CollegeError, match="证书里没有 127.0.0.2"):
        administering.add_seat("张三", "secretary", [1], "127.0.0.2", cluster.port)


@pytest.mark.parametrize("net", ["10.0.0.1/8", "0.0.0.0/0 trust\nhost all all all trust", "'", "all all", "$(x)", "十"])
def test_what_is_no_net_is_refused(net: str) -> None:
    with pytest.raises(UsageError, match="网段"):
        administering.script("学院", [net], [])


@pytest.mark.parametrize(("text", "numbers"), [("", []), ("1,3-5", [1, 3, 4, 5]), ("2、2 1", [1, 2])])
def test_numbers_of_branches(text: str, numbers: list[int]) -> None:
    assert administering.branches(text) == numbers


@pytest.mark.parametrize("text", ["0", "5-3", "x", "1-", "-1", "1-99999", "９"])
def test_what_is_no_number_of_a_branch(text: str) -> None:
    with pytest.raises(UsageError, match="支部编号"):
        administering.branches(text)
