"""merge: take in what another database file of this branch knows."""

import argparse
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN, add_consent, ask
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.merging import outcome
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, document
from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.workflows.safety import archives, unmerging


def register(commands: Any) -> None:
    """`merge`."""
    parser = add_command(
        commands, "merge", "把另一台电脑的数据文件或备份合并进来，两边写的都留着", "branchtui merge 办公室.db"
    )
    parser.words.add_argument("file", nargs="?", metavar="文件")
    parser.options.add_argument("--undo", action="store_true", help="撤销最后一次合并，回到合并以前，先说会退回什么")
    parser.options.add_argument("--dry-run", action="store_true", help="和 --undo 同用：只看会退回什么")
    add_consent(parser)
    add_json(parser)
    parser.set_defaults(action=_merge)


def _merge(arguments: argparse.Namespace, session: Session) -> int:
    if arguments.undo == (arguments.file is not None):
        raise UsageError("请写一个要合并的文件，或者只写 --undo。")
    if arguments.undo:
        with one_window(session.home, WINDOW_OPEN):
            return _undo(arguments, session)
    if arguments.dry_run:
        raise UsageError("--dry-run 只和 --undo 同用。要先看两份数据差在哪里，请用 branchtui restore --dry-run。")
    source = user_path(arguments.file).absolute()
    with one_window(session.home, WINDOW_OPEN):
        session.open()
        with archives.open_incoming(source, session.home.data, session.photos) as incoming:
            done = incoming.merge(today=session.today)
    return outcome.report(done, source, session, as_json=arguments.json)


def _undo(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = unmerging.preview()
    for line in found.lines:
        tell(line)
    kept = None
    if not arguments.dry_run:
        ask(arguments, "要撤销这次合并吗？")
        kept = unmerging.undo(found)
        tell(f"已撤销合并{found.called}。原来的数据在 {kept}")
    if arguments.json:
        document({"file": found.file, "at": found.at, "acts": found.acts, "backup": str(kept) if kept else None})
    return 0
