"""backup: make or list backups."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.paths import user_path
from branchtui.workflows import pictures
from branchtui.workflows.safety import backup


def register(commands: Any) -> None:
    """`backup`."""
    parser = add_command(commands, "backup", "备份数据文件", "branchtui backup -o 备份.db")
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹", help="默认放进数据文件夹的 backups")
    parser.options.add_argument("--list", action="store_true", help="列出已有的备份")
    add_json(parser)
    parser.set_defaults(action=_backup)


def _backup(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.list:
        found = backup.listed()
        if arguments.json:
            document([{"path": str(one.path), "why": one.why, "when": one.at, "size": one.size} for one in found])
        else:
            for one in found:
                data(f"{one.at:%Y-%m-%d %H:%M}  {one.why}  {one.size / 1e6:.1f} MB  {one.path}")
        return 0
    path = backup.make(user_path(arguments.output).absolute() if arguments.output else None)
    if arguments.json:
        document({"path": str(path), "pictures_left_out": pictures.count(session.photos).shown})
    else:
        data(str(path))
        if words := pictures.left_out(session.photos):
            tell(words)
    return 0
