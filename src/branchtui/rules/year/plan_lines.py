"""A line of a plan as it is typed or pasted: kind, time, theme, materials and who prepares, in any usual order."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import MeetingKind
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.year.schedule import read_schedule

_LABELS = {
    **dict.fromkeys(("时间", "日期", "安排", "计划时间"), "schedule"),
    **dict.fromkeys(("类型", "形式", "会议类型"), "kind"),
    **dict.fromkeys(("主题", "学习主题", "内容", "学习内容"), "theme"),
    **dict.fromkeys(("材料", "学习材料", "资料"), "materials"),
    **dict.fromkeys(("准备人", "准备", "负责人", "主讲人", "主讲"), "preparer"),
}
_LABELLED = re.compile(rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})[:：]\s*(.*)", re.DOTALL)
_BETWEEN = re.compile("[、\n]|[,，;；](?![^《]*》)")
_MOST = 8  # pieces of a time that are written apart: 每月 第三个周三 下午3点


class PlanLine(NamedTuple):
    """What one line says; empty where it says nothing. `materials` are separate titles."""

    schedule: str = ""
    kind: str = ""
    theme: str = ""
    materials: tuple[str, ...] = ()
    preparer: str = ""


def read_line(text: str, kinds: Mapping[str, MeetingKind], known: Callable[[str], bool]) -> PlanLine:
    """One line; `known` tells whether somebody is called so.

    Pieces stand apart by blanks or tabs, `主题：` and the like say what one is. Of the others the first that is the name
    of a kind is the kind, what reads as a time is the time, titles in 《》 are materials, a last piece that is a name is
    who prepares, the rest is the theme. Raises BranchError where no theme, kind or time is left to tell.
    """
    pieces = [piece.strip() for piece in re.split(r"[\t|｜]+|\s{1,}", text) if piece.strip()]
    found: dict[str, list[str]] = {}
    plain: list[str] = []
    label = ""
    for piece in pieces:
        if m := _LABELLED.fullmatch(piece):
            label = _LABELS[m[1]]
            found.setdefault(label, []).extend(filter(None, [m[2]]))
        elif label:
            found[label].append(piece)
        else:
            plain.append(piece)
    if "kind" not in found:
        found["kind"] = _take_kind(plain, kinds)
    if "schedule" not in found:
        found["schedule"] = _take_schedule(plain)
    if "preparer" not in found and plain and (found["kind"] or len(plain) > 1) and known(plain[-1]):
        found["preparer"] = [plain.pop()]
    if "materials" not in found:
        found["materials"] = _take_materials(plain)
    if "theme" not in found:
        found["theme"], plain = plain, []
    if plain:
        raise BranchError(f"没有看懂“{quoted(plain[0], 20)}”是什么，请在前面写明“主题：”“材料：”或“准备人：”。")
    line = PlanLine(
        " ".join(found["schedule"]),
        " ".join(found["kind"]),
        " ".join(found["theme"]),
        titles("、".join(found["materials"])),
        "".join(found.get("preparer", [])),
    )
    read_schedule(line.schedule)
    if not (line.theme or line.kind):
        raise BranchError("没有写主题，也没有写是什么会。请写成“主题党日 每月第三个周三下午3点 学习全会精神”的样子。")
    return line


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells of a table name its columns: the theme or the kind, and one more."""
    named = {_LABELS[cell.strip()] for cell in cells if cell.strip() in _LABELS}
    return bool(named & {"theme", "kind"}) and len(named) > 1


def labelled(rows: Sequence[str]) -> list[str]:
    """Lines as they are, or those of a table as they are read with its header: each cell with the name of its column.

    A table has tabs between its cells and a header before it; columns of another name are left out.
    """
    found: list[str] = []
    header: list[str] = []
    for row in rows:
        cells = row.split("\t")
        if is_header(cells):
            header = [cell.strip() for cell in cells]
        elif header and len(cells) > 1:
            named = zip(header, cells, strict=False)
            found.append(
                "\t".join(f"{name}：{cell.strip()}" for name, cell in named if name in _LABELS and cell.strip())
            )
        else:
            found.append(row)
    return [row for row in found if row.strip()]


def titles(text: str) -> tuple[str, ...]:
    """Materials that are written one behind the other: 《甲》《乙》、丙."""
    apart = re.sub(r"》\s*(?=《)", "》、", text)
    return tuple(piece.strip() for piece in _BETWEEN.split(apart) if piece and piece.strip())


def _take_kind(plain: list[str], kinds: Mapping[str, MeetingKind]) -> list[str]:
    """The first piece that is a kind's name or alias, or begins with one and goes on with the time."""
    called = sorted(
        ((name, kind.name) for kind in kinds.values() for name in kind.names), key=lambda each: -len(each[0])
    )
    for at, piece in enumerate(plain):
        for name, kind in called:
            if piece == name:
                del plain[at]
                return [kind]
            if piece.startswith(name) and _reads(piece[len(name) :]):
                plain[at] = piece[len(name) :]
                return [kind]
    return []


def _take_schedule(plain: list[str]) -> list[str]:
    """The longest run of pieces that reads as a time; of those that begin like one and do not read, none is the theme."""
    for length in range(min(_MOST, len(plain)), 0, -1):
        for at in range(len(plain) - length + 1):
            if _reads(" ".join(plain[at : at + length])):
                taken = plain[at : at + length]
                del plain[at : at + length]
                return taken
    for piece in plain:
        if re.match(r"每(?:个?月|季|学期|年|周|逢)|[单双]周|\d{1,2}月|第.{1,3}周", piece):
            read_schedule(piece)  # says what is wrong with it
    return []


def _take_materials(plain: list[str]) -> list[str]:
    """The pieces in 《》, where another one is left to be the theme."""
    books = [piece for piece in plain if piece.startswith("《") and piece.endswith("》")]
    if len(books) == len(plain):
        books = books[1:]
    for piece in books:
        plain.reverse()
        plain.remove(piece)
        plain.reverse()
    return books


def _reads(text: str) -> bool:
    try:
        return bool(read_schedule(text).parts)
    except BranchError:
        return False


def line_words(line: PlanLine) -> Sequence[str]:
    """A line as it is typed, piece by piece."""
    return [
        *filter(None, (line.kind, line.schedule)),
        *([f"主题：{line.theme}"] if line.theme else []),
        *([f"材料：{'、'.join(line.materials)}"] if line.materials else []),
        *([f"准备人：{line.preparer}"] if line.preparer else []),
    ]
