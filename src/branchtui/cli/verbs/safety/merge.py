"""merge: take in what another database file of this branch knows."""

import argparse
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.merging.conflicts import UNSETTLED
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.paths import user_path
from branchtui.workflows import pictures
from branchtui.workflows.safety import merging


def register(commands: Any) -> None:
    """`merge`."""
    parser = add_command(
        commands, "merge", "把另一台电脑的数据文件或备份合并进来，两边写的都留着", "branchtui merge 办公室.db"
    )
    parser.words.add_argument("file", metavar="文件")
    add_json(parser)
    parser.set_defaults(action=_merge)


def _merge(arguments: argparse.Namespace, session: Session) -> int:
    source = user_path(arguments.file).absolute()
    with one_window(session.home, WINDOW_OPEN):
        session.open()
        done = merging.merge(source, today=session.today)
    if arguments.json:
        document(
            {
                "new": done.new,
                "updated": done.updated,
                "conflicts": done.conflicts,
                "packages": [{"name": source.name, "state": "merged", "reason": ""}],
                "backup": str(done.backup),
            }
        )
    else:
        data(done.words)
        tell(f"合并前的数据在 {done.backup}，要退回去可用 branchtui restore。")
        if done.conflicts:
            tell("请用 branchtui list conflicts 查看，用 branchtui resolve 逐一处理。")
        if words := pictures.lacking(session.photos):
            tell(f"注意：{words}")
    return UNSETTLED if done.conflicts else 0
