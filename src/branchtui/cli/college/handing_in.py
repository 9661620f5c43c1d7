"""What a branch answers the college: the requests there are, and a sheet that is shown and handed in."""

import argparse
from pathlib import Path
from typing import Any

from branchtui.cli.consent import add_consent, ask
from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input, table
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.store.models import Document
from branchtui.store.short_ids import short_id
from branchtui.workflows.college.branch.sheets import Sheet


def register(commands: Any) -> None:
    """`college hand-in`."""
    parser = add_command(
        commands,
        "hand-in",
        "报送学院要的表：先看，再报；不写编号就列出学院的通知和报表",
        "branchtui college hand-in 12",
    )
    parser.words.add_argument("number", metavar="编号", nargs="?", type=int, help="学院给的编号")
    parser.options.add_argument("--file", metavar="表格", help="先读入在 .xlsx .xls .csv 里填好的这张表，再报送")
    parser.options.add_argument("-o", "--output", metavar="文件", help="只把现在填的写成这个 .xlsx，不报送")
    add_consent(parser)
    add_json(parser)
    parser.set_defaults(action=_hand_in)


def _hand_in(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.number is None:
        if arguments.output or arguments.file:
            raise UsageError("-o、--file 要和编号同用。编号用 branchtui college hand-in 查看。")
        return _list(arguments, session)
    from branchtui.workflows.college.branch import requests, sheets

    asked = requests.request_numbered(arguments.number)
    sheet = sheets.sheet_of(asked, session.today)
    if sheet is None:
        raise UsageError(
            f"第 {arguments.number} 号“{asked.title}”是通知，没有表要报。办完了用 branchtui change document 编号 --done 日期 记办结。"
        )
    if arguments.file:
        from branchtui.workflows.college.branch import sheet_file

        found = sheet_file.read(sheet, read_input(arguments.file), arguments.file)
        tell(sheet_file.bring(asked, found, today=session.today))
        sheet = sheets.sheet_wanted(asked, session.today)
    if arguments.output:
        return _export(sheet, user_path(arguments.output), as_json=arguments.json)
    return _send(arguments, session, asked, sheet)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.branch import requests

    listed = [(number, row, *_read(row, session)) for row, number in requests.requests()]
    if arguments.json:
        document([_shown(number, row, sheet, state) for number, row, sheet, state in listed])
    elif not listed:
        tell("学院还没有发来通知和报表。新的要先同步：branchtui college sync")
    else:
        table(
            [
                (
                    str(number),
                    row.kind,
                    f"{row.due.isoformat()} 前" if row.due else "",
                    row.title,
                    state,
                )
                for number, row, _, state in listed
            ]
        )
    return 0


def _read(row: Document, session: Session) -> tuple[Sheet | None, str]:
    """The sheet that a document asks for, and how it stands: of one that can't be read, why."""
    from branchtui.workflows.college.branch import sheets

    try:
        sheet = sheets.sheet_of(row, session.today)
    except BranchError as error:
        return None, str(error)
    if sheet is not None:
        return sheet, sheet.state(session.today)
    return None, f"{row.done_on.isoformat()} 办结" if row.done_on else ""


def _shown(number: int, row: Document, sheet: Sheet | None, state: str) -> dict[str, Any]:
    words = {"number": number, "id": short_id(row.id), "kind": row.kind, "title": row.title, "due": row.due}
    words |= {"done_on": row.done_on, "state": state}
    if sheet is not None:
        words |= {"columns": [column.stored() for column in sheet.columns], "rows": [list(each) for each in sheet.rows]}
        words |= {"handed_in": sheet.handed, "withdrawn": sheet.withdrawn}
    return words


def _export(sheet: Sheet, target: Path, *, as_json: bool) -> int:
    from branchtui.workflows.college.branch.sheet_file import export

    count = export(sheet, target)
    if as_json:
        document({"files": [str(target)], "rows": count})
    else:
        data(str(target))
    return 0


def _send(arguments: argparse.Namespace, session: Session, asked: Document, sheet: Sheet) -> int:
    from branchtui.workflows.college.branch import handing_in, sheets

    handing = sheets.ready(asked, session.today)
    if not arguments.json:
        tell(f"{asked.title}：{sheet.state(session.today)}")
        table([tuple(column.heading for column in sheet.columns), *handing.rows])
    ask(arguments, f"以上 {len(handing.rows)} 行报送给学院？")
    count = handing_in.send(session.home, handing)
    words = sheets.note_handed(asked, handing, count, session.today)
    if arguments.json:
        document({"number": handing.number, "times": count, "rows": len(handing.rows)})
    else:
        tell(words)
    return 0
