"""Whether a college's server still is as the script has set it up. Each question is answered by what is wrong, in a word each.

All but those for the administrator can be asked by any seat: catalogues are open to all.
"""

from collections.abc import Iterator
from typing import NamedTuple

from branchtui.store.college.script import DATABASE, HEAD, LAYOUT

WELL, WRONG, UNKNOWN = "正常", "不对", "不知道"
FULL = 80  # percent of the disk
_OLD = "2 days"  # of a backup
_MOST = 5  # that are named
_ONLY_ADMIN = "只有服务器的管理员看得到：branchtui college check --admin"

_LOGINS = "(SELECT member FROM pg_auth_members WHERE roleid = 'college_login'::regrole)"
_SEATS = f"(grantee = 0 OR grantee = 'college_login'::regrole OR grantee IN {_LOGINS})"
_EXPLAINED = (
    r"\( SELECT college\.\w+\([^()]*\) AS \w+\)"  # how PostgreSQL tells a call that is made once for a statement
)
_RULES = "(SELECT row_number() OVER (ORDER BY line_number) AS place, * FROM pg_hba_file_rules) r"
_REJECTS = "type = 'host' AND database = '{all}' AND user_name = '{+college_login}' AND auth_method = 'reject'"


class Question(NamedTuple):
    """`sql` gives what is wrong, `advice` says what to do; `admin`: only the administrator of the server can ask."""

    name: str
    sql: str
    advice: str
    admin: bool = False


AGAIN = "请再运行一次 branchtui college script 输出的 SQL"
QUESTIONS = (
    Question("版本", f"SELECT layout::text FROM college.hub WHERE layout <> {LAYOUT}", AGAIN),
    Question(
        "加密连接",
        "SELECT name || ' = ' || setting FROM pg_settings WHERE name = 'ssl' AND setting <> 'on' "
        "OR name = 'ssl_min_protocol_version' AND setting NOT IN ('TLSv1.2', 'TLSv1.3') "
        "OR name = 'ssl_cert_file' AND setting <> 'college.crt'",
        AGAIN,
    ),
    Question(
        "监听与连接数",
        "SELECT name || ' = ' || setting FROM pg_settings WHERE name = 'listen_addresses' AND setting <> '*' "
        "OR name = 'max_connections' AND setting::int < 300 UNION ALL SELECT name FROM pg_settings WHERE pending_restart",
        "请重启 PostgreSQL：sudo systemctl restart postgresql",
    ),
    Question(
        "密码的存法",
        "SELECT name || ' = ' || setting FROM pg_settings WHERE name = 'password_encryption' AND setting <> 'scram-sha-256'",
        AGAIN,
    ),
    Question(
        "席位的密码",
        f"SELECT rolname::text FROM pg_authid WHERE oid IN {_LOGINS} AND rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256$%' "
        f"OR oid IN {_LOGINS} AND rolcanlogin AND rolpassword IS NULL",
        "请停用这些席位，再重新添加",
        admin=True,
    ),
    Question(
        "从哪里进来",
        f"SELECT 'line ' || coalesce(line_number::text, '?') FROM {_RULES} WHERE error !~ 'SSL is disabled' "
        f"OR place < coalesce((SELECT min(place) FROM {_RULES} WHERE {_REJECTS}), 1000000) "
        "AND (type <> 'hostssl' OR database <> '{college}' OR user_name <> '{+college_login}' OR auth_method <> 'scram-sha-256')",
        f"pg_hba.conf 里席位的几行要在最前面：{AGAIN}",
        admin=True,
    ),
    Question(
        "席位没有特权",
        "SELECT rolname::text FROM pg_roles WHERE (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls) "
        f"AND (oid IN {_LOGINS} OR rolname IN ('college_login', 'college_owner')) UNION ALL "
        "SELECT member::regrole || ' IN ' || roleid::regrole FROM pg_auth_members "
        f"WHERE (member IN {_LOGINS} OR member = 'college_login'::regrole) AND (roleid <> 'college_login'::regrole OR admin_option)",
        "请收回这些权限（ALTER ROLE … NOSUPERUSER …，REVOKE …）",
    ),
    Question(
        "席位不能直接写",
        "SELECT relname || ' ' || privilege_type FROM pg_class c, aclexplode(relacl) "
        f"WHERE relnamespace = 'college'::regnamespace AND privilege_type <> 'SELECT' AND {_SEATS} UNION ALL "
        "SELECT attrelid::regclass || '.' || attname || ' ' || privilege_type FROM pg_attribute, aclexplode(attacl) "
        "WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'college'::regnamespace) "
        f"AND privilege_type <> 'SELECT' AND {_SEATS} UNION ALL "
        "SELECT 'database ' || privilege_type FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) "
        f"WHERE datname = current_database() AND (privilege_type <> 'CONNECT' OR grantee = 0) AND {_SEATS} UNION ALL "
        "SELECT 'schema ' || nspname || ' ' || privilege_type FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) "
        f"WHERE nspname !~ '^pg_(toast|temp)' AND privilege_type = 'CREATE' AND {_SEATS} UNION ALL "
        "SELECT 'language ' || lanname FROM pg_language, aclexplode(coalesce(lanacl, acldefault('l', lanowner))) "
        f"WHERE lanname NOT IN ('internal', 'c', 'sql') AND {_SEATS} UNION ALL "
        "SELECT oid::regprocedure::text FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) "
        "WHERE (pronamespace = 'college'::regnamespace AND grantee = 0 OR pronamespace = 'pg_catalog'::regnamespace "
        f"AND (proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'pg_logical_emit_message') OR proname ~ '^pg_(try_)?advisory_(xact_)?lock')) AND {_SEATS}",
        AGAIN,
    ),
    Question(
        "每个支部只看到自己的",
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'college'::regnamespace AND relkind = 'r' AND NOT relrowsecurity "
        "AND relname <> 'hub' AND has_table_privilege('college_login', oid, 'SELECT') UNION ALL "
        "SELECT tablename || ' ' || policyname FROM pg_policies WHERE schemaname = 'college' "
        "AND (cmd <> 'SELECT' OR roles <> '{college_login}' OR policyname <> 'reading')",
        AGAIN,
    ),
    Question(
        "权限规则的写法",
        "SELECT tablename || ' ' || policyname FROM pg_policies WHERE schemaname = 'college' "
        f"AND regexp_replace(qual, '{_EXPLAINED}', '', 'g') ~ 'college\\.'",
        f"规则里的函数要写成 (SELECT …)，否则每一行都问一遍，慢几百倍：{AGAIN}",
    ),
    Question(
        "函数的搜索路径",
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'college'::regnamespace AND prosecdef "
        "AND NOT coalesce(proconfig, '{}') @> '{search_path=pg_catalog}'",
        AGAIN,
    ),
)


