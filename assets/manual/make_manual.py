"""Writes what the manuals show of the app: the key table in both READMEs. Run it after a change of the command table.

python assets/manual/make_manual.py
"""

import re
from pathlib import Path

from branchtui.ui.commands import markdown_table

ROOT = Path(__file__).resolve().parents[2]
MANUALS = ("README.md", "README.zh-CN.md")
_KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def with_keys(text: str) -> str:
    """A manual with the key table as it is now."""
    return _KEYS.sub(lambda match: f"{match[1]}{markdown_table()}\n{match[2]}", text)


if __name__ == "__main__":
    for name in MANUALS:
        path = ROOT / name
        path.write_text(with_keys(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
