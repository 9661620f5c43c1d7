"""keys: the commands of the app and their keys."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, document, table
from branchtui.errors import UsageError
from branchtui.settings import load


def register(commands: Any) -> None:
    """`keys`."""
    parser = add_command(commands, "keys", "界面里的全部命令和按键（设置里写的键名见 --json）", "branchtui keys")
    add_json(parser)
    parser.set_defaults(action=_keys)


def _keys(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.contexts import PLACES
    from branchtui.ui.commands.table import COMMANDS, in_force, keys_for, way_text

    known = COMMANDS
    try:
        known = in_force(load(session.home.settings, keys_for).keys)
    except UsageError as error:  # who mends the file looks the ids up here
        tell(f"{error}下面是原来的按键。")
    if arguments.json:
        document(
            [
                {
                    "id": each.id,
                    "place": PLACES[each.place],
                    "name": each.name,
                    "keys": list(each.keys),
                    "help": each.help,
                }
                for each in known
            ]
        )
    else:
        table([(each.id, PLACES[each.place], each.name, way_text(each, known), each.help) for each in known])
    return 0
