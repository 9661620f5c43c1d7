"""set: change a setting of this machine, or a limit of the branch."""

import argparse
import re
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.settings import change

_OFF, _DEFAULT = "关", "默认"
_CATEGORIES = "岗位类别"


def register(commands: Any) -> None:
    """`set`."""
    parser = add_command(
        commands, "set", "改一项本机设置，文件里的注释留着；或本支部的期限、次数", "branchtui set meetings.new Ctrl+K"
    )
    parser.words.add_argument(
        "name",
        metavar="名称",
        help="theme、lines、mouse、pictures、page_keys、exports，或命令编号；会议记录期限、党课次数、公示期限、岗位类别等",
    )
    parser.words.add_argument(
        "value", metavar="值", help=f"新的值；几个键、几个类别用逗号隔开；期限和次数写数字、{_OFF}或{_DEFAULT}"
    )
    parser.set_defaults(action=_set)


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.table import keys_for

    if arguments.name.strip() == _CATEGORIES:
        data(_set_categories(arguments.value, session))
        return 0
    if arguments.name.strip().endswith(("期限", "次数")):
        data(_set_limit(arguments.name, arguments.value.strip(), session))
        return 0
    before, now = change(session.home.settings, arguments.name, arguments.value, keys_for)
    data(f"{arguments.name}：{before or '（没有写）'} 改为 {now}。下次打开界面生效。")
    return 0


def _set_limit(name: str, value: str, session: Session) -> str:
    from branchtui.workflows import meeting_rules, post_rules

    session.open()
    if figure := post_rules.figure_named(name):
        if value == _DEFAULT:
            return post_rules.restore_default(figure)
        return post_rules.set_figure(figure, _number(name, value, _DEFAULT))
    limit = meeting_rules.limit_named(name)
    if value == _OFF:
        return meeting_rules.switch_off(limit)
    if value == _DEFAULT:
        return meeting_rules.restore_default(limit)
    return meeting_rules.set_limit(limit, _number(name, value, f"{_OFF}或{_DEFAULT}"))


def _set_categories(value: str, session: Session) -> str:
    from branchtui.workflows import post_rules

    session.open()
    if value.strip() == _DEFAULT:
        return post_rules.restore_default("categories")
    return post_rules.set_categories([name for name in re.split("[,，、]", value) if name.strip()])


def _number(name: str, value: str, else_: str) -> int:
    from branchtui.errors import UsageError

    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise UsageError(f"{name.strip()}要写数字、{else_}，现在是“{value}”。")
    return int(value)
