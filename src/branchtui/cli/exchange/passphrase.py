"""Asking for a passphrase, of a shared folder or a college. It is never an argument: shells keep a history of those."""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from branchtui.cli.exit_codes import tell
from branchtui.errors import BranchError, UsageError
from branchtui.files.exchange.sealing import PassphraseError

VARIABLE, NEW_VARIABLE = "BRANCHTUI_PASSPHRASE", "BRANCHTUI_NEW_PASSPHRASE"
T = TypeVar("T")
_TRIES = 3
_MOST = 1000  # characters


_OF_FOLDER = (
    "请给这个文件夹定一个口令：别的电脑加入时要输一次，忘了它，文件夹里的内容谁也打不开（各台电脑里的数据不受影响）。"
)
_LOST = (
    "三次都不对，没有同步，什么都没有改。口令是在别的电脑上设同步文件夹时定的，可以去那里问一问；"
    "实在找不回，数据都还在各台电脑上，换一个文件夹重新设即可。"
)


def known(use: Callable[[str], str], lost: str = _LOST) -> str:
    """What `use` makes of the passphrase; asked again where it is not the right one, at last `lost`. Raises BranchError."""
    if not _asks():
        return use(_given())
    for left in range(_TRIES - 1, -1, -1):
        try:
            return use(_typed("口令（输入时不显示）："))
        except PassphraseError as error:
            if not left:
                raise PassphraseError(lost) from None
            tell(f"{error}还可以试 {left} 次。")
    raise AssertionError


def new(use: Callable[[str], T], variable: str = VARIABLE, told: str = _OF_FOLDER) -> T:
    """What `use` makes of a new passphrase, which is asked for twice. Raises BranchError."""
    from branchtui.workflows.exchange.setting_up import LEAST

    if not _asks(variable):
        return use(_given(variable))
    tell(told)
    for _ in range(_TRIES):
        first = _typed(f"新口令（至少 {LEAST} 个字，输入时不显示）：")
        if len(first) < LEAST:
            tell(f"口令太短，不到 {LEAST} 个字，请重来。")
        elif first == _typed("再输一遍："):
            return use(first)
        else:
            tell("两遍不一样，请重来。")
    raise BranchError("三次都没有定好口令，没有设成，什么都没有改。请再运行一次。")


def _asks(variable: str = VARIABLE) -> bool:
    return variable not in os.environ and sys.stdin.isatty()


def _given(variable: str = VARIABLE) -> str:
    """The passphrase of a script: a variable, else the first line of stdin. Raises UsageError where there is none."""
    try:
        text = os.environ.get(variable) or sys.stdin.buffer.readline(_MOST).decode("utf-8").rstrip("\r\n")
        text.encode("utf-8")
    except UnicodeError:
        raise UsageError("送进来的口令不是 UTF-8 文字。请换成 UTF-8 编码再送一次。") from None
    if not text:
        raise UsageError(f"这里没有终端可以问口令。请设环境变量 {variable}，或把口令从标准输入送进来。")
    return text


def _typed(question: str) -> str:
    from getpass import getpass

    text = getpass(question)
    return text.encode("utf-8", "replace").decode("utf-8")  # what a terminal in another encoding sent is no right one
