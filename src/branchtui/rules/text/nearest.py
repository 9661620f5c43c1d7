"""The name that was perhaps meant by one that there is not."""

from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> str:
    """`，是不是“…”？` with the nearest known name, or nothing."""
    import difflib  # only where something is wrong

    found = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"，是不是“{found[0]}”？" if found else ""
