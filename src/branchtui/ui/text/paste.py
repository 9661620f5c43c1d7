"""What is pasted, made fit for an editor: a very long line would make each key after it wait, and what Word, WPS and web
pages put between characters is no text."""

import re
from typing import NamedTuple

from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.marks import sentences

LONGEST_FIELD = 1000  # characters that a field of one line takes
LONGEST_PARAGRAPH = 1500  # characters above which a pasted paragraph is parted at the ends of its sentences
_PART = 600  # characters of the parts
_INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]"  # soft hyphens, and what has no width
_WIDE = "".join(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F)))  # blanks that no keyboard makes
_BLANKS = f" \u3000{_WIDE}"
_ODD = f"(?<! ) *+[{_WIDE}][ {_WIDE}]*"  # within a line; that of a whole character may part those of a name
_MARKS = "，。；：、？！“”‘’（）《》…—"
_EMPTY = "\n{3,}"


class Tidied(NamedTuple):
    """A pasted text without what is none, and how much of it there was: blanks, empty lines."""

    text: str
    blanks: int
    lines: int

    @property
    def words(self) -> str:
        """What was done, as a sentence; empty where nothing was."""
        parts = [f"去掉 {self.blanks} 处多余空格"] if self.blanks else []
        parts += [f"合并 {self.lines} 个空行"] if self.lines else []
        return f"粘贴：{'，'.join(parts)}。按一次 Ctrl+Z 变回原样。" if parts else ""


def tidied(text: str) -> Tidied:
    """A pasted text with its paragraphs, without indents, blanks that are no blanks of a keyboard, and runs of empty lines."""
    blanks = len(re.findall(_INVISIBLE, text))
    lines = []
    for line in clean(text.replace("\t", "\u00a0")).split("\n"):
        bare = line.strip(_BLANKS)
        if "\n" not in text and line == f"{' ' * line.startswith(' ')}{bare}{' ' * line.endswith(' ')}":
            bare = line  # a few words for the midst of a line, parted from it by a blank
        blanks += (not line.startswith(bare[:1])) + (not line.endswith(bare[-1:])) if bare else line != ""
        bare, odd = re.subn(_ODD, _one_blank, bare)
        blanks += odd
        lines.append(bare)
    whole = "\n".join(lines)
    runs = re.findall(_EMPTY, whole)
    return Tidied(re.sub(_EMPTY, "\n\n", whole), blanks, sum(map(len, runs)) - 2 * len(runs))


def for_field(text: str) -> tuple[str, int]:
    """A pasted text as one line, and of how many lines it is made."""
    lines = [line.strip() for line in clean(text).splitlines() if line.strip()]
    return " ".join(lines), len(lines)


def for_area(text: str) -> tuple[str, int]:
    """A pasted text whose long paragraphs are parted at the ends of sentences, and how many new lines that made."""
    before = clean(text).split("\n")
    after = [part for line in before for part in _parts(line)]
    return "\n".join(after), len(after) - len(before)


def _one_blank(odd: re.Match[str]) -> str:
    """What stands for odd blanks: a blank, for they may part words; none beside a mark of full width."""
    beside = odd.string[odd.start() - 1] + odd.string[odd.end() : odd.end() + 1]
    return "" if any(character in _MARKS for character in beside) else " "


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
