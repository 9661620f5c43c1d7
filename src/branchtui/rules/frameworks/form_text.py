"""The text of a point for a field of a web page: plain, and no longer than the page takes."""

import re
from typing import NamedTuple

from branchtui.rules.text.marks import SENTENCE_ENDS

_SENTENCE = re.compile(rf"[^{SENTENCE_ENDS}\n]*[{SENTENCE_ENDS}\n]?")


class FormText(NamedTuple):
    """What is put into the field, and how many characters of the whole were left out."""

    text: str
    left_out: int


def form_text(text: str, limit: int) -> FormText:
    """Whole sentences of a text, as many as fit into `limit` characters; where not even one does, its beginning."""
    plain = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if len(plain) <= limit:
        return FormText(plain, 0)
    kept = ""
    for sentence in _SENTENCE.findall(plain):
        if len(kept) + len(sentence) > limit:
            break
        kept += sentence
    kept = kept.rstrip() or plain[:limit]
    return FormText(kept, len(plain) - len(kept))
