"""undo: take the last act back, or list what was done."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.workflows.safety import undo


def register(commands: Any) -> None:
    """`undo`."""
    parser = add_command(commands, "undo", "撤销上一步操作", "branchtui undo --list")
    parser.options.add_argument("--list", action="store_true", help="列出做过的和撤销过的每一步，不撤销")
    add_json(parser)
    parser.set_defaults(action=_undo)


def _undo(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.list:
        steps = undo.listed()
        if arguments.json:
            document([{"id": one.id, "act": one.name, "when": one.at, "undone": one.undone} for one in steps])
        else:
            table([(one.id, f"{one.at:%Y-%m-%d %H:%M}", "已撤销" if one.undone else "", one.name) for one in steps])
            if any(one.undone for one in steps):
                tell("撤销过的可以找回：branchtui redo 编号。")
        return 0
    words = undo.undo_last()
    if arguments.json:
        document({"done": words})
    else:
        data(words)
    return 0
