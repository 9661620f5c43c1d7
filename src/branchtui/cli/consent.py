"""Asking before what can't be undone."""

import argparse
import sys
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.errors import BranchError, UsageError

WINDOW_OPEN = "branchtui 的窗口开着，现在不能做这一步。请先退出那个窗口。"


def add_consent(parser: Any) -> None:
    """The option that answers the question beforehand."""
    parser.options.add_argument("--yes", action="store_true", help="不再询问")


def ask(arguments: argparse.Namespace, question: str) -> None:
    """Go on only after a yes; the default is no. Raises BranchError after a no, UsageError without a terminal."""
    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("这一步不能撤销，这里没有终端可以询问。确定要做，请加 --yes")
    tell(f"{question}输入 yes 继续，其他键取消：")
    if sys.stdin.readline().strip().lower() != "yes":
        raise BranchError("已取消，什么都没有改。")
