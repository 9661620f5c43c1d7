"""Line breaking of Chinese text: character widths, what may not start or end a line, paragraph lines, title lines."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

# Marks that may not start a line (GB/T 15834-2011, 5.1) and those that may not end one.
NO_START_MARKS = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
NO_END_MARKS = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥"
NO_START, NO_END = frozenset(NO_START_MARKS), frozenset(NO_END_MARKS)
# Advances of Times New Roman, U+0020 to U+007E, in thousandths of the type size.
_TIMES = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9.,%/\-'_@:]*[A-Za-z0-9%/\-'_@]|.", re.DOTALL)
_TITLE_TOKEN = re.compile(
    r"[A-Za-z]+|\d+(?:\.\d+)?(?:[年月日号届次个名%季]|度)*|[“《‘（][^“”《》‘’（）]{1,8}[”》’）]|.", re.DOTALL
)


@lru_cache(maxsize=4096)
def em(character: str) -> float:
    """The advance of a character in ems: 1 for Chinese, the Latin face's own width for letters and digits."""
    code = ord(character)
    if 0x20 <= code <= 0x7E:
        return _TIMES[code - 0x20] / 1000
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if code < 0x2000 and character not in "·×÷±§¶¨°":
        return 0.55
    return 1.0


def width(text: str) -> float:
    """The width of a text in ems."""
    return sum(map(em, text))


def is_chinese(character: str) -> bool:
    """Whether a character is a Chinese letter (no punctuation)."""
    return ord(character) >= 0x2E80 and unicodedata.category(character)[0] == "L"


def wrap(text: str, line: float, first: float, cell: float, gap: float) -> list[str]:
    """The lines of a paragraph.

    Args (points): `line` the line's length, `first` the first line's indent, `cell` the advance of a Chinese character
    (letters scale with it), `gap` what the renderer adds between Chinese and Latin.
    """
    lines: list[str] = []
    current: list[str] = []
    x = first
    for token in _tokens(text, line, cell):
        advance = _advance(token, cell) + (_gap(current[-1], token, gap) if current else 0.0)
        if token == "\n":
            lines.append("".join(current))
            current, x = [], 0.0
            continue
        if x + advance > line + 0.01 and current and not token.isspace():
            carried = [token]
            while len(current) > 1 and (carried[0][0] in NO_START or current[-1][-1] in NO_END):
                carried.insert(0, current.pop())
            lines.append("".join(current))
            current = carried
            x = _run(carried, cell, gap)
            continue
        current.append(token)
        x += advance
    if current or not lines:
        lines.append("".join(current))
    return lines


def title_lines(text: str, characters: float) -> list[str]:
    """A title as lines of at most `characters` ems: fewest lines, well proportioned, broken where the sense allows.

    GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜. Line breaks of the text itself are kept.
    """
    return [line for part in text.split("\n") for line in _title_part(part.strip(), characters)]


def badly_broken(lines: list[str]) -> bool:
    """Whether a title's last line is so short that an editor would object."""
    return len(lines) > 1 and width(lines[-1]) < 4


def _title_part(text: str, limit: float) -> list[str]:
    tokens = [piece for token in _TITLE_TOKEN.findall(text) for piece in _split(token, limit, 1.0)]
    widths = [width(token) for token in tokens]
    total = sum(widths)
    if total <= limit or not tokens:
        return [text]
    target = total / -(-total // limit)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        options = []
        length = 0.0
        for start in range(end - 1, -1, -1):
            length += widths[start]
            if length > limit and start < end - 1:
                break
            cost = best[start][0] + 0.3 * (length - target) ** 2 + 40 + _break_cost(tokens, end)
            options.append((cost, start))
        best.append(min(options))
    lines: list[str] = []
    end = len(tokens)
    while end:
        start = best[end][1]
        lines.append("".join(tokens[start:end]).strip())
        end = start
    return [line for line in reversed(lines) if line]


def _break_cost(tokens: list[str], place: int) -> float:
    if place == len(tokens):
        return 0.0
    before, after = tokens[place - 1][-1], tokens[place][0]
    if after in NO_START or before in NO_END:
        return 10_000.0
    if before in "：｜，；！？ 　" or after in " 　":
        return 0.0
    if before == "、" or after.isdigit() or after in "“《":
        return 12.0
    if before in "和与及暨为在对将" or after in "的了和与及们等":
        return 200.0
    return 60.0 if before == "的" else 120.0


def _tokens(text: str, line: float, cell: float) -> list[str]:
    return [piece for token in _WORD.findall(text) for piece in _split(token, line, cell)]


def _split(token: str, limit: float, cell: float) -> list[str]:
    """A word longer than a line, cut into pieces that fit; any other token as it is."""
    if len(token) == 1 or _advance(token, cell) <= limit:
        return [token]
    pieces, x = [""], 0.0
    for character in token:
        x += em(character) * cell
        if x > limit and pieces[-1]:
            pieces.append("")
            x = em(character) * cell
        pieces[-1] += character
    return pieces


def _advance(token: str, cell: float) -> float:
    return width(token) * cell


def _gap(before: str, after: str, gap: float) -> float:
    a, b = before[-1], after[0]
    latin_after = is_chinese(a) and b.isascii() and b.isalnum()
    latin_before = is_chinese(b) and a.isascii() and a.isalnum()
    return gap if latin_after or latin_before else 0.0


def _run(tokens: list[str], cell: float, gap: float) -> float:
    gaps = sum(_gap(a, b, gap) for a, b in pairwise(tokens))
    return sum(_advance(token, cell) for token in tokens) + gaps
