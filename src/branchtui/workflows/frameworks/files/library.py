"""The files of frameworks: those that ship, and one that a person names."""

import tomllib
from pathlib import Path

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.papers.names import NAMES
from branchtui.plain_file import read_file
from branchtui.rules.frameworks.template import Template, template_from
from branchtui.store.models.frameworks import FRAMEWORK_KINDS
from branchtui.workflows.input_checks import line, refuse_citizen_id
from branchtui.workflows.meeting_rules import kinds

SHIPPED = ("yangban-zhibu", "shuzhi", "kaohe-zicha", "xuexi-jiaoyu", "pinpai")
"""The keys of those that ship, in the order of how often they are asked for."""
_LONGEST = 400_000  # characters of a file


def templates() -> list[Template]:
    """The frameworks that ship, in the order of how often they are asked for."""
    return [template(key) for key in SHIPPED]


def template(key: str) -> Template:
    """One that ships, by its key or its name. Raises BranchError naming those there are."""
    wanted = line(key, "对标的代号")
    found = next((each for each in SHIPPED if each == wanted), None) or _by_name(wanted)
    return template_from_text(_text(found), f"{found}.toml")


def shipped_version(key: str) -> int:
    """The version of the file that ships under this key, 0 where none does."""
    return int(assets.toml("frameworks", f"{key}.toml").get("version", 1)) if key in SHIPPED else 0


def own_wording(key: str) -> bool:
    """Whether a framework of this key ships with tasks in our own words, and not in those of a document."""
    return key in SHIPPED and template(key).wording == "branchtui"


def template_from_file(path: Path) -> Template:
    """The framework of a file. Raises BranchError that says what is wrong, and in which line."""
    try:
        text = read_file(path).decode("utf-8")
    except UnicodeDecodeError:
        raise BranchError(f"“{path.name}”不是 UTF-8 文字。请用记事本另存为 UTF-8。") from None
    return template_from_text(text, path.name)


def template_from_text(text: str, name: str) -> Template:
    """The framework that a TOML text describes. Raises BranchError as `template_from_file` does."""
    refuse_citizen_id(text, f"“{name}”")
    if len(text) > _LONGEST:
        raise BranchError(f"“{name}”有 {len(text)} 个字，不像对标文件。")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BranchError(f"“{name}”不是能读的 TOML：{error}。") from None
    except RecursionError:
        raise BranchError(f"“{name}”嵌套得太深，不像对标文件。") from None
    return template_from(
        data, name, source=text, frameworks=tuple(FRAMEWORK_KINDS.values()), meetings=kinds(), papers=NAMES
    )


def _by_name(word: str) -> str:
    named = {key: str(assets.toml("frameworks", f"{key}.toml")["name"]) for key in SHIPPED}
    found = [key for key, name in named.items() if word and (word in name or key.startswith(word))]
    if len(found) != 1:
        listed = "、".join(f"{key}（{name}）" for key, name in named.items())
        raise BranchError(f"没有“{word}”这个对标文件。可选：{listed}。")
    return found[0]


def _text(key: str) -> str:
    return assets.read("frameworks", f"{key}.toml").decode("utf-8")
