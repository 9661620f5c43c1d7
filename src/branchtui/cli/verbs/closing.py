"""roll and file: what is done with a meeting once it was held."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, files
from branchtui.cli.verbs.meetings import find_meeting
from branchtui.paths import user_path
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import filing, folders, frozen_lists


def register(commands: Any) -> None:
    """`roll` and `file`."""
    parser = add_command(
        commands,
        "roll",
        "核对已开会议的应到名单与名册，照名册改，或写明原因保留",
        "branchtui roll 3fa91c20 --as-roster --member 周以宁",
    )
    parser.words.add_argument("id", metavar="编号")
    way = parser.options.add_mutually_exclusive_group()
    way.add_argument("--as-roster", action="store_true", help="照名册改；新补入的人记为未点名")
    way.add_argument("--keep", metavar="原因", help="名单就这样，写明原因，不再提示")
    parser.options.add_argument(
        "--member", action="append", default=[], metavar="姓名", help="只管这一位，可写多次；不写就是全部"
    )
    parser.set_defaults(action=_roll)

    parser = add_command(
        commands, "file", "归档：材料、新闻稿和照片放进一个文件夹", "branchtui file 3fa91c20 -o 归档 --with-gaps"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="会议的文件夹建在这里面（默认在导出文件夹里）")
    parser.options.add_argument("--with-gaps", action="store_true", help="有缺的也归档")
    add_json(parser)
    parser.set_defaults(action=_file)


def _roll(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    mending = arguments.as_roster or arguments.keep is not None
    if not mending and not arguments.member and not frozen_lists.differences(meeting):
        data(f"{frozen_lists.agreement(meeting)}。")
        return 0
    wanted = frozen_lists.chosen(meeting, arguments.member)
    if arguments.keep is not None:
        data(f"{frozen_lists.let_stand(meeting, wanted, arguments.keep)} {short_id(meeting)}")
    elif arguments.as_roster:
        data(f"{frozen_lists.follow_roster(meeting, wanted)} {short_id(meeting)}")
    else:
        for difference in wanted:
            data(frozen_lists.told(meeting, difference))
        tell("照名册改：加 --as-roster；就这样：加 --keep 原因。")
    return 0


def _file(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    place = user_path(arguments.output) if arguments.output else session.exports
    try:
        filed = filing.file_meeting(meeting, place, photos=session.photos, with_gaps=arguments.with_gaps)
    except filing.IncompleteError as error:
        for words in error.missing:
            tell(f"缺：{words}")
        tell("未完成：没有归档。补齐后再归档；有缺也要归档，加 --with-gaps。")
        return error.exit_code
    for words in filed.left_out:
        tell(f"缺：{words}")
    tell(f"已归档：{meeting.title}，{len(filed.files)} 个文件在 {filed.files[0].parent}")
    if told := folders.notes(meeting, filed.files[0].parent):
        tell(told)
    return files(filed.files, arguments.json)
