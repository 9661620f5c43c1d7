"""What became of a command: an exit code, and one sentence on stderr where it could not be done."""

import os
import sys
from collections.abc import Callable
from typing import TextIO

from branchtui.errors import BranchError, UsageError


def tell(text: str) -> None:
    """A line for stderr, clean and without citizen ids. What became of a command stays the same where nobody can be told."""
    from branchtui.rules.text.citizen_id import fit_to_show

    try:
        sys.stderr.write(f"{fit_to_show(text)}\n")
    except OSError:
        sys.stderr = _nowhere()  # Python flushes it once more at the end


def outcome(action: Callable[[], int]) -> int:
    """The exit code of `action`. Never shows a traceback for something the user can mend."""
    _make_streams_safe()
    try:
        code = action()
        sys.stdout.flush()
        return code
    except BranchError as error:
        tell(f"用法有误：{error}" if isinstance(error, UsageError) else f"未完成：{error}")
        return error.exit_code
    except KeyboardInterrupt:
        tell("已中断，没有写完的内容不会保存。")
        return 130
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has what it wanted
        return 0
    except OSError as error:
        tell(f"未完成：系统不让读写（{error.strerror or error}）。请检查磁盘空间、文件夹权限和输出的去向。")
        _drop_output()
        return 1


def _make_streams_safe() -> None:
    """A character the console's code page lacks is shown as ?, never raised; a closed stream swallows what it gets."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  # as below
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
            continue
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _drop_output() -> None:
    """Python flushes stdout once more at the end and must not complain again."""
    sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # it stands in for a stream until the end
