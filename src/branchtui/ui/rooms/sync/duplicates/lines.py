"""Two that may be one, side by side, in words."""

from collections.abc import Sequence
from itertools import zip_longest

from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import labelled, wrap
from branchtui.workflows.joining.choices import Difference
from branchtui.workflows.joining.duplicates import Duplicate, Finding

_LABEL = 10  # cells: the longest usual label and a gap
_NOTHING = "–"


def pair_lines(pair: Duplicate, sides: Sequence[Difference], width: int) -> list[Ink]:
    """What speaks for it; then each field of both, those that differ first and in bold."""
    return [
        *(Ink(f" {line}", bold=True) for line in wrap(pair.words, width - 2)),
        *labelled("理由", "，".join(pair.speaks), width),
        Ink(),
        *(line for side in sorted(sides, key=_rank) for line in _side_lines(side, width)),
        Ink(),
        *labelled("回车", "合并成一条，提到它们的地方都跟着走；或者说明不是同一个，以后不再提示", width, bold=True),
    ]


def finding_lines(finding: Finding, width: int) -> list[Ink]:
    """What was given twice, and that no machine renumbers it."""
    return [
        *(Ink(f" {line}", bold=True) for line in wrap(finding.words, width - 2)),
        *labelled("原因", "两台电脑各自编了号。程序不改编号，请把其中一个改对。", width),
        *(labelled("回车", "选一次会议打开", width, bold=True) if finding.table == "meeting" else ()),
    ]


def _rank(side: Difference) -> int:
    if side.kept == side.other:
        return 2
    return 0 if side.kept and side.other else 1


def _side_lines(side: Difference, width: int) -> list[Ink]:
    """One field: what both say once, else each in a column of its own. A long label stands above."""
    label = Ink(f" {side.label}", "quiet")
    above = [label] if label.cells > _LABEL else []
    begin = Ink() if above else label
    if side.kept == side.other:
        told = wrap(side.kept, width - _LABEL - 2)
        return [*above, *((Ink() if number else begin).to(_LABEL + 1).add(line) for number, line in enumerate(told))]
    room = max(8, (width - _LABEL - 3) // 2)
    both = zip_longest(*(wrap(text or _NOTHING, room) for text in (side.kept, side.other)), fillvalue="")
    return [
        *above,
        *(
            (Ink() if number else begin).to(_LABEL + 1).add(one, bold=True, width=room + 1).add(other, bold=True)
            for number, (one, other) in enumerate(both)
        ),
    ]
