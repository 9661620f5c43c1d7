"""import: a roster, an article, a service log, contacts, honours, documents, or study hours."""

import argparse
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
from branchtui.errors import BranchError, UsageError
from branchtui.files.sheets.standings import NO_STANDING
from branchtui.files.sheets.tables import MOST_ROWS
from branchtui.paths import user_path
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.people import roster
from branchtui.workflows.people.roster_diff import RosterEntry
from branchtui.workflows.people.roster_questions import SKIP, Question
from branchtui.workflows.reports import article_import


def register(commands: Any) -> None:
    """`import`."""
    importing = add_command(
        commands,
        "import",
        "导入名册、文章、服务台账、往来、荣誉成果、收发文或学时",
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
    diff = roster.preview_roster(
        read_input(arguments.file),
        arguments.file,
        as_of=day_given(arguments.as_of, session),
        today=session.today,
        many=arguments.many,
        answers=_answers(arguments),
    )
    if arguments.json:
        document(
            {
                name: [_entry(entry) for entry in getattr(diff, name)]
                for name in ("added", "changed", "unchanged", "ignored", "refused", "asked")
            }
            | {
                "questions": [_question(question) for question in diff.questions],
                "notes": list(diff.notes),
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
    for note in diff.notes:
        tell(note)
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
    roster.apply_roster(diff)
    tell(f"已写入：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人。")
    return 0


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
    )
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
    return made(short_id(imported.report), arguments.json, f"已导入：{imported.report.title}，编号")
