"""Machine matters: theme, mouse, keys, folders. `settings.toml` is edited by people; tomlkit keeps their comments."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from branchtui.rules.errors import BranchError, UsageError

Theme = Literal["dark", "light", "ansi"]
Borders = Literal["auto", "ascii", "lines"]
PageKeys = Literal["page", "half"]

_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("dark", "light", "ansi"),
    "borders": ("auto", "ascii", "lines"),
    "page_keys": ("page", "half"),
}
_FOLDERS = ("exports",)

TEMPLATE = """\
# branchtui 的本机设置。改好保存，下次打开生效；写错了会指出哪一行。

# 配色：dark 深色、light 浅色、ansi 用终端自己的 16 色
theme = "dark"

# 鼠标：false 关掉，方便用终端自己的选择和复制
mouse = true

# 边框：auto 自动、ascii 只用 + - |、lines 用线条
borders = "auto"

# PgUp / PgDn 一次翻：page 一页、half 半页
page_keys = "page"

[folders]
# 导出的 Word 文件放在哪里；留空用“文档/支部工作台”
exports = ""

[keys]
# 换按键：命令编号 = "按键"，编号见 branchtui keys。例：
# "study.new" = "f9"
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this machine; what the file leaves out has its usual value."""

    theme: Theme = "dark"
    mouse: bool = True
    borders: Borders = "auto"
    page_keys: PageKeys = "page"
    exports: Path | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def load(path: Path, *, commands: frozenset[str] | None = None) -> Settings:
    """The settings of `path`, the usual ones where there is no file.

    `commands` are the ids that [keys] may name. Raises UsageError naming file, line and the nearest known word.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"读不了设置文件 {path}。请检查它是不是 UTF-8 文本。") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"设置文件 {path} 写法有误：{error}。可以删掉它恢复默认设置。") from error
    return _checked(data, text, path, commands)


def save(path: Path, key: str, value: Any, *, section: str = "") -> None:
    """Change one setting in the file, comments kept; the file is made from the template where there is none."""
    import tomlkit

    from branchtui.files.atomic import write_bytes

    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else TEMPLATE
    except OSError as error:
        raise BranchError(f"读不了设置文件 {path}（{error.strerror or error}）。") from error
    document = tomlkit.parse(text)
    table: Any = document.setdefault(section, tomlkit.table()) if section else document
    table[key] = value
    write_bytes(path, tomlkit.dumps(document).encode("utf-8"))


def _checked(data: dict[str, Any], text: str, path: Path, commands: frozenset[str] | None) -> Settings:
    def wrong(key: str, words: str) -> UsageError:
        return UsageError(f"设置文件 {path} 第 {_line_of(text, key)} 行：{words}")

    known = {*_CHOICES, "mouse", "folders", "keys"}
    for key in data:
        if key not in known:
            raise wrong(key, f"不认识“{key}”。{_nearest(key, known)}")
    for key, choices in _CHOICES.items():
        if key in data and data[key] not in choices:
            raise wrong(key, f"{key} 只能是 {'、'.join(choices)}。{_nearest(str(data[key]), choices)}")
    if not isinstance(data.get("mouse", True), bool):
        raise wrong("mouse", "mouse 只能是 true 或 false。")
    folders, keys = data.get("folders", {}), data.get("keys", {})
    for name, table in (("folders", folders), ("keys", keys)):
        if not isinstance(table, dict):
            raise wrong(name, f"{name} 要写成一节：[{name}]。")
        for key, value in table.items():
            if not isinstance(value, str):
                raise wrong(key, f"{key} 的值要写在引号里。")
    for key in folders:
        if key not in _FOLDERS:
            raise wrong(key, f"不认识“{key}”。{_nearest(key, _FOLDERS)}")
    for key in keys:
        if commands is not None and key not in commands:
            raise wrong(key, f"没有编号为“{key}”的命令。{_nearest(key, commands)}")
    exports = folders.get("exports", "")
    return Settings(
        data.get("theme", "dark"),
        data.get("mouse", True),
        data.get("borders", "auto"),
        data.get("page_keys", "page"),
        Path(exports).expanduser() if exports else None,
        dict(keys),
    )


def _nearest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, [str(each) for each in known], 1, 0.5)
    return f"是不是“{near[0]}”？" if near else f"可写：{'、'.join(sorted(str(each) for each in known)[:12])}。"


def _line_of(text: str, key: str) -> int:
    """The line (from 1) on which `key` stands as a key or a section, 0 where it can't be told."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.split("#")[0].strip()
        if bare.partition("=")[0].strip().strip("\"'") == key or bare.strip("[] ") == key:
            return number
    return 0
