"""The strokes of characters, from the table in assets/lexicon: what lists in the order of strokes are sorted by."""

from collections.abc import Mapping
from functools import lru_cache

from branchtui import assets
from branchtui.rules.roster import Strokes

_UNKNOWN = (99, "")  # behind every character whose strokes are known


def strokes_of(name: str) -> Strokes:
    """For each character of a name the number of its strokes, and their classes in the order they are written."""
    table = _table()
    return tuple((*((len(table[c]), table[c]) if c in table else _UNKNOWN), c) for c in name)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    lines = assets.read("lexicon", "strokes.tsv").decode("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if not line.startswith("#")}
