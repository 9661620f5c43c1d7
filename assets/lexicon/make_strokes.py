"""Writes the table of strokes, strokes.tsv, from the stroke orders of the npm package cnchar-order.

Run it with the folder of the unpacked package: python assets/lexicon/make_strokes.py package. Each stroke becomes its
class, 1 横 2 竖 3 撇 4 点 5 折, by which lists in the order of strokes go: 提 is a 横, 竖钩 a 竖, 捺 a 点.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CLASSES = {"横": "1", "提": "1", "竖": "2", "竖钩": "2", "撇": "3", "点": "4", "点2": "4", "捺": "4"}  # others are 折
DOUBTED = "囍皙"  # of all characters the two that have another number of strokes in Unihan 15.0


def strokes(package: Path) -> str:
    """Characters with the classes of their strokes, in the order they are written: `王<tab>1121`."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    text = (package / "cnchar.order.min.js").read_text(encoding="utf-8")
    orders, table = (_json_with(text, some) for some in ('"王":"', '"name":"横折"'))
    classes = str.maketrans({letter: CLASSES.get(stroke["name"], "5") for letter, stroke in table.items()})
    lines = sorted(
        f"{character}\t{letters.translate(classes)}"
        for character, letters in orders.items()
        if character not in DOUBTED
    )
    source = f"# From cnchar-order {version}, see LICENSE.cnchar; made by make_strokes.py."
    return "\n".join([source, *lines, ""])


def _json_with(text: str, some: str) -> dict[str, Any]:
    """The object among those that the script parses which holds this text."""
    found = next(part for part in re.findall(r"JSON\.parse\('(.*?)'\)", text) if some in part)
    read: dict[str, Any] = json.loads(found)
    return read


if __name__ == "__main__":
    (HERE / "strokes.tsv").write_text(strokes(Path(sys.argv[1])), encoding="utf-8", newline="\n")
