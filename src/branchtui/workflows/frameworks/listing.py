"""The list of materials: as a sheet, and as what a submission keeps of it."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from branchtui.papers.facts.frameworks import FrameworkFacts
from branchtui.rules.frameworks.materials import Material
from branchtui.workflows.frameworks.submitting import Listed

_WIDTHS = (30, 12, 40, 13, 8, 12, 8, 30)
HEADER = ("观测点", "编号", "材料名称", "形成日期", "性质", "数量", "页数", "备注")


def evidence_sheet(facts: FrameworkFacts) -> bytes:
    """佐证材料目录 as a workbook, one row a material: the same that the Word file says."""
    from branchtui.files.sheets.writing import Column, Value, sheet
    from branchtui.papers.frameworks.lists import MATERIALS

    columns = [
        Column(name, width, "day" if name == "形成日期" else "text")
        for name, width in zip(HEADER, _WIDTHS, strict=True)
    ]
    rows: list[list[Value]] = [
        [each.above, each.number, each.title, each.day, each.origin, each.extent, each.pages, each.remark]
        for each in facts.materials
    ]
    return sheet(MATERIALS, columns, rows, author=facts.branch)


def listed_pieces(
    written: Iterable[tuple[Material, Sequence[tuple[str, str]], int]],
) -> Iterator[Listed]:
    """What a submission keeps: each thing with its number, the first file of its material, and a hash over all of them
    (of one file alone that of the file)."""
    for material, files, pages in written:
        file = files[0][0] if files else ""
        seal = _sealed([sha for _, sha in files])
        for thing in material.things:
            day = thing.day.isoformat() if thing.day else ""
            yield Listed(material.number, thing.table, thing.id, thing.title, day, thing.origin, file, seal, pages)


def changed_since(before: Iterable[Listed], pieces: Iterable[Listed]) -> tuple[str, ...]:
    """The numbers under which something was handed in whose files are not the same any more."""
    now = {(piece.table, piece.thing): piece.sha256 for piece in pieces}
    differ = (was.number for was in before if was.sha256 and now.get((was.table, was.thing), was.sha256) != was.sha256)
    return tuple(dict.fromkeys(differ))


def gone_since(before: Iterable[Listed], pieces: Iterable[Listed]) -> tuple[str, ...]:
    """What was handed in and is not among these: number and title."""
    now = {(piece.table, piece.thing) for piece in pieces}
    return tuple(dict.fromkeys(f"{was.number} {was.title}" for was in before if (was.table, was.thing) not in now))


def _sealed(hashes: Sequence[str]) -> str:
    if len(hashes) < 2:
        return "".join(hashes)
    return sha256("".join(hashes).encode()).hexdigest()
