"""What the roster says of two people who are one: of each aspect the one account or the other, never a mixture."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from branchtui.rules.roster import ASPECTS, OPEN, day_words
from branchtui.store.models import Group, Member, RosterEvent, columns
from branchtui.store.writes import trash
from branchtui.workflows.joining.choices import Choose, Difference, Side

Key = tuple[str, str]  # aspect, and the office of one
Account = list[RosterEvent]
Said = tuple[date, str, bytes | None]


def differences(kept: Member, other: Member) -> list[Difference]:
    """The aspects of which both have an account, and neither says all that the other says."""
    mine, theirs = _accounts(kept), _accounts(other)
    return [
        _both(key, mine[key], account)
        for key, account in theirs.items()
        if key in mine and _fuller(mine[key], account) is None
    ]


def side_by_side(kept: Member, other: Member) -> list[Difference]:
    """What the roster says of each of the two."""
    mine, theirs = _accounts(kept), _accounts(other)
    return [_both(key, mine.get(key, []), theirs.get(key, [])) for key in dict.fromkeys([*mine, *theirs])]


def follow(kept: Member, other: Member, choose: Choose) -> None:
    """Let the accounts of `other` be those of `kept`; part of an act. Where nobody has chosen both stay as they are."""
    mine = _accounts(kept)
    for key, account in _accounts(other).items():
        own = mine.get(key, [])
        side = _fuller(own, account) or choose(_name(key))
        if side is None:
            continue
        if side == "other":
            for event in own:
                if _said(event) not in map(_said, account):
                    trash(event)
            for event in account:
                RosterEvent.ensure(
                    values={"value": event.value, "group": event.value_id},
                    member=kept,
                    aspect=event.aspect,
                    subject=event.subject,
                    on=event.on,
                )
        for event in account:
            trash(event)


def _accounts(member: Member) -> dict[Key, Account]:
    found: dict[Key, Account] = {}
    events = RosterEvent.select().where(RosterEvent.member == member, RosterEvent.live())
    for event in events.order_by(RosterEvent.on, RosterEvent.id):
        found.setdefault((event.aspect, event.subject), []).append(event)
    return found


def _fuller(mine: Account, theirs: Account) -> Side | None:
    """The account that says all that the other says; None where neither does.

    One that says only what somebody is, and not since when, says less than one of the same that does; and of a standing
    one that begins later and says the same from then on.
    """
    here, there = {_said(event) for event in mine}, {_said(event) for event in theirs}
    if there <= here or _same_from_always(theirs, mine) or _says_it_too(mine, theirs):
        return "kept"
    return "other" if here <= there or _same_from_always(mine, theirs) or _says_it_too(theirs, mine) else None


def _same_from_always(one: Account, other: Account) -> bool:
    return len(one) == 1 and one[0].on == OPEN and bool(other) and _said(one[0])[1:] == _said(other[0])[1:]


def _says_it_too(one: Account, other: Account) -> bool:
    """Whether the one says of a standing what the other says on each of its days.

    Not so of being on the roster: from when somebody was there decides at which meetings they were expected.
    """
    return all(
        event.aspect == "standing" and any(before.value == event.value for before in [*_until(one, event.on)][-1:])
        for event in other
    )


def _until(account: Account, day: date) -> Iterator[RosterEvent]:
    return (event for event in account if event.on <= day)


def _said(event: RosterEvent) -> Said:
    return event.on, event.value, event.value_id


def _both(key: Key, mine: Account, theirs: Account) -> Difference:
    label = ASPECTS[key[0]] + (f"（{key[1]}）" if key[1] else "")
    return Difference(_name(key), label, _words(mine), _words(theirs))


def _words(account: Account) -> str:
    return "，".join(f"{day_words(event.on)} {_value(event)}" for event in account)


def _value(event: RosterEvent) -> str:
    if event.value_id is not None:
        group: Any = Group.get_by_id(event.value_id)
        return str(group.name)
    return columns.words(RosterEvent, "value").get(event.value, event.value)


def _name(key: Key) -> str:
    return ":".join(("roster", *filter(None, key)))
