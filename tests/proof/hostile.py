"""Texts that no person writes, for the tests and for benchmarks/proof.py."""

from collections.abc import Callable

_MARKS = "，。…—“’（》～-.'\""


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: opening * (size // 2) + closing * (size // 2)


HOSTILE: dict[str, Callable[[int], str]] = {
    **{f"marks {mark!r}": _repeated(mark) for mark in _MARKS},
    "nested quotes": _nested("“", "”"),
    "nested brackets": _nested("（", "）"),
    "nested books": _nested("《", "》"),
    "crossing pairs": _repeated("“（《”）》"),
    "open pairs": _repeated("“学"),
    "one character": _repeated("的"),
    "no marks": _repeated("支部召开会议学习文件"),
    "figures": _repeated("1"),
    "figures and 万": _repeated("1万1"),
    "about figures": _repeated("约1,1.1余"),
    "ranges": _repeated("1-1%到1万"),
    "dates": _repeated("2026年02月30日（星期一）"),
    "han dates": _repeated("二〇二六年三月二十六日"),
    "items": _repeated("一是学习；三是服务。"),
    "numbers": _repeated("一、（一）1.（1）"),
    "sums": _repeated("共有党员26名，其中男20名、女5名。"),
    "one long sum": _repeated("共有26名，其中男1名、女1名，"),
    "spaces": _repeated("会议 A 1 "),
    "typos": _repeated("自已"),
    "accepted typos": _repeated("自已经"),
    "doubled": _repeated("的的了了是是"),
    "emoji": _repeated("会👩‍👩‍👧议🏳️‍🌈"),
    "surrogates": _repeated("会\ud800议\udfff"),
    "controls": _repeated("会\x00\x1b[31m议\u202e"),
    "four characters": _repeated("凝心聚力，"),
    "first person": _repeated("“我们”我校，"),
    "short lines": _repeated("会议。\n"),
    "short headings": _repeated("# 一、会\n"),
}
"""By name, a text of a size in characters; all but the last two are one line."""
