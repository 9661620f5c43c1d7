"""How long a report is, beside what its profile allows, as one line."""

from branchtui.rules.text.report_text import length_of
from branchtui.typesetting.profile import Limits
from branchtui.ui.text.ink import Ink


def measure_line(title: str, body: str, pages: int, photos: int, figures: int, limits: Limits) -> Ink:
    """Characters of title and text, pages, and how many of the figures have their photo; what is too much is due."""
    line = Ink()
    for word, length, most in (("标题", length_of(title), limits.title), ("正文", length_of(body), limits.text)):
        over = bool(most) and length > most
        line.add(f"{word} ", "quiet").add(
            f"{length}{f'/{most}' if most else ''}", "due" if over else "quiet", bold=over
        )
        line.add(" 字  ", "quiet")
    line.add(f"{pages} 页", "quiet")
    if figures:
        missing = photos < figures
        line.add("  图 ", "quiet").add(f"{photos}/{figures}", "due" if missing else "quiet", bold=missing)
    return line
