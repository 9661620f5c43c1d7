"""merge: take in what another database file of this branch knows."""

import argparse
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN
from branchtui.cli.instance_lock import one_window
from branchtui.cli.merging import outcome
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session
from branchtui.paths import user_path
from branchtui.workflows.safety import archives


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
        with archives.open_incoming(source, session.home.data, session.photos) as incoming:
            done = incoming.merge(today=session.today)
    return outcome.report(done, source, session, as_json=arguments.json)
