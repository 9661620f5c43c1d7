"""backup: make or list backups."""

import argparse
from pathlib import Path
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.paths import user_path
from branchtui.workflows import pictures
from branchtui.workflows.safety import archives, backup


def register(commands: Any) -> None:
    """`backup`."""
    parser = add_command(commands, "backup", "备份：连同照片装进一个 zip", "branchtui backup -o 备份.zip")
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="文件或文件夹",
        help=".zip 或文件夹：数据、照片、附件都装进一个 zip；.db：只有数据。默认只备份数据，放进数据文件夹的 backups",
    )
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
    target = user_path(arguments.output).absolute() if arguments.output else None
    if target is not None and (target.is_dir() or target.suffix.lower() == ".zip"):
        return _whole(target, arguments, session)
    path = backup.make(target)
    if arguments.json:
        document({"path": str(path), "pictures_left_out": pictures.count(session.photos).shown})
    else:
        data(str(path))
        if words := pictures.left_out(session.photos):
            tell(words)
    return 0


def _whole(target: Path, arguments: argparse.Namespace, session: Session) -> int:
    saved = archives.prepare(target, session.photos, now=session.now).write()
    if arguments.json:
        document({"path": str(saved.path), "pictures": saved.pictures, "pictures_left_out": saved.lost})
    else:
        data(str(saved.path))
        tell(saved.words)
    return 0
