"""谈心谈话: who has still to talk with whom in a year.

Each two of the committee; each other member with one of the committee, and with another member. It is coverage that is
asked for, not that all talk with all.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

Pair = frozenset[bytes]


class Coverage(NamedTuple):
    """What is lacking: pairs of the committee, members who talked with nobody of it, members who did with no other one."""

    committee: Sequence[tuple[bytes, bytes]] = ()
    without_committee: Sequence[bytes] = ()
    without_member: Sequence[bytes] = ()

    @property
    def lacking(self) -> int:
        """How many talks are lacking at least, counted one by one."""
        return len(self.committee) + len(self.without_committee) + len(self.without_member)


def coverage(committee: Sequence[bytes], others: Sequence[bytes], talked: Iterable[Pair]) -> Coverage:
    """What is lacking among the members of a branch, in their order, after these pairs have talked.

    Where there is no committee member, or no other member than oneself, nothing of that sort is asked for.
    """
    pairs = set(talked)

    def met(one: bytes, among: Collection[bytes]) -> bool:
        return any(frozenset((one, other)) in pairs for other in among if other != one)

    return Coverage(
        [pair for pair in combinations(committee, 2) if frozenset(pair) not in pairs],
        [one for one in others if committee and not met(one, committee)],
        [one for one in others if len(others) > 1 and not met(one, others)],
    )
