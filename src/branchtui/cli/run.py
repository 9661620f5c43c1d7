"""The whole command line, and running one line of it."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime

from branchtui.cli.closing import leave
from branchtui.cli.exit_codes import outcome
from branchtui.cli.opening import open_app
from branchtui.cli.parser import Parser
from branchtui.cli.session import Session, data
from branchtui.cli.verbs import closing, history, info, lists, meetings, people, profiles, reports, setup
from branchtui.cli.version import version_line
from branchtui.errors import BranchError
from branchtui.paths import home
from branchtui.store.file import health
from branchtui.tidying import tidy

Action = Callable[[argparse.Namespace, Session], int]

_ABOUT = "branchtui：党支部书记的工作台。不带参数运行即打开界面。"
_CODES = "退出码：0 完成；1 失败（说明原因）；2 用法或设置有误；3 数据文件正忙；4 有未解决的冲突。"


def build_parser() -> Parser:
    """The whole command line."""
    parser = Parser(prog="branchtui", description=_ABOUT, epilog=_CODES)
    parser.set_defaults(root=parser)
    parser.options.add_argument("--version", action="store_true", help="显示版本")
    parser.options.add_argument("--home", metavar="文件夹", help="数据放在这个文件夹（或设 BRANCHTUI_HOME）")
    parser.options.add_argument(
        "--backup", action="store_true", help="做完就备份（不写时，离上次备份满十分钟才备份；界面退出时总会备份）"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    for group in (setup, people, meetings, closing, reports, lists, profiles, history, info):
        group.register(commands)
    return parser


def run(words: Sequence[str]) -> int:
    """Parse and run one command line; its exit code."""
    return outcome(lambda: _run(words))


def _run(words: Sequence[str]) -> int:
    arguments = build_parser().parse_args(list(words))
    session = Session(home(arguments.home), datetime.now())
    if arguments.version:
        data(version_line())
        return 0
    if arguments.command is None:
        return open_app(session.home)
    action: Action = arguments.action
    tidy(session.home)
    try:
        return action(arguments, session)
    except Exception as error:  # raised again, unless a damaged file is the reason
        told = None if isinstance(error, BranchError | OSError) else health.damage()
        if told is None:
            raise
        raise told from error
    finally:
        leave(sparing=not arguments.backup)
