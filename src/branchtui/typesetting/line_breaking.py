"""Line breaking of Chinese text: character widths, what may not start or end a line, paragraph lines, title lines."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from branchtui.rules.text.marks import NO_END, NO_START

# Advances of Times New Roman, U+0020 to U+007E, in thousandths of the type size.
_TIMES = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
)  # fmt: skip
_WORD = re.compile(r"[!-~]+|(?<=[!-~])——|.", re.DOTALL)
_LATIN_BREAK = re.compile(r"(?<=[A-Za-z0-9]-)(?=[A-Za-z0-9])|(?<=/)(?=[A-Za-z])")
_LONG_WORD = re.compile("[!-~]{16,}")
_WEAK = frozenset("“”‘’—…·")
# Words that a title line must not cut; a line breaks well after one of an organisation.
_BODIES = (
    "大学|学院|学校|学部|校区|办公室|教研室|"
    "研究院|研究所|实验室|中心|机关|党总支|党支部|支部|党委|党组|委员会|党小组|工会|团委"
)
_MATTERS = (
    "党员大会|主题党日|组织生活会|民主评议|党员|党课|会议|活动|工作|学习|教育|交流|记录|议程|签到表|决议|通知|公示|报告|方案|计划|"
    "目录|服务|示范岗|先锋|开展|召开|举办|关于|建设|发展|格局|构建|聚焦|打造|推进|贯彻|落实|精神|样板|风采"
)
_TITLE_TOKEN = re.compile(
    rf"{_BODIES}|{_MATTERS}|"
    r"——|[A-Za-z]+|\d+(?:\.\d+)?(?:[年月日号届次个名%季]|度)*|[“《‘（][^“”《》‘’（）]{1,8}[”》’）]|.",
    re.DOTALL,
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


def portions(text: str) -> list[tuple[str, str]]:
    """(text, script) stretches set in one face: chinese, latin, or mark.

    Quotes, dashes and dots that start a text or follow Latin are marks: renderers would take them from the Latin face, where they
    are too narrow, so the writer names the Chinese face for them. The middle dot always is one.
    """
    found: list[tuple[str, str]] = []
    script = ""
    for character in text:
        script = _script(character, script)
        if found and found[-1][1] == script:
            found[-1] = (found[-1][0] + character, script)
        else:
            found.append((character, script))
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """How text runs, in points: type `size`, letter-spacing `extra`, and the `gap` set between Chinese and Latin.

    A renderer starts a new portion where the script changes, and a portion's last character has no `extra`.
    """

    size: float
    extra: float = 0.0
    gap: float = 0.0

    def add(self, text: str, before: str = "", script: str = "") -> tuple[float, str]:
        """The length that `text` adds behind the character `before` of `script`, and the script it ends in."""
        total = 0.0
        for character in text:
            now = _script(character, script)
            advance = em(character) * self.size
            total += advance + self.extra if advance else 0.0
            if before and now != script:
                total += (self.gap if _mixed(before, character) else 0.0) - self.extra
            before, script = character, now
        return total, script

    def length(self, text: str) -> float:
        """The length of a text."""
        return self.add(text)[0]


def breaks_words(text: str) -> bool:
    """Whether a justified paragraph may break within Latin words: else the line before an address is spread wide. A long
    number is never cut for its own sake."""
    return any(map(_is_address, _LONG_WORD.findall(text)))


def wrap(text: str, measure: Measure, line: float, first: float = 0.0, *, within_words: bool = False) -> list[str]:
    """The lines of a paragraph: `line` is their length, `first` the first one's indent, both in points.

    `within_words` is for a paragraph that may break so; LibreOffice does it in addresses alone.
    """
    if not text or (first + len(text) * (measure.size + measure.gap) <= line and "\n" not in text):
        return [text]  # most cells of a table
    lines: list[str] = []
    current: list[str] = []
    x, script = first, ""
    tokens = _tokens(text, within_words)
    for token, after in (
        (piece, after)
        for word, after in zip(tokens, [*tokens[1:], ""], strict=True)
        for piece in _split(word, line, measure)
    ):
        if token == "\n":
            lines.append("".join(current))
            current, x, script = [], 0.0, ""
            continue
        advance, ends_in = measure.add(token, current[-1][-1] if current else "", script)
        # LibreOffice parts an address only where the first letter of its next part would have fitted too.
        parted = token[-1] == "/" and after[:1].isascii() and after[:1].isalpha()
        ahead = em(after[0]) * measure.size if parted else 0.0
        if x + advance + ahead - measure.extra > line + 0.01 and current and not token.isspace():
            carried = [token]
            # no room at all: a Latin word simply starts the next line
            full = line - x + measure.extra < 1 and "!" <= token <= "~" and current[-1][-1] not in NO_END
            while len(current) > 1 and not full and _stuck(current[-1][-1], carried[0][0]):
                carried.insert(0, current.pop())
            lines.append("".join(current))
            current = carried
            x, script = measure.add("".join(carried))
            continue
        current.append(token)
        x, script = x + advance, ends_in
    if current or not lines:
        lines.append("".join(current))
    return lines


def fold(parts: Iterable[str], gap: str, measure: Measure, line: float) -> list[str]:
    """Parts in lines of `line` points, parted by `gap`: none is broken but one that is longer than a line, between names."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}{gap}{part}" if lines[-1] else part
        if lines[-1] and measure.length(joined) > line:
            lines.append(part)
        else:
            lines[-1] = joined
        if measure.length(lines[-1]) > line:
            lines[-1:] = _between_names(lines[-1], measure, line)
    return lines


