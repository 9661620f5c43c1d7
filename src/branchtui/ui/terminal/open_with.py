"""Handing a file or a folder to the machine's own programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from branchtui.errors import BranchError

_PATIENCE = 3.0  # seconds for a starter to say that it can't


def starter(platform: str, environ: Mapping[str, str], which: Callable[[str], str | None]) -> str:
    """The program that opens things, empty on Windows, which has a call for it. Raises BranchError without a desktop.

    Without one xdg-open would start a browser in this very terminal.
    """
    if platform == "win32":
        return ""
    if platform == "darwin":
        return "open"
    desktop = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if not desktop or not which("xdg-open"):
        raise BranchError("这台电脑没有图形桌面或 xdg-open，不能从这里打开。")
    return "xdg-open"


def hand_over(path: Path) -> None:
    """Open a file or a folder with the program the machine has for it. May take seconds: call it in a worker.

    Raises BranchError, naming the path, where there is no such program.
    """
    try:
        program = starter(sys.platform, os.environ, shutil.which)
        if program:
            _run([program, str(path)])
        else:
            start: Callable[[Path], object] = getattr(os, "startfile")  # noqa: B009 (Windows alone has it)
            start(path)
    except (BranchError, OSError) as error:
        why = str(error) if isinstance(error, BranchError) else "电脑上没有能打开它的程序。"
        raise BranchError(f"{why}文件在 {path}") from error


def _run(command: list[str]) -> None:
    """Start a program and leave it; it may live as long as the window it opened."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise BranchError("电脑上没有能打开它的程序。")
