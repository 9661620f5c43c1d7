"""Punctuation: what may not begin or end a line, and where a sentence ends."""

import re

# Marks that may not start a line (GB/T 15834-2011, 5.1) and those that may not end one.
NO_START_MARKS = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
NO_END_MARKS = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥"
NO_START, NO_END = frozenset(NO_START_MARKS), frozenset(NO_END_MARKS)

SENTENCE_ENDS = "。！？；"
_ENDS = f"{SENTENCE_ENDS}!?\n"
_SENTENCE = rf"[^{_ENDS}]*[{_ENDS}]+[”’」』）》]*|[^{_ENDS}]+"


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its end and the quotes that close behind it; joined they are the text."""
    return re.findall(_SENTENCE, text)
