"""import: a roster, an article, a log, contacts, honours, documents, study hours, results of an appraisal, or talks."""

import argparse
import re
from collections.abc import Sequence
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_import import register_log
from branchtui.cli.registers.contacts_import import register_contacts
from branchtui.cli.registers.register_import import register_registers
from branchtui.cli.session import Session, data, document, made, read_input
from branchtui.cli.year.hours_import import register_import as register_hours
from branchtui.cli.year.imports import register_year
from branchtui.errors import BranchError, UsageError
from branchtui.files.sheets.standings import NO_STANDING
from branchtui.files.sheets.tables import MOST_ROWS
from branchtui.paths import user_path
from branchtui.rules.text.names import same_name, split_tail
from branchtui.rules.text.report_text import Heading, TableRows, parse_body
from branchtui.store.models import Report
from branchtui.store.queries import reports
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.people import roster
from branchtui.workflows.people.roster_diff import RosterDiff, RosterEntry
from branchtui.workflows.people.roster_questions import SKIP, Question
from branchtui.workflows.reports import article_import


def register(commands: Any) -> None:
    """`import`."""
    importing = add_command(
        commands,
        "import",
        "导入名册、文章、服务台账、往来、荣誉成果、收发文、学时、评议结果或谈心谈话",
        "branchtui import roster 名册.xlsx",
    )
    kinds = importing.add_subparsers(title="导入什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        kinds, "roster", "导入名册（.xlsx .xls .csv），先列出差异", "branchtui import roster 名册.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    parser.options.add_argument("--as-of", metavar="日期", help="这份名册从哪天起算")
    parser.options.add_argument("--many", action="store_true", help=f"超过 {MOST_ROWS} 行也读")
    parser.options.add_argument(
        "--standing", metavar="类别", help="人员类别没有写的人按什么导入：full 正式、probationary 预备、skip 不导入……"
    )
    parser.options.add_argument(
        "--decide",
        action="append",
        default=[],
        metavar="哪件事=怎么办",
        help="定下预览里“请您定”的一件事，如 转出=skip、积极分子=activist；可写多次",
    )
    parser.options.add_argument(
        "--leaving", default="", metavar="姓名", help="表里没有的人中转出的几位，用、隔开；没有写到的都留在名册上"
    )
    parser.options.add_argument("--on", metavar="日期", help="他们从哪天起转出；不写就是今天")
    add_json(parser)
    parser.set_defaults(action=_import_roster, backup=True)

    parser = add_command(
        kinds, "article", "导入一篇新闻稿（.txt .md .docx）", "branchtui import article 稿件.txt --photos 照片"
    )
    parser.words.add_argument("file", metavar="文件", help="- 表示标准输入")
    parser.options.add_argument("--photos", metavar="文件夹", help="配图所在的文件夹")
    add_json(parser)
    parser.set_defaults(action=_import_article)
    register_log(kinds)
    register_contacts(kinds)
    register_registers(kinds)
    register_hours(kinds)
    register_year(kinds)


def _answers(arguments: argparse.Namespace) -> dict[str, str]:
    answers = {}
    for text in arguments.decide:
        key, mark, value = text.replace("＝", "=").partition("=")
        if not mark:
            raise UsageError(f"--decide 要写成“哪件事=怎么办”，如 转出=skip；现在写的是“{text}”。")
        answers[key.strip()] = value.strip()
    if arguments.standing is not None:
        skips = arguments.standing == SKIP
        answers[NO_STANDING] = SKIP if skips else roster.standing_from(arguments.standing)
    return answers


def _import_roster(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.on and not arguments.leaving:
        raise UsageError("--on 是转出的日期，要和 --leaving 同用。")
    diff = roster.preview_roster(
        read_input(arguments.file),
        arguments.file,
        as_of=day_given(arguments.as_of, session),
        today=session.today,
        many=arguments.many,
        answers=_answers(arguments),
    )
    leaving = _leaving(arguments.leaving, diff)
    on = day_given(arguments.on, session) or session.today
    if arguments.json:
        document(
            {
                name: [_entry(entry) for entry in getattr(diff, name)]
                for name in ("added", "changed", "unchanged", "ignored", "refused", "asked")
            }
            | {
                "questions": [_question(question) for question in diff.questions],
                "missing": [
                    {"name": each.name, "staff_no": each.staff_no, "leaves": each.member in leaving}
                    for each in diff.missing
                ],
                "notes": list(filter(None, (*diff.notes, diff.kept(leaving)))),
                "written": not (arguments.dry_run or diff.refused or diff.questions),
            }
        )
    else:
        _print_diff("新增", diff.added)
        _print_diff("更改", diff.changed)
        _print_diff("不变", diff.unchanged)
        _print_diff("略过", diff.ignored)
        _print_diff("请您定", diff.asked)
        _print_diff("不能导入", diff.refused)
        for each in diff.missing:
            if each.member in leaving:
                data(f"转出  {each.name} {each.staff_no}".rstrip() + f"  自 {on.isoformat()}")
    for note in filter(None, (*diff.notes, diff.kept(leaving))):
        tell(note)
    if diff.missing and not leaving:
        tell("表里没有的人都留在名册上。有人转出，请加 --leaving 姓名 --on 日期。")
    for question in diff.questions:
        ways = "；".join(f"{words}请加 {_option(question.key, value)}" for value, words in question.choices)
        tell(f"请您定：{question.words}：{ways}。")
    if diff.refused:
        raise BranchError(f"有 {len(diff.refused)} 行不能导入，什么都没有写入。请按上面的原因改好表格再导入。")
    if arguments.dry_run:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    if diff.questions:
        raise BranchError(f"还有 {len(diff.questions)} 件事要您定，什么都没有写入。请按上面的选择加上选项再导入。")
    roster.apply_roster(diff, leaving=leaving, on=on)
    left = f"，转出 {len(leaving)} 人" if leaving else ""
    tell(f"已写入：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人{left}。")
    return 0


def _leaving(typed: str, diff: RosterDiff) -> set[bytes]:
    """Who of the missing is named, as 姓名 or 姓名#工号尾号. Raises UsageError for anybody else, and where two are meant."""
    found = set()
    for text in filter(None, re.split(r"[、，,\s]+", typed)):
        name, tail = split_tail(text)
        meant = [each for each in diff.missing if same_name(each.name, name) and each.staff_no.endswith(tail)]
        if len(meant) != 1:
            missing = "、".join(each.name for each in diff.missing) or "（没有人）"
            why = f"有 {len(meant)} 位，请写成 姓名#工号尾号" if meant else f"不在其中。表里没有的是：{missing}"
            raise UsageError(f"--leaving 只能写表里没有的人：“{text}”{why}。")
        found.add(meant[0].member)
    return found


def _option(key: str, value: str) -> str:
    return f"--standing {value}" if key == NO_STANDING else f"--decide {key}={value}"


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "question": question.about,
        "people": list(question.people),
        "choices": [{"value": value, "words": words} for value, words in question.choices],
    }


def _print_diff(word: str, entries: Sequence[RosterEntry]) -> None:
    for entry in entries:
        details = "，".join(filter(None, (*entry.lines, entry.reason, *entry.told)))
        row = f"第 {entry.line} 行" if entry.line else ""  # a whole sheet that is not read has none
        data("  ".join(filter(None, (word, row, f"{entry.name} {entry.staff_no}".strip(), details))))


def _entry(entry: RosterEntry) -> dict[str, Any]:
    return {
        "line": entry.line,
        "name": entry.name,
        "staff_no": entry.staff_no,
        "changes": list(entry.lines),
        "reason": entry.reason,
        "told": list(entry.told),
    }


def _import_article(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    folder = user_path(arguments.photos) if arguments.photos else None
    if folder is not None and not folder.is_dir():
        raise BranchError(f"没有找到照片文件夹 {folder}。请检查路径。")
    pictures = (
        sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")) if folder else []
    )
    imported = article_import.import_article(
        read_input(arguments.file),
        "稿件.txt" if arguments.file == "-" else arguments.file,
        pictures,
        photos=session.photos,
        beside=None if arguments.file == "-" else user_path(arguments.file).absolute().parent,
    )
    for part, words in imported.recognised:
        tell(f"认出{part}：{words}")
    if words := remark(imported.report.body):
        tell(words)
    if imported.report.dated is None:
        tell("稿件里没有写日期：发布日期空着，请在新闻稿里补填。")
    if imported.marks_fixed:
        tell(f"已把中文旁的 {imported.marks_fixed} 个半角标点改为全角。")
    if imported.dropped:
        tell(f"略去网页导航和分享文字 {len(imported.dropped)} 行。")
    for words in imported.told:
        tell(words)
    if imported.missing:
        tell(f"还没有图片的配图：{'、'.join(f'图{mark}' for mark in imported.missing)}。")
    if imported.unused:
        tell(f"没有用到的图片：{'、'.join(path.name for path in imported.unused)}。")
    if arguments.json:
        document({"id": short_id(imported.report), "recognised": _recognised(imported.report)})
        return 0
    return made(short_id(imported.report), False, f"已导入：{imported.report.title}，编号")


def _recognised(report: Report) -> dict[str, Any]:
    """The parts that were found in an article, empty where there is none."""
    blocks = parse_body(report.body)
    return {
        "kicker": report.kicker,
        "title": report.title,
        "subtitle": report.subtitle.splitlines(),
        "unit": report.unit,
        "dated": report.dated,
        "headings": [block.text for block in blocks if isinstance(block, Heading)],
        "tables": sum(isinstance(block, TableRows) for block in blocks),
        "figures": [{"mark": figure.mark, "caption": figure.caption} for figure in reports.figures(report)],
        "bylines": [{"role": byline.role, "names": byline.names} for byline in reports.bylines(report)],
    }
