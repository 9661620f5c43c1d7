"""Whether the college's server is as it should be."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, block, table


def register(commands: Any) -> None:
    """`college check`."""
    check = add_command(
        commands,
        "check",
        "查学院服务器：加密、密码、权限、备份、磁盘；有不对的，退出码不是 0",
        "branchtui college check --admin | sudo -u postgres psql -v ON_ERROR_STOP=1",
    )
    check.options.add_argument(
        "--admin", action="store_true", help="输出在服务器上运行的 SQL，看得更全；不写就用这台电脑的席位看"
    )
    check.set_defaults(action=_check)


def _check(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import checking

    if arguments.admin:
        block(checking.for_administrator())
        return 0
    findings = checking.by_seat(session.home)
    table(findings)
    return 1 if any(one.wrong for one in findings) else 0
