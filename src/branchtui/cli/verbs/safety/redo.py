"""redo: do again what was undone."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.workflows.safety import undo


def register(commands: Any) -> None:
    """`redo`."""
    parser = add_command(commands, "redo", "重做刚撤销的操作，或以前撤销过的一步", "branchtui redo 3fa91c20")
    parser.words.add_argument("id", nargs="?", metavar="编号", help="undo --list 列出的编号（默认刚撤销的一步）")
    parser.set_defaults(action=_redo)


def _redo(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    data(undo.bring_back(arguments.id) if arguments.id else undo.redo_last())
    return 0
