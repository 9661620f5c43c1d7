"""The list of expected people that was frozen when a meeting was held, against the roster as it is now known."""

from collections.abc import Mapping
from dataclasses import dataclass

from branchtui.rules.people import STANDINGS


@dataclass(frozen=True, slots=True)
class Stand:
    """What one expected person is on the day of a meeting."""

    standing: str
    votes: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One person on whom the two differ: `listed` as frozen, `roster` as now known; None for not expected."""

    member: bytes
    listed: Stand | None
    roster: Stand | None

    def words(self, name: str) -> str:
        """What does not agree, as half a sentence about `name`."""
        if self.listed is None:
            return f"{name}应在应到名单上"
        if self.roster is None:
            return f"{name}不应在应到名单上"
        if self.listed.standing != self.roster.standing:
            was, is_ = (STANDINGS.get(stand.standing, stand.standing) for stand in (self.listed, self.roster))
            return f"{name}当日应为{is_}，记为{was}"
        return f"{name}当日{'有' if self.roster.votes else '没有'}表决权，与记录不符"


def differences(listed: Mapping[bytes, Stand], roster: Mapping[bytes, Stand]) -> list[Difference]:
    """Everyone on whom they differ, by member id: those missing first, then those too many, then those changed."""
    missing = [Difference(key, None, stand) for key, stand in roster.items() if key not in listed]
    surplus = [Difference(key, stand, None) for key, stand in listed.items() if key not in roster]
    both = [Difference(key, stand, roster[key]) for key, stand in listed.items() if key in roster]
    return [*missing, *surplus, *(each for each in both if each.listed != each.roster)]
