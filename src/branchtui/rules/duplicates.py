"""可能重复: which of the people, contacts and meetings may be entered twice, and what speaks for it.

What two machines entered without knowing of each other is two rows. Nothing is decided here: a person says whether they
are one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple, TypeVar

from branchtui.rules.text.names import same_name

_ALIKE = 0.8  # of two titles: how much of both is the same, at least
_SHORT = 4  # characters: a shorter title that stands in another tells nothing
_MOST = 12  # of one name that are compared with each other
_Item = TypeVar("_Item")


class Pair(NamedTuple):
    """Two that may be one, and what speaks for it. Where nothing but the name does it is not `strong`."""

    one: bytes
    other: bytes
    speaks: tuple[str, ...]
    strong: bool


class Person(NamedTuple):
    """What is known of somebody of the roster that tells them from others."""

    id: bytes
    name: str
    staff_no: str
    sex: str
    ethnic: str
    born: str
    phone: str


class Outsider(NamedTuple):
    """The same of a contact; of a unit `name` is empty."""

    id: bytes
    name: str
    unit: str
    phone: str


class Gathering(NamedTuple):
    """A meeting that was not cancelled; `group` is the key of the group whose it is."""

    id: bytes
    kind: str
    group: str
    begins: datetime
    title: str
    place: str
    ordinal: str


def people(everyone: Sequence[Person]) -> list[Pair]:
    """Who bears one staff number, or one name with another fact or with nothing that speaks against it."""
    found = [pair for one, other in _alike(everyone, lambda row: row.staff_no) if (pair := _of_people(one, other))]
    named = _alike(everyone, lambda row: row.name.replace("·", ""))
    return _once(found + [pair for one, other in named if (pair := _of_people(one, other))])


def contacts(everyone: Sequence[Outsider]) -> list[Pair]:
    """Who bears one name and is of one unit or has one telephone; units of one name."""
    found = []
    for one, other in _alike(everyone, lambda row: row.name.replace("·", "") or f"单位：{row.unit}"):
        if not one.name:
            found.append(Pair(one.id, other.id, ("单位名称相同",), True))
            continue
        same = tuple(
            words
            for words, pair in (("单位相同", (one.unit, other.unit)), ("电话相同", (one.phone, other.phone)))
            if pair[0] and pair[0] == pair[1]
        )
        apart = any(a and b and a != b for a, b in ((one.unit, other.unit), (one.phone, other.phone)))
        if same or not apart:
            found.append(Pair(one.id, other.id, ("姓名相同", *same), bool(same)))
    return found


def meetings(some: Sequence[Gathering]) -> list[Pair]:
    """Meetings of one kind, one day and one group whose titles are the same or nearly, or that begin at one time and place."""
    found = []
    for one, other in _alike(some, lambda row: f"{row.kind}|{row.group}|{row.begins:%Y-%m-%d}"):
        titles = _titles(one.title, other.title)
        at_once = one.begins == other.begins and one.place == other.place != ""
        speaks = [*([titles] if titles else []), *(["时间地点相同"] if at_once else [])]
        if speaks:
            found.append(Pair(one.id, other.id, (f"同一天的{one.kind}", *speaks), "题目相同" in speaks or at_once))
    return found


def ordinals(some: Sequence[Gathering]) -> list[tuple[str, tuple[bytes, ...]]]:
    """The ordinals that several meetings of a kind bear in one year, in words, with the meetings in their order."""
    bearing: dict[tuple[int, str, str, str], list[Gathering]] = {}
    for row in sorted(some, key=lambda row: (row.begins, row.id)):
        if row.ordinal:
            bearing.setdefault((row.begins.year, row.kind, row.group, row.ordinal), []).append(row)
    return [
        (f"{year}年有 {len(rows)} 次{kind}都写着第{ordinal}次", tuple(row.id for row in rows))
        for (year, kind, _, ordinal), rows in bearing.items()
        if len(rows) > 1
    ]


def numbers(given: Iterable[tuple[str, bytes]]) -> list[tuple[str, tuple[bytes, ...]]]:
    """The numbers (〔年〕N号) that several papers of the branch bear, in words, with the papers."""
    bearing: dict[str, list[bytes]] = {}
    for number, key in given:
        bearing.setdefault(number, []).append(key)
    return [(f"有 {len(keys)} 份发文都编了{number}", tuple(keys)) for number, keys in bearing.items() if len(keys) > 1]


def _of_people(one: Person, other: Person) -> Pair | None:
    facts = (
        ("工号", one.staff_no, other.staff_no),
        ("电话", one.phone, other.phone),
        ("出生年月", one.born, other.born),
        ("性别", one.sex, other.sex),
        ("民族", one.ethnic, other.ethnic),
    )
    name = same_name(one.name, other.name)
    same = [f"{what}相同" for what, a, b in facts[:3] if a and a == b]
    apart = [f"{what}不同" for what, a, b in facts if a and b and a != b and what != "电话"]
    if not same and (not name or apart):
        return None
    speaks = (*(["姓名相同"] if name else []), *same, *apart)
    return Pair(one.id, other.id, speaks, bool(same))


def _titles(one: str, other: str) -> str:
    """What two titles have in common, in words; empty where it tells nothing."""
    a, b = ("".join(character for character in title if character.isalnum()) for title in (one, other))
    if a == b:
        return "题目相同"
    shorter, longer = sorted((a, b), key=len)
    inside = len(shorter) >= _SHORT and shorter in longer
    return "题目相近" if inside or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE else ""


def _alike(rows: Iterable[_Item], key: Callable[[_Item], str]) -> Iterator[tuple[_Item, _Item]]:
    """Every two that have the same key, if it is not empty; of very many only the first with each other."""
    groups: dict[str, list[_Item]] = {}
    for row in rows:
        if word := key(row):
            groups.setdefault(word, []).append(row)
    for group in groups.values():
        yield from combinations(group[:_MOST], 2)


def _once(pairs: Iterable[Pair]) -> list[Pair]:
    return list({(pair.one, pair.other): pair for pair in pairs}.values())
