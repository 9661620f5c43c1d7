"""attach: photos and signed scans of a meeting."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.cli.things import find_meeting
from branchtui.paths import user_path
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import attachments


def register(commands: Any) -> None:
    """`attach`."""
    parser = add_command(
        commands, "attach", "给会议附上照片、扫描件（PDF）", "branchtui attach 3fa91c20 签到表.pdf --what 签到表扫描件"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.words.add_argument("files", metavar="文件", nargs="+")
    parser.options.add_argument("--what", default="", metavar="说明", help="是什么，如：签到表扫描件")
    add_json(parser)
    parser.set_defaults(action=_attach)


def _attach(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting, paths = find_meeting(arguments.id), list(map(user_path, arguments.files))
    made = attachments.attach(meeting, paths, what=arguments.what, photos=session.photos)
    if arguments.json:
        document([{"id": short_id(row), "name": row.name, "what": row.what} for row in made])
    else:
        for row in made:
            data(f"已附：{row.name} {short_id(row)}")
    return 0
