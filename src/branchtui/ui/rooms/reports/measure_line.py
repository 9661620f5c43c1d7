"""How long a report is, beside what its profile allows, as one line."""

from functools import lru_cache

from branchtui.rules.text.report_text import Para, length_of, parse_body
from branchtui.typesetting.profile import Limits
from branchtui.ui.text.ink import Ink


def measure_line(title: str, body: str, pages: int | None, photos: int, figures: int, limits: Limits) -> Ink:
    """Characters of title and text, paragraphs, pages, and how many of the figures have their photo; what is too much is
    due. `pages` is None while nobody has laid it out."""
    line = Ink()
    characters, paragraphs = _counted(body)
    for word, length, most in (("标题", length_of(title), limits.title), ("正文", characters, limits.text)):
        over = bool(most) and length > most
        line.add(f"{word} ", "quiet").add(
            f"{length}{f'/{most}' if most else ''}", "due" if over else "quiet", bold=over
        )
        line.add(" 字  ", "quiet")
    line.add(f"{paragraphs} 段", "quiet")
    line.add("" if pages is None else f"  {pages} 页", "quiet")
    if figures:
        missing = photos < figures
        line.add("  图 ", "quiet").add(f"{photos}/{figures}", "due" if missing else "quiet", bold=missing)
    return line


@lru_cache(maxsize=4)
def _counted(body: str) -> tuple[int, int]:
    """The characters and the paragraphs of a text. It is told whenever something beside it was found out."""
    return length_of(body), sum(isinstance(block, Para) for block in parse_body(body))
