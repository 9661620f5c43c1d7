"""Taking a seat with a code, and giving it up: at the command line, on homes of their own."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.cli.exchange import passphrase
from branchtui.paths import home
from branchtui.store.college import certificate, hub_note
from branchtui.store.college.connection import AwayError, CollegeError, connected
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Hub
from branchtui.store.short_ids import short_id
from branchtui.workflows.college import administering, join_code, seat
from branchtui.workflows.college.branch import readable, requests
from tests.cli.conftest import Cli
from tests.college.cluster import Cluster
from tests.conftest import TODAY
from tests.light_key import light_key  # noqa: F401  # a fixture
from tests.workflows.college.asked import Request

PASSPHRASE = "春风化雨润物无声"
REMARK = {"name": "备注", "type": "text", "optional": True}
pytestmark = pytest.mark.usefixtures("light_key")


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, PASSPHRASE)


@pytest.fixture
def number(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[int]:
    """A branch of the test's own; the file that it has pushed is nobody's afterwards, so that the next test has it."""
    made = int(cluster.psql(administering.add_branch(request.node.name)).split(" 号")[0])
    with cluster.admin() as admin:
        yield made
        admin.execute("UPDATE college.branch SET id = NULL WHERE number = %s", (made,))


def code_for(cluster: Cluster, person: str, number: int | None, role: str = "secretary") -> str:
    """A seat that is made, and its code."""
    made = administering.add_seat(person, role, [] if number is None else [number], "localhost", cluster.port)
    cluster.psql(made.sql)
    return made.code


def hub_of(place: Path) -> tuple[int, bytes] | None:
    open_database(home(place).database, create=False)
    try:
        found = hub_note.read()
        return found and (found.branch, found.college)
    finally:
        close_database()


def test_a_branch_joins_and_leaves(branch: Cli, home_dir: Path, cluster: Cluster, number: int) -> None:
    """It is told what can be read, before it is asked; then the code is used up, and only this machine knows the password."""
    code = code_for(cluster, "张三", number)
    refused = branch("college", "join", code)
    assert refused.code == 2
    assert "--yes" in refused.err
    for one in readable.readable():
        assert f"{one.noun}：{'、'.join(one.columns)}" in refused.err
    done = branch("college", "join", *code.lower().split("-"), "--yes")
    assert done.code == 0, done.err
    place = home(home_dir)
    taken = seat.read(place)
    assert taken is not None
    assert (taken.login, taken.branch, taken.role, taken.names) == (
        f"zhangsan_{number}",
        number,
        "secretary",
        "students",
    )
    assert taken.key.startswith("AGE-SECRET-KEY-")
    assert hub_of(home_dir) == (number, taken.college)
    for path in (place.config / "college.toml", seat.certificate(place)):
        assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600
    with connected(seat.address(place, taken)) as connection:
        ssl = connection.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert ssl == (True, "TLSv1.3")
    assert taken.password not in (home_dir / "branch.db").read_bytes().decode("latin-1")
    again = branch("college", "join", code, "--yes")
    assert "已加入" in again.err
    note = home_dir / "branch.college.json"
    assert branch("college", "sync").code == 0 and note.exists()
    left = branch("college", "leave", "--yes")
    assert left.code == 0
    assert f"seat end zhangsan_{number}" in left.err
    assert "已给了新的加入码的，不要再停用" in left.err, "it would end the new seat, which has the same login"
    assert seat.read(place) is None
    assert not seat.certificate(place).exists()
    assert hub_of(home_dir) is None
    assert not note.exists(), "it told of that college"
    used = branch("college", "join", code, "--yes")
    assert used.code == 1
    assert "已在别处用过" in used.err and "先运行 branchtui college leave" in used.err
    assert "没有加入学院服务器" in branch("college", "leave", "--yes").err


def test_the_second_machine_has_the_key_of_the_first(
    branch: Cli,
    cli: Cli,
    home_dir: Path,
    tmp_path: Path,
    cluster: Cluster,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the same passphrase; a wrong one leaves the code as it was."""
    assert branch("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    code, other = code_for(cluster, "李四", number, "member"), tmp_path / "另一台"
    monkeypatch.setenv(passphrase.VARIABLE, "不是这个口令的")
    wrong = cli("college", "join", code, "--yes", home=other)
    assert "口令不对" in wrong.err
    assert seat.read(home(other)) is None
    monkeypatch.setenv(passphrase.VARIABLE, PASSPHRASE)
    anew = cli("college", "join", code, "--yes", "--names", "full", home=other)
    assert "第一台加入的电脑定" in anew.err
    assert seat.read(home(other)) is None
    assert cli("college", "join", code, "--yes", home=other).code == 0
    here, there = seat.read(home(home_dir)), seat.read(home(other))
    assert here is not None
    assert there is not None
    assert there.key == here.key
    assert (here.names, there.names) == ("students", None)  # what the first one chose comes with the file
    assert not home(other).database.exists()


def test_a_machine_without_a_branch_takes_it_over(
    branch: Cli, cli: Cli, home_dir: Path, tmp_path: Path, cluster: Cluster, number: int
) -> None:
    """From what lies on the server, once something does; it is the same branch then."""
    other = tmp_path / "另一台"
    assert branch("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    early = cli("college", "join", code_for(cluster, "李四", number), "--yes", home=other)
    assert early.code == 0
    assert "还没有本支部的数据" in early.err
    assert "还没有本支部的数据" in cli("college", "sync", home=other).err
    open_database(home(other).database)  # as the app does, when it is opened before there is a branch
    close_database()
    assert "还没有本支部的数据" in cli("college", "sync", home=other).err
    done = branch("college", "sync")
    assert (done.code, done.out) == (0, "已与学院同步：已推送本机的改动。\n"), done.err
    assert branch("college", "sync").out == "已与学院同步：没有新的改动。\n"
    done = cli("college", "sync", home=other)
    assert done.code == 0, done.err
    third = tmp_path / "第三台"
    done = cli("college", "join", code_for(cluster, "王五", number), "--yes", home=third)
    assert "已接过本支部的数据" in done.err
    here = seat.read(home(home_dir))
    assert here is not None
    for one in (other, third):
        assert (
            json.loads(cli("college", "status", "--json", home=one).out)["names"] == "students"
        )  # as the first one said
        assert cli("list", "members", "--json", home=one).out == branch("list", "members", "--json").out
        assert hub_of(one) == (number, here.college)
    assert cli("add", "member", "新来", home=third).code == 0
    assert "已推送" in cli("college", "sync", home=third).out
    assert "取回了别的电脑的改动" in branch("college", "sync").out
    assert "新来" in branch("list", "members").out
    assert json.loads(branch("college", "status", "--json").out)["behind"] == 0


def test_a_branch_that_is_made_after_its_machine_joined_keeps_the_choice(
    cli: Cli, home_dir: Path, tmp_path: Path, cluster: Cluster, number: int
) -> None:
    """It comes to the other machines with the file; and another choice can be made later."""
    joined = cli("college", "join", code_for(cluster, "张三", number), "--yes", "--names", "full")
    assert joined.code == 0 and cli("init", "--name", "某支部", "--unit", "某学院").code == 0
    assert cli("college", "sync").code == 0
    other = tmp_path / "另一台"
    assert cli("college", "join", code_for(cluster, "李四", number), "--yes", home=other).code == 0
    assert cli("college", "names", home=other).out == "学院看到的人名：全名\n"
    refused = cli("college", "names", "masked", home=other)
    assert refused.code == 2 and "收不回" in refused.err
    changed = cli("college", "names", "masked", "--yes", home=other)
    assert changed.code == 0 and "改为：都写成 张某某" in changed.err
    assert "本来就是" in cli("college", "names", "masked", home=other).err
    for one in (other, home_dir):
        assert cli("college", "sync", home=one).code == 0
        assert json.loads(cli("college", "status", "--json", home=one).out)["names"] == "masked"


def test_who_has_nothing_to_sync(cli: Cli, cluster: Cluster) -> None:
    assert "没有学院服务器的席位" in cli("college", "sync").err
    assert cli("college", "join", code_for(cluster, "吴十", None, "organiser"), "--yes").code == 0
    for refused in (cli("college", "sync"), cli("college", "names", "full", "--yes")):
        assert refused.code == 1
        assert "席位" in refused.err
    assert "组织员的" in cli("college", "sync").err, "it has a seat"


def test_a_member_who_comes_before_the_secretary(cli: Cli, cluster: Cluster, number: int, home_dir: Path) -> None:
    refused = cli("college", "join", code_for(cluster, "李四", number, "member"), "--yes")
    assert "让书记先加入" in refused.err
    assert seat.read(home(home_dir)) is None


def test_an_organiser_joins_without_a_branch(cli: Cli, cluster: Cluster, number: int, home_dir: Path) -> None:
    done = cli("college", "join", code_for(cluster, "周以宁", None, "organiser"), "--yes")
    assert done.code == 0, done.err
    assert "看得到：全部支部" in done.err
    taken = seat.read(home(home_dir))
    assert taken is not None
    assert (taken.branch, taken.key, taken.role) == (None, "", "organiser")
    assert cli("college", "status").code == 0


def test_an_organisers_code_is_not_spent_where_a_branch_is(
    branch: Cli, cli: Cli, cluster: Cluster, tmp_path: Path
) -> None:
    code = code_for(cluster, "郑十一", None, "organiser")
    refused = branch("college", "join", code, "--yes")
    assert refused.code == 1
    assert "另用一个文件夹" in refused.err and "加入码还能用" in refused.err
    assert "没有加入学院服务器" in branch("college", "status").err
    assert cli("college", "join", code, "--yes", home=tmp_path / "另一个").code == 0


def test_status(branch: Cli, cluster: Cluster, number: int) -> None:
    assert "没有加入学院服务器" in branch("college", "status").err
    assert branch("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    code_for(cluster, "李四", number, "member")
    shown = branch("college", "status")
    assert shown.code == 0, shown.err
    assert "张三  书记  本机" in shown.out
    assert "李四  支委" in shown.out
    told = json.loads(branch("college", "status", "--json").out)
    assert (told["branch"], told["n"], told["behind"], told["bytes"]) == (number, None, 0, 0)
    assert [(one["person"], one["ended"]) for one in told["seats"]] == [("李四", False), ("张三", False)]
    assert told["branch_name"] == "test_status" and told["closed"] is False
    assert "0 个数据包，0 KB；" in shown.out
    cluster.psql(administering.close_branch(number))
    assert f"{number} 号 test_status（已撤销，不再收本机的改动）" in branch("college", "status").out
    assert json.loads(branch("college", "status", "--json").out)["closed"] is True
    assert "以后的改动不再推送" not in branch("college", "sync").out, "which has not been pushed"
    cluster.psql(administering.reopen_branch(number))
    assert branch("college", "sync").code == 0
    assert " KB；" in branch("college", "status").out
    cluster.psql(administering.close_branch(number))
    quiet = branch("college", "sync")
    assert quiet.code == 0 and "在学院服务器上已撤销，以后的改动不再推送" in quiet.out
    cluster.psql(administering.reopen_branch(number))
    cluster.psql(administering.rename_branch(number, "改过名的支部"))
    assert f"{number} 号 改过名的支部" in branch("college", "status").out
    assert json.loads(branch("college", "status", "--json").out)["branch_name"] == "改过名的支部"
    cluster.psql(administering.end_seat(f"lisi_{number}"))
    assert json.loads(branch("college", "status", "--json").out)["seats"][0]["ended"]
    cluster.psql(administering.end_seat(f"zhangsan_{number}"))
    assert "停用" in branch("college", "status").err


def test_a_file_of_another_branch_is_refused(branch: Cli, cluster: Cluster, number: int, home_dir: Path) -> None:
    """And one that another college knows; the code stays good."""
    code = code_for(cluster, "张三", number)
    with cluster.admin() as admin:
        admin.execute("UPDATE college.branch SET id = '\\x01' WHERE number = %s", (number,))
        refused = branch("college", "join", code, "--yes")
        admin.execute("UPDATE college.branch SET id = NULL WHERE number = %s", (number,))
    assert "不是同一个支部，没有加入" in refused.err
    open_database(home(home_dir).database, create=False)
    Hub.insert(branch=number, college=b"\x01" * 16).execute()
    close_database()
    assert "另一个学院服务器" in branch("college", "join", code, "--yes").err
    assert branch("college", "leave", "--yes").code == 0
    assert branch("college", "join", code, "--yes").code == 0


def test_the_sheets_of_a_college_that_was_left_are_finished_by_hand(
    branch: Cli, home_dir: Path, cluster: Cluster, number: int
) -> None:
    """Until one joins it again; nobody who only got them from another machine is kept from leaving."""
    code = code_for(cluster, "张三", number)
    assert branch("college", "join", code, "--yes").code == 0
    taken = seat.read(home(home_dir))
    assert taken is not None
    open_database(home(home_dir).database, create=False)
    (document,) = requests.take_in([Request(7, columns=[REMARK])], taken.college, TODAY).new
    close_database()
    done = ("change", "document", short_id(document.id), "--done", "3月1日")
    refused = branch(*done)
    assert refused.code == 1 and "报送了才记办结" in refused.err and "leave" not in refused.err
    told = "还有 1 张报表没有报送，离开后就报不了了：党员培训情况表。"
    asked = branch("college", "leave")
    assert asked.code == 2 and told in asked.err
    left = branch("college", "leave", "--yes")
    assert left.code == 0 and told in left.err and "不用再报的，在 6 的清单里对它按 F5 记办结。" in left.err
    assert "支部已不在要它的学院，报不了" in branch("college", "hand-in").out
    assert json.loads(branch("college", "hand-in", "--json").out)[0]["columns"] == [REMARK]
    assert "支部已经不在了，报不了；填了的留着。" in branch("college", "hand-in", "7", "--yes").err
    assert "没有加入学院服务器" in branch("college", "leave", "--yes").err

    open_database(home(home_dir).database, create=False)
    hub_note.forget()  # as in a file that only got the sheet from another machine
    close_database()
    assert "支部已经离开那个学院的，先运行 branchtui college leave，再记办结。" in branch(*done).err
    assert branch("college", "leave", "--yes").out.startswith("这份数据不再记着学院服务器。")
    assert branch(*done).code == 0


def test_a_closed_branch_is_refused(branch: Cli, cluster: Cluster, number: int) -> None:
    code = code_for(cluster, "张三", number)
    with cluster.admin() as admin:
        admin.execute("UPDATE college.branch SET closed_on = current_date WHERE number = %s", (number,))
    assert "已撤销" in branch("college", "join", code, "--yes").err


@pytest.mark.parametrize(
    ("layout", "least", "sentence"), [(0, 0, "用新的 branchtui college script 升级"), (9, 9, "先升级本机")]
)
def test_a_server_of_another_form(
    cli: Cli,
    cluster: Cluster,
    number: int,
    layout: int,
    least: int,
    sentence: str,
) -> None:
    code = code_for(cluster, "张三", number)
    with cluster.admin() as admin:
        before = admin.execute("SELECT layout, min_client FROM college.hub").fetchone()
        admin.execute("UPDATE college.hub SET layout = %s, min_client = %s", (layout, least))
        try:
            assert sentence in cli("college", "join", code, "--yes").err
        finally:
            admin.execute("UPDATE college.hub SET layout = %s, min_client = %s", before)


def test_a_certificate_that_is_not_the_codes(
    cli: Cli,
    cluster: Cluster,
    number: int,
    home_dir: Path,
) -> None:
    """Nothing is sent, there is nothing to press; the code stays good."""
    code = code_for(cluster, "张三", number)
    read = join_code.read(code)
    forged = join_code.written(read._replace(fingerprint=bytes(16)))
    refused = cli("college", "join", forged, "--yes")
    assert refused.code == 1
    assert "不是加入码里的那一个，没有连接" in refused.err
    assert seat.read(home(home_dir)) is None
    assert cli("college", "join", code, "--yes").code == 0


def test_a_certificate_that_changes_later(
    cli: Cli,
    cluster: Cluster,
    number: int,
    home_dir: Path,
    another_certificate: str,
) -> None:
    """Somebody else's, and what is no certificate any more: refused for good, not as being away."""
    assert cli("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    pinned = seat.certificate(home(home_dir))
    for text, sentence in ((another_certificate, "证书与加入时的不一样"), ("坏了", "证书读不出来")):
        pinned.write_text(text, encoding="utf-8")
        refused = cli("college", "status")
        assert refused.code == 1
        assert sentence in refused.err
        assert "稍后" not in refused.err and "先运行 branchtui college leave，再用它加入" in refused.err


@pytest.fixture
def another_certificate(tmp_path: Path) -> str:
    """One that another server made itself."""
    import subprocess

    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=branchtui-college", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", tmp_path / "k", "-out", tmp_path / "c"], check=True, capture_output=True,
    )  # fmt: skip
    return (tmp_path / "c").read_text(encoding="ascii")


def test_nobody_is_there(cli: Cli, cluster: Cluster, number: int) -> None:
    read = join_code.read(code_for(cluster, "张三", number))
    away = cli("college", "join", join_code.written(read._replace(port=1)), "--yes")
    assert away.code == 1
    assert "连不上 localhost:1" in away.err
    with pytest.raises(AwayError):
        certificate.shown("localhost", 1)


def test_no_way_round_the_certificate(
    cli: Cli, cluster: Cluster, number: int, home_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the environment of the driver nor a name that is not in it."""
    assert cli("college", "join", code_for(cluster, "张三", number), "--yes").code == 0
    place = home(home_dir)
    taken = seat.read(place)
    assert taken is not None
    monkeypatch.setenv("PGSSLMODE", "disable")
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    with (
        pytest.raises(CollegeError, match="没有 example.org 这个名字"),
        connected(seat.address(place, taken._replace(host="example.org"))),
    ):
        pass


@pytest.mark.parametrize("damage", ["", "x", "college = 'zz'", "[[", "\udcff"])
def test_a_seat_that_cannot_be_read(cli: Cli, home_dir: Path, damage: str) -> None:
    home_dir.mkdir(parents=True, exist_ok=True)
    (home_dir / "college.toml").write_bytes(damage.encode("utf-8", "surrogateescape"))
    told = cli("college", "status")
    assert told.code == 1
    assert "读不懂" in told.err
