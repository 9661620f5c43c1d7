"""What is pasted, made fit for an editor: a very long line would make each key after it wait."""

from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.marks import sentences

LONGEST_FIELD = 1000  # characters that a field of one line takes
LONGEST_PARAGRAPH = 1500  # characters above which a pasted paragraph is parted at the ends of its sentences
_PART = 600  # characters of the parts


def for_field(text: str) -> tuple[str, int]:
    """A pasted text as one line, and of how many lines it is made."""
    lines = [line.strip() for line in clean(text).splitlines() if line.strip()]
    return " ".join(lines), len(lines)


def for_area(text: str) -> tuple[str, int]:
    """A pasted text whose long paragraphs are parted at the ends of sentences, and how many new lines that made."""
    before = clean(text).split("\n")
    after = [part for line in before for part in _parts(line)]
    return "\n".join(after), len(after) - len(before)


def _parts(line: str) -> list[str]:
    if len(line) <= LONGEST_PARAGRAPH:
        return [line]
    parts = [""]
    for sentence in sentences(line):
        for start in range(0, len(sentence), _PART):  # a sentence without an end is cut where it must be
            piece = sentence[start : start + _PART]
            if parts[-1] and len(parts[-1]) + len(piece) > _PART:
                parts.append("")
            parts[-1] += piece
    return parts
