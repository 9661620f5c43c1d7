"""`log`, `import log` and `list services`."""

import json
from datetime import date
from pathlib import Path

import pytest

from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Member, Post, PostHolder
from branchtui.store.queries.services.figures import Figure
from branchtui.store.short_ids import short_id
from tests.cli.conftest import Cli

LINE = "lzy 2026-03-04 下午2点到4点 窗口咨询 服务学生30人次 发放材料50份"


def with_post(home: Path, name: str = "教务服务岗", holder: str = "林知远") -> str:
    """Make a post in the closed home; its id."""
    open_database(home / "branch.db")
    with act("设岗"):
        post = Post.create(name=name, category="服务")
        member = Member.get(Member.name == holder)
        PostHolder.create(post=post, member=member, from_day=date(2025, 9, 1))
    close_database()
    return short_id(post)


@pytest.fixture
def posted(branch: Cli, home_dir: Path) -> Cli:
    with_post(home_dir)
    return branch


def services(cli: Cli, *words: str) -> list[dict[str, object]]:
    result = cli("list", "services", *words, "--json")
    assert result.code == 0, result.err
    found: list[dict[str, object]] = json.loads(result.out)
    return found


def test_what_was_at_the_same_time_is_told_and_written_all_the_same(posted: Cli) -> None:
    assert posted("log", "教务服务岗", LINE).err == ""
    again = posted("log", "教务服务岗", "lzy 2026-03-04 下午3点到5点 值班")
    assert again.code == 0 and "与服务“窗口咨询，发放材料”时间重叠" in again.err
    assert len(services(posted)) == 2


def test_a_post_is_shown_with_its_name_and_no_persons(posted: Cli) -> None:
    assert "名称：教务服务岗" in posted("show", "post", "教务服务岗").out


def test_one_line(posted: Cli) -> None:
    result = posted("log", "教务服务岗", LINE)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("已记：林知远 2026-03-04 2 小时 窗口咨询，发放材料，编号")
    (row,) = services(posted, "--post", "教务服务岗")
    assert row == {
        "id": result.last,
        "post": "教务服务岗",
        "day": "2026-03-04",
        "from": "14:00",
        "to": "16:00",
        "hours": 2,
        "by": "林知远",
        "what": "窗口咨询，发放材料",
        "whom": "学生",
        "served": 30,
        "result": "50份",
        "link": "",
        "state": "done",
        "verified_by": "",
        "sign_ups": 0,
    }
    assert "已服务" in posted("list", "services").out


def test_fields(posted: Cli) -> None:
    words = ["--by", "林知远", "--date", "2026-03-04", "--from", "下午2点", "--to", "4点", "--what", "窗口咨询"]
    result = posted("log", "教务服务岗", *words, "--served", "30", "--result", "50份", "--json")
    assert result.code == 0, result.err
    (row,) = services(posted, "--by", "林知远", "--from", "2026-03-01", "--to", "2026-03-31")
    assert (row["id"], row["hours"], row["served"], row["result"]) == (json.loads(result.out)["id"], 2, 30, "50份")
    assert services(posted, "--by", "周以宁") == services(posted, "--to", "2026-03-01") == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ([], 2, "请用一种写法"),
        ([LINE, "--what", "值班"], 2, "请用一种写法"),
        (["--what", "值班"], 2, "还缺 --by"),
        (["--by", "林知远", "--date", "2026-03-04", "--what", "值班"], 1, "没有写时间或时长"),
        (["--by", "林知远", "--date", "2026-03-04", "--what", "值班", "--to", "4点"], 2, "还缺 --from"),
        (["--by", "林知远", "--date", "2026-03-04", "--what", "值班", "--from", "14:00", "--to", "12:00"], 1, "不晚于"),
        (["--by", "林知远", "--date", "2026-03-04", "--what", "值班", "--hours", "9"], 1, "一天最多"),
        (["--by", "林知远", "--date", "2026-03-04", "--what", "值班", "--hours", "2", "--result", "50"], 1, "单位"),
        (["--by", "林知远", "--date", "2020-03-04", "--what", "值班", "--hours", "2"], 1, "任岗时间是2025年9月1日至今"),
        (["--by", "周以宁", "--date", "2026-03-04", "--what", "值班", "--hours", "2"], 1, "加 --volunteer"),
        (["--by", "某某", "--date", "2026-03-04", "--what", "值班", "--hours", "2"], 1, "名册上没有“某某”"),
        (["--by", "林知远", "--date", "2026-13-45", "--what", "值班", "--hours", "2"], 1, "没有13月"),
        ([LINE, "--dry-run"], 2, "--dry-run 只和 --paste 同用"),
        ([LINE, "--planned"], 2, "--planned 只和分项写法同用"),
        (["--date", "2026-03-04", "--volunteer"], 2, "--by 姓名和 --date 日期"),
    ],
)
def test_bad_input_writes_nothing(posted: Cli, words: list[str], code: int, says: str) -> None:
    result = posted("log", "教务服务岗", *words)
    assert (result.code, result.out) == (code, "")
    assert says in result.err
    assert services(posted) == []


def test_two_of_one_name_are_asked(posted: Cli) -> None:
    assert posted("add", "member", "林知远", "--staff-no", "20990099", "--namesake").code == 0
    result = posted("log", "教务服务岗", LINE.replace("lzy", "林知远"))
    assert result.code == 1 and "请写明是哪一位" in result.err
    assert posted("log", "教务服务岗", LINE.replace("lzy", "林知远#0001")).code == 0


