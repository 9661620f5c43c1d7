"""restore: put a backup in the place of the database."""

import argparse
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN, add_consent, ask
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.merging import outcome
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.errors import UnreadableError, UsageError
from branchtui.paths import user_path
from branchtui.store.file.database import is_open
from branchtui.workflows import pictures
from branchtui.workflows.safety import archives
from branchtui.workflows.safety.archives import Incoming


def register(commands: Any) -> None:
    """`restore`."""
    parser = add_command(commands, "restore", "用一份备份替换现在的数据，先列出会变什么", "branchtui restore 备份.zip")
    parser.words.add_argument("file", metavar="备份文件")
    add_consent(parser)
    parser.options.add_argument("--dry-run", action="store_true", help="只看会变什么")
    parser.options.add_argument("--merge", action="store_true", help="不替换，合并进现在的数据，两边写的都留着")
    parser.set_defaults(action=_restore)


def _restore(arguments: argparse.Namespace, session: Session) -> int:
    if arguments.merge and arguments.dry_run:
        raise UsageError("合并不能先列出会变什么，--merge 和 --dry-run 请只用一个。合并前会自动备份。")
    source = user_path(arguments.file).absolute()
    with (
        one_window(session.home, WINDOW_OPEN),
        archives.open_incoming(source, session.home.data, session.photos) as incoming,
    ):
        if arguments.merge:
            session.open()
            return outcome.report(incoming.merge(today=session.today), source, session)
        return _replace(arguments, session, incoming)


def _replace(arguments: argparse.Namespace, session: Session, incoming: Incoming) -> int:
    target = session.home.database
    if target.exists():
        try:
            session.open()
        except UnreadableError as error:
            tell(f"{error}恢复后，打不开的文件会留在旁边。")
    if is_open():
        _preview(incoming)
    if arguments.dry_run:
        return 0
    if target.exists():
        ask(arguments, "恢复会用备份替换现在的数据（现在的数据会先备份）。要继续吗？")
    tell(incoming.restore(target, now=session.now).words)
    if words := pictures.lacking(session.photos):
        tell(f"注意：{words}")
    tell("若与其他电脑同步，下次同步会把较新的内容带回来；要真正退回，请用 branchtui revert。")
    return 0


def _preview(incoming: Incoming) -> None:
    try:
        found = incoming.preview()
    except UnreadableError:  # what can't be compared may all the same be what is to be replaced
        tell("列不出会变什么：两份数据里有一份读不全。")
        return
    tell(found.here)
    tell(found.there)
    for line in found.lines:
        data(line)
    if not found.lines:
        tell("备份与现在的内容相同。")
