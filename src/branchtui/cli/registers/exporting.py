"""`export document`, and of honours, documents, outlets, publications: a paper that is sent out, the lists as Word file and sheet."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.merging.warning import warn_of_conflicts
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_row
from branchtui.paths import user_path
from branchtui.store.models import Document

_SHEET = ".xlsx"
_LISTS = {
    "honours": ("honour", "荣誉成果一览表"),
    "documents": ("document", "收发文登记簿"),
    "outlets": ("outlet", "投稿媒体一览表"),
    "publications": ("publication", "新闻刊发一览表"),
}


def register_registers(things: Any) -> None:
    """All of them."""
    parser = add_command(
        things, "document", "导出一份发文（Word）：请示、报告、通知、函等", "branchtui export document 3fa91c20 -o 提交"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export_document)
    for verb, (kind, called) in _LISTS.items():
        parser = add_command(
            things, verb, f"导出{called}（Word 和 .xlsx），表格可再导入", f"branchtui export {verb} -o 提交"
        )
        parser.options.add_argument(
            "-o", "--output", metavar="文件或文件夹", help="文件名以 .xlsx 结尾的只写表格；文件夹里两样都写"
        )
        if verb == "publications":
            parser.options.add_argument("--from", dest="first", default="", metavar="日期", help="从哪天起（默认全部）")
            parser.options.add_argument("--to", dest="last", default="", metavar="日期", help="到哪天为止")
        add_json(parser)
        parser.set_defaults(action=_export_list, kind=kind, first="", last="")


def _export_document(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.registers.document_papers import prepare_letter

    session.open()
    row = find_row(Document, arguments.id)
    folder = user_path(arguments.output) if arguments.output else session.exports
    ready = prepare_letter(row, folder, photos=session.photos)
    written = ready.write()
    if ready.remark:
        tell(ready.remark)
    warn_of_conflicts(row)
    return files(written, arguments.json)


def _export_list(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.registers.lists import list_stem, prepare_list, span_typed, write_sheet

    session.open()
    target = user_path(arguments.output) if arguments.output else session.exports
    kind, today = arguments.kind, session.today
    span = span_typed(arguments.first, arguments.last, today)
    if target.suffix.lower() == _SHEET and not target.is_dir():
        write_sheet(kind, target, span)
        return files([target], arguments.json)
    written = prepare_list(kind, target, today=today, span=span, photos=session.photos).write()
    sheet = target / f"{list_stem(kind, today, span)}{_SHEET}"
    write_sheet(kind, sheet, span)
    return files([*written, sheet], arguments.json)
