"""A text handed to an editor outside, in the same terminal or in a window of its own, and read back."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.paths import HANDED_OUT
from branchtui.rules.text.cleaning import clean
from branchtui.ui.terminal.environment import HANG_UP, INTERRUPT, TERMINATE

if TYPE_CHECKING:
    from textual.app import App


_LOOK = 0.2  # seconds between two looks whether the app was told to end
_GRACE = 2.0  # seconds for the editor to put its text away then


class CutShortError(BranchError):
    """The app was told to end while the editor was open; the sentence says where what was written there is."""


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

    Raises BranchError where the editor can't be started, and where it failed or what it left can't be read; in these
    the file is kept and named. CutShortError where the terminal goes away or the machine wants the app to end.
    """
    from textual.app import SuspendNotSupported

    command = editor_command(os.environ, sys.platform)
    path = _laid_out(text)
    try:
        with app.suspend():  # what is raised within would leave the screen to the shell: this raises nothing
            code = run_outside([*command, str(path)])
    except SuspendNotSupported:
        path.unlink(missing_ok=True)
        raise BranchError("这个终端不能暂时让出屏幕，请就在这里写。") from None
    if code is None:
        with suppress(OSError):
            if path.read_bytes() == text.encode("utf-8"):
                path.unlink()
                return text
        raise CutShortError(f"编辑器里写的文字留在 {path}")
    if isinstance(code, OSError):
        path.unlink(missing_ok=True)
        raise BranchError(f"打不开编辑器 {command[0]}（{code.strerror or code}）。请检查 VISUAL 或 EDITOR。")
    if code:
        raise BranchError(f"编辑器 {command[0]} 没有正常结束（{code}），这里的文字没有动。它留下的文件：{path}")
    try:
        back = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BranchError(f"读不回 {path}。请在编辑器里另存为 UTF-8，再粘贴进来。") from None
    path.unlink(missing_ok=True)
    back = clean(back)
    return back if text.endswith("\n") else back.rstrip("\n")


def _laid_out(text: str) -> Path:
    """A temporary file that holds the text. Raises BranchError where there can be none."""
    path = None
    try:
        handle, name = tempfile.mkstemp(prefix=f"{HANDED_OUT}-", suffix=".txt")
        path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        if path is not None:
            path.unlink(missing_ok=True)
        raise BranchError(
            f"写不了交给编辑器的临时文件（{error.strerror or error}），这里的文字没有动。"
            "请看看磁盘是不是满了，环境变量 TMPDIR（Windows 是 TEMP）所指的文件夹在不在。"
        ) from error
    return path


def run_outside(command: list[str], environ: Mapping[str, str] | None = None) -> int | OSError | None:
    """The exit code of a program that has the screen, or why it can't be started; None where the app was told to end.

    To be called while the app is suspended; `environ` is the program's, ours where it is not given. Ctrl+C is the
    program's: it must not end the app. The other signals, which the app's own loop does not hear while it stands still,
    are handed on, and sent to the app once more when it listens again.
    """
    told: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        if number != INTERRUPT:
            told.append(number)

    numbers = (INTERRUPT,) if sys.platform == "win32" else (HANG_UP, INTERRUPT, TERMINATE)
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        process = subprocess.Popen(command, env=environ)
        while not told:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(_LOOK)
        process.send_signal(told[0])
        with suppress(subprocess.TimeoutExpired):  # it may ask somebody, and hold a text: it is not killed
            process.wait(_GRACE)
        return None
    except OSError as error:
        return error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in told[:1]:
            os.kill(os.getpid(), number)
