"""set: change a setting of this machine, or a limit of the branch."""

import argparse
import re
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.settings import change

_OFF, _DEFAULT = "关", "默认"
_CATEGORIES, _WEIGHTS, _STEP = "岗位类别", "考核权重", "岗位环节："
_OF_POSTS = (_CATEGORIES, _WEIGHTS)
_HOURS = "学时"


def register(commands: Any) -> None:
    """`set`."""
    parser = add_command(
        commands, "set", "改一项本机设置，文件里的注释留着；或本支部的期限、次数", "branchtui set meetings.new Ctrl+K"
    )
    parser.words.add_argument(
        "name",
        metavar="名称",
        help="theme、lines、mouse、pictures、page_keys、exports，或命令编号；会议记录期限、党课次数、半天学时、公示期限、岗位类别等",
    )
    parser.words.add_argument(
        "value", metavar="值", help=f"新的值；几个键、几个类别用逗号隔开；期限和次数写数字、{_OFF}或{_DEFAULT}"
    )
    parser.set_defaults(action=_set)


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.ui.commands.table import keys_for

    if arguments.name.strip() in _OF_POSTS or arguments.name.startswith(_STEP):
        data(_set_of_posts(arguments.name.strip(), arguments.value.strip(), session))
        return 0
    if arguments.name.strip().endswith(_HOURS):
        from branchtui.cli.year.hours import set_figure

        data(set_figure(arguments.name, arguments.value.strip(), session, default=_DEFAULT))
        return 0
    if arguments.name.strip().endswith(("期限", "次数")):
        data(_set_limit(arguments.name, arguments.value.strip(), session))
        return 0
    before, now = change(session.home.settings, arguments.name, arguments.value, keys_for)
    data(f"{arguments.name}：{before or '（没有写）'} 改为 {now}。下次打开界面生效。")
    return 0


def _set_limit(name: str, value: str, session: Session) -> str:
    from branchtui.workflows import meeting_rules
    from branchtui.workflows.posts import post_rules

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


def _set_of_posts(name: str, value: str, session: Session) -> str:
    from branchtui.cli.posts.words import weights_from
    from branchtui.errors import UsageError
    from branchtui.rules.posts.reading import CATEGORIES, STEP, WEIGHTS
    from branchtui.workflows.posts import post_rules

    session.open()
    step = name.removeprefix(_STEP).strip() if name.startswith(_STEP) else ""
    if value == _DEFAULT:
        key = CATEGORIES if name == _CATEGORIES else WEIGHTS if name == _WEIGHTS else f"{STEP}{step}"
        return post_rules.restore_default(key)
    if name == _CATEGORIES:
        return post_rules.set_categories([part for part in re.split("[,，、]", value) if part.strip()])
    if name == _WEIGHTS:
        return post_rules.set_weights(weights_from(value))
    if value != _OFF:
        raise UsageError(f"{name}要写{_OFF}或{_DEFAULT}；增加自己的环节，用 branchtui add step。")
    return post_rules.leave_out_step(step)


def _number(name: str, value: str, else_: str) -> int:
    from branchtui.errors import UsageError
    from branchtui.rules.text.digits import decimal

    if (figure := decimal(value)) is None:
        raise UsageError(f"{name.strip()}要写数字、{else_}，现在是“{value}”。")
    return figure
