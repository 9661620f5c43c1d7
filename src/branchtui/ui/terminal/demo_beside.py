"""The demo branch in a program of its own, in a home of its own: nothing of it reaches the data that are open here."""

import os
import sys
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.ui.terminal.external_editor import run_outside

if TYPE_CHECKING:
    from textual.app import App

COMMAND = (sys.executable, "-m", "branchtui", "demo")
_HOME = "BRANCHTUI_HOME"


def look_at_demo(app: "App[None]") -> None:
    """Give the screen to the demo until somebody leaves it. Its home is a temporary one, whatever ours is.

    Raises BranchError where the terminal can't be given away, or the demo can't be started.
    """
    from textual.app import SuspendNotSupported

    environ = {name: value for name, value in os.environ.items() if name != _HOME}
    try:
        with app.suspend():  # what is raised within would leave the screen to the shell
            code = run_outside([*COMMAND], environ)
    except SuspendNotSupported:
        code = OSError("no suspending")
    if isinstance(code, OSError):
        raise BranchError("这个终端不能暂时让出屏幕。示例支部请在命令行里打开：branchtui demo。")
    if code:
        raise BranchError(f"示例支部没有正常结束（{code}）。也可在命令行里打开：branchtui demo。")
