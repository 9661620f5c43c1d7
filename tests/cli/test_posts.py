"""Posts on the command line: the whole life of one, its shapes, and one sentence for every mistake."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

POST = "教务管理工作示范岗"


@pytest.fixture
def post(branch: Cli) -> str:
    made = branch(
        *("add", "post", POST, "--number", "02", "--category", "管理", "--serves", "全院师生"),
        *("--duty", "接待来访", "--duty", "整理清单", "--pledge", "来访当日答复", "--pledge", "全心全意服务"),
    )
    assert made.code == 0 and "没有数量、具体的对象或时间" in made.err and "来访当日答复" not in made.err.split("”")[0]
    return made.last


def set_up(cli: Cli) -> None:
    assert cli("holder", "02", "周以宁", "--from", "2025-03-03").code == 0
    for words in (
        ("按需设岗", "--from", "2025-03-03"),
        ("申报", "--from", "2025-03-03"),
        ("评议", "--from", "2025-03-04"),
        ("公示", "--from", "2025-03-05", "--to", "2025-03-11"),
        ("核准", "--from", "2025-03-12"),
        ("授牌", "--from", "2025-03-13"),
        ("亮岗", "--from", "2025-03-14"),
    ):
        result = cli("step", POST, *words)
        assert result.code == 0, result.err


def shown(cli: Cli) -> dict[str, object]:
    found: dict[str, object] = json.loads(cli("show", "post", "02", "--json").out)
    return found


def test_a_post_from_set_up_to_review(branch: Cli, post: str) -> None:
    set_up(branch)
    (row,) = json.loads(branch("list", "posts", "--json").out)
    assert row == {
        "id": post, "number": "02", "name": POST, "category": "管理", "state": "active", "since": "2025-03-13",
        "holders": ["周以宁"],
    }  # fmt: skip
    assert "在岗" in branch("list", "posts").out
    scores = ("--self", "92", "--peer", "88:12:沈一禾", "--public", "90:35")
    period = ("--by", "周以宁", "--from", "2025-03-13", "--to", "2025-12-31")
    first = branch("review", "02", *period, *scores)
    assert first.code == 0 and "还没有总分：缺支部评定" in first.err
    second = branch("review", "02", *period, "--branch", "95", "--grade", "优秀", "--decided-on", "2026-01-08")
    assert second.last == first.last and "总分 91.5，按分数是“优秀”" in second.err
    (review,) = shown(branch)["reviews"]  # type: ignore[misc]
    assert (review["total"], review["grade"], review["decided_on"]) == (91.5, "优秀", "2026-01-08")
    assert review["scores"]["peer"] == {"score": 88.0, "weight": 20, "answered": 12, "by": "沈一禾", "day": None}
    assert branch("pledge", "02", "--kept", "1", "--on", "2025-04-01", "--evidence", "来访登记簿").code == 0
    whole = branch("show", "post", POST)
    assert whole.code == 0
    for words in (
        "周以宁  2025年3月3日至今",
        "公示  2025年3月5日至2025年3月11日",
        "1  来访当日答复  2025年4月1日兑现：来访登记簿",
        "总分 91.5",
    ):
        assert words in whole.out
    assert "周以宁" in branch("show", "member", "周以宁").out and POST in branch("show", "member", "周以宁").out
    assert f"{POST}：承诺兑现" in branch("history", "post", "02").out
    assert [hit["thing"] for hit in json.loads(branch("search", "教务管理", "--json").out)] == ["post"]


def test_steps_are_changed_and_taken_away(branch: Cli, post: str) -> None:
    set_up(branch)
    early = branch("step", "02", "公示", "--change", "--to", "2025-03-14")
    assert early.code == 1 and "公示到2025年3月14日才结束，核准早了" in early.err
    assert branch("step", "02", "亮岗", "--change", "--reason", "仪式上亮岗").code == 0
    assert branch("step", "02", "亮岗", "--remove").code == 0
    for day in ("2025-06-30", "2025-12-31"):
        assert branch("step", "02", "述职", "--from", day).code == 0
    several = branch("step", "02", "述职", "--remove")
    assert several.code == 1 and "登记过 2 次述职：2025-06-30、2025-12-31。请用 --on" in several.err
    assert branch("step", "02", "述职", "--remove", "--on", "2025-06-30").code == 0
    names = [step["step"] for step in shown(branch)["steps"]]  # type: ignore[attr-defined]
    assert names == ["按需设岗", "申报", "评议", "公示", "核准", "授牌", "述职"]
    assert branch("undo").code == 0 and len(shown(branch)["steps"]) == 8  # type: ignore[arg-type]


def test_holders_come_and_go(branch: Cli, post: str) -> None:
    assert branch("holder", "02", "周以宁", "--from", "2025-03-03").code == 0
    assert branch("holder", "02", "沈一禾", "--from", "2025-03-03").code == 0
    assert branch("holder", "02", "周以宁", "--to", "2025-06-30").code == 0
    assert branch("holder", "02", "沈一禾", "--change", "--from", "2025-03-10").code == 0
    held = [(each["name"], each["from"], each["to"]) for each in shown(branch)["holders"]]  # type: ignore[attr-defined]
    assert held == [("周以宁", "2025-03-03", "2025-06-30"), ("沈一禾", "2025-03-10", None)]
    assert branch("holder", "02", "沈一禾", "--remove").code == 0
    assert [row["holders"] for row in json.loads(branch("list", "posts", "--json").out)] == [[]]


def test_pledges_from_a_file_and_in_place(branch: Cli, post: str) -> None:
    added = branch("pledge", "02", "--file", "-", "--json", stdin="1.公开电话\n2.每周值班两次\n".encode("gb18030"))
    assert len(json.loads(added.out)["ids"]) == 2
    assert branch("pledge", "02", "--change", "2", "--words", "每月走访宿舍一次").code == 0
    assert branch("pledge", "02", "--remove", "3").code == 0
    assert branch("pledge", "02", "--kept", "1", "--evidence", "登记簿").code == 0
    assert branch("pledge", "02", "--not-kept", "1").code == 0
    there = [(each["words"], each["kept_on"]) for each in shown(branch)["pledges"]]  # type: ignore[attr-defined]
    assert there == [("来访当日答复", None), ("每月走访宿舍一次", None), ("每周值班两次", None)]


def test_the_papers_of_a_post(branch: Cli, post: str, tmp_path: Path) -> None:
    set_up(branch)
    assert (
        branch("review", "02", "--by", "周以宁", "--from", "2025-03-13", "--to", "2025-12-31", "--self", "92").code == 0
    )
    assert branch("log", POST, "周以宁 2025年3月19日下午2点到4点 窗口咨询 服务学生30人次").code == 0
    span = ("--from", "2025-01-01", "--to", "2025-12-31")
    done = branch("export", "post", "02", *span, "-o", str(tmp_path / "岗位"), "--json")
    assert [Path(file).name for file in json.loads(done.out)["files"]] == [
        "01_岗位登记表.docx",
        "02_公示.docx",
        "03_亮岗牌.docx",
        "04_服务台账_20250101-20251231.docx",
        "05_年度总结表_20250101-20251231.docx",
        "06_考核表_周以宁_20250313-20251231.docx",
    ]
    assert "处要补" in done.err
    other = branch("export", "post", "02", "--from", "2024-01-01", "--to", "2024-12-31", "-o", str(tmp_path / "另"))
    assert "服务台账" not in other.out, "nothing was done then"
    wrong = branch("export", "post", "02", "--from", "2025-06-01", "--to", "2025-05-01")
    assert wrong.code == 1 and "早于起始日" in wrong.err


def test_the_log_as_a_sheet_goes_out_and_comes_in_again(branch: Cli, post: str, tmp_path: Path) -> None:
    set_up(branch)
    assert branch("log", POST, "周以宁 2025年3月19日下午2点到4点 窗口咨询 服务学生30人次").code == 0
    file = tmp_path / "台账.xlsx"
    done = branch("export", "log", "02", "-o", str(file), "--json")
    assert json.loads(done.out) == {"files": [str(file)]} and "1 条" in done.err
    again = branch("import", "log", str(file))
    assert "不变" in again.out and "新增 0 条，不变 1 条" in again.err
    named = branch("export", "log", "--all", "--from", "2025-03-01", "-o", str(tmp_path))
    assert named.out.strip().endswith("服务台账_全部岗位_20250301起.xlsx")
    nothing = branch("export", "log", "02", "--from", "2025-04-01", "-o", str(tmp_path / "空.xlsx"))
    assert nothing.code == 1 and not (tmp_path / "空.xlsx").exists()
    assert branch("export", "log").code == 2 and branch("export", "log", "02", "--all").code == 2


def test_a_last_day_without_its_year_is_read_from_the_first(branch: Cli, post: str) -> None:
    today = date.today()
    first, last = today - timedelta(300), today - timedelta(290)
    short = f"{last.month}月{last.day}日"
    assert branch("holder", "02", "周以宁", "--from", first.isoformat(), "--to", short).code == 0
    begins, ends = today - timedelta(1), today + timedelta(20)
    words = (
        "step",
        "02",
        "公示",
        "--from",
        begins.isoformat(),
        "--to",
        f"{ends.month}月{ends.day}日",
        "--reason",
        "补登",
    )
    assert branch(*words).code == 0
    found = shown(branch)
    assert [each["to"] for each in found["holders"]] == [last.isoformat()]  # type: ignore[attr-defined]
    assert [each["to"] for each in found["steps"]] == [ends.isoformat()]  # type: ignore[attr-defined]


def test_a_post_is_shown_with_its_log(branch: Cli, post: str) -> None:
    set_up(branch)
    assert branch("log", POST, "周以宁 2025年3月19日下午2点到4点 窗口咨询 服务学生30人次").code == 0
    found = shown(branch)
    assert found["totals"] == {"hours": 2, "served": 30}
    assert [(row["by"], row["hours"], row["served"]) for row in found["log"]] == [("周以宁", 2, 30)]  # type: ignore[attr-defined]
    whole = branch("show", "post", "02").out
    assert "2 小时，30 人次" in whole and "2025-03-19  周以宁  2小时  窗口咨询  30人次" in whole


def test_a_branch_sets_its_own(branch: Cli, post: str) -> None:
    assert "公示期限改为 7 个工作日，记为本支部约定" in branch("set", "公示期限", "7").out
    set_up_short = branch("step", "02", "公示", "--from", "2025-03-05", "--to", "2025-03-11")
    assert set_up_short.code == 1 and "不满 7 个（本支部约定）" in set_up_short.err
    assert "已恢复默认" in branch("set", "公示期限", "默认").out
    assert branch("set", "公示期限", "七").code == 2
    assert branch("set", "岗位类别", "思政、实验").code == 0
    refused = branch("change", "post", "02", "--category", "教学")
    assert refused.code == 1 and "可选：思政、实验" in refused.err


def test_a_branch_has_steps_of_its_own(branch: Cli, post: str) -> None:
    assert branch("add", "step", "岗前培训", "--behind", "核准", "--after", "核准").code == 0
    set_up(branch)
    assert branch("step", "02", "岗前培训", "--from", "2025-03-12").code == 0
    early = branch("step", "02", "岗前培训", "--change", "--from", "2025-03-03")
    assert early.code == 1 and "还没有登记核准，就登记了岗前培训" in early.err
    assert branch("set", "岗位环节：述职", "关").code == 0
    gone = branch("step", "02", "述职")
    assert gone.code == 1 and "没有“述职”这一环节" in gone.err
    assert branch("set", "岗位环节：述职", "默认").code == 0 and branch("step", "02", "述职").code == 0
    assert branch("set", "岗位环节：岗前培训", "关").code == 0
    assert "岗前培训" in branch("show", "post", "02").out, "what was done of it stays"
    assert branch("set", "岗位环节：评议", "不要").code == 2
    assert branch("set", "考核权重", "10,10,40,40").code == 0
    assert branch("set", "考核权重", "10,10,40,41").code == 1 and branch("set", "考核权重", "默认").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("add", "post", POST), 1, "已有名称是"),
        (("add", "post", "另一个", "--category", "后勤"), 1, "没有“后勤”这一类岗位"),
        (("change", "post", "02"), 2, "没有要改的内容"),
        (("change", "post", "没有这个岗", "--serves", "师生"), 1, "没有叫“没有这个岗”的示范岗"),
        (("step", "02", "盖章"), 1, "没有“盖章”这一环节"),
        (("step", "02", "公示", "--from", "2025-03-05"), 1, "公示要写截止日"),
        (("step", "02", "公示", "--from", "2025-03-05", "--to", "2025-03-01"), 1, "早于起始日"),
        (("step", "02", "授牌", "--from", "2025-03-05"), 1, "还没有登记核准，就登记了授牌"),
        (("step", "02", "恢复", "--from", "2025-03-05"), 1, "不能恢复"),
        (("step", "02", "申报", "--on", "2025-03-05"), 2, "--on 只和 --change、--remove 一起写"),
        (("step", "02", "申报", "--remove"), 1, "没有登记过这样的申报"),
        (("step", "02", "申报", "--remove", "--change"), 2, "不能同时使用"),
        (("step", "02", "申报", "--from", "2025-13-01"), 1, "没有13月"),
        (("holder", "02", "周以宁"), 2, "请写明从哪天起上岗"),
        (("holder", "02", "没有人", "--from", "2025-03-05"), 1, "没有“没有人”"),
        (("holder", "02", "周以宁", "--from", "2025-03-05", "--to", "2025-03-01"), 1, "早于起始日"),
        (("holder", "02", "周以宁", "--to", "2025-03-05"), 1, "现在不在"),
        (("pledge", "02"), 1, "承诺不能为空"),
        (("pledge", "02", "--kept", "9", "--evidence", "有"), 1, "没有第“9”条承诺"),
        (("pledge", "02", "--kept", "1"), 1, "兑现依据不能为空"),
        (("pledge", "02", "字", "--file", "x.txt"), 2, "不能两样都写"),
        (("review", "02", "--by", "周以宁", "--from", "2025-01-01", "--to", "2025-12-31"), 1, "没有在"),
        (("review", "02", "--by", "周以宁", "--from", "2025-01-01", "--to", "2025-12-31", "--self", "优"), 1, "自评要写 0 到 100"),
        (("review", "02", "--by", "周以宁", "--from", "2025-01-01", "--to", "2025-12-31", "--peer", "90:多"), 1, "评议人数要写数字"),
        (("review", "02", "--by", "周以宁", "--from", "2025-01-01", "--to", "2025-12-31", "--weights", "1,2"), 1, "权重要写四个整数"),
        (("review", "02", "--by", "周以宁", "--from", "2025-01-01", "--to", "2025-12-31", "--remove"), 1, "没有周以宁这一段时间的考核"),
        (("show", "post", "ffffffff"), 1, "没有编号为 ffffffff 的示范岗"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_writes_nothing(
    branch: Cli, post: str, words: tuple[str, ...], code: int, told: str
) -> None:
    before = shown(branch)
    result = branch(*words)
    assert (result.code, result.out) == (code, "") and told in result.err
    assert shown(branch) == before


def test_of_two_people_of_one_name_the_one_meant_is_told(branch: Cli, post: str) -> None:
    other = ("add", "member", "周以宁", "--staff-no", "20199999", "--from", "2019-01-01", "--namesake")
    assert branch(*other).code == 0
    asked = branch("holder", "02", "周以宁", "--from", "2025-03-03")
    assert asked.code == 1 and "有 2 位“周以宁”" in asked.err
    assert branch("holder", "02", "周以宁#9999", "--from", "2025-03-03").code == 0