def findings(*, admin: bool) -> Iterator[str]:
    """A statement for each thing that is looked at; it gives one row: 正常, 不对 or 不知道, the name, and words."""
    for question in QUESTIONS:
        if question.admin and not admin:
            yield f"SELECT '{UNKNOWN}', '{question.name}', '{_ONLY_ADMIN}'"
        else:
            yield (
                f"SELECT CASE WHEN count(*) = 0 THEN '{WELL}' ELSE '{WRONG}' END, '{question.name}', CASE WHEN count(*) > 0 THEN "
                f"array_to_string((array_agg(word))[1:{_MOST}], '，') || CASE WHEN count(*) > {_MOST} THEN ' 等 ' || count(*) || ' 处' ELSE '' END "
                f"|| '。{question.advice}' ELSE '' END FROM ({question.sql}) AS wrong (word)"
            )
    yield (
        f"SELECT CASE WHEN backed_up IS NULL THEN '{UNKNOWN}' WHEN backed_up < now() - interval '{_OLD}' THEN '{WRONG}' ELSE '{WELL}' END, "
        "'备份', coalesce(to_char(backed_up, 'YYYY-MM-DD HH24:MI'), '没有备份报过时间，做法见手册“学院服务器”') "
        f"|| CASE WHEN backed_up < now() - interval '{_OLD}' THEN '，太久了，请看看备份为什么没有做' ELSE '' END FROM college.hub"
    )
    yield f"SELECT '{WELL}', '大小', pg_size_pretty(pg_database_size(current_database()))"
    if not admin:
        yield f"SELECT '{UNKNOWN}', '磁盘', '{_ONLY_ADMIN}'"


def script() -> str:
    """All of it as the administrator asks it through psql, which ends with an error where something is wrong."""
    return "\n".join(
        (
            HEAD,
            f"\\connect {DATABASE}",
            "CREATE TEMP TABLE finding (number int GENERATED ALWAYS AS IDENTITY, state text, name text, words text);",
            *(f"INSERT INTO finding (state, name, words) {statement};" for statement in findings(admin=True)),
            "CREATE TEMP TABLE disk (used text);",
            'COPY disk FROM PROGRAM \'df -P . | tail -n 1 | tr -s " " | cut -d " " -f 5\';',
            "INSERT INTO finding (state, name, words) "
            f"SELECT CASE WHEN rtrim(used, '%')::int < {FULL} THEN '{WELL}' ELSE '{WRONG}' END, '磁盘', '用了 ' || used "
            f"|| CASE WHEN rtrim(used, '%')::int < {FULL} THEN '' ELSE '，快满了，满了各支部就送不上来：请清理或加大' END FROM disk;",
            "\\pset format aligned",
            "\\pset border 0",
            "SELECT state, name, words FROM finding ORDER BY number;",
            "DO $do$ BEGIN",
            f"  IF EXISTS (SELECT FROM finding WHERE state = '{WRONG}') THEN RAISE '有不对的，见上面'; END IF;",
            "END $do$;",
            "",
        )
    )
