"""The words by which a list is narrowed or a search is made."""

from branchtui.rules.text.cleaning import clean

_MOST = 30  # words: SQLite nests its expressions a thousand deep at most
_LONGEST = 500  # characters of a word: SQLite compares with patterns of 50,000 bytes at most


def wanted_words(text: str) -> list[str]:
    """The words of what was typed. What is beyond every title is cut off: what holds the whole holds the beginning."""
    return [word[:_LONGEST] for word in clean(text).split()[:_MOST]]


HOLDS = "LIKE ? ESCAPE '\\'"  # whether a column holds a word, whose value `held_by` gives


def held_by(word: str) -> str:
    """The pattern of what holds a word."""
    for sign in "\\%_":
        word = word.replace(sign, f"\\{sign}")
    return f"%{word}%"
