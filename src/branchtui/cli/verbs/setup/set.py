"""set: change a setting of this machine."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.settings import change


def register(commands: Any) -> None:
    """`set`."""
    parser = add_command(commands, "set", "改一项本机设置，文件里的注释留着", "branchtui set meetings.new Ctrl+K")
    parser.words.add_argument(
        "name", metavar="名称", help="theme、lines、mouse、pictures、page_keys、exports，或命令编号"
    )
    parser.words.add_argument("value", metavar="值", help="新的值；命令的几个键用逗号隔开")
    parser.set_defaults(action=_set)


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.table import keys_for

    before, now = change(session.home.settings, arguments.name, arguments.value, keys_for)
    data(f"{arguments.name}：{before or '（没有写）'} 改为 {now}。下次打开界面生效。")
    return 0
