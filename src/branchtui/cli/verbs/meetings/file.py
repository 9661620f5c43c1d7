"""file: put a meeting's papers into one folder."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_meeting
from branchtui.paths import user_path
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.meetings import filing, folders


def register(commands: Any) -> None:
    """`file`."""
    parser = add_command(
        commands, "file", "归档：材料、新闻稿和照片放进一个文件夹", "branchtui file 3fa91c20 -o 归档 --with-gaps"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="会议的文件夹建在这里面（默认在导出文件夹里）")
    parser.options.add_argument("--with-gaps", action="store_true", help="有缺的也归档")
    add_json(parser)
    parser.set_defaults(action=_file)


def _file(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    place = user_path(arguments.output) if arguments.output else session.exports
    moved = folders.settle(meeting, place, photos=session.photos)
    try:
        filed = filing.file_meeting(meeting, place, photos=session.photos, with_gaps=arguments.with_gaps)
    except filing.IncompleteError as error:
        for words in error.missing:
            tell(f"缺：{words}")
        tell("未完成：没有归档。补齐后再归档；有缺也要归档，加 --with-gaps。")
        return error.exit_code
    if moved:
        tell(moved)
    for hint in filing.hints(view(meeting.id)):
        tell(f"可补：{hint.words}")
    for words in filed.left_out:
        tell(f"缺：{words}")
    tell(f"已归档：{meeting.title}，{len(filed.files)} 个文件在 {filed.files[0].parent}")
    if filed.remark:
        tell(filed.remark)
    if told := folders.notes(meeting, filed.files[0].parent):
        tell(told)
    return files(filed.files, arguments.json)
