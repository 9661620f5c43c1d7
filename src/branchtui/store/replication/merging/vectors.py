"""What a file has seen, compared: the greatest number of each writer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from branchtui.store.engine import sql
from branchtui.store.replication import session

if TYPE_CHECKING:
    from branchtui.store.replication.acts import Act

Vector = Mapping[int, int]  # writer → the greatest number seen of it

_BEYOND = "FROM act WHERE wn = (SELECT n FROM stamp_writer WHERE w = ?) AND last > ?"


def covers(vector: Vector, other: Vector) -> bool:
    """Whether who has seen the one has seen all of the other."""
    return all(vector.get(writer, 0) >= number for writer, number in other.items())


def joined(vector: Vector, other: Vector) -> dict[int, int]:
    """What who has seen both has seen."""
    return {writer: max(vector.get(writer, 0), other.get(writer, 0)) for writer in {*vector, *other}}


def acts_beyond(vector: Vector) -> int:
    """How many acts of the open file are unknown to one that has seen so much."""
    return sum(int(sql.value(f"SELECT count(*) {_BEYOND}", *known)) for known in _news_to(vector))


def latest_beyond(vector: Vector, most: int) -> list["Act"]:
    """The latest of them by their numbers, the last first; `most` at most."""
    from branchtui.store.replication.acts import numbered  # the first frame goes without

    found: list[tuple[int, int]] = []
    for known in _news_to(vector):
        found += sql.rows(f"SELECT last, n {_BEYOND} ORDER BY last DESC LIMIT ?", *known, most)
    acts = (numbered(n) for _, n in sorted(found, reverse=True)[:most])
    return [act for act in acts if act is not None]


def _news_to(vector: Vector) -> list[tuple[int, int]]:
    """The writers of which there is more here, and up to where it is known there."""
    there = ((writer, vector.get(writer, 0), seen) for writer, seen in session.vector().items())
    return [(writer, known) for writer, known, seen in there if seen > known]


def to_json(vector: Vector) -> dict[str, int]:
    """The vector as JSON keeps it, by the writers in hex."""
    return {f"{writer:x}": number for writer, number in vector.items()}


def from_json(words: Mapping[str, int]) -> dict[int, int]:
    """The vector again. Raises ValueError, TypeError or AttributeError for what is none."""
    return {int(writer, 16): int(number) for writer, number in words.items()}
