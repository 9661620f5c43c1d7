"""The materials of a framework: which things make one, the number it has, and where it lies."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from branchtui.rules.frameworks.things import Origin, Thing

Key = tuple[str, bytes]
"""A table and an id; of what is listed on one sheet no id, of an appraisal its year."""

SHEETS = {
    "talk": "谈心谈话登记表",
    "helper_event": "身边人培养记录表",
    "growth": "学习发展登记表",
    "publication": "刊发情况登记表",
    "partner_activity": "共建活动登记表",
}
"""What has no paper of its own: all of a table are one material, a sheet that lists them."""
_MOST_SPANS = 12  # that are named where there are more
_MADE_FOR_IT = frozenset((*SHEETS, "service", "appraisal"))  # lists drawn up from what is stored


class Material(NamedTuple):
    """One material: its number, what it is made of, the point (its printed number) where it lies, as the how manieth."""

    number: str
    key: Key
    things: tuple[Thing, ...]
    home: str
    place: int

    @property
    def origin(self) -> Origin:
        """补记 where any of it was entered late, 新建 where it is a list drawn up for the folder, else 原始."""
        if any(thing.origin == "late" for thing in self.things):
            return "late"
        return "new" if self.key[0] in _MADE_FOR_IT else "original"


class AtPoint(NamedTuple):
    """The materials of a point: those that lie there, and those that lie at an earlier one (互见)."""

    number: str
    own: tuple[Material, ...]
    elsewhere: tuple[Material, ...]


def material_of(thing: Thing, meetings: Mapping[Key, bytes]) -> Key:
    """Which material a thing belongs to. `meetings` tells in which meeting an item of an agenda, or a ballot, was."""
    if (thing.table, thing.id) in meetings:
        return "meeting", meetings[thing.table, thing.id]
    if thing.table == "review":
        return "post", thing.whose[0]
    if thing.table == "service":
        return "service", thing.whose[0]
    if thing.table == "appraisal" and thing.counts_on is not None:
        return "appraisal", str(thing.counts_on.year).encode()
    return (thing.table, b"") if thing.table in SHEETS else (thing.table, thing.id)


def arranged(
    points: Sequence[tuple[str, Sequence[Thing]]],
    meetings: Mapping[Key, bytes],
    number: Callable[[str, int], str],
    fixed: Mapping[Key, str] | None = None,
) -> list[AtPoint]:
    """The materials of points in the order of the tree, each lying where it is first used.

    `number` makes the number of the n-th of a point. `fixed` are the numbers of things that were handed in: those have
    them again, and what came later is left out.
    """
    things: dict[Key, dict[Key, Thing]] = {}
    for _, there in points:
        for thing in there:
            if fixed is None or (thing.table, thing.id) in fixed:
                things.setdefault(material_of(thing, meetings), {})[thing.table, thing.id] = thing
    placed: dict[Key, Material] = {}
    found = []
    for point, there in points:
        own: list[Material] = []
        elsewhere: list[Material] = []
        for key in dict.fromkeys(material_of(thing, meetings) for thing in there):
            if key not in things:
                continue
            if key in placed:
                elsewhere.append(placed[key])
                continue
            parts = tuple(things[key].values())
            called = number(point, len(own) + 1) if fixed is None else fixed[parts[0].table, parts[0].id]
            placed[key] = Material(called, key, parts, point, len(own))
            own.append(placed[key])
        found.append(AtPoint(point, tuple(own), tuple(elsewhere)))
    return found


def numbers_in_words(at: AtPoint) -> str:
    """The numbers of a point's materials: 1.1-01至1.1-07；互见2.1-03. Each is the number that the files bear.

    Of many that don't follow one another the first are named, and how many there are: the list of materials has them all.
    """
    own, others = _few(at.own), _few(at.elsewhere)
    return "；".join(filter(None, (own, f"互见{others}" if others else "")))


def _few(materials: Sequence[Material]) -> str:
    spans = _spans(materials)
    return "、".join(spans[:_MOST_SPANS]) + (f"等{len(materials)}件" if len(spans) > _MOST_SPANS else "")


def _spans(materials: Sequence[Material]) -> list[str]:
    """The numbers, those that follow one another at one point as 1.1-01至1.1-07."""
    runs: list[list[Material]] = []
    for each in sorted(materials, key=lambda each: each.place):
        run = next((run for run in runs if run[-1].home == each.home and run[-1].place + 1 == each.place), None)
        if run is None:
            runs.append([each])
        else:
            run.append(each)
    runs.sort(key=lambda run: ([int(part) for part in run[0].home.split(".")], run[0].place))
    return [
        f"{run[0].number}至{run[-1].number}" if len(run) > 2 else "、".join(each.number for each in run) for run in runs
    ]
