"""The whole command line, and running one line of it."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from branchtui.cli import verbs
from branchtui.cli.closing import leave
from branchtui.cli.exit_codes import outcome
from branchtui.cli.parser import Parser
from branchtui.cli.session import Session, data
from branchtui.errors import BranchError
from branchtui.paths import home
from branchtui.tidying import tidy

Action = Callable[[argparse.Namespace, Session], int]

_ABOUT = "branchtui：党支部书记的工作台。不带参数运行即打开界面。"
_FOLDERS = ("setup", "writing", "meetings", "posts", "reading", "safety")  # of verbs, in the order of the help
_CODES = "退出码：0 完成；1 失败（说明原因）；2 用法或设置有误；3 数据文件正忙；4 有未解决的冲突。"


def build_parser(verb: str = "") -> Parser:
    """The whole command line; with a verb, only that one, since each verb loads what it works with."""
    parser = Parser(prog="branchtui", description=_ABOUT, epilog=_CODES)
    parser.set_defaults(whole=build_parser)
    parser.options.add_argument("--version", action="store_true", help="显示版本")
    parser.options.add_argument("--home", metavar="文件夹", help="数据放在这个文件夹（或设 BRANCHTUI_HOME）")
    parser.options.add_argument(
        "--backup", action="store_true", help="做完就备份（不写时，离上次备份满十分钟才备份；界面退出时总会备份）"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    for module in _module_of(verb) or _all_modules():
        import_module(module).register(commands)
    return parser


def _all_modules() -> Iterator[str]:
    from pkgutil import iter_modules

    for folder in _FOLDERS:
        package = import_module(f"{verbs.__name__}.{folder}")
        for module in iter_modules(package.__path__):
            yield f"{package.__name__}.{module.name}"


def _module_of(verb: str) -> list[str]:
    """The module of a verb, none where there is no such verb. One that is a word of Python has a `_` at its end."""
    if not verb.isidentifier() or verb.endswith("_"):
        return []
    names = (f"{verbs.__name__}.{folder}.{verb}{end}" for folder in _FOLDERS for end in ("", "_"))
    return [name for name in names if find_spec(name)][:1]


def _verb(words: Sequence[str]) -> str:
    """The verb in a command line: the first word that is no option and no option's value; empty if there is none."""
    rest = iter(words)
    for word in rest:
        if word == "--home":
            next(rest, "")
        elif not word.startswith("-"):
            return word
    return ""


def run(words: Sequence[str]) -> int:
    """Parse and run one command line; its exit code."""
    return outcome(lambda: _run(words))


def _run(words: Sequence[str]) -> int:
    arguments = build_parser(_verb(words)).parse_args(list(words))
    session = Session(home(arguments.home), datetime.now())
    if arguments.version:
        from branchtui.cli.version import version_line

        data(version_line())
        return 0
    if arguments.command is None:
        from branchtui.cli.opening import open_app

        return open_app(session.home)
    action: Action = arguments.action
    tidy(session.home)
    try:
        return action(arguments, session)
    except Exception as error:  # whatever a damaged file made of it, the damage is told; all else is raised again
        from branchtui.store.file import health

        told = None if isinstance(error, BranchError | OSError) else health.damage()
        if told is None:
            raise
        raise told from error
    finally:
        leave(sparing=not arguments.backup)