def _between_names(text: str, measure: Measure, line: float) -> list[str]:
    """A list of names in lines. Blanks part names only where nothing else does: many stand within one."""
    marks = "、，；" if any(mark in text for mark in "、，；") else " 　"
    lines = [""]
    for name in re.findall(f"[^{marks}]*[{marks}]*", text):
        if lines[-1] and measure.length((lines[-1] + name).rstrip()) > line:
            lines.append("")
        lines[-1] += name
    return [each.strip(" 　") for each in lines]


def title_lines(text: str, characters: float) -> list[str]:
    """A title as lines of at most `characters` ems: fewest lines, well proportioned, broken where the sense allows.

    GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜. Line breaks of the text itself are kept.
    """
    return [line for part in text.split("\n") for line in _title_part(part.strip(), characters)]


def badly_broken(lines: list[str]) -> bool:
    """Whether a title's last line is so short that an editor would object."""
    return len(lines) > 1 and width(lines[-1]) < 4


def _title_part(text: str, limit: float) -> list[str]:
    tokens = [piece for token in _TITLE_TOKEN.findall(text) for piece in _split(token, limit, Measure(1.0))]
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
    if before in "：｜，；！？ 　" or after in " 　" or tokens[place] == "——":
        return 0.0
    if before == "、" or after.isdecimal() or after in "“《":
        return 12.0
    if re.fullmatch(_BODIES, tokens[place - 1]) and not re.fullmatch(_BODIES, tokens[place]):
        return 20.0
    if before in "和与及暨为在对将" or after in "的了和与及们等":
        return 200.0
    return 60.0 if before == "的" else 120.0


def _split(token: str, limit: float, measure: Measure) -> list[str]:
    """A word longer than a line, cut into pieces that fit; any other token as it is."""
    if len(token) == 1 or measure.length(token) <= limit:
        return [token]
    pieces, x = [""], 0.0
    for character in token:
        advance = measure.length(character)
        if x + advance > limit and pieces[-1]:
            pieces.append("")
            x = 0.0
        pieces[-1] += character
        x += advance
    return pieces


def _stuck(before: str, after: str) -> bool:
    """Whether a line may not end between two characters; Latin sticks to marks as Unicode's line breaking has it."""
    if after in NO_START or before in NO_END:
        return True
    if "!" <= after <= "~":
        return before in NO_START and before > "\u2000" and before != "…"
    return "!" <= before <= "~" and after in "“‘"


def _tokens(text: str, within_words: bool) -> list[str]:
    """What a line is broken between: a character, or a stretch of Latin up to a hyphen; an address anywhere, if so."""
    cut = {word for word in _LONG_WORD.findall(text) if _is_address(word)} if within_words else set()
    return [piece for token in _WORD.findall(text) for piece in (token if token in cut else _LATIN_BREAK.split(token))]


def _is_address(word: str) -> bool:
    return re.search("[A-Za-z]", word) is not None


def _script(character: str, before: str) -> str:
    """The script of a character that follows one of script `before`."""
    if character in _WEAK:
        return "mark" if character == "·" or before in ("", "latin", "mark") else "chinese"
    return "latin" if "!" <= character <= "\u1fff" else "chinese"


def _mixed(before: str, after: str) -> bool:
    latin_after = is_chinese(before) and after.isascii() and after.isalnum()
    return latin_after or (is_chinese(after) and before.isascii() and before.isalnum())
