"""Writes what the manuals show of the app: the tables of keys and of verbs, and pictures of the screens on the demo branch.

Run it after a change of the screens, of the command table or of a verb: python assets/manual/make_manual.py
"""

import argparse
import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from pictures import PICTURES, THEMES, demo, file_name, picture_svg

from branchtui.cli.run import build_parser
from branchtui.ui.commands.contexts import PLACES
from branchtui.ui.commands.keys import key_word
from branchtui.ui.commands.table import first_key, of_place

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MANUALS = ("README.md", "README.zh-CN.md")
_KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
_VERBS = re.compile(r"(<!-- verbs -->\n).*?(<!-- /verbs -->)", re.DOTALL)


def key_table() -> str:
    """What each key does by default, place by place, in Markdown."""
    lines = ["| 在哪里 | 按键 | 命令 | 做什么 |", "|---|---|---|---|"]
    for place, words in PLACES.items():
        for command in of_place(place):
            keys = " ".join(f"`{key_word(key)}`" for key in command.keys) or f"`{first_key(command)}` 更多"
            lines.append(f"| {words} | {keys} | {command.name} | {command.help} |")
    return "\n".join(lines) + "\n"


def verb_table() -> str:
    """What each verb of the command line does, with its example, in Markdown."""
    lines = ["| 命令 | 做什么 | 例 |", "|---|---|---|"]
    lines += [f"| `{verb}` | {about} | `{example}` |" for verb, about, example in _verbs(build_parser(), "")]
    return "\n".join(lines) + "\n"


def _verbs(parser: argparse.ArgumentParser, path: str) -> Iterator[tuple[str, str, str]]:
    """Each verb, and where it takes several kinds of things each of these: its words, help and example."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                words = f"{path} {name}".strip()
                below = list(_verbs(child, words))
                example = (child.epilog or "").removeprefix("例：").replace("|", "\\|")
                yield from below or [(words, child.description or "", example)]


def with_tables(text: str) -> str:
    """A manual with the tables of keys and of verbs as they are now."""
    text = _KEYS.sub(lambda match: f"{match[1]}{key_table()}\n{match[2]}", text)
    return _VERBS.sub(lambda match: f"{match[1]}{verb_table()}\n{match[2]}", text)


async def write_pictures() -> None:
    """Write each picture of the manuals, in each theme, beside this file."""
    with demo() as branch:
        for picture in PICTURES:
            for theme in THEMES:
                svg = await picture_svg(branch, picture, theme)
                (HERE / file_name(picture, theme)).write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for name in MANUALS:
        path = ROOT / name
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    asyncio.run(write_pictures())