def test_a_post_by_id_or_name(branch: Cli, home_dir: Path) -> None:
    key = with_post(home_dir)
    assert branch("log", key, LINE).code == 0
    assert "没有叫“某岗”的示范岗" in branch("log", "某岗", LINE).err
    with_post(home_dir)
    assert "有 2 个岗位叫“教务服务岗”" in branch("log", "教务服务岗", LINE).err


def test_a_volunteer_is_signed_up(posted: Cli, home_dir: Path) -> None:
    words = ["log", "教务服务岗", "--volunteer", "--by", "周以宁", "--date", "2026-03-04"]
    assert "没有服务记录可报名" in posted(*words).err
    posted("log", "教务服务岗", LINE)
    result = posted(*words, "--hours", "1")
    assert result.code == 0 and "已报名：周以宁，2026-03-04 窗口咨询" in result.out
    assert "名册和往来里都没有“何老师”" in posted(*[*words[:4], "何老师", *words[5:]]).err
    assert posted("add", "contact", "何老师", "--unit", "隔壁学院").code == 0
    assert posted(*[*words[:4], "何老师", *words[5:]]).code == 0
    assert services(posted)[0]["sign_ups"] == 2
    open_database(home_dir / "branch.db")
    assert Figure("hours").total() == 10


def test_pasted_lines(posted: Cli) -> None:
    text = f"{LINE}\n随便一句\nlzy 2026-03-05 1.5小时 值班\n"
    looked = posted("log", "教务服务岗", "--paste", "-", "--dry-run", stdin=text.encode())
    assert looked.code == 1 and "什么都没有写入" in looked.err and services(posted) == []
    result = posted("log", "教务服务岗", "--paste", "-", stdin=text.encode())
    assert result.code == 1
    assert result.out.splitlines()[1] == (
        "不能记  第 2 行  随便一句  没有写时间或时长，请写成“下午2点到4点”或“2小时”的样子。"
    )
    assert "已记 2 条" in result.err and "有 1 行没有记" in result.err
    assert [row["hours"] for row in services(posted)] == [1.5, 2]
    again = posted("log", "教务服务岗", "--paste", "-", "--json", stdin=LINE.encode())
    found = json.loads(again.out)
    assert (again.code, found["written"], len(found["unchanged"])) == (0, 0, 1)
    assert posted("undo").code == 0
    assert services(posted) == []


def test_import_log(posted: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "台账.csv"
    head = "日期,时间,姓名,岗位,服务内容,人次,成效,经费\n"
    good = "2026-03-04,14:00-16:00,林知远,教务服务岗,窗口咨询,30,50份,9\n"
    sheet.write_text(head + good + "2026-03-05,,林知远,教务服务岗,值班,,,\n", encoding="utf-8")
    refused = posted("import", "log", str(sheet))
    assert refused.code == 1 and "有 1 行不能导入，什么都没有写入。第 3 行" in refused.err
    assert services(posted) == []
    sheet.write_text(head + good, encoding="utf-8")
    looked = posted("import", "log", str(sheet), "--dry-run")
    assert looked.code == 0 and looked.out.startswith(
        "新增  第 2 行  教务服务岗  林知远  2026-03-04 14:00—16:00  2 小时"
    )
    assert "没有读的栏目：经费" in looked.err and services(posted) == []
    result = posted("import", "log", str(sheet), "--json")
    assert (result.code, len(json.loads(result.out)["added"])) == (0, 1)
    assert "新增 0 条，不变 1 条" in posted("import", "log", str(sheet)).err
    assert len(services(posted)) == 1


def test_what_show_says_of_a_post(posted: Cli, home_dir: Path) -> None:
    from branchtui.cli.posts.services import totals_and_log

    posted("log", "教务服务岗", LINE)
    open_database(home_dir / "branch.db")
    found = totals_and_log(Post.get())
    assert found["totals"] == {"hours": 2, "served": 30}
    assert [(row["by"], row["hours"], row["served"]) for row in found["log"]] == [("林知远", 2, 30)]


def test_the_hours_of_a_post_are_the_sum_of_what_its_log_shows(posted: Cli) -> None:
    number = posted("log", "教务服务岗", LINE).last
    posted("log", "教务服务岗", "lzy 2026-03-05 2小时 值班")
    assert posted("service", number, "--sign-up", "沈一禾").code == 0
    assert posted("service", number, "--came", "沈一禾", "--hours", "1.5").code == 0
    posted("log", "教务服务岗", "--by", "林知远", "--date", "2030-03-05", "--hours", "2", "--what", "值班", "--planned")
    seen = json.loads(posted("show", "post", "教务服务岗", "--json").out)
    done = [row for row in seen["log"] if row["state"] == "done"]
    assert seen["totals"]["hours"] == sum(row["hours"] + row["hours_taking_part"] for row in done) == 5.5
    words = posted("show", "post", "教务服务岗").out
    assert "5.5 小时（其中同去的人 1.5 小时），30 人次" in words and "同去的人1.5小时" in words and "已安排" in words


def test_options_of_services_are_theirs(posted: Cli) -> None:
    assert "只和 services 同用" in posted("list", "members", "--post", "教务服务岗").err
