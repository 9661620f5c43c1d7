"""Every place of the command line that takes a value, against values nobody expects."""

import argparse
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.cli.run import build_parser
from tests.attack.conftest import Branch, Tally, archive_of
from tests.conftest import Sample

Leaf = tuple[str, ...]
Base = tuple[list[str], dict[str, str | None]]  # words, and options with their values; None for a switch

HOSTILE = (
    "", " ", "\n", "a\x1b]0;x\x07b", "\x9b31m假", "\u202e反", "\udcc9\udcf1", "\u200b", "😀" * 40, "𠮷㛃䶮", "长" * 10_000,
    "-", "--", "-x", "NaN", "1e999", "²", "0", "-1", "9" * 30, "2026-13-45", "../../etc/x", "C:\\con", "con.",
    "'; DROP TABLE member;--", "[/]{0}%s", "~nosuchuser/x", "pipe",
)  # fmt: skip


def bases(branch: Branch) -> dict[Leaf, Base]:
    """One command line that works for each command: its words and its options."""
    meeting = {"--kind": "主题党日", "--when": "2026年12月1日15:00", "--place": "201", "--title": "题"}
    return {
        ("demo",): ([], {"--out": "out"}),
        ("init",): ([], {"--name": "甲支部", "--unit": "乙单位"}),
        ("add", "member"): (["甲乙"], {}),
        ("add", "contact"): (["何老师"], {"--unit": "学院党委"}),
        ("add", "activity"): (["开放日"], {"--partner": "海州中学", "--date": "2026-11-02", "--majors": "会计 3人"}),
        ("add", "helper"): (["王小明"], {"--kind": "学生干部", "--mentor": branch.member}),
        ("add", "growth"): ([branch.member], {"--title": "培训", "--hours": "1.5", "--cost": "1200.50"}),
        ("add", "honour"): (["先进集体"], {"--of": branch.post, "--level": "校级"}),
        ("add", "document"): (["关于设岗的请示"], {"--direction": "发文", "--kind": "请示", "--due": "2026-12-02"}),
        ("add", "development"): ([branch.member], {"--step": "培养考察", "--date": "2026-11-02", "--by": "某某"}),
        ("change", "development"): ([branch.development], {"--note": "表现良好"}),
        ("export", "development"): ([branch.member], {"-o": "out"}),
        ("add", "plan"): (
            ["学期计划"],
            {"--from": "2026-11-01", "--to": "2027-01-15", "--line": "党课 12月9日15:00 学习"},
        ),
        ("change", "plan"): ([branch.plan], {"--title": "计划"}),
        ("export", "plan"): ([branch.plan], {"-o": "out"}),
        ("plan",): ([branch.plan], {"--number": "1", "--theme": "学习"}),
        ("add", "event"): ([branch.helper], {"--date": "2026-11-02", "--what": "谈话"}),
        ("change", "activity"): ([branch.activity], {"--outcome": "签约"}),
        ("change", "helper"): ([branch.helper], {"--consent": "有"}),
        ("change", "growth"): ([branch.growth], {"--cost": "80"}),
        ("change", "honour"): ([branch.honour], {"--grade": "一等奖"}),
        ("change", "document"): ([branch.document], {"--number": "〔2026〕3号"}),
        ("add", "outlet"): (["学院报"], {"--within": "24", "--limit": "800", "--profile": "plain"}),
        ("change", "outlet"): ([branch.outlet], {"--to": "bao@example.edu.cn"}),
        ("add", "publication"): (
            [branch.report],
            {"--outlet": "校报", "--date": "2026-11-20", "--link": "https://example.edu.cn/1", "--reads": "320"},
        ),
        ("change", "publication"): ([branch.publication], {"--reads": "1280"}),
        ("import", "outlets"): (["outlets.csv"], {}),
        ("import", "publications"): (["publications.csv"], {}),
        ("export", "outlets"): ([], {"-o": "out"}),
        ("export", "publications"): ([], {"--from": "2026-01-01", "--to": "2026-11-23", "-o": "out"}),
        ("approve",): ([branch.report, "初审"], {"--name": "周以宁", "--opinion": "同意", "--date": "2026-11-20"}),
        ("submit",): ([branch.report], {"--state": "returned", "--reason": "图不清"}),
        ("pack", "report"): ([branch.report], {"-o": "out", "--contact": "林知远"}),
        ("change", "event"): ([branch.event], {"--what": "谈话"}),
        ("import", "contacts"): (["contacts.csv"], {}),
        ("add", "talk"): ([branch.member], {"--to": "林知远", "--date": "2026-11-02", "--what": "谈思想"}),
        ("change", "talk"): ([branch.talk], {"--what": "谈工作"}),
        ("add", "rectification"): (["走访少"], {"--owner": branch.member, "--due": "2026-12-30"}),
        ("change", "rectification"): ([branch.rectification], {"--done": "2026-11-20"}),
        ("talk",): ([f"11月2日 林知远和{branch.member} 谈思想"], {}),
        ("appraise",): ([branch.member, "优秀"], {"--year": "2026", "--opinion": "好"}),
        ("import", "appraisals"): (["results.csv"], {"--year": "2026"}),
        ("import", "talks"): (["talks.txt"], {}),
        ("export", "appraisals"): ([], {"--year": "2026", "-o": "out"}),
        ("export", "rectifications"): ([], {"--year": "2026", "-o": "out"}),
        ("add", "wording"): (["办公室队"], {"--instead": "办公室团队"}),
        ("change", "wording"): ([branch.wording], {"--instead": "办公室队伍"}),
        ("learn",): ([branch.report, "article.txt"], {"--accept": "1", "--refuse": "2"}),
        ("check",): ([branch.report], {"--kind": "会议消息"}),
        ("import", "honours"): (["honours.csv"], {}),
        ("import", "documents"): (["documents.csv"], {}),
        ("export", "document"): ([branch.document], {"-o": "out"}),
        ("export", "honours"): ([], {"-o": "out"}),
        ("export", "documents"): ([], {"-o": "out.xlsx"}),
        ("import", "hours"): (["hours.csv"], {"--counted": "有"}),
        ("change", "hours"): ([branch.held, branch.member], {"--hours": "1.5", "--reason": "中途离会"}),
        ("export", "hours"): ([], {"--year": "2026", "-o": "out"}),
        ("export", "meetings"): ([], {"--sheet": "school", "-o": "out/meetings.xlsx"}),
        ("add", "meeting"): ([], meeting),
        ("add", "post"): (["科研示范岗"], {"--number": "07", "--pledge": "每周值班两次"}),
        ("change", "post"): ([branch.post], {"--serves": "全院师生"}),
        ("step",): ([branch.post, "申报"], {"--from": "2026-03-02"}),
        ("holder",): ([branch.post, branch.member], {"--from": "2026-03-02"}),
        ("pledge",): ([branch.post, "来访当日答复"], {}),
        ("review",): (
            [branch.post],
            {"--by": branch.member, "--from": "2026-01-01", "--to": "2026-06-30", "--self": "92"},
        ),
        ("export", "post"): ([branch.post], {"--from": "2026-01-01", "-o": "out"}),
        ("export", "log"): ([branch.post], {"--from": "2026-01-01", "-o": "out/log.xlsx"}),
        ("export", "helpers"): ([], {"-o": "out"}),
        ("export", "handbook"): ([], {"--year": "2026", "-o": "out"}),
        ("add", "step"): (["岗前培训"], {"--behind": "核准", "--after": "核准"}),
        ("add", "kind"): (["例会"], {"--who": "全体党员", "--per": "每月", "--times": "2"}),
        ("add", "action"): ([branch.held], {"--what": "修订值班表"}),
        ("change", "action"): ([branch.action], {"--what": "修订"}),
        ("copy", "meeting"): ([branch.held], {"--when": "2026年12月8日15:00"}),
        ("change", "member"): ([branch.member], {"--from": "2026-03-15"}),
        ("change", "contact"): (["何老师"], {"--unit": "学院党委"}),
        ("change", "branch"): ([], {"--unit": "外国语学院"}),
        ("silence",): (["党课还差"], {"--reason": "合开"}),
        ("days",): (["10月1日", "放假"], {}),
        ("change", "meeting"): ([branch.planned], {"--place": "202"}),
        ("reopen",): ([branch.held], {"--reason": "漏了一人"}),
        ("attach", "meeting"): ([branch.held, "record.txt"], {"--what": "签到表扫描件"}),
        ("attach", "honour"): ([branch.honour, "record.txt"], {"--what": "证书扫描件"}),
        ("attach", "document"): ([branch.document, "record.txt"], {"--what": "文件扫描件"}),
        ("attach", "service"): ([branch.service, "record.txt"], {"--what": "现场照片"}),
        ("cancel",): ([branch.planned], {"--reason": "冲突"}),
        ("reschedule",): ([branch.planned], {"--when": "2026年12月3日15:00"}),
        ("hold",): ([branch.planned], {"--when": "2026年11月20日15:00"}),
        ("attend",): ([branch.held], {"--late": branch.member}),
        ("minutes",): ([branch.held], {"--file": "record.txt"}),
        ("ballot",): ([branch.held], {"--motion": "1", "--kind": "ordinary"}),
        ("roll",): ([branch.held], {}),
        ("file",): ([branch.held], {"-o": "out"}),
        ("import", "roster"): (["roster.csv"], {}),
        ("import", "article"): (["article.txt"], {}),
        ("import", "log"): (["log.csv"], {"--post": branch.post}),
        ("log",): ([branch.post], {"--by": branch.member, "--date": "2026-11-20", "--hours": "2", "--what": "值班"}),
        ("service",): ([branch.service], {"--what": "值班"}),
        ("draft",): ([branch.held], {"--from": "meeting"}),
        ("export", "meeting"): ([branch.held], {"-o": "out"}),
        ("export", "election"): ([branch.held], {"-o": "out"}),
        ("export", "report"): ([branch.report], {"-o": "out", "--as": "html"}),
        ("list",): (["members"], {}),
        ("show",): (["meeting", branch.held], {}),
        ("board",): ([], {}),
        ("profiles",): (["new", "校报"], {"--from": "plain"}),
        ("outlines",): (["new", "会议快讯"], {"--from": "会议消息"}),
        ("template",): (["inspect", "template.docx"], {}),
        ("college", "script"): ([], {"--name": "商学院党委", "--net": "10.0.0.0/8"}),
        ("college", "branch", "add"): (["第一党支部"], {}),
        ("college", "branch", "rename"): (["3", "第三党支部"], {}),
        ("college", "branch", "close"): (["3"], {}),
        ("college", "branch", "reopen"): (["3"], {}),
        ("college", "seat", "list"): ([], {}),
        ("college", "names"): (["masked"], {"--yes": None}),
        ("college", "seat", "add"): (
            ["张三"],
            {"--branch": "1", "--role": "member", "--host": "127.0.0.1", "--port": "1"},
        ),
        ("college", "seat", "end"): (["zhangsan_1"], {}),
        ("college", "join"): (["AAAAAA-AAAAAA"], {"--yes": None}),
        ("college", "sync"): ([], {}),
        ("college", "leave"): ([], {"--yes": None}),
        ("college", "status"): ([], {}),
        ("college", "check"): ([], {}),
        ("college", "board"): ([], {}),
        ("college", "hours"): ([], {"--year": "2026"}),
        ("college", "sheet"): (["year"], {"--year": "2026", "-o": "out.xlsx"}),
        ("college", "notice"): (["安排"], {"--due": "2026-12-10", "--to": "1,5-9", "--file": "record.txt"}),
        ("college", "request"): (["sheet.toml"], {"--due": "2026-12-10", "--to": "1,5-9"}),
        ("college", "collect"): (["1"], {"-o": "out.xlsx"}),
        ("college", "remind"): (["1"], {}),
        ("college", "change"): (["1"], {"--due": "明天", "--title": "题", "--file": "a.txt"}),
        ("college", "withdraw"): (["1"], {}),
        ("college", "hand-in"): ([], {}),
        ("college", "open"): ([], {}),
        ("framework", "list"): ([], {}),
        ("framework", "templates"): ([], {}),
        ("framework", "show"): ([branch.framework], {}),
        ("framework", "gaps"): ([branch.framework], {}),
        ("framework", "adopt"): (["pinpai"], {"--from": "2026-03-01"}),
        ("framework", "import"): (["tasks.csv"], {"--into": branch.framework}),
        ("framework", "paste"): (["notice.txt"], {"--name": "学习教育", "--from": "2026-03-01", "--to": "2026-08-31"}),
        ("framework", "export"): ([branch.framework], {"-o": "out"}),
        ("framework", "submit"): ([branch.framework], {"--kind": "自查"}),
        ("framework", "folder"): ([branch.framework], {"--kind": "自查", "--unit": "组织部", "-o": "out"}),
        ("framework", "table"): ([branch.framework], {"-o": "out"}),
        ("framework", "findings"): ([branch.framework], {}),
        ("framework", "text"): (["服务窗口"], {"--limit": "500"}),
        ("framework", "drop"): ([branch.framework], {}),
        ("mark",): ([branch.point, branch.honour], {}),
        ("undo",): ([], {}),
        ("redo",): ([], {}),
        ("history",): (["meeting", branch.held], {}),
        ("revert",): (["meeting", branch.held], {"--before": "1"}),
        ("backup",): ([], {}),
        ("restore",): (["backup.db"], {"--yes": None}),
        ("merge",): (["backup.zip"], {}),
        ("sync",): (["shared"], {}),
        ("join",): (["member", branch.member, "3fa91c20"], {"--take": "1"}),
        ("resolve",): (["3fa91c20"], {"--take": "1"}),
        ("doctor",): ([], {}),
        ("handover",): ([], {"-o": "out", "--to": "周以宁"}),
        ("purge", "member"): ([branch.member], {"--yes": None}),
        ("purge", "contact"): (["何老师"], {"--yes": None}),
        ("search",): (["示范岗"], {}),
        ("where",): ([], {}),
        ("keys",): ([], {}),
        ("set",): (["theme", "light"], {}),
        ("completion",): (["bash"], {}),
    }


