"""A framework, a point, or a thing that may be evidence, by the words a person typed for it."""

from branchtui.errors import BranchError
from branchtui.rules.frameworks.things import THINGS
from branchtui.rules.text.citizen_id import quoted
from branchtui.store.models import BY_TABLE, Framework, Point, Row
from branchtui.store.queries.frameworks import trees
from branchtui.store.short_ids import by_id, rows_of_id, short_id
from branchtui.workflows.input_checks import line

_LEAST = 4  # characters of an id that is looked for in many tables
_SHOWN = 20  # characters of what was typed


def find_framework(text: str) -> Framework:
    """A framework by its name, or a part that only one has, or by its shown id. Raises BranchError where several are meant."""
    wanted = line(text, "名称或编号")
    rows = trees.frameworks()
    found = [row for row in rows if wanted == row.name] or [row for row in rows if wanted and wanted in row.name]
    if len(found) > 1:
        told = "、".join(f"{row.name}（{row.level} {row.cycle}）{short_id(row)}" for row in found)
        raise BranchError(f"有 {len(found)} 个对标叫“{quoted(wanted, _SHOWN)}”，请写编号：{told}。")
    if not found and not _is_id(wanted):
        raise BranchError(f"没有叫“{quoted(wanted, _SHOWN)}”的对标。名称和编号可用 branchtui framework list 查看。")
    return found[0] if found else by_id(Framework, wanted, Framework.noun)


def find_point(text: str) -> Point:
    """A point of a framework that is not closed by its title, or any by its shown id. Raises BranchError as `find_framework`."""
    wanted = line(text, "名称或编号")
    rows = [(framework, row) for framework, points in trees.open_trees() for row in points]
    found = [each for each in rows if each[1].title == wanted]
    if len(found) > 1:
        told = "、".join(f"{framework.name} {short_id(row)}" for framework, row in found)
        raise BranchError(f"有 {len(found)} 个观测点叫“{quoted(wanted, _SHOWN)}”，请写编号：{told}。")
    if not found and not _is_id(wanted):
        raise BranchError(f"没有叫“{quoted(wanted, _SHOWN)}”的观测点。名称和编号可用 branchtui framework show 查看。")
    return found[0][1] if found else by_id(Point, wanted, Point.noun)


def find_evidence(text: str) -> Row:
    """The one thing of this shown id, of whatever table, that may be evidence. Raises BranchError where none or several are."""
    wanted = line(text, "编号")
    if len(wanted) < _LEAST or not _is_id(wanted):
        raise BranchError(f"“{quoted(wanted, _SHOWN)}”不是材料的编号。请写 list 里的编号，至少 {_LEAST} 位。")
    found = [row for table in THINGS for row in rows_of_id(BY_TABLE[table], wanted, THINGS[table], trashed=True)]
    there = [row for row in found if not row.deleted]
    if len(there or found) > 1:
        nouns = "、".join(sorted({row.noun for row in there or found}))
        raise BranchError(f"编号 {wanted} 对应不止一项材料（{nouns}），请多写几位。")
    if not found:
        raise BranchError(f"没有编号为 {wanted} 的材料。能作佐证的有：{'、'.join(THINGS.values())}。")
    return (there or found)[0]


def _is_id(text: str) -> bool:
    return bool(text) and all(char in "0123456789abcdef" for char in text.lower())
