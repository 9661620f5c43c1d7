"""The numbers of branches as people list them: 1,5-9"""

import re

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted

_RANGE = r"([0-9]{1,4})(?:[-–—~～]([0-9]{1,4}))?"


def numbers_typed(text: str) -> list[int]:
    """`1,5-9`、`3、7 至 9` → every number once, the least first. Raises BranchError for what is none."""
    found: set[int] = set()
    for piece in re.split(r"[,，、;；\s]+", re.sub(r"\s*([-–—~～至到])\s*", r"\1", text.strip())):
        match = re.fullmatch(_RANGE, re.sub("[至到]", "-", piece))
        if match is None:
            raise BranchError(f"没有看懂“{quoted(piece, 20)}”。请写支部的号，如 1,5-9。")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last:
            raise BranchError(f"“{piece}”写反了，或不是支部的号。请写成 1,5-9 的样子。")
        found.update(range(first, last + 1))
    return sorted(found)


def numbers_words(numbers: list[int]) -> str:
    """1、5-9"""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
