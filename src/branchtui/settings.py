"""Machine matters: theme, mouse, keys, folders. `settings.toml` is edited by people; tomlkit keeps their comments."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.plain_file import no_plain_file
from branchtui.rules.text.cleaning import clean, whole
from branchtui.values import NamedTuple

Theme = Literal["dark", "light", "ansi"]
Lines = Literal["auto", "lines", "ascii"]
Pictures = Literal["auto", "on", "off"]
PageKeys = Literal["page", "half"]
# Command id, keys as written → the id it has now, its keys; raises UsageError.
KeysFor = Callable[[str, str], tuple[str, tuple[str, ...]]]

_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("dark", "light", "ansi"),
    "lines": ("auto", "lines", "ascii"),
    "pictures": ("auto", "on", "off"),
    "page_keys": ("page", "half"),
}
_MOUSE, _EXPORTS, _FOLDERS, _KEYS = "mouse", "exports", "folders", "keys"
_RESTORE = "改好再试，或删掉这个文件恢复默认设置。"

TEMPLATE = """\
# branchtui 的本机设置。改好保存，下次打开生效；写错了会指出哪一行。

# 配色：dark 深色、light 浅色、ansi 用终端自己的 16 色
theme = "dark"

# 边框和记号：auto 终端画得对才用线条、lines 总用 ─ │ ●、ascii 总用 - | #；用的哪一种、为什么，见 branchtui doctor
lines = "auto"

# 鼠标：false 关掉，方便用终端自己的选择和复制
mouse = true

# 整屏纸面里的照片：auto 终端画得好才画、on 总是画、off 只写出图号
pictures = "auto"

# PgUp / PgDn 一次翻：page 一页、half 半页
page_keys = "page"

[folders]
# 导出的 Word 文件放在哪里；留空用“文档/支部工作台”
exports = ""

[keys]
# 换按键：命令编号 = "按键"，编号见 branchtui keys；几个键用逗号隔开。例：
# "meetings.new" = "F2, n"
"""


class Settings(NamedTuple):
    """The settings of this machine; what the file leaves out has its usual value."""

    theme: Theme = "dark"
    mouse: bool = True
    lines: Lines = "auto"
    pictures: Pictures = "auto"
    page_keys: PageKeys = "page"
    exports: Path | None = None
    keys: Mapping[str, tuple[str, ...]] = {}


def load(path: Path, keys_for: KeysFor | None = None) -> Settings:
    """The settings of `path`, the usual ones where there is no file.

    `keys_for` reads a line of [keys]; without it that section is left unread. Raises UsageError naming file, line and
    the nearest known word.
    """
    return _parsed(_text(path), path, keys_for)


def change(path: Path, name: str, value: str, keys_for: KeysFor) -> tuple[str, str]:
    """Change one setting in the file, comments kept; what stood there and what stands there now, as TOML writes it.

    `name` is a setting or the id of a command. The file is made from the template where there is none. Raises
    UsageError, the file untouched, where it has a mistake or would have one.
    """
    import tomlkit

    from branchtui.atomic_file import write_bytes

    if whole(value) != value:
        raise UsageError(f"“{_shown(whole(value))}”里有不是 UTF-8 的字符，设置文件写不下。请给它改名，或换一个文件夹。")
    text = _text(path) or TEMPLATE
    _parsed(text, path, keys_for)
    document = tomlkit.parse(text)
    section = _KEYS
    new: str | bool = value
    if name in _CHECKS:
        section = _FOLDERS if name == _EXPORTS else ""
        new = {"true": True, "false": False}.get(value, value) if name == _MOUSE else value
        _CHECKS[name](new)
    else:
        name, _ = keys_for(name, value)
    table: Any = document.setdefault(section, tomlkit.table()) if section else document
    before = tomlkit.item(table[name]).as_string() if name in table else ""
    table[name] = new
    write_bytes(path, tomlkit.dumps(document).encode("utf-8"))
    return before, tomlkit.item(new).as_string()


def _text(path: Path) -> str:
    """The text of the file, empty where there is none."""
    try:
        if what := no_plain_file(path):
            raise UsageError(f"设置文件 {path} 的位置上是{what}。请把它移走或改名。")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            raise UsageError(f"读不了设置文件 {path}（{error.strerror or error}）。请核对权限。") from error
        raise UsageError(f"设置文件 {path} 不是 UTF-8 文本。请用 UTF-8 编码另存一遍。") from error


def _parsed(text: str, path: Path, keys_for: KeysFor | None) -> Settings:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"设置文件 {path} {_spot(text, str(error))}写法有误。{_RESTORE}") from error
    except (RecursionError, ValueError) as error:  # brackets in brackets in brackets; a number of thousands of digits
        raise UsageError(f"设置文件 {path} 里括号套得太深，或有太长的数字。{_RESTORE}") from error
    return _checked(data, text, path, keys_for)


def _spot(text: str, trouble: str) -> str:
    """Where tomllib stopped reading: the line's number and its text."""
    lines = text.rstrip().split("\n")
    told = re.search(r"at line (\d+)", trouble)
    number = min(int(told[1]), len(lines)) if told else len(lines)
    return f"第 {number} 行“{_shown(lines[number - 1].strip())}”"


