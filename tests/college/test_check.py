"""`college check`: green after the script, and each thing that somebody breaks is told."""

import re
from collections.abc import Callable, Iterator
from subprocess import CompletedProcess

import pytest

from branchtui.store.college import examination
from branchtui.store.college.examination import WRONG
from branchtui.store.college.script import script
from branchtui.workflows.college import administering
from tests.cli.conftest import Cli
from tests.college.cluster import Cluster

Check = Callable[[], CompletedProcess[str]]
BROKEN = {  # the question that tells of it, what breaks it
    "layout": ("版本", "UPDATE college.hub SET layout = 0"),
    "an old protocol": ("加密连接", "ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1'"),
    "no encryption": ("加密连接", "ALTER SYSTEM SET ssl = off"),
    "md5": ("密码的存法", "ALTER SYSTEM SET password_encryption = 'md5'"),
    "a password by md5": ("席位的密码", "ALTER ROLE checked PASSWORD 'md5e9a51a5ef7b41b0b6d4a0b3ba0ed7a7a'"),
    "a seat without a password": ("席位的密码", "ALTER ROLE checked PASSWORD NULL"),
    "a way in before ours": (
        "从哪里进来",
        "COPY (SELECT WHERE false) TO PROGRAM 'sed -i \"1i host all all all trust\" pg_hba.conf'",
    ),
    "our lines gone": ("从哪里进来", "COPY (SELECT WHERE false) TO PROGRAM 'sed -i /branchtui/d pg_hba.conf'"),
    "a superuser": ("席位没有特权", "ALTER ROLE checked SUPERUSER"),
    "who makes roles": ("席位没有特权", "ALTER ROLE checked CREATEROLE"),
    "who passes by policies": ("席位没有特权", "ALTER ROLE checked BYPASSRLS"),
    "who is the owner": ("席位没有特权", "GRANT college_owner TO checked"),
    "who lets others in": ("席位没有特权", "GRANT college_login TO checked WITH ADMIN OPTION"),
    "inserting": ("席位不能直接写", "GRANT INSERT ON college.meeting TO college_login"),
    "changing, one seat": ("席位不能直接写", "GRANT UPDATE ON college.branch TO checked"),
    "deleting, everybody": ("席位不能直接写", "GRANT DELETE ON college.package TO PUBLIC"),
    "changing a column": ("席位不能直接写", "GRANT UPDATE (name) ON college.branch TO college_login"),
    "temporary tables": ("席位不能直接写", "GRANT TEMP ON DATABASE college TO PUBLIC"),
    "a schema of one's own": ("席位不能直接写", "GRANT CREATE ON DATABASE college TO college_login"),
    "tables in public": ("席位不能直接写", "GRANT CREATE ON SCHEMA public TO PUBLIC"),
    "programs": ("席位不能直接写", "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC"),
    "large objects": ("席位不能直接写", "GRANT EXECUTE ON FUNCTION lo_from_bytea(oid, bytea) TO PUBLIC"),
    "locks": ("席位不能直接写", "GRANT EXECUTE ON FUNCTION pg_advisory_lock(int, int) TO PUBLIC"),
    "functions for everybody": ("席位不能直接写", "GRANT EXECUTE ON FUNCTION college.ask(jsonb) TO PUBLIC"),
    "no policies": ("每个支部只看到自己的", "ALTER TABLE college.meeting DISABLE ROW LEVEL SECURITY"),
    "one more policy": ("每个支部只看到自己的", "CREATE POLICY more ON college.meeting FOR SELECT USING (true)"),
    "a policy that is asked for each row": (
        "权限规则的写法",
        "DROP POLICY reading ON college.meeting; "
        "CREATE POLICY reading ON college.meeting FOR SELECT TO college_login USING (college.sees_all())",
    ),
    "half of a policy": (
        "权限规则的写法",
        "DROP POLICY reading ON college.meeting; CREATE POLICY reading ON college.meeting FOR SELECT TO college_login "
        "USING ((SELECT college.sees_all()) OR branch = ANY (college.mine('{secretary}')))",
    ),
    "a path of one's own": ("函数的搜索路径", "ALTER FUNCTION college.forget RESET ALL"),
    "an old backup": ("备份", "UPDATE college.hub SET backed_up = now() - interval '3 days'"),
}  # fmt: skip
MENDED = (
    "DROP POLICY IF EXISTS more ON college.meeting; REVOKE ALL ON ALL TABLES IN SCHEMA college FROM PUBLIC, checked; "
    "REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA college FROM college_login; "
    "REVOKE UPDATE (name) ON college.branch FROM college_login; REVOKE CREATE ON DATABASE college FROM college_login; "
    "REVOKE ALL ON SCHEMA college FROM PUBLIC; REVOKE college_owner FROM checked; UPDATE college.hub SET backed_up = NULL; "
    "REVOKE ADMIN OPTION FOR college_login FROM checked; ALTER ROLE checked NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD 'checked'"
)


