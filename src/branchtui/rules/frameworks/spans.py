"""Of whom something is asked over a cycle: the stretches of days for which somebody was what it is asked of."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from branchtui.rules.roster import OPEN, Event, MemberAsOf, roster_on


def spans(
    events: Iterable[Event], holds: Callable[[MemberAsOf], bool], until: date
) -> Iterator[tuple[bytes, date | None, date | None]]:
    """Of each person the days, both included, for which `holds` was true: None for a beginning that nobody knows, and for an
    end that has not come. What is entered for days after `until` is not looked at.
    """
    of: dict[bytes, list[Event]] = {}
    for event in events:
        if event.on <= until:
            of.setdefault(event.member, []).append(event)
    for member, own in of.items():
        since: date | None = None
        for day in sorted({event.on for event in own}):
            now = roster_on(own, day).get(member)
            if now is not None and holds(now):
                since = since or day
            elif since is not None:
                yield member, _known(since), day - timedelta(1)
                since = None
        if since is not None:
            yield member, _known(since), None


def _known(day: date) -> date | None:
    return None if day == OPEN else day
