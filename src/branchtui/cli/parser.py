"""argparse that speaks Chinese: usage, headings and messages."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from branchtui.errors import UsageError

_MESSAGES = [
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (.+?): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要跟一个值"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.*)\)", r"没有 \2 这个命令或选项，可选：\3"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 与 \2 不能同时使用"),
    (r"argument (.+?): invalid .*? value: (.+)", r"\1 的值 \2 不对"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"ambiguous option: (.+?) could match (.*)", r"\1 不明确，可能是：\2"),
    (r"one of the arguments (.*) is required", r"要写明其中一个：\1"),
    (r"argument (.+?): (.+)", r"\1：\2"),
]


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are UsageErrors in Chinese and whose help needs no English."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self.words = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        for pattern, words in _MESSAGES:
            if re.search(pattern, message):
                message = re.sub(pattern, words, message)
                break
        raise UsageError(f"{message}。查看用法：{self.prog} --help")


def add_command(commands: Any, name: str, about: str, example: str) -> Parser:
    """A sub-command with its one-line help and one example."""
    parser: Parser = commands.add_parser(name, help=about, description=about, epilog=f"例：{example}")
    parser.options.add_argument("--home", metavar="文件夹", default=argparse.SUPPRESS, help="数据放在这个文件夹")
    parser.options.add_argument("--backup", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def add_json(parser: Parser) -> None:
    """The `--json` option."""
    parser.options.add_argument("--json", action="store_true", help="输出一份 JSON（UTF-8）")