@pytest.fixture
def check(cli: Cli, cluster: Cluster) -> Iterator[Check]:
    """The check as the administrator runs it; what a test has broken is mended by the script."""
    cluster.branch("查") if "查" not in cluster.psql(
        "SELECT string_agg(name, ' ') FROM college.branch", "college"
    ) else None
    cluster.seat("checked")
    yield lambda: cluster.run(cli("college", "check", "--admin").out)
    with cluster.admin() as admin:
        admin.execute(MENDED)
        admin.execute("COPY (SELECT WHERE false) TO PROGRAM 'sed -i \"/^host all all all trust$/d\" pg_hba.conf'")
    cluster.psql(script("海州大学国际商学院党委", ["samehost"]))
    cluster.wait_for_settings()


def test_green_after_the_script(cli: Cli, check: Check, cluster: Cluster) -> None:
    """For the administrator, and for a seat; what can't be seen is said to be unknown."""
    seen = check()
    assert seen.returncode == 0, seen.stdout
    assert WRONG not in seen.stdout
    assert re.search("不知道 +备份", seen.stdout)
    code = administering.add_seat("查小明", "organiser", [], "localhost", cluster.port)
    cluster.psql(code.sql)
    assert cli("college", "join", code.code, "--yes").code == 0
    looked = cli("college", "check")
    assert looked.code == 0, looked.out
    assert "不知道  磁盘" in looked.out
    with cluster.admin() as admin:
        admin.execute("UPDATE college.hub SET backed_up = now() - interval '3 days'")
    looked = cli("college", "check")
    assert looked.code == 1
    assert "太久了，请看看" in looked.out
    cluster.psql(administering.end_seat(code.login))


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_told(cli: Cli, check: Check, cluster: Cluster, what: str) -> None:
    """By its own question and no other; and what to do."""
    name, sql = BROKEN[what]
    with cluster.admin() as admin:
        for statement in sql.split("; "):
            admin.execute(statement)
    cluster.psql("SELECT pg_reload_conf()")
    cluster.wait_for_settings()
    seen = check()
    wrong = [line.split()[1] for line in seen.stdout.splitlines() if line.split()[:1] == [WRONG]]
    assert wrong == [name], seen.stdout
    assert seen.returncode != 0
    assert "有不对的" in seen.stderr
    assert "请" in next(line for line in seen.stdout.splitlines() if line.split()[:1] == [WRONG])


def test_a_backup_that_told_of_itself(cli: Cli, check: Check, cluster: Cluster) -> None:
    """As the command of the manual does, by the login for backups."""
    cluster.psql("SET ROLE college_backup; UPDATE college.hub SET backed_up = now();", "college")
    seen = check()
    assert re.search(r" *正常 +备份 +\d{4}-", seen.stdout)
    with pytest.raises(AssertionError, match="permission denied"):
        cluster.psql("SET ROLE college_backup; UPDATE college.hub SET name = 'x';", "college")


def test_a_full_disk(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 80 % on; of this machine's it is not known how full it is."""
    assert examination.FULL == 80
    monkeypatch.setattr(examination, "FULL", 101)
    assert check().returncode == 0
    monkeypatch.setattr(examination, "FULL", 0)
    seen = check()
    assert seen.returncode != 0
    assert "快满了" in seen.stdout


def test_who_has_no_seat_is_told(cli: Cli) -> None:
    assert "没有加入学院服务器" in cli("college", "check").err
