"""The organiser's app, which needs no branch file."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session


def register(commands: Any) -> None:
    """`college open`."""
    one = add_command(
        commands, "open", "打开组织员的界面：各支部的情况、通知和报送、统计；不需要支部数据", "branchtui college open"
    )
    one.set_defaults(action=_open)


def _open(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.cli.opening import open_college

    return open_college(session.home)
