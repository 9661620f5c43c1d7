"""Text as it comes in and goes out: clean characters, full-width marks, names for files."""

import re
import unicodedata
from itertools import accumulate

LINE_LIMIT = 200  # characters that a value of one line may have
TEXT_LIMIT = 200_000  # and one of several lines
NAME_LIMIT = 30  # characters of a person's name

# Marks that turn or hide text; they are never typed on purpose (Unicode TR36, "bidirectional text spoofing").
_HIDDEN = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x00AD, 0x061C, 0xFEFF, 0xFFFE, 0xFFFF]
)
# Patterns are compiled where they are first used: at the start of the app hardly any is.
_BREAKS = re.compile("\n+")
_LINE_ENDS = "\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]"


def clean(text: str) -> str:
    """`text` without control, direction and invisible characters; line ends become \\n, tabs become spaces."""
    if text.isprintable():  # none of them is
        return text
    text = re.sub(_LINE_ENDS, "\n", text).replace("\t", " ")
    return "".join(
        c for c in text if c == "\n" or (ord(c) not in _HIDDEN and unicodedata.category(c) not in ("Cc", "Cs"))
    )


def one_line(text: str) -> str:
    """`text` as one line that can be shown anywhere: clean, line ends made blanks, halves of characters made ?."""
    return _BREAKS.sub(" ", clean(text.encode("utf-8", "replace").decode("utf-8")))


def whole(text: str) -> str:
    """`text` without halves of characters (lone surrogates), which no file and no database can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


# --- full-width marks ----------------------------------------------------------------------------------------------

_WIDE = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_MARKS = frozenset(",:;?!，：；？！")
_SEE_THROUGH = _MARKS | frozenset("“”‘’\"'")
_REACH = 9  # how far a mark looks past marks and quotes
_ADDRESS = (
    r"(?ai)(?:https?|ftp)://[!-~]*[\w/=&#%~+-]|www\.[!-~]*[\w/=&#%~+-]|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
)


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or (char in "〇々" or "\uf900" <= char <= "\ufaff")
    )


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in "、。《》〈〉「」『』【】〔〕…—·％"


def fullwidth(text: str) -> tuple[str, int]:
    """`text` with half-width , : ; ? ! ( ) beside Chinese made full-width, and how many were changed.

    Marks between two figures (14:30, 1,000), in web and mail addresses and in Latin text stay as they are.
    A second pass changes nothing: the decision never looks at a mark's own width.
    """
    lines = text.split("\n")
    done = [_fullwidth_line(line) for line in lines]
    return "\n".join(done), sum(
        a != b for old, new in zip(lines, done, strict=True) for a, b in zip(old, new, strict=True)
    )


def _fullwidth_line(line: str) -> str:
    if not any(mark in line for mark in _WIDE):
        return line
    kept = {at for m in re.finditer(_ADDRESS, line) for at in range(*m.span())}
    chars = list(line)
    for at in _wide_brackets(line):
        if at not in kept:
            chars[at] = _WIDE.get(chars[at], chars[at])
    for at, char in enumerate(chars):
        if char in _MARKS and char in _WIDE and at not in kept and _beside_chinese(chars, at):
            chars[at] = _WIDE[char]
    return "".join(chars)


def _neighbour(chars: list[str] | str, at: int, step: int) -> str:
    """The nearest character that is neither a mark nor a quote; '' where there is none."""
    for place in range(at + step, at + step * (_REACH + 1), step):
        if not 0 <= place < len(chars):
            return ""
        if chars[place] not in _SEE_THROUGH:
            return chars[place]
    return ""


def _beside_chinese(chars: list[str], at: int) -> bool:
    before, after = chars[at - 1] if at else "", chars[at + 1] if at + 1 < len(chars) else ""
    if before.isdecimal() and after.isdecimal():
        return False
    return any(
        c != "" and (_is_chinese(c) or c in "（）") for c in (_neighbour(chars, at, -1), _neighbour(chars, at, 1))
    )


def _wide_brackets(line: str) -> list[int]:
    """Places of the round brackets that stand beside Chinese, hold Chinese, or pair with one that is full-width."""
    pairs: list[tuple[int, ...]] = []
    waiting: list[int] = []
    for at, char in enumerate(line):
        if char in "(（":
            waiting.append(at)
        elif char in ")）":
            pairs.append((waiting.pop(), at) if waiting else (at,))
    pairs += [(at,) for at in waiting]
    han = [0, *accumulate(map(is_han, line))]
    wide: list[int] = []
    for pair in pairs:
        beside = (_neighbour(line, at, step) for at in pair for step in (-1, 1))
        if (
            any(line[at] in "（）" for at in pair)
            or han[pair[-1]] > han[pair[0]]
            or any(c and _is_chinese(c) for c in beside)
        ):
            wide += pair
    return wide


# --- file names ----------------------------------------------------------------------------------------------------

_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = r"(?i)(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)"
_MOST_BYTES = 240  # file systems allow 255 bytes; the rest is for the suffix and a counter


def safe_filename(text: str, limit: int = 80) -> str:
    """A file or folder name made of `text` that Windows, macOS and Linux accept; at most `limit` characters.

    Forbidden characters become their full-width twins. The suffix (.docx) is the caller's to add.
    """
    name = " ".join(clean(text).translate(_FORBIDDEN).split())
    name = name.lstrip(". ")[:limit].encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(". ")
    if re.match(_RESERVED, name):
        name = "_" + name[: limit - 1]
    return name or "未命名"
