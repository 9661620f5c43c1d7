"""pack: the folder in which a report is handed in."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.merging.warning import warn_of_conflicts
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_report
from branchtui.paths import user_path
from branchtui.workflows.reports import pack


def register(commands: Any) -> None:
    """`pack report`."""
    packing = add_command(commands, "pack", "写出投稿包", "branchtui pack report 3fa91c20 -o 投稿")
    things = packing.add_subparsers(title="投什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things,
        "report",
        "一篇新闻稿的投稿包：一个文件夹，里面有 Word 稿、照片和投稿单",
        "branchtui pack report 3fa91c20 --contact 林知远 -o 投稿",
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument(
        "-o", "--output", metavar="文件夹", help="写到这个文件夹里（默认在导出文件夹里另起一个）"
    )
    parser.options.add_argument("--contact", metavar="姓名", help="联系人（默认是署名里写稿的人；空着就留空）")
    parser.options.add_argument("--phone", default="", metavar="号码", help="联系电话；不写就留空")
    parser.options.add_argument("--again", action="store_true", help="文件夹里已有文件也写；改过的文件另名留着")
    add_json(parser)
    parser.set_defaults(action=_pack)


def _pack(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    report = find_report(arguments.id)
    ready = pack.prepare_pack(
        report,
        user_path(arguments.output) if arguments.output else pack.pack_folder(report, session.exports),
        contact=pack.usual_contact(report) if arguments.contact is None else arguments.contact,
        phone=arguments.phone,
        again=arguments.again,
        photos=session.photos,
    )
    written = ready.write()
    if ready.remark:
        tell(ready.remark)
    warn_of_conflicts(report)
    return files(written, arguments.json)
