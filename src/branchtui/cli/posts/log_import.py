"""`import log`: a sheet of services."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_verdicts import print_verdicts, verdicts
from branchtui.cli.session import Session, document, read_input
from branchtui.cli.things import find_post
from branchtui.workflows.posts import log_import


def register_log(kinds: Any) -> None:
    """`import log`."""
    parser = add_command(
        kinds, "log", "导入服务台账（.xlsx .xls .csv），先列出差异", "branchtui import log 台账.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--post", metavar="岗位", help="表里没有写岗位的行，是哪个岗位的")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    add_json(parser)
    parser.set_defaults(action=_import, backup=True)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = log_import.preview_import(
        read_input(arguments.file),
        arguments.file,
        post=find_post(arguments.post) if arguments.post else None,
        now=session.now,
    )
    preview = found.preview
    writes = not arguments.dry_run and not preview.refused
    if arguments.json:
        document(verdicts(preview) | {"written": writes})
    else:
        print_verdicts(preview)
    if found.unread:
        tell(f"没有读的栏目：{'、'.join(found.unread)}。")
    if arguments.dry_run and not preview.refused:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    written = log_import.apply_import(found)
    tell(f"已写入：新增 {written} 条，不变 {len(preview.there)} 条。")
    return 0
