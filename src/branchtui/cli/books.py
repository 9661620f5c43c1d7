"""`export handbook` and `export election`: the year as one book, and the papers of one meeting that elects."""

import argparse
from typing import TYPE_CHECKING, Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.merging.warning import warn_of_conflicts
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_meeting
from branchtui.paths import user_path
from branchtui.rules.text.citizen_id import quoted

if TYPE_CHECKING:
    from branchtui.store.models import Meeting


def register_books(things: Any) -> None:
    """Both, below `export`."""
    parser = add_command(
        things, "handbook", "把一年导成一本《党支部工作手册》（Word）", "branchtui export handbook --year 2026 -o 提交"
    )
    parser.options.add_argument("--year", metavar="年", help="哪一年（默认今年）")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export_handbook)
    parser = add_command(
        things,
        "election",
        "导出一次会议的换届选举材料（Word）：请示、办法、候选人名单、选票、计票单、结果报告",
        "branchtui export election 3fa91c20 -o 提交",
    )
    parser.words.add_argument("id", metavar="编号", help="选举所在的会议")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export_election)


def _export_handbook(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.books import handbook

    year = session.today.year if arguments.year is None else _year(arguments.year)
    session.open()
    folder = user_path(arguments.output) if arguments.output else session.exports
    path, remark = handbook.prepare(year, folder, today=session.today, photos=session.photos).write()
    if remark:
        tell(remark)
    return files([path], arguments.json)


def _export_election(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.books.elections import prepare_election
    from branchtui.workflows.exporting.meeting_papers import meeting_folder

    session.open()
    meeting: Meeting = find_meeting(arguments.id)
    folder = user_path(arguments.output) if arguments.output else session.exports / meeting_folder(meeting)
    ready = prepare_election(meeting, folder, photos=session.photos)
    written = ready.write()
    if ready.remark:
        tell(ready.remark)
    warn_of_conflicts(meeting)
    return files(written, arguments.json)


def _year(typed: str) -> int:
    from branchtui.errors import UsageError
    from branchtui.rules.text.digits import decimal

    year = decimal(typed.strip().removesuffix("年"))
    if year is None or not 1921 <= year <= 9998:
        raise UsageError(f"--year 要写哪一年，如 2026，现在是“{quoted(typed, 20)}”。")
    return year