def _shown(text: str) -> str:
    """A short piece of the file, safe to print."""
    safe = " ".join(clean(text).split())
    return f"{safe[:40]}…" if len(safe) > 40 else safe


def _checked(data: dict[str, Any], text: str, path: Path, keys_for: KeysFor | None) -> Settings:
    def wrong(words: str, *at: str) -> UsageError:
        line = _line_of(text, at)
        return UsageError(f"设置文件 {path}{f' 第 {line} 行' if line else ''}：{words}")

    known = (*_CHOICES, _MOUSE, _FOLDERS, _KEYS)
    for key in data:
        if key not in known:
            raise wrong(f"不认识“{_shown(key)}”。{_nearest(key, known)}", key)
    sections = {name: data.get(name, {}) for name in (_FOLDERS, _KEYS)}
    for name, table in sections.items():
        if not isinstance(table, dict):
            raise wrong(f"{name} 要写成一节：[{name}]。", name)
        for key, value in table.items():
            if isinstance(value, dict):
                raise wrong(f'带点的名字要写在引号里，如 "meetings.new" = "F2"；这里的“{_shown(key)}”没有。', name, key)
            if name == _FOLDERS and key != _EXPORTS:
                raise wrong(f"不认识“{_shown(key)}”。{_nearest(key, (_EXPORTS,))}", name, key)
            if not isinstance(value, str):
                raise wrong(f"{_shown(key)} 的值要写在引号里。", name, key)
    keys: dict[str, tuple[str, ...]] = {}
    values: list[tuple[tuple[str, ...], Any]] = [((name,), data[name]) for name in data if name in _CHECKS]
    values += [((section, name), value) for section, table in sections.items() for name, value in table.items()]
    for at, value in values:
        try:
            if at[0] != _KEYS:
                _CHECKS[at[-1]](value)
            elif keys_for is not None:
                command, chosen = keys_for(at[-1], value)
                if command == at[-1] or command not in keys:  # a former id gives way to the one it has now
                    keys[command] = chosen
        except UsageError as error:
            raise wrong(str(error), *at) from error
    exports = sections[_FOLDERS].get(_EXPORTS, "")
    return Settings(
        data.get("theme", "dark"),
        data.get(_MOUSE, True),
        data.get("lines", "auto"),
        data.get("pictures", "auto"),
        data.get("page_keys", "page"),
        user_path(exports) if exports else None,
        keys,
    )


def _check_choice(name: str, value: object) -> None:
    if value not in _CHOICES[name]:
        raise UsageError(f"{name} 只能是 {'、'.join(_CHOICES[name])}。{_nearest(str(value), _CHOICES[name])}")


def _check_mouse(value: object) -> None:
    if not isinstance(value, bool):
        raise UsageError("mouse 只能是 true 或 false。")


def _check_folder(value: object) -> None:
    user_path(str(value))


_CHECKS: dict[str, Callable[[object], None]] = {
    **{name: partial(_check_choice, name) for name in _CHOICES},
    _MOUSE: _check_mouse,
    _EXPORTS: _check_folder,
}


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f"是不是“{near[0]}”？" if near else f"可写：{'、'.join(known)}。"


def _line_of(text: str, at: tuple[str, ...]) -> int:
    """The line (from 1) on which the key with these sections before it stands, or its section; 0 where neither does."""
    section: tuple[str, ...] = ()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("["):
            section = _path(bare)
            found.setdefault(section, number)
        elif "=" in bare:
            path = (*section, *_path(f"{bare.partition('=')[0]}=0"))
            for length in range(len(section) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
    return next((found[at[:length]] for length in range(len(at), 0, -1) if at[:length] in found), 0)


def _path(line: str) -> tuple[str, ...]:
    """The names that one line of TOML leads through, as TOML itself reads them."""
    try:
        here: Any = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ()
    path = []
    while isinstance(here, dict) and here:
        path.append(next(iter(here)))
        here = here[path[-1]]
    return tuple(path)
