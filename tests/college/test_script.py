"""The administrator's script: a second run changes nothing, a newer one upgrades, an older one keeps off."""

import re

import pytest

from branchtui.store.college import script as scripts
from branchtui.store.college.script import script
from branchtui.workflows.college import administering
from tests.college.cluster import Cluster

NAME = "海州大学国际商学院党委"
_ALL = (
    "SELECT n.nspname, c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'college' "
    "UNION ALL SELECT 'policy', tablename, policyname || qual FROM pg_policies "
    "UNION ALL SELECT 'function', proname, prosrc || coalesce(array_to_string(proacl, ' '), '') FROM pg_proc WHERE pronamespace = 'college'::regnamespace "
    "UNION ALL SELECT 'column', table_name, column_name || data_type FROM information_schema.columns WHERE table_schema = 'college' "
    "UNION ALL SELECT 'right', table_name, grantee || privilege_type FROM information_schema.role_table_grants WHERE table_schema = 'college' "
    "UNION ALL SELECT 'right', oid::regprocedure::text, array_to_string(proacl, ' ') FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace "
    "UNION ALL SELECT 'file', name, md5(pg_read_file(name)) FROM unnest('{pg_hba.conf,college.crt,college.key}'::text[]) name "
    "UNION ALL SELECT 'setting', name, setting FROM pg_file_settings WHERE sourcefile ~ 'auto.conf' "
    "UNION ALL SELECT 'hub', id::text, hub::text FROM college.hub ORDER BY 1, 2, 3"
)


def test_second_run_changes_nothing(cluster: Cluster) -> None:
    """Not what is there, nor who the college is, nor how it is reached."""
    with cluster.admin() as admin:
        before = admin.execute(_ALL).fetchall()
        cluster.psql(script(NAME, ["samehost"]))
        assert before == admin.execute(_ALL).fetchall()
    assert len(before) > 100


def test_a_login_gets_in_by_tls_and_its_password_only(cluster: Cluster) -> None:
    """Its lines stand first, once, and the last of them lets nobody in; the net may change."""
    for nets in (["10.0.0.0/8", "192.168.0.0/16"], ["samehost"]):
        cluster.psql(script(NAME, nets))
        lines = [re.split(r"\s+", line)[:5] for line in cluster.psql("SELECT pg_read_file('pg_hba.conf')").splitlines()]
        own = [["hostssl", "college", "+college_login", net, "scram-sha-256"] for net in nets]
        assert lines[: len(nets)] == own
        assert lines[len(nets)] == ["host", "all", "+college_login", "all", "reject"]
        assert lines[len(nets) + 1] == ["local", "all", "+college_login", "reject", "#"]
        assert sum("+college_login" in line for line in lines) == len(nets) + 2
    assert cluster.psql("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL") == "0\n"


def test_an_upgrade_without_nets_leaves_those_that_are_there(cluster: Cluster) -> None:
    """It is typed years later, by who knows no more what was typed then; a server without any gets the usual one."""
    try:
        cluster.psql(script(NAME, ["127.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"]))
        before = cluster.psql("SELECT pg_read_file('pg_hba.conf')")
        assert "可连的网段：127.0.0.0/8、192.0.2.0/24、2001:db8::/32；" in cluster.psql(script(NAME, []))
        assert cluster.psql("SELECT pg_read_file('pg_hba.conf')") == before
        cluster.psql("COPY (SELECT WHERE false) TO PROGRAM 'sed -i \"/# branchtui$/d\" pg_hba.conf'")
        assert "可连的网段：10.0.0.0/8；" in cluster.psql(script(NAME, []))
    finally:
        cluster.psql(script(NAME, ["samehost"]))


def test_it_says_at_its_end_what_is_so(cluster: Cluster) -> None:
    """One line: another name renames the college; a certificate that is there stays, whatever names are asked for now."""
    try:
        said = cluster.psql(script("法学院党委", ["samehost"], ["db.example.edu.cn", "::1", "10.1.2.3", "localhost"]))
        assert said.startswith(f"已设好：法学院党委（以前叫“{NAME}”）；可连的网段：samehost；证书里的名字：localhost、")
        assert said.endswith(
            "；证书是以前做的，没有换，里面没有 db.example.edu.cn、10.1.2.3，要写进去请加 --new-certificate 再运行一次\n"
        )
        assert said.count("\n") == 1
    finally:
        cluster.psql(script(NAME, ["samehost"]))
    said = cluster.psql(script(NAME, []))
    assert said.startswith(f"已设好：{NAME}；可连的网段：samehost；证书里的名字：localhost、127.0.0.1、")
    assert "以前" not in said


def test_a_certificate_is_made_anew_only_where_that_is_said(cluster: Cluster) -> None:
    """Each of its names once. A second run leaves it."""

    def files() -> str:
        return cluster.psql("SELECT pg_read_file('college.crt'), pg_read_file('college.key')")

    def copy(start: str, end: str) -> None:
        words = "; ".join(f"cp -p college.{each}{start} college.{each}{end}" for each in ("crt", "key"))
        cluster.psql(f"COPY (SELECT WHERE false) TO PROGRAM '{words}'")

    before = files()
    copy("", ".was")
    try:
        said = cluster.psql(administering.script(NAME, [], ["db.example.edu.cn"], anew=True))
        assert "、db.example.edu.cn、" in said and said.endswith("；证书是新做的，各台电脑要用新的加入码重新加入\n")
        names = said.partition("证书里的名字：")[2].partition("；")[0].split("、")
        assert len(names) == len(set(names))
        made = files()
        assert made != before and "新做的" not in cluster.psql(script(NAME, [])) and files() == made
    finally:  # other tests know the one before
        copy(".was", "")
        cluster.psql(script(NAME, []))
    assert files() == before


@pytest.mark.parametrize(
    "name", ['O\'Neil "学院"', "a\\'; DROP SCHEMA college CASCADE;--", ":name :'name' $$ $do$ %s", "\\echo"]
)
def test_a_name_is_only_a_name(cluster: Cluster, name: str) -> None:
    cluster.psql(script(name, ["samehost"]))
    assert cluster.psql("SELECT name FROM college.hub", "college") == f"{name}\n"
    cluster.psql(script(NAME, ["samehost"]))


def test_a_newer_script_adds_what_is_new(cluster: Cluster) -> None:
    """A table, a column, a function that took other arguments before; the rows stay."""
    with cluster.admin() as admin:
        before = admin.execute(_ALL).fetchall()
        number = cluster.branch("升级前的支部")
        admin.execute("DROP TABLE college.term_day; ALTER TABLE college.meeting DROP COLUMN place")
        admin.execute("DROP FUNCTION college.forget; DROP POLICY reading ON college.package")
        admin.execute("CREATE FUNCTION college.push(b int) RETURNS int LANGUAGE sql AS 'SELECT 1'")
        admin.execute("UPDATE college.hub SET layout = 0")
        cluster.psql(script(NAME, ["samehost"]))
        assert sorted(before) == sorted(admin.execute(_ALL).fetchall())
        assert admin.execute("SELECT name FROM college.branch WHERE number = %s", (number,)).fetchall()


def test_an_older_script_keeps_off(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster.admin() as admin:
        try:
            admin.execute("UPDATE college.hub SET layout = layout + 1")
            before = admin.execute(_ALL).fetchall()
            with pytest.raises(AssertionError, match="请先升级这里的 branchtui"):
                cluster.psql(script(NAME, ["samehost"]))
            assert before == admin.execute(_ALL).fetchall()
        finally:
            admin.execute("UPDATE college.hub SET layout = %s", (scripts.LAYOUT,))
