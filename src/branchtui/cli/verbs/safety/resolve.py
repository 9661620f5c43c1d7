"""resolve: settle one conflict of a merge."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.errors import UsageError
from branchtui.workflows.safety import merging


def register(commands: Any) -> None:
    """`resolve`."""
    parser = add_command(
        commands, "resolve", "处理一处合并的冲突：选一个值，或另写一个", "branchtui resolve 3fa91c20 --take 1"
    )
    parser.words.add_argument("conflict", metavar="编号", help="list conflicts 列出的编号")
    parser.options.add_argument("--take", type=int, metavar="序号", help="用第几个值")
    parser.options.add_argument("--text", metavar="文字", help="都不用，写成这样")
    parser.set_defaults(action=_resolve)


def _resolve(arguments: argparse.Namespace, session: Session) -> int:
    if (arguments.take is None) == (arguments.text is None):
        raise UsageError("请用 --take 选一个值，或用 --text 另写一个，如 branchtui resolve 3fa91c20 --take 1。")
    session.open()
    conflict = merging.find(arguments.conflict)
    data(merging.resolve(conflict, arguments.take, arguments.text, today=session.today))
    return 0
