"""What became of a command: an exit code, and one sentence on stderr where it could not be done."""

import sys
from collections.abc import Callable

from branchtui.rules.errors import BranchError, UsageError


def tell(text: str) -> None:
    """A line for stderr."""
    sys.stderr.write(f"{text}\n")


def outcome(action: Callable[[], int]) -> int:
    """The exit code of `action`. Never shows a traceback for something the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        # A character the console's code page lacks is shown as ?, never raised.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        return action()
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
