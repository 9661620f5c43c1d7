"""A long text in parts that a field of a web form takes, parted at sentence ends."""

from typing import NamedTuple

from branchtui.rules.text.marks import SENTENCE_ENDS

_ENDS = f"{SENTENCE_ENDS}\n"
_CLOSING = "”’」』）》〉】"
_PAUSES = "；，、：;,"


class PasteBlock(NamedTuple):
    """One piece to be pasted: the field it is for, and which of how many pieces of that field it is."""

    field: str
    text: str
    part: int = 1
    parts: int = 1

    @property
    def label(self) -> str:
        """正文 2/3."""
        return f"{self.field} {self.part}/{self.parts}" if self.parts > 1 else self.field


def blocks_of(field: str, text: str, most: int) -> list[PasteBlock]:
    """The pieces of a field, each of at most so many characters; 0 sets no limit. None of an empty text."""
    if not text.strip():
        return []
    pieces = split_text(text, most)
    return [PasteBlock(field, piece, number, len(pieces)) for number, piece in enumerate(pieces, 1)]


def split_text(text: str, most: int) -> list[str]:
    """A text in pieces of at most `most` characters that joined are the text again.

    It is parted behind a line break or a sentence end, where there is none behind a pause, and else wherever it must be.
    """
    pieces, start = [], 0
    while most and len(text) - start > most:
        end = _cut(text, start, start + most)
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def _cut(text: str, start: int, end: int) -> int:
    """Where the piece that begins at `start` ends, at `end` at the latest."""
    for marks in (_ENDS, _PAUSES):
        for at in range(end, start, -1):
            if text[at - 1] in marks and (at == len(text) or text[at] not in f"{_CLOSING}{SENTENCE_ENDS}"):
                return at
            if text[at - 1] in _CLOSING and at - 2 >= start and text[at - 2] in marks and marks == _ENDS:
                return at
    return end
