"""export: a report, the papers of a meeting or a post, a plan, a document or a list as Word files; a log, meetings and hours as sheets."""

import argparse
from typing import TYPE_CHECKING, Any

from branchtui.cli.books import register_books
from branchtui.cli.exit_codes import tell
from branchtui.cli.meetings.meeting_folder import settle_folder
from branchtui.cli.merging.warning import warn_of_conflicts
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_export import register_log, span_given
from branchtui.cli.registers.development import register_export
from branchtui.cli.registers.exporting import register_registers
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_meeting, find_post, find_report
from branchtui.cli.year import hours, meetings_export, plans
from branchtui.cli.year.exports import register_year
from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.workflows.exporting.meeting_papers import meeting_folder
from branchtui.workflows.exporting.preparing import prepare_meeting, prepare_report

if TYPE_CHECKING:
    from branchtui.workflows.exporting.export import Export

_FORMS = ("docx", "html", "txt", "approval")


def register(commands: Any) -> None:
    """`export`."""
    exporting = add_command(
        commands,
        "export",
        "导出 Word 文件，或服务台账、会议、学时的表格（Excel）",
        "branchtui export report 3fa91c20 -o 提交",
    )
    things = exporting.add_subparsers(title="导出什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things, "report", "导出一篇新闻稿", "branchtui export report 3fa91c20 --profile jnu-news -o 新闻稿.docx"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--profile", metavar="版式", help="如 jnu-news、gbt9704")
    parser.options.add_argument(
        "--as",
        dest="form",
        choices=_FORMS,
        default="docx",
        metavar="样子",
        help="docx 稿子（默认）、html 公众号网页、txt 纯文本、approval 审批表",
    )
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹")
    add_json(parser)
    parser.set_defaults(action=_export_report)
    parser = add_command(
        things, "meeting", "导出一次会议的全部材料（Word）", "branchtui export meeting 3fa91c20 -o 提交"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export_meeting)
    parser = add_command(things, "post", "导出一个示范岗的全部材料（Word）", "branchtui export post 02 -o 提交")
    parser.words.add_argument("post", metavar="岗位", help="名称或编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    parser.options.add_argument("--from", dest="first", metavar="日期", help="服务台账和总结表从哪天起（默认今年元旦）")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="到哪天为止（默认今天）")
    add_json(parser)
    parser.set_defaults(action=_export_post)
    register_log(things)
    plans.register_exporting(things)
    register_year(things)

    parser = add_command(
        things, "helpers", "导出身边人的届别表（Word），没有同意署名的只写姓", "branchtui export helpers -o 提交"
    )
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export_helpers)
    register_registers(things)
    register_export(things)
    register_books(things)
    hours.register_export(things)
    meetings_export.register_export(things)


def _export_report(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.meetings import folders

    if arguments.profile and arguments.form != "docx":
        raise UsageError("--profile 只和 Word 稿子同用，网页、纯文本和审批表没有版式可选。")
    session.open()
    report = find_report(arguments.id)
    settle_folder(report.meeting, session)
    target = user_path(arguments.output) if arguments.output else folders.report_folder(report, session.exports)
    if arguments.form in ("html", "txt"):
        from branchtui.workflows.reports.web_copy import write_copy

        warn_of_conflicts(report)
        return files([write_copy(report, target, arguments.form, photos=session.photos)], arguments.json)
    if arguments.form == "approval":
        from branchtui.workflows.reports.handing_in import prepare_approval

        ready = prepare_approval(report, target, photos=session.photos)
    else:
        ready = prepare_report(report, target, profile_name=arguments.profile, photos=session.photos)
    written = ready.write()
    _told(ready)
    warn_of_conflicts(report)
    return files(written, arguments.json)


def _export_meeting(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.meetings import folders

    session.open()
    meeting = find_meeting(arguments.id)
    settle_folder(meeting, session)
    folder = user_path(arguments.output) if arguments.output else session.exports / meeting_folder(meeting)
    ready = prepare_meeting(meeting, folder, photos=session.photos)
    written = ready.write()
    _told(ready)
    warn_of_conflicts(meeting)
    if told := folders.notes(meeting, session.exports / meeting_folder(meeting)):
        tell(told)
    return files(written, arguments.json)


def _export_post(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.posts import papers

    session.open()
    post = find_post(arguments.post)
    folder = user_path(arguments.output) if arguments.output else session.exports / papers.post_folder(post)
    span = span_given(arguments, session)
    ready = papers.prepare_post(post, folder, today=session.today, span=span, photos=session.photos)
    written = ready.write()
    _told(ready)
    warn_of_conflicts(post)
    return files(written, arguments.json)


def _export_helpers(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.registers.papers import prepare_cohorts

    session.open()
    folder = user_path(arguments.output) if arguments.output else session.exports
    ready = prepare_cohorts(folder, today=session.today, photos=session.photos)
    written = ready.write()
    _told(ready)
    return files(written, arguments.json)


def _told(ready: "Export") -> None:
    """What to know of what was written, and of its pages."""
    from branchtui.cli.printing.pages import tell_objections

    if ready.remark:
        tell(ready.remark)
    tell_objections(ready)
