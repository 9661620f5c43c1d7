"""The command-line contract: exit codes, ids, streams, JSON, and one sentence for every mistake."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from branchtui import __version__
from branchtui.cli.run import build_parser
from branchtui.files.sheets import tables
from tests.cli.conftest import Cli

YESTERDAY = (date.today() - timedelta(1)).isoformat()


def plan(cli: Cli, *more: str) -> str:
    result = cli(
        *("add", "meeting", "--kind", "主题党日", "--when", f"{YESTERDAY} 15:00", "--place", "行政楼201"),
        *("--title", "学习[/全会精神", "--host", "林知远", "--recorder", "周以宁", "--item", "集中学习", *more),
    )
    assert result.code == 0, result.err
    return result.last


def test_version_is_quick_and_light() -> None:
    code = "import sys; from branchtui.__main__ import main; main(['--version']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(f"branchtui {__version__} (Python 3.")
    assert not {"textual", "peewee", "argparse", "docx"} & set(done.stderr.split())


def test_without_a_terminal_the_app_says_what_to_do(branch: Cli) -> None:
    result = branch()
    assert (result.code, result.out) == (2, "")
    assert "branchtui --help" in result.err
    assert branch("demo").code == 2


def test_a_sheet_of_a_whole_university_is_read_when_asked_for(
    branch: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    sheet = tmp_path / "全校.csv"
    sheet.write_text("姓名,工号\n林知远,91\n周以宁,92\n", encoding="utf-8")
    refused = branch("import", "roster", str(sheet), "--dry-run")
    assert refused.code == 1 and "超过 2 行" in refused.err and "--many" in refused.err
    assert branch("import", "roster", str(sheet), "--dry-run", "--many").out.count("请您定") == 2


def test_roster_import_shows_its_difference(branch: Cli, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("姓名,工号,身份证号\n顾清和,20240009,440000199001011234\n", encoding="utf-8")
    asked = branch("import", "roster", str(more), "--dry-run")
    assert asked.code == 0 and "请您定  第 2 行  顾清和 20240009  没有写人员类别" in asked.out
    assert "没有写人员类别 1 人（顾清和）：按正式党员导入请加 --standing full" in asked.err
    refused = branch("import", "roster", str(more))
    assert refused.code == 1 and "什么都没有写入" in refused.err
    wrong = branch("import", "roster", str(more), "--decide", "转出=full")
    assert wrong.code == 2 and "可选：skip" in wrong.err
    dry = branch("import", "roster", str(more), "--dry-run", "--standing", "full")
    assert dry.code == 0 and "新增  第 2 行  顾清和 20240009  正式党员" in dry.out
    assert "440000" not in dry.out + dry.err and "隐私" in dry.err
    assert len(json.loads(branch("list", "members", "--json").out)) == 5
    done = json.loads(
        branch("import", "roster", str(more), "--json", "--as-of", "2026-01-01", "--standing", "full").out
    )
    assert (done["written"], [entry["name"] for entry in done["added"]]) == (True, ["顾清和"])
    assert len(json.loads(branch("list", "members", "--json").out)) == 6
    assert branch("show", "member", "顾清和").out.count("2026-01-01") >= 1


def test_a_sheet_that_is_not_read_has_no_row(branch: Cli, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "两张.xlsx") as book:
        for name in ("教工", "研究生"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["姓名", "工号"])
            sheet.write_row(1, 0, ["顾清和", "20240009"])
    told = branch("import", "roster", str(tmp_path / "两张.xlsx"), "--dry-run")
    assert "略过  工作表“研究生”没有读" in told.out and "第 0 行" not in told.out


def test_members(branch: Cli) -> None:
    same = ("add", "member", "沈一禾", "--staff-no", "20990001", "--standing", "预备", "--json")
    refused = branch(*same)
    assert refused.code == 1 and "名册里已有“沈一禾”（工号 20150003），没有再加" in refused.err
    assert "change member" in refused.err and "--namesake" in refused.err
    made = branch(*same, "--namesake")
    member_id = json.loads(made.out)["id"]
    assert branch("change", "member", "沈一禾", "--standing", "full").code == 1  # two of that name
    changed = branch("change", "member", "沈一禾#0001", "--standing", "full", "--from", "2026-03-15")
    assert changed.code == 0 and changed.last == member_id
    shown = json.loads(branch("show", "member", member_id, "--json").out)
    assert {event["value"] for event in shown["events"]} >= {"正式党员", "预备党员"}


def test_a_meeting_from_plan_to_record(branch: Cli) -> None:
    meeting = plan(branch)
    assert branch("reschedule", meeting, "--when", f"{YESTERDAY} 上午9:30").last == meeting
    held = branch("hold", meeting)
    assert held.code == 0 and "应到 5 人" in held.out and "补记于" in held.err and "还没有点名" in held.err
    attended = branch("attend", meeting, "--absent", "沈一禾:因公出差", "--absent", "沈亦和", "--guest", "宣讲人")
    assert "应到 5，实到 3，请假 1，缺席 1" in attended.out and attended.last == meeting
    record = "# 集中学习\n林知远：导学。\n决议：写体会。\n"
    written = branch("minutes", meeting, "--file", "-", stdin=record.encode())
    assert written.code == 0 and written.out == f"已写记录：1 项议程 {meeting}\n"
    shown = json.loads(branch("show", "meeting", meeting[:6], "--json").out)
    assert (shown["state"], shown["late"], shown["title"]) == ("recorded", True, "学习[/全会精神")
    assert shown["items"] == [
        {"title": "集中学习", "presenter": "", "record": "林知远：导学。", "resolution": "写体会。", "dissent": ""}
    ]
    assert "补记" in branch("list", "meetings").out
    listed = json.loads(branch("list", "meetings", "--json").out)
    assert [(row["id"], row["kind"], row["state"]) for row in listed] == [(meeting, "主题党日", "recorded")]
    assert "集中学习" in branch("show", "meeting", meeting).out


def test_what_is_shown_is_in_words(branch: Cli) -> None:
    meeting = plan(branch, "--item", "交流")
    branch("hold", meeting)
    shown = branch("show", "meeting", meeting).out
    assert "林知远  正式党员  有表决权  未点名" in shown and "许青禾  预备党员  无表决权  未点名" in shown
    assert "材料准备  待办  还没有学习材料" in shown and "议程安排  完成  2 项" in shown
    assert "人员考勤  待办  还没有点名" in shown and "未点名：5" in shown and "实到" not in shown
    assert "下一步：点名（还有 5 人）" in shown
    assert shown.count("补记") == 1 and "补记：是" in shown
    branch("minutes", meeting, "--file", "-", stdin="# 集中学习\nabsent".encode())
    assert "absent" in branch("show", "meeting", meeting).out, "a word of the record is not a state"


def test_a_title_that_is_called_as_a_state(branch: Cli) -> None:
    made = branch("add", "meeting", "--kind", "党课", "--when", f"{YESTERDAY} 15:00", "--title", "draft")
    assert made.code == 0 and "地点待定" in made.out
    assert "题目：draft" in branch("show", "meeting", made.last).out
    assert "draft" in branch("list", "meetings").out


def test_taking_the_roll_anew_says_what_it_replaces(branch: Cli) -> None:
    meeting = plan(branch)
    branch("hold", meeting)
    first = branch("attend", meeting, "--absent", "沈一禾:因公出差", "--late", "沈亦和")
    assert "原来记的有" not in first.err
    again = branch("attend", meeting, "--absent", "沈亦和:有课")
    assert "原来记的有：沈一禾请假（因公出差）。" in again.err
    assert "原来记的有" not in branch("attend", meeting, "--absent", "沈亦和:有课").err


def test_the_roll_is_taken_in_so_many_words(branch: Cli) -> None:
    meeting = plan(branch)
    branch("hold", meeting)
    assert "谁没到" in branch("attend", meeting).err
    assert branch("attend", meeting, "--all", "--absent", "沈一禾").code == 2
    guests = branch("attend", meeting, "--guest", "宣讲人")
    assert guests.code == 0 and "未点名 5" in guests.out, "a guest is no roll"
    everyone = json.loads(branch("attend", meeting, "--all", "--json").out)
    assert (everyone["present"], everyone["unmarked"], everyone["guests"]) == (5, 0, ["宣讲人"])
    branch("attend", meeting, "--late", "沈亦和", "--online", "周以宁", "--absent", "沈一禾:无故缺席")
    states = {p["name"]: p["state"] for p in json.loads(branch("show", "meeting", meeting, "--json").out)["people"]}
    assert states == {
        "林知远": "present",
        "周以宁": "online",
        "沈一禾": "absent",
        "沈亦和": "late",
        "许青禾": "present",
    }


def test_an_end_and_a_place_told_later(branch: Cli) -> None:
    meeting = plan(branch)
    assert branch("hold", meeting, "--until", "14:00").code == 1
    assert branch("hold", meeting).code == 0
    assert json.loads(branch("show", "meeting", meeting, "--json").out)["until"] is None
    assert branch("change", "meeting", meeting, "--until", "四点半", "--place", "301").last == meeting
    shown = json.loads(branch("show", "meeting", meeting, "--json").out)
    assert (shown["until"], shown["place"]) == (f"{YESTERDAY} 16:30", "301")
    assert branch("change", "meeting", meeting).code == 2
    other = plan(branch)
    branch("hold", other, "--until", "四点半")
    assert f"散会时间：{YESTERDAY} 16:30" in branch("show", "meeting", other).out


def test_cancel(branch: Cli) -> None:
    meeting = plan(branch)
    assert branch("cancel", meeting, "--reason", "与学校会议冲突").code == 0
    assert branch("hold", meeting).code == 1


def test_board_in_words_and_json(branch: Cli) -> None:
    plan(branch)
    words = branch("board", "--date", "2031-01-05")
    assert words.code == 0 and "逾期" in words.out
    found = json.loads(branch("board", "--json").out)
    assert list(found) == ["date", "overdue", "contradictions", "due", "coming", "done", "silenced"]
    assert set(found["due"][0]) >= {"duty", "period", "clause", "open", "basis"}


def test_board_tells_what_comes_and_what_was_done(branch: Cli) -> None:
    meeting = plan(branch)
    coming = branch("board", "--date", YESTERDAY).out
    assert "接下来" in coming and meeting in coming
    branch("hold", meeting)
    done = branch("board", "--date", YESTERDAY)
    assert "接下来" not in done.out and "本月已办" in done.out
    assert json.loads(branch("board", "--date", YESTERDAY, "--json").out)["done"][0]["open"]["id"] == meeting


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["dance"], 2, "没有 'dance' 这个命令"),
        (["init"], 2, "缺少参数：--name, --unit"),
        (["list", "cats"], 2, "可选"),
        (["add", "meeting", "--kind"], 2, "后面要跟一个值"),
        (["list", "members", "--colour"], 2, "不认识的参数：--colour"),
        (
            ["add", "meeting", "--kind", "茶话会", "--when", "明天下午3点", "--place", "a", "--title", "b"],
            1,
            "这种会议",
        ),
        (["add", "meeting", "--kind", "党课", "--when", "2月30日下午3点", "--place", "a", "--title", "b"], 1, "2月"),
        (
            ["add", "meeting", "--kind", "党课", "--when", "明天下午3点", "--place", "a", "--title", "长" * 5000],
            1,
            "5000",
        ),
        (["hold", "zzzz"], 1, "不是会议的编号"),
        (["hold", "0000"], 1, "没有编号为 0000 的会议"),
        (["import", "roster", "没有这个文件.csv"], 1, "没有这个文件"),
        (["import", "article", "没有这个文件.txt"], 1, "没有这个文件"),
        (["import", "article", "-", "--photos", "没有这个文件夹"], 1, "没有找到照片文件夹"),
        (["show", "report", "ffff"], 1, "没有编号为 ffff 的新闻稿"),
        (["change", "member", "某某", "--office", "书记"], 1, "没有“某某”"),
        (["init", "--name", "甲", "--unit", "乙"], 1, "已经有一个支部"),
        (["draft", "--from", "dream", "1"], 2, "不能从“dream”起草"),
    ],
)
def test_mistakes_get_one_sentence(branch: Cli, words: list[str], code: int, said: str) -> None:
    result = branch(*words)
    assert result.code == code and said in result.err
    assert "Traceback" not in result.err and result.err.count("\n") == 1


def test_no_branch_yet(cli: Cli, tmp_path: Path) -> None:
    assert "branchtui init" in cli("list", "members").err
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert cli("init", "--name", "甲", "--unit", "乙", home=blocked).code == 1


def test_every_command_has_help_with_one_example(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    def walk(parser: object, path: list[str]) -> list[list[str]]:
        actions = getattr(parser, "_subparsers", None)
        if actions is None:
            return [path]
        choices = actions._group_actions[0].choices
        return [deeper for name, each in choices.items() for deeper in walk(each, [*path, name])]

    for path in walk(build_parser(), []):
        with pytest.raises(SystemExit) as stopped:
            cli(*path, "--help")
        assert stopped.value.code == 0
        text = sys.stdout.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]  # a stream of the fixture
        assert "用法：" in text and "例：branchtui" in text and "usage" not in text and "show this help" not in text, (
            path
        )


def test_a_closed_or_full_output_is_a_sentence(branch: Cli, home_dir: Path) -> None:
    command = [sys.executable, "-m", "branchtui", "--home", str(home_dir), "list", "members"]
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                command, stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False
            )
        assert done.returncode == 1 and "Traceback" not in done.stderr and "磁盘空间" in done.stderr
    if sys.platform != "win32":
        closed = subprocess.run(
            ["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False
        )
        assert closed.returncode == 0 and closed.stderr == ""
        piped = subprocess.run(
            ["sh", "-c", '"$@" | head -n 1', "sh", *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert piped.stderr == "" and piped.stdout.count("\n") == 1


def test_a_host_from_outside_is_told(branch: Cli) -> None:
    result = branch(
        *("add", "meeting", "--kind", "党课", "--when", f"{YESTERDAY} 15:00", "--place", "a", "--title", "b"),
        *("--host", "校外专家"),
    )
    assert result.code == 0 and "“校外专家”不在当日名册上" in result.err


def test_minutes_in_any_encoding(branch: Cli) -> None:
    meeting = plan(branch)
    branch("hold", meeting)
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        assert branch("minutes", meeting, "--file", "-", stdin="# 集中学习\n林知远：导学。".encode(encoding)).code == 0
    assert "不是文本文件" in branch("minutes", meeting, "--file", "-", stdin=b"\0\1\2" * 99).err


def test_a_kind_of_ones_own_is_added_and_planned_by_name(branch: Cli) -> None:
    assert branch("add", "kind", "例会", "--times", "2").out == "已增加会议种类“例会”，计划会议时可以选。\n"
    assert branch("add", "meeting", "--kind", "例会", "--when", "2026年12月1日15:00", "--title", "题").code == 0
    assert "多久请选：每月、每季度、每学期、每年" in branch("add", "kind", "工作坊", "--per", "每周").err
    assert "几次要写数字" in branch("add", "kind", "工作坊", "--times", "二").err
    assert "几次要写 1 到 366 的数字，现在是“0”" in branch("add", "kind", "工作坊", "--times", "0").err
    assert "时长要写 1 到 1440 的数字" in branch("add", "kind", "工作坊", "--minutes", "1441").err
    assert "动词有 11 个字" in branch("add", "kind", "工作坊", "--verb", "召" * 11).err
    assert branch("add", "kind", "研讨", "--times", "１２").code == 0, "as an input method writes it"
    assert "就是支部委员会会议，已经有了" in branch("add", "kind", "支委会").err


def test_contacts_and_who_is_away_from_the_command_line(cli: Cli) -> None:
    assert cli("init", "--name", "甲支部", "--unit", "乙学院", "--secretary", "林知远").code == 0
    made = json.loads(cli("add", "contact", "何清源", "--unit", "宣传部", "--phone", "13800001111", "--json").out)
    (listed,) = json.loads(cli("list", "contacts", "--json").out)
    assert (listed["id"], listed["name"], listed["phone"]) == (made["id"], "何清源", "138****1111")
    assert cli("change", "contact", "何清源", "--position", "部长").code == 0
    assert "13800001111" not in cli("show", "contact", made["id"]).out + cli("list", "contacts").out
    assert cli("add", "contact").code != 0 and cli("change", "contact", "何清源").code != 0
    words = ("--kind", "党课", "--when", "2026年3月4日15:00", "--title", "课", "--audience", "40:本科生")
    row = json.loads(cli("add", "meeting", *words, "--speaker", "何清源||讲一讲", "--json").out)["id"]
    shown = json.loads(cli("show", "meeting", row, "--json").out)
    assert shown["guests"] == [{"name": "何清源", "position": "宣传部部长", "topic": "讲一讲"}]
    assert (shown["audience"], shown["audience_who"]) == (40, "本科生")
    assert "姓名|单位职务|讲题" in cli("change", "meeting", row, "--speaker", "何清源").err
    assert cli("change", "member", "林知远", "--away", "产假", "--from", "2026-03-01").code == 0
    assert "其中 1 人长期不在，已先记请假" in cli("hold", row).out
    assert "请假 1" in cli("attend", row, "--all").out
    came = cli("attend", row, "--present", "林知远")
    assert "实到 1" in came.out and "重新点名" not in came.err
