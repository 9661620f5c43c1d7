"""Writes what the manuals show of the app: the tables of keys and of verbs, and pictures of the screens on the demo branch.

Run it after a change of the screens, of the command table or of a verb: python assets/manual/make_manual.py
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from branchtui.cli.run import build_parser
from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store.file.database import close_database, open_database
from branchtui.ui.commands.contexts import PLACES
from branchtui.ui.commands.keys import key_word
from branchtui.ui.commands.table import first_key, of_place
from branchtui.workflows.demo import build_demo

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MANUALS = ("README.md", "README.zh-CN.md")
NOW = datetime(2026, 11, 23, 9, 0)
SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "today": ((120, 36), ()),
    "meetings": ((120, 36), ("2", "down", "down", "down")),
    "attendance": ((120, 36), ("2", "down", "down", "down", "enter", "f3")),
    "reports": ((120, 36), ("4",)),
    "people": ((80, 24), ("5",)),
    "help": ((80, 24), ("2", "f1")),
}
_KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
_VERBS = re.compile(r"(<!-- verbs -->\n).*?(<!-- /verbs -->)", re.DOTALL)
_WEB_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


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


async def _screenshot(folder: Path, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    from branchtui.ui.app import BranchApp

    app = BranchApp(home(folder), lambda: NOW)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        svg, before = "", "nothing yet"
        while svg != before:  # what stands beside a list comes a moment after it
            before = svg
            await pilot.pause(0.4)
            svg = app.export_screenshot(title="branchtui")
    return _WEB_FONTS.sub("", svg)  # the manual must not fetch anything


def screenshots() -> dict[str, str]:
    """The SVG of each screen the manuals show, by name."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = home(folder)
        open_database(place.database)
        build_demo(now=NOW, photos=PhotoStore(place.photos, place.cache))
        made = {name: asyncio.run(_screenshot(Path(folder), *screen)) for name, screen in SCREENS.items()}
        close_database()
    return made


if __name__ == "__main__":
    for name in MANUALS:
        path = ROOT / name
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for name, svg in screenshots().items():
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
