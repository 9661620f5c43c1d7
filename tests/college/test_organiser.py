"""The organiser's commands on a real server: what the branches have to do, and what is asked of them."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import branchtui.store.college as store_college
from branchtui import assets
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store.college.connection import CollegeError, connected
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Meeting
from branchtui.store.writes import assign
from branchtui.workflows.college import administering, asking, seat
from branchtui.workflows.college.collecting import collect
from branchtui.workflows.college.hours import hours
from branchtui.workflows.college.organiser import boards, figures, one
from branchtui.workflows.demo import build_demo
from tests.cli.conftest import Cli, cli, home_dir  # noqa: F401  # fixtures
from tests.college.cluster import Cluster
from tests.college.publishing import publish

TODAY = date(2026, 11, 23)
QUERIES = assets.path("college", "board.sql")
SHEET = """
title = "学时核对"
due = 2026-12-01

[[column]]
name = "姓名"
type = "person"
prefill = "member"

[[column]]
name = "学时"
type = "hours"
prefill = "hours"

[[column]]
name = "日期"
type = "date"

[[column]]
name = "备注"
type = "text"
optional = true
"""


def rows_of_sheet(path: Path) -> list[list[str]]:
    """The cells of the only sheet, as text."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]


class College:
    """A college with three branches, one of which has published the demo; the seats of an organiser and a secretary."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        with cluster.admin() as admin:
            found = admin.execute("SELECT coalesce(max(number), 0) FROM college.branch").fetchone()
        self.numbers = [cluster.branch(f"第{found[0] + place}党支部") for place in (1, 2, 3)]
        self.organiser = cluster.seat("organiser_all", "organiser", None)
        self.secretary = cluster.seat("secretary_one", "secretary", self.numbers[0])

    def hand_in(self, request: int, rows: object) -> None:
        with connected(self.secretary) as connection:
            sheet = json.dumps(rows) if rows is not None else None
            connection.execute("SELECT college.hand_in(%s, %s, %s::jsonb)", (request, self.numbers[0], sheet))

    def moved(self, request: int, days: int) -> None:
        """What was handed in for a request is older by so many days."""
        with self.cluster.admin() as admin:
            admin.execute(
                "UPDATE college.answer SET at = at - make_interval(days => %s) WHERE request = %s", (days, request)
            )


@pytest.fixture(scope="module")
def college(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[College]:
    made, folder = College(cluster), tmp_path_factory.mktemp("college")
    open_database(folder / "demo.db")
    try:
        build_demo(now=datetime(2026, 11, 23, 9), photos=PhotoStore(folder / "photos", folder / "cache"))
        with act("公式"):
            assign(Meeting.select().order_by(Meeting.id).first(), {"title": "=1+1"})
        with cluster.admin() as admin:
            publish(admin, made.numbers[0])
    finally:
        close_database()
    yield made
    with cluster.admin() as admin:  # others look at all branches
        admin.execute("UPDATE college.branch SET closed_on = now() WHERE number = ANY (%s)", (made.numbers,))


@pytest.fixture
def joined(college: College, cli: Cli, home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:  # noqa: F811
    """The command line on a home that sits as the organiser."""
    to, place = college.organiser, home(home_dir)
    place.ensure()
    seat.write(
        place,
        seat.Seat(b"c" * 16, "商学院党委", to.host, to.port, to.login, to.password, "organiser", None, "full", ""),
    )
    seat.keep_certificate(place, to.certificate.read_text(encoding="ascii"))
    return cli


def test_the_board_lists_the_branches_by_number(joined: Cli, college: College) -> None:
    told = json.loads(joined("college", "board", "--json").out)
    mine = [each for each in told if each["number"] in college.numbers]
    assert [each["number"] for each in mine] == college.numbers == sorted(college.numbers)
    assert mine[0]["synced_at"] and not mine[1]["synced_at"] and mine[1]["overdue"] == []
    shown = joined("college", "board")
    assert (
        "还没有同步过" in shown.out
        and "只显示能从公开内容判断的事项" in shown.err
        and "按各支部自己的约定判断" in shown.err
    )


def test_a_renamed_branch_has_its_new_name_at_once(joined: Cli, college: College) -> None:
    number = college.numbers[1]
    for name in ("改过名的第二党支部", f"第{number}党支部"):
        college.cluster.psql(administering.rename_branch(number, name))
        told = json.loads(joined("college", "board", "--json").out)
        assert next(each["name"] for each in told if each["number"] == number) == name


def test_a_renamed_college_is_called_so_by_the_next_command(joined: Cli, home_dir: Path) -> None:  # noqa: F811
    assert joined("college", "board").code == 0
    assert joined("college", "status").out.startswith("海州大学国际商学院党委  ")
    kept = seat.read(home(home_dir))
    assert kept is not None and kept.name == "海州大学国际商学院党委"


def test_one_branch_is_read_and_that_is_kept(college: College) -> None:
    number = college.numbers[0]
    with connected(college.organiser) as connection:
        whole = next(each for each in boards(connection, TODAY) if each.head.number == number)
        seen = one(connection, number, TODAY)
        assert seen.board == whole and seen.meetings and seen.people
        assert {each.standing for each in seen.people} > {"full"}, "not only members are on the roster"
        assert all(meeting.states for meeting in seen.meetings if meeting.state == "filed")
        with pytest.raises(BranchError, match="没有 9999 号支部"):
            one(connection, 9999, TODAY)
    with college.cluster.admin() as admin:
        kept = admin.execute("SELECT login, branch, detail FROM college.audit WHERE what = 'look'").fetchall()
    assert ("organiser_all", number, "branch") in kept


def test_an_organiser_of_some_branches_sees_those(college: College) -> None:
    address = college.cluster.seat("organiser_two", "organiser", college.numbers[1])
    with connected(address) as connection:
        assert [each.head.number for each in boards(connection, TODAY)] == [college.numbers[1]]
        with pytest.raises(BranchError, match="不归这个席位看"):
            one(connection, college.numbers[0], TODAY)
        with connected(college.organiser) as all_:
            number = asking.ask(all_, asking.draft("通知", to=str(college.numbers[1]), today=TODAY))
        for to in ("", str(college.numbers[1]), str(college.numbers[0])):
            with pytest.raises(CollegeError, match="不是管全部支部的组织员.*，没有发送。请由"):
                asking.ask(connection, asking.draft("通知", to=to, today=TODAY))
        with pytest.raises(CollegeError, match="没有发送"):
            asking.remind(connection, number, TODAY)
        with pytest.raises(CollegeError, match="不是管全部支部的组织员.*，没有撤回。请由"):
            asking.withdraw(connection, number)


def test_hours_are_told_by_the_day_of_the_year(joined: Cli, college: College) -> None:
    with connected(college.organiser) as connection:
        early = next(
            each for each in hours(connection, 2026, date(2026, 1, 11)) if each.head.number == college.numbers[0]
        )
        late = next(each for each in hours(connection, 2026, TODAY) if each.head.number == college.numbers[0])
    assert all(each.behind_by_now <= 112 * 11 / 365 for each in early.people), "eleven days ask for little"
    assert 0 < len(late.behind) <= len(late.people)
    assert all(each.behind_by_now <= each.behind for each in late.people)
    told = json.loads(joined("college", "hours", "--year", "2026", "--json").out)
    assert len(next(each["members"] for each in told if each["number"] == college.numbers[0])) == len(late.people)
    assert "落后" in joined("college", "hours").out
    assert joined("college", "hours", "--year", "3000").code == 1


def test_figures_count_what_was_held(college: College) -> None:
    with connected(college.organiser) as connection:
        found = next(each for each in figures(connection, 2026, TODAY) if each.head.number == college.numbers[0])
    assert sum(kind.meetings for kind in found.kinds.values()) > 10 and found.reports
    assert all(kind.present <= kind.expected for kind in found.kinds.values())


@pytest.mark.parametrize("name", ["hours", "school", "year", "figures"])
def test_sheets_open_and_hold_no_formula(joined: Cli, tmp_path: Path, college: College, name: str) -> None:
    target = tmp_path / "表.xlsx"
    done = joined("college", "sheet", name, "--year", "2026", "-o", str(target))
    assert done.code == 0, done.err
    rows = rows_of_sheet(target)
    assert any(f"第{college.numbers[0]}党支部" in row for row in rows[1:])
    silent = next((row for row in rows if f"第{college.numbers[1]}党支部" in row), None)
    if name in ("year", "figures"):
        assert silent is not None and not any(silent[3:]), "of whom nothing is known nothing is counted, not even 0"
    else:
        assert silent is None
    if name == "school":
        assert any("=1+1" in row for row in rows), "a formula is a text"
        assert "会议决议不公开" in done.err
    assert joined("college", "sheet", name, "--year", "2026", "-o", str(tmp_path)).code == 2


def test_a_sheet_is_asked_for_handed_in_and_collected(joined: Cli, college: College, tmp_path: Path) -> None:
    file, target = tmp_path / "学时.toml", tmp_path / "汇总.xlsx"
    file.write_text(SHEET, encoding="utf-8")
    to = ",".join(map(str, college.numbers[:2]))
    number = int(joined("college", "request", str(file), "--to", to, "--due", "明天").out.split()[-1])
    college.hand_in(number, None)
    college.hand_in(number, [["林知远", "40", "2026-11-20", "=HYPERLINK(1)"], ["周以宁", "不清楚", "那天", ""]])
    states = json.loads(joined("college", "collect", str(number), "--json").out)
    assert [each.get("optional", False) for each in states["columns"]] == [False, False, False, True]
    assert [each["state"] for each in states["answers"]] == ["已报送", "未收到"] and states["lacking"] == [
        college.numbers[1]
    ]
    done = joined("college", "collect", str(number), "-o", str(target))
    assert "1 个支部报了，还没有报的：" in done.err
    header, *rows = rows_of_sheet(target)
    assert header == ["序号", "支部", "报送", "报送日期", "迟报", "姓名", "学时", "日期", "备注"]
    assert rows[0][5:] == ["林知远", "40", "2026-11-20", "=HYPERLINK(1)"]
    assert rows[1][5:] == ["周以宁", "不清楚", "那天", ""], "what is no number and no day stays what it is"
    assert rows[2][:3] == [str(college.numbers[1]), rows[2][1], "未报送"]
    college.hand_in(number, "不是表")
    joined("college", "collect", str(number), "-o", str(target))
    assert "读不懂" in rows_of_sheet(target)[1][2], "one that can't be read keeps nobody's out"
    listed = joined("college", "collect").out
    assert "学时核对" in listed and "1/2" in listed


def test_who_is_late_and_who_is_reminded(joined: Cli, college: College) -> None:
    draft = asking.draft_from(SHEET, TODAY)._replace(to=college.numbers)
    today = datetime.now().date()
    with connected(college.organiser) as connection:
        number = asking.ask(connection, draft._replace(due_on=today))
        college.hand_in(number, [["林知远", "", "", ""]])
        found = asking.request(connection, number)
        assert [found.is_late(found.row.given.get(each), today) for each in college.numbers] == [False] * 3
        assert [found.is_late(found.row.given.get(each), today + timedelta(1)) for each in college.numbers] == [
            False,
            True,
            True,
        ]
        college.moved(number, -2)
        assert asking.request(connection, number).is_late(
            asking.request(connection, number).row.given[college.numbers[0]], today
        )
        sent, to = asking.remind(connection, number, today)
        reminder = asking.request(connection, sent).row
        assert to == list(reminder.branches) == college.numbers[1:] and reminder.kind == "notice"
        assert reminder.title == "催办：学时核对" and "还没有收到你支部报送的报表" in reminder.body
        mine = next(each for each in boards(connection, today + timedelta(1)) if each.head.number == college.numbers[1])
        assert (mine.lacking > 0, mine.late > 0) == (True, True)
    assert joined("college", "withdraw", str(number)).code == 0
    assert "已经撤回" in joined("college", "withdraw", str(number)).err
    assert "已经撤回" in joined("college", "remind", str(number)).err


def test_a_notice_reaches_branches_that_come_later(joined: Cli, college: College, tmp_path: Path) -> None:
    body = tmp_path / "正文.txt"
    body.write_text("请各支部\n按时报送。", encoding="utf-8")
    number = int(joined("college", "notice", "报送安排", "--file", str(body), "--due", "明天").out.split()[-1])
    later = college.cluster.branch(f"后来的党支部{number}")
    with connected(college.organiser) as connection:
        row = asking.request(connection, number).row
        assert later in row.branches and row.body == "请各支部\n按时报送。" and row.columns is None
    college.hand_in(number, None)
    assert "已收到" in joined("college", "collect", str(number)).out
    assert "是通知，没有报表可汇总" in joined("college", "collect", str(number), "-o", str(tmp_path / "无.xlsx")).err


def test_a_request_is_changed(joined: Cli, college: College, tmp_path: Path) -> None:
    number = int(joined("college", "notice", "报送安排", "--due", "明天").out.split()[-1])
    body = tmp_path / "正文.txt"
    body.write_text("改到下周。", encoding="utf-8")
    with connected(college.organiser) as connection:
        first = asking.request(connection, number).row.due_on
    assert first is not None
    said = joined("college", "change", str(number), "--due", "后天", "--file", str(body))
    assert said.code == 0 and f"第 {number} 号已改正文、期限：报送安排" in said.err
    with connected(college.organiser) as connection:
        row = asking.request(connection, number).row
    assert (row.title, row.body, row.due_on) == ("报送安排", "改到下周。", first + timedelta(1))
    assert "原来就是这样" in joined("college", "change", str(number), "--due", "后天").err
    assert "已经过去" in joined("college", "change", str(number), "--due", "昨天").err
    assert joined("college", "change", str(number), "--due", "无", "--title", "不限时间").code == 0
    with connected(college.organiser) as connection:
        assert asking.request(connection, number).row.due_on is None
    joined("college", "withdraw", str(number))
    assert "已经撤回" in joined("college", "change", str(number), "--title", "题").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["change", "9999", "--due", "明天"], "没有第 9999 号"),
        (["change", "1"], "请写改什么"),
        (["notice", ""], "标题不能为空"),
        (["notice", "题", "--to", "9-5"], "写反了"),
        (["notice", "题", "--to", "9999"], "没有 9999 号支部"),
        (["notice", "题", "--due", "10000年1月1日"], "日期"),
        (["notice", "110101199003070011 的事"], "身份证号"),
        (["request", "无.toml"], "无.toml"),
        (["collect", "9999"], "没有第 9999 号"),
        (["withdraw", "9999"], "没有第 9999 号"),
        (["collect", "-o", "a.xlsx"], "-o 要和编号同用"),
    ],
)
def test_what_cannot_be_asked_is_said(joined: Cli, words: list[str], said: str) -> None:
    done = joined("college", *words)
    assert done.code in (1, 2) and said in done.err and not done.out


def test_a_day_that_is_over_is_no_day_to_ask_for(joined: Cli, college: College, tmp_path: Path) -> None:
    """Typed or in the file; of a sheet and of a notice."""
    file, late = tmp_path / "学时.toml", tmp_path / "过期.toml"
    over = datetime.now().date() - timedelta(1)
    file.write_text(SHEET, encoding="utf-8")
    late.write_text(SHEET.replace("2026-12-01", over.isoformat()), encoding="utf-8")
    told = f"期限 {over.year}年{over.month}月{over.day}日已经过去，没有发送"
    with connected(college.organiser) as connection:
        before = len(asking.requests(connection))
        for words in (
            ["request", str(file), "--due", over.isoformat()],
            ["request", str(late)],
            ["notice", "题", "--due", "昨天"],
        ):
            done = joined("college", *words)
            assert done.code == 1 and told in done.err and not done.out
        assert len(asking.requests(connection)) == before
    to = str(college.numbers[0])
    assert joined("college", "request", str(late), "--due", "今天", "--to", to).code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "写法有误"),
        ('title = "题"', "1 到 50 栏"),
        ('title = "题"\nby = "我"', "不认识的“by”"),
        ('title = 3\n[[column]]\nname = "甲"\ntype = "text"', "title 要写在引号里"),
        ('[[column]]\nname = "甲"\ntype = "text"', "标题不能为空"),
        ('title = "题"\ndue = 2026-12-01T08:00:00\n[[column]]\nname = "甲"\ntype = "text"', "due 应是一天"),
        ('title = "题"\n[[column]]\nname = "甲"\ntype = "text"\nprefill = "phone"', "要预填 phone"),
        (
            'title = "题"\n[[column]]\nname = "甲（可空）"\ntype = "text"',
            "“甲（可空）”的名称里不写“可空”，请在那一栏另写一行",
        ),
    ],
)
def test_a_file_that_asks_for_no_sheet(text: str, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        asking.draft_from(text, TODAY)


def test_other_homes_are_refused(cli: Cli, home_dir: Path, college: College) -> None:  # noqa: F811
    assert "还没有加入学院" in cli("college", "board").err
    to, place = college.secretary, home(home_dir)
    place.ensure()
    words: Any = (
        b"c" * 16,
        "商学院党委",
        to.host,
        to.port,
        to.login,
        to.password,
        "secretary",
        college.numbers[0],
        "full",
        "",
    )
    seat.write(place, seat.Seat(*words))
    seat.keep_certificate(place, to.certificate.read_text(encoding="ascii"))
    assert "不是组织员的" in cli("college", "board").err


def test_a_sheet_with_any_title_is_collected(college: College, tmp_path: Path) -> None:
    draft = asking.draft_from(SHEET, TODAY)._replace(title="甲/乙[丙]:*?", to=college.numbers[:1])
    with connected(college.organiser) as connection:
        number = asking.ask(connection, draft)
        done = collect(connection, asking.request(connection, number), tmp_path / "汇总.xlsx", TODAY, "商学院党委")
    assert done.branches == 0 and len(done.missing) == 1


def test_the_board_of_all_is_two_round_trips(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many branches there are: what they have agreed on, then at most eight queries, each time with a setting, all
    sent before the first answer is waited for."""
    sent: list[str] = []
    with connected(college.organiser) as connection:
        execute, pipeline = connection.execute, connection.pipeline
        monkeypatch.setattr(
            connection, "execute", lambda *words, **more: (sent.append("statement"), execute(*words, **more))[1]
        )
        monkeypatch.setattr(connection, "pipeline", lambda: (sent.append("pipeline"), pipeline())[1])
        assert len(boards(connection, TODAY)) >= 3
    rules, facts = " ".join(sent).removeprefix("pipeline").split("pipeline")
    assert rules.split() == ["statement"] * 2 and set(facts.split()) == {"statement"} and len(facts.split()) <= 9


def test_every_query_is_asked() -> None:
    """What nobody asks any more goes out of board.sql."""
    source = "".join(path.read_text(encoding="utf-8") for path in Path(store_college.__file__).parent.glob("*.py"))
    source += "".join(path.read_text(encoding="utf-8") for path in Path(asking.__file__).parent.glob("*.py"))
    unused = [
        name
        for name in re.findall(r"^-- name: (\w+)$", QUERIES.read_text(encoding="utf-8"), re.M)
        if f'"{name}"' not in source
    ]
    assert not unused, f"nobody asks {unused} of board.sql: take it out"
