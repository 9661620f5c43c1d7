"""import article, draft, export report."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files, made, read_input
from branchtui.cli.verbs import people
from branchtui.cli.verbs.meetings import find_meeting, register_export
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.store.models import Report
from branchtui.store.short_ids import by_id, short_id
from branchtui.workflows import export
from branchtui.workflows.input_checks import remark
from branchtui.workflows.meetings import folders
from branchtui.workflows.reports import article_import, reports


def register(commands: Any) -> None:
    """`import`, `draft` and `export`."""
    importing = add_command(commands, "import", "导入名册或文章", "branchtui import roster 名册.xlsx")
    kinds = importing.add_subparsers(title="导入什么", metavar="什么", dest="thing", required=True)
    people.register_import(kinds)
    parser = add_command(
        kinds, "article", "导入一篇新闻稿（.txt .md .docx）", "branchtui import article 稿件.txt --photos 照片"
    )
    parser.words.add_argument("file", metavar="文件", help="- 表示标准输入")
    parser.options.add_argument("--photos", metavar="文件夹", help="配图所在的文件夹")
    add_json(parser)
    parser.set_defaults(action=_import_article)

    parser = add_command(commands, "draft", "起草新闻稿，只预填事实", "branchtui draft --from meeting 3fa91c20")
    parser.options.add_argument(
        "--from", dest="source", nargs=2, required=True, metavar=("来源", "编号"), help="来源：meeting 会议"
    )
    add_json(parser)
    parser.set_defaults(action=_draft)

    exporting = add_command(commands, "export", "导出 Word 文件", "branchtui export report 3fa91c20 -o 提交")
    things = exporting.add_subparsers(title="导出什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things, "report", "导出一篇新闻稿", "branchtui export report 3fa91c20 --profile jnu-news -o 新闻稿.docx"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--profile", metavar="版式", help="如 jnu-news、gbt9704")
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹")
    add_json(parser)
    parser.set_defaults(action=_export)
    register_export(things)


def find_report(text: str, *, trashed: bool = False) -> Report:
    """A report by its shown id."""
    return by_id(Report, text, "新闻稿", trashed=trashed)


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


def _draft(arguments: argparse.Namespace, session: Session) -> int:
    source, source_id = arguments.source
    if source != "meeting":
        raise UsageError(f"不能从“{source}”起草。来源可写：meeting（会议）")
    session.open()
    report = reports.draft_from_meeting(find_meeting(source_id), now=session.now)
    if words := remark(report.body):
        tell(words)
    return made(short_id(report), arguments.json, f"已起草：{report.title}，编号")


def _export(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    report = find_report(arguments.id)
    target = user_path(arguments.output) if arguments.output else folders.report_folder(report, session.exports)
    ready = export.prepare_report(report, target, profile_name=arguments.profile, photos=session.photos)
    written = ready.write()
    if ready.remark:
        tell(ready.remark)
    return files(written, arguments.json)
