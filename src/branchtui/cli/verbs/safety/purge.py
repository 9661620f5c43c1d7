"""purge: remove a person's data for good."""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN, add_consent, ask
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_contact, find_member
from branchtui.workflows.safety import purge


def register(commands: Any) -> None:
    """`purge`."""
    purging = add_command(commands, "purge", "彻底清除个人数据（不能撤销）", "branchtui purge member 林知远")
    things = purging.add_subparsers(title="清除什么", metavar="什么", dest="thing", required=True)
    parser = add_command(things, "member", "清除一位人员的个人数据", "branchtui purge member 林知远#0012")
    parser.words.add_argument("name", metavar="姓名[#工号尾号]或编号")
    add_consent(parser)
    parser.set_defaults(action=_member, backup=True)  # who then removes the old backups is not left without one
    parser = add_command(things, "contact", "清除一位往来人员的个人数据", "branchtui purge contact 何老师")
    parser.words.add_argument("name", metavar="姓名或编号")
    add_consent(parser)
    parser.set_defaults(action=_contact, backup=True)


def _member(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    member = find_member(arguments.name, session.today)
    return _purge(arguments, session, purge.what_goes(member), partial(purge.purge_member, member))


def _contact(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    contact = find_contact(arguments.name, trashed=True)
    return _purge(arguments, session, purge.what_goes_of_contact(contact), partial(purge.purge_contact, contact))


def _purge(
    arguments: argparse.Namespace, session: Session, goes: Sequence[str], remove: Callable[..., purge.Purged]
) -> int:
    tell("将彻底清除：")
    for line in goes:
        tell(f"  {line}")
    ask(arguments, "要清除吗？")
    with one_window(session.home, WINDOW_OPEN):
        folders = {session.exports, session.home.exports, session.home.logs, Path(tempfile.gettempdir())}
        purged = remove(folders=folders, photos=session.photos)
    for words, paths in purged.told(session.exports):
        tell(words)
        for path in paths:
            data(str(path))
    return 1 if purged.untidied else 0
