"""set: change a setting of this machine, or a limit of the branch."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.settings import change

_OFF, _DEFAULT = "关", "默认"


def register(commands: Any) -> None:
    """`set`."""
    parser = add_command(
        commands, "set", "改一项本机设置，文件里的注释留着；或本支部的期限、次数", "branchtui set meetings.new Ctrl+K"
    )
    parser.words.add_argument(
        "name",
        metavar="名称",
        help="theme、lines、mouse、pictures、page_keys、exports，或命令编号；会议记录期限、新闻稿期限、党课次数等",
    )
    parser.words.add_argument(
        "value", metavar="值", help=f"新的值；命令的几个键用逗号隔开；期限和次数写数字、{_OFF}或{_DEFAULT}"
    )
    parser.set_defaults(action=_set)


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.table import keys_for

    if arguments.name.strip().endswith(("期限", "次数")):
        data(_set_limit(arguments.name, arguments.value.strip(), session))
        return 0
    before, now = change(session.home.settings, arguments.name, arguments.value, keys_for)
    data(f"{arguments.name}：{before or '（没有写）'} 改为 {now}。下次打开界面生效。")
    return 0


def _set_limit(name: str, value: str, session: Session) -> str:
    from branchtui.errors import UsageError
    from branchtui.rules.text.digits import decimal
    from branchtui.workflows import meeting_rules

    session.open()
    limit = meeting_rules.limit_named(name)
    if value == _OFF:
        return meeting_rules.switch_off(limit)
    if value == _DEFAULT:
        return meeting_rules.restore_default(limit)
    if (figure := decimal(value)) is None:
        raise UsageError(f"{name.strip()}要写数字、{_OFF}或{_DEFAULT}，现在是“{value}”。")
    return meeting_rules.set_limit(limit, figure)
