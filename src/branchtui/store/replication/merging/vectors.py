"""What a file has seen, compared: the greatest number of each writer."""

from collections.abc import Mapping

from branchtui.store.engine import sql
from branchtui.store.replication import session

Vector = Mapping[int, int]  # writer → the greatest number seen of it


def covers(vector: Vector, other: Vector) -> bool:
    """Whether who has seen the one has seen all of the other."""
    return all(vector.get(writer, 0) >= number for writer, number in other.items())


def joined(vector: Vector, other: Vector) -> dict[int, int]:
    """What who has seen both has seen."""
    return {writer: max(vector.get(writer, 0), other.get(writer, 0)) for writer in {*vector, *other}}


def acts_beyond(vector: Vector) -> int:
    """How many acts of the open file are unknown to one that has seen so much."""
    new = [(writer, vector.get(writer, 0)) for writer, seen in session.vector().items() if seen > vector.get(writer, 0)]
    return sum(
        int(
            sql.value(
                "SELECT count(*) FROM act WHERE wn = (SELECT n FROM stamp_writer WHERE w = ?) AND last > ?", *known
            )
        )
        for known in new
    )


def to_json(vector: Vector) -> dict[str, int]:
    """The vector as JSON keeps it, by the writers in hex."""
    return {f"{writer:x}": number for writer, number in vector.items()}


def from_json(words: Mapping[str, int]) -> dict[int, int]:
    """The vector again. Raises ValueError, TypeError or AttributeError for what is none."""
    return {int(writer, 16): int(number) for writer, number in words.items()}
