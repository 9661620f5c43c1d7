"""A text handed to an editor outside, in the same terminal or in a window of its own, and read back."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.rules.errors import BranchError
from branchtui.rules.text import clean

if TYPE_CHECKING:
    from textual.app import App


def editor_command(environ: Mapping[str, str], platform: str) -> list[str]:
    """The program and its arguments: VISUAL, else EDITOR, else the notepad of Windows. Raises BranchError."""
    wanted = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if wanted:
        try:
            words = shlex.split(wanted, posix=platform != "win32")
        except ValueError:
            raise BranchError(f"环境变量里的编辑器写法有误：{wanted}。请改好 VISUAL 或 EDITOR。") from None
        return [word.strip('"') for word in words]
    if platform == "win32":
        return ["notepad"]
    raise BranchError("还没有指定外部编辑器。请设环境变量 EDITOR，例如 export EDITOR=nano，再打开本程序。")


def edit_outside(app: "App[None]", text: str) -> str:
    """The text as it comes back from the editor; the app stands still meanwhile.

    Raises BranchError where the editor can't be started or what it left can't be read; the file is kept then.
    """
    from textual.app import SuspendNotSupported

    command = editor_command(os.environ, sys.platform)
    handle, name = tempfile.mkstemp(prefix="branchtui-", suffix=".txt")
    os.close(handle)
    path = Path(name)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
        with app.suspend():
            code = subprocess.run([*command, str(path)], check=False).returncode
    except SuspendNotSupported:
        raise BranchError("这个终端不能暂时让出屏幕，请就在这里写。") from None
    except OSError as error:
        raise BranchError(
            f"打不开编辑器 {command[0]}（{error.strerror or error}）。请检查 VISUAL 或 EDITOR。"
        ) from None
    if code:
        raise BranchError(f"编辑器 {command[0]} 没有正常结束（{code}），这里的文字没有动。它留下的文件：{path}")
    try:
        back = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BranchError(f"读不回 {path}。请在编辑器里另存为 UTF-8，再粘贴进来。") from None
    path.unlink(missing_ok=True)
    back = clean(back)
    return back if text.endswith("\n") else back.rstrip("\n")
