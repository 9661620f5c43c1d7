"""The list of expected people that was frozen when a meeting was held, against the roster as it is now known.

Where somebody lets a difference stand that is kept as text: why, and what the roster said then.
"""

import json
from collections.abc import Mapping

from branchtui.rules.roster import STANDINGS, Standing
from branchtui.values import NamedTuple

KEPT = "frozen_list_kept:"  # the key of what is let stand goes on with <meeting id>:<member id>, in hexadecimal


def meeting_of(key: str) -> bytes | None:
    """The id of the meeting whose list a key of what is let stand is about; None for any other key."""
    return bytes.fromhex(key.removeprefix(KEPT).split(":")[0]) if key.startswith(KEPT) else None


class Stand(NamedTuple):
    """What one expected person is on the day of a meeting."""

    standing: Standing
    votes: bool


class Difference(NamedTuple):
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

    def kept(self, reason: str) -> str:
        """The text that lets it stand."""
        return json.dumps({"reason": reason, **self._roster_side()}, ensure_ascii=False)

    def stands(self, kept: str | None) -> bool:
        """Whether such a text lets it stand: the roster says what it said then."""
        accepted = _read(kept) if kept is not None else {}
        return all(accepted.get(name) == said for name, said in self._roster_side().items())

    def _roster_side(self) -> dict[str, object]:
        stand = self.roster
        return {
            "expected": stand is not None,
            "standing": stand.standing if stand else "",
            "votes": bool(stand and stand.votes),
        }


def differences(listed: Mapping[bytes, Stand], roster: Mapping[bytes, Stand]) -> list[Difference]:
    """Everyone on whom they differ, by member id: those missing first, then those too many, then those changed."""
    missing = [Difference(key, None, stand) for key, stand in roster.items() if key not in listed]
    surplus = [Difference(key, stand, None) for key, stand in listed.items() if key not in roster]
    both = [Difference(key, stand, roster[key]) for key, stand in listed.items() if key in roster]
    return [*missing, *surplus, *(each for each in both if each.listed != each.roster)]


def kept_reason(kept: str) -> str:
    """Why it was let stand."""
    return str(_read(kept).get("reason", ""))


def kept_words(kept: str) -> str:
    """Why, and what was let stand, as a person reads it."""
    found = _read(kept)
    if not found.get("expected"):
        return f"{kept_reason(kept)}（名册上当日不应到）"
    standing = str(found.get("standing", ""))
    votes = "有表决权" if found.get("votes") else "没有表决权"
    return f"{kept_reason(kept)}（名册上当日为{STANDINGS.get(standing, standing)}，{votes}）"


def without_reason(kept: str) -> str:
    """The text without the words that somebody wrote."""
    return json.dumps({**_read(kept), "reason": ""}, ensure_ascii=False)


def _read(kept: str) -> dict[str, object]:
    """What was written; nothing where another program wrote what is none of ours."""
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
