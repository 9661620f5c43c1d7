"""Money and hours as they are typed and shown: yuan, kept in cents; hours, counted in halves."""

import re

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted

MOST_HALF_HOURS = 2000  # of one training, paper or project
_MOST_YUAN = 100_000_000
_YUAN = r"[¥￥]?\s*(\d{1,3}(?:[,，]\d{3})+|\d{1,9})(?:\.(\d{1,2}))?\s*元?"
_HOURS = r"(\d{1,4})(?:\.(\d))?\s*(?:个?小时|个?学时)?"


def cents_of(text: str) -> int:
    """`1200`, `1,200.50元` → cents. Raises BranchError for anything else."""
    found = re.fullmatch(_YUAN, text.strip())
    yuan = int(re.sub("[,，]", "", found[1])) if found else _MOST_YUAN + 1
    if found is None or yuan > _MOST_YUAN:
        raise BranchError(f"没有看懂费用“{quoted(text, 20)}”，请写成“1200”或“1200.50”，单位是元。")
    return 100 * yuan + int((found[2] or "").ljust(2, "0"))


def yuan_words(cents: int | None) -> str:
    """1200, 1200.50; empty for None."""
    if cents is None:
        return ""
    yuan, rest = divmod(cents, 100)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


def half_hours_typed(text: str) -> int:
    """`8`, `1.5学时` → half hours. Raises BranchError for what is none, or not whole ones."""
    found = re.fullmatch(_HOURS, text.strip())
    if found is None or (found[2] or "0") not in "05":
        raise BranchError(f"没有看懂学时“{quoted(text, 20)}”，请写成“8”或“1.5”，按半小时记。")
    half_hours = 2 * int(found[1]) + (found[2] == "5")
    if not 0 < half_hours <= MOST_HALF_HOURS:
        raise BranchError(f"学时要大于 0，最多 {MOST_HALF_HOURS // 2}，现在写的是“{quoted(text, 20)}”。")
    return half_hours


def hours_number(half_hours: int | None) -> str:
    """8, 1.5; empty for None."""
    return "" if half_hours is None else f"{half_hours // 2}{'.5' if half_hours % 2 else ''}"
