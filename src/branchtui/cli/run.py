"""Running one command line: streams made safe, words parsed, errors turned into sentences and exit codes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TextIO

from branchtui.cli.parser import Parser
from branchtui.cli.session import Session, tell
from branchtui.cli.verbs import about, lists, meetings, people, reports, setup
from branchtui.paths import home
from branchtui.rules.errors import BranchError, UsageError

Action = Callable[[argparse.Namespace, Session], int]

_ABOUT = "branchtui：党支部书记的工作台。不带参数运行即打开界面。"
_CODES = "退出码：0 完成；1 失败（说明原因）；2 用法或设置有误；3 数据文件正忙；4 有未解决的冲突。"


def build_parser() -> Parser:
    """The whole command line."""
    parser = Parser(prog="branchtui", description=_ABOUT, epilog=_CODES)
    parser.options.add_argument("--version", action="store_true", help="显示版本")
    parser.options.add_argument("--home", metavar="文件夹", help="数据放在这个文件夹（或设 BRANCHTUI_HOME）")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    for group in (setup, people, meetings, reports, lists, about):
        group.register(commands)
    return parser


def run(words: Sequence[str]) -> int:
    """Parse and run. Never shows a traceback for something the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        _make_safe(stream)
    try:
        arguments = build_parser().parse_args(list(words))
        session = Session(home(arguments.home), datetime.now())
        if arguments.version:
            from branchtui.__main__ import main

            return main(["--version"])
        if arguments.command is None:
            return setup.open_app(session)
        action: Action = arguments.action
        return action(arguments, session)
    except BranchError as error:
        tell(f"用法有误：{error}" if isinstance(error, UsageError) else f"未完成：{error}")
        return error.exit_code
    except KeyboardInterrupt:
        tell("已中断，没有写完的内容不会保存。")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone; Python must not complain again while closing stdout.
        sys.stderr.close()
        return 0


def _make_safe(stream: TextIO) -> None:
    """A character the console's code page lacks is shown as ?, never raised."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
