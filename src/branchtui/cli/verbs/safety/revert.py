"""revert: bring a thing back to what it was before a change."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import add_thing, find
from branchtui.errors import BranchError
from branchtui.workflows.safety import history


def register(commands: Any) -> None:
    """`revert`."""
    parser = add_command(
        commands, "revert", "把一项内容恢复到某次修改之前", "branchtui revert meeting 3fa91c20 --before 5 --field 地点"
    )
    add_thing(parser)
    parser.options.add_argument("--before", type=int, required=True, metavar="序号", help="history 列出的序号")
    parser.options.add_argument("--field", metavar="栏目", help="只恢复这一栏（默认恢复全部）")
    parser.set_defaults(action=_revert)


def _revert(arguments: argparse.Namespace, session: Session) -> int:
    thing = find(arguments, session)
    entry = next((entry for entry in history.of(thing, session.now) if entry.number == arguments.before), None)
    if entry is None:
        raise BranchError(f"历史里没有第 {arguments.before} 次修改。序号可用 branchtui history 查看。")
    change = None
    if arguments.field is not None:
        change = next((change for change in entry.changes if change.field == arguments.field), None)
        if change is None:
            fields = "、".join(dict.fromkeys(change.field for change in entry.changes))
            raise BranchError(f"第 {entry.number} 次修改没有改“{arguments.field}”。它改了：{fields}。")
    data(history.revert(thing, entry, change, now=session.now))
    return 0