def leaves(parser: argparse.ArgumentParser, words: Leaf = ()) -> Iterator[tuple[Leaf, argparse.ArgumentParser]]:
    """Every command that has no commands under it."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, parser
    for action in below:
        for name, child in action.choices.items():
            yield from leaves(child, (*words, name))


def lines(branch: Branch) -> Iterator[list[str]]:
    """Every command line to try."""
    known = bases(branch)
    for leaf, parser in leaves(build_parser()):
        positionals, options = known[leaf]
        place = 0
        for action in parser._actions:
            if action.nargs == 0 or isinstance(action, argparse._HelpAction):
                continue
            for value in HOSTILE:
                words = list(positionals)
                given = dict(options)
                if action.option_strings:
                    given.pop(action.option_strings[-1], None)
                    given[action.option_strings[0]] = value
                elif place < len(words):
                    words[place] = value
                else:
                    words.append(value)
                flat = [part for option in given.items() for part in option if part is not None]
                yield [*leaf, *flat, *words]
            place += not action.option_strings


def test_every_command_has_a_line_here(branch: Branch) -> None:
    missing = {leaf for leaf, _ in leaves(build_parser())} ^ set(bases(branch))
    assert not missing, f"add a command line that works, or take out the old one, in `bases`: {missing}"


@pytest.mark.timeout(3000)
def test_hostile_arguments(command, branch: Branch, tally: Tally, sample: Sample) -> None:
    every = list(lines(branch))
    assert len(every) >= 2000
    fill(Path.cwd(), branch)
    for words in random.Random(1).sample(every, sample(len(every))):
        _, problems = command(*words)
        tally.count(" ".join(words)[:160], problems)
    tally.close()


def fill(folder: Path, branch: Branch) -> None:
    """The files that the command lines name, and a pipe nobody writes into."""
    from tests.workflows.conftest import ROSTER

    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "article.txt").write_text("办公室党支部开展主题党日活动\n3月4日，支部开展学习。\n", encoding="utf-8")
    log = f"日期,时长,姓名,服务内容\n2026-11-20,2,{branch.member},值班\n"
    (folder / "log.csv").write_text(log, encoding="utf-8")
    (folder / "hours.csv").write_text("姓名,培训内容,起始时间,学时\n林知远,轮训,2026-03-02,8\n", encoding="utf-8")
    (folder / "outlets.csv").write_text("名称,级别,时限\n学院报,院级,24\n", encoding="utf-8")
    (folder / "publications.csv").write_text(
        "标题,刊发媒体,日期\n窗口里的新生报到日,学院报,2026-11-02\n", encoding="utf-8"
    )
    (folder / "contacts.csv").write_text("姓名,单位,电话\n王芳,学院党委,5550123\n", encoding="utf-8")
    (folder / "results.csv").write_text(
        f"学工号,姓名,党籍状态,评议结果\n,{branch.member},正式党员,合格\n", encoding="utf-8"
    )
    (folder / "talks.txt").write_text(f"11月2日 林知远和{branch.member} 谈思想\n", encoding="utf-8")
    (folder / "honours.csv").write_text("名称,获得者,级别\n先进集体,,校级\n", encoding="utf-8")
    (folder / "documents.csv").write_text(
        "收发,文种,标题,日期\n收文,通知,关于缴纳党费的通知,2026-11-02\n", encoding="utf-8"
    )
    (folder / "tasks.csv").write_text("任务编号,任务名称,预期目标\n1,示范岗,三个\n", encoding="utf-8")
    (folder / "notice.txt").write_text("一、学习研讨\n（一）专题学习。每月一次。\n", encoding="utf-8")
    (folder / "sheet.toml").write_text('title = "学时"\n[[column]]\nname = "姓名"\ntype = "person"\n', encoding="utf-8")
    (folder / "record.txt").write_text("# 集中诵读\n周以宁：学了。\n", encoding="utf-8")
    (folder / "shared").mkdir()
    (folder / "template.docx").write_bytes(b"PK")
    (folder / "backup.db").write_bytes((branch.folder / "branch.db").read_bytes())
    archive_of(branch, folder / "backup.zip")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
