"""The relations between the parts of a stranger's .docx: none may lead outside, or to a part that is not there."""

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

_MODES = ("Internal", "External")
_FORBIDDEN = ("/afchunk", "/vbaproject", "/oleobject", "/control", "/package")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: the part that holds it, and what it says."""

    holder: str
    kind: str
    target: str
    mode: str


def relation_of(holder: str, values: Mapping[str, str]) -> Relation:
    """A relation from the attributes of its element."""
    return Relation(
        holder, values.get("Type", ""), values.get("Target", ""), values.get("TargetMode", "Internal").strip()
    )


def objection(relations: Iterable[Relation], parts: Collection[str]) -> str:
    """What is wrong with the first relation that is not harmless, or nothing."""
    for relation in relations:
        shown = relation.target[:60]
        if relation.kind.lower().endswith(_FORBIDDEN):
            return "含有宏或嵌入对象"
        if relation.mode.lower() == "external" and not relation.kind.endswith("/hyperlink"):
            return f"引用了外部文件（{shown}）"
        if relation.mode not in _MODES:
            return f"{relation.holder} 里的 TargetMode 写法不对（{relation.mode[:20]}）"
        if relation.mode == "Internal" and (problem := _lost(relation, parts)):
            return f"{problem}（{shown}）"
    return ""


def _lost(relation: Relation, parts: Collection[str]) -> str:
    """Why a target inside the file can't be followed, or nothing. `word/_rels/x.xml.rels` belongs to `word/x.xml`."""
    folder = "/" + posixpath.dirname(posixpath.dirname(relation.holder))
    steps = 0
    whole = relation.target if relation.target.startswith("/") else f"{folder}/{relation.target}"
    for step in whole.split("/"):
        steps += {"..": -1, ".": 0, "": 0}.get(step, 1)
        if steps < 0:
            return "有指向文件之外的路径"
    return "" if posixpath.normpath(whole).lstrip("/") in parts else "指向了文件里没有的部件"
