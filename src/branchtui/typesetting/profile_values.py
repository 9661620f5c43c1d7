"""How the values of a profile are written: measures with units, choices, texts with holes, number forms."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from branchtui.rules.text.nearest import near
from branchtui.rules.text.numerals import chinese_number

Reader = Callable[[Any], Any]

# The Chinese names of type sizes, in points.
SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5, "小六": 6.5,
}  # fmt: skip
ALIGNS = {"left": "左对齐", "center": "居中", "right": "右对齐", "justify": "两端对齐"}


@dataclass(frozen=True, slots=True)
class Spacing:
    """Line spacing: `grid` is the page's pitch, `exact` is in points, `times` is a multiple of the font's line."""

    rule: str
    value: float


class Wrong(ValueError):
    """What a value should have been; the reader of the table adds file, line and key."""


def measure(units: Mapping[str, float], example: str, least: float, most: float) -> Reader:
    pattern = re.compile(rf"^\s*(-?\d+(?:\.\d+)?)\s*({'|'.join(map(re.escape, units))})\s*$")

    def read(value: Any) -> float:
        match = pattern.match(value) if isinstance(value, str) else None
        if match is None:
            raise Wrong(f'要写成带单位的文字，例如 "{example}"（单位：{"、".join(units)}）')
        number = float(match[1]) * units[match[2]]
        if not least <= number <= most:
            raise Wrong(f"要在 {least:g} 到 {most:g} {next(iter(units))} 之间")
        return number

    return read


def points(least: float, most: float) -> Reader:
    plain = measure({"pt": 1.0, "磅": 1.0}, "16pt", least, most)

    def read(value: Any) -> float:
        if isinstance(value, str) and value.strip() in SIZES:
            return SIZES[value.strip()]
        try:
            return float(plain(value))
        except Wrong as wrong:
            raise Wrong(f'{wrong}，或写字号名，例如 "三号"') from None

    return read


def line_spacing(value: Any) -> Spacing:
    if value == "grid":
        return Spacing("grid", 0.0)
    if isinstance(value, str) and (match := re.match(r"^\s*(\d+(?:\.\d+)?)\s*倍\s*$", value)):
        times = float(match[1])
        if 0.5 <= times <= 5:
            return Spacing("times", times)
    try:
        return Spacing("exact", float(measure({"pt": 1.0, "磅": 1.0}, "28pt", 6, 120)(value)))
    except Wrong as wrong:
        raise Wrong(f'{wrong}，或 "1.5倍"，或 "grid"（随版心行数）') from None


def whole(least: int, most: int) -> Reader:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Wrong(f"要写 {least} 到 {most} 之间的整数，不加引号")
        return value

    return read


def choice(**options: str) -> Reader:
    def read(value: Any) -> str:
        if isinstance(value, str) and value in options:
            return str(value)
        raise Wrong("只能是 " + "、".join(f'"{k}"（{v}）' for k, v in options.items()) + near(str(value), options))

    return read


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("要写 true（是）或 false（否），不加引号")
    return value


def words(*holes: str, empty: bool = False) -> Reader:
    """A text whose {…} places are all of `holes`."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not (empty or value.strip()):
            raise Wrong("要写成加引号的文字" + ("" if empty else "，不能为空"))
        if re.search(r"[\x00-\x1f\x7f]", value):
            raise Wrong("不能含换行或控制字符")
        unknown = [h for h in re.findall(r"\{([^}]*)\}", value) if h not in holes]
        if unknown or value.count("{") != value.count("}"):
            raise Wrong("花括号里只能写 " + "、".join(f"{{{h}}}" for h in holes) if holes else "不能含花括号")
        return value

    return read


def font_name(value: Any) -> str:
    text = words()(value)
    if len(text) > 60 or re.search(r'[<>&"\\;]', text):
        raise Wrong('要写字体名称，例如 "仿宋_GB2312"')
    return str(text)


def number_forms(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= 4:
        raise Wrong('要写成方括号里的一到四种编号，例如 ["一、", "（一）", "1.", "（1）"]')
    forms = tuple(str(words()(entry)) for entry in value)
    for form in forms:
        if sum(form.count(sign) for sign in "一1①") != 1:
            raise Wrong(f"“{form}”里要有一个（且只有一个）“一”“1”或“①”，表示编号的样子")
    return forms


def font_lists(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping) or not all(isinstance(v, list) and v for v in value.values()):
        raise Wrong('每行要写成 "字体" = ["替代字体", …]')
    return tuple((font_name(k), tuple(font_name(entry) for entry in v)) for k, v in value.items())


def written(read: Reader) -> Any:
    return dataclasses.field(metadata={"read": read})


MILLIMETRES = {"mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0}
CHARACTERS = {"字": 1.0}


def numeral(form: str, number: int) -> str:
    """A number form such as `（一）` with `number` in the place of its sign."""
    if "一" in form:
        return form.replace("一", chinese_number(number))
    if "①" in form:
        return form.replace("①", chr(0x2460 + number - 1) if number <= 20 else str(number))
    return form.replace("1", str(number))
