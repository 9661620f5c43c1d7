"""Which signs are drawn, lines or ASCII, and why: by the settings, the environment, or what the terminal answers."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError
from branchtui.plain_file import read_file
from branchtui.ui.terminal.width_question import LIMIT, NARROW, ROW, WIDE, by_environment

FILE = "terminals.txt"  # in the cache: what each terminal answered last, one a line
_MOST = 20  # terminals
_NAMES = {"lines": "用 ─ │ ● 这样的线条", "ascii": "用 - | # 这样的 ASCII 字符"}
_HOW = "要改：branchtui set lines lines（总用线条）、ascii（总用 ASCII）、auto（自动）"
_TELLING = ("TERM", "TERM_PROGRAM", "VTE_VERSION", "LC_TERMINAL")

Signs = tuple[str, str]  # `lines` or `ascii`, and why


def choose(setting: str, environ: Mapping[str, str], platform: str, column: int, cache: Path) -> Signs:
    """The signs to draw. `column` is what the terminal answered, 0 where it did not or was not asked.

    Without an answer it is taken at its last one, which is kept in the folder `cache`; without that ASCII is drawn.
    """
    if column:
        remember(column, environ, cache)
    if signs := _settled(setting, environ, platform):
        return signs
    if column:
        return _by_column(column), f"终端回答：{_words(column)}"
    if last := _remembered(cache).get(_terminal(environ)):
        return _by_column(last), f"终端这次没有回答，照它上次的：{_words(last)}"
    return "ascii", f"问了终端一个线条占几格，{LIMIT * 1000:.0f} 毫秒里没有回答"


def report(setting: str, environ: Mapping[str, str], platform: str, cache: Path) -> str:
    """Which signs will be drawn and why, and how to change that, without asking the terminal now."""
    if signs := _settled(setting, environ, platform):
        name, why = signs
    elif last := _remembered(cache).get(_terminal(environ)):
        name, why = _by_column(last), f"打开界面时问终端，它上次回答：{_words(last)}"
    else:
        return f"打开界面时问终端画得对不对；这个终端还没有回答过。{_HOW}"
    return f"{_NAMES[name]}（{why}）。{_HOW}"


def remember(column: int, environ: Mapping[str, str], cache: Path) -> None:
    """Keep what this terminal answered for a time when it does not. A cache that can't be written is none."""
    terminal = _terminal(environ)
    known = _remembered(cache)
    if known.pop(terminal, 0) != column:
        lines = [f"{last} {name}\n" for name, last in [*known.items(), (terminal, column)][-_MOST:]]
        with suppress(BranchError):
            write_bytes(cache / FILE, "".join(lines).encode())


def hear(row: int, column: int, *, environ: Mapping[str, str], cache: Path) -> None:
    """Keep an answer that came too late for this time. One from another row is Shift+F3, or another such key."""
    if row == ROW:
        remember(column, environ, cache)


def _settled(setting: str, environ: Mapping[str, str], platform: str) -> Signs | None:
    """The signs where the terminal's answer does not count; else None."""
    if setting != "auto":
        return setting, f'设置里写着 lines = "{setting}"'
    return by_environment(environ, platform)


def _by_column(column: int) -> str:
    return "lines" if column == NARROW else "ascii"


def _words(column: int) -> str:
    if column == NARROW:
        return "─ 和 ● 各占一格"
    return "─ 或 ● 占两格" if column in WIDE else "─ 和 ● 它不认识"


def _terminal(environ: Mapping[str, str]) -> str:
    """What tells this terminal from others, in one line."""
    return " ".join(
        "".join(filter(str.isprintable, environ.get(name, ""))).replace(" ", "_") or "-" for name in _TELLING
    )


def _remembered(cache: Path) -> dict[str, int]:
    """The column by the terminal; nothing where it can't be read."""
    with suppress(BranchError, ValueError):
        pairs = [line.partition(" ") for line in read_file(cache / FILE, 1 << 16).decode().splitlines()]
        return {terminal: int(column) for column, _, terminal in pairs}
    return {}
