"""What is known about a person, as lines."""

from collections.abc import Mapping

from branchtui.rules.roster import ASPECTS, FACTS, STANDINGS, VOTE_LIMITS, Event, day_words
from branchtui.store.queries import people
from branchtui.store.queries.people import MemberRow
from branchtui.ui.text.cells import fit


def card_lines(row: MemberRow) -> list[str]:
    """What is known about a person, and the events it comes from."""
    member = people.member(row.id)
    lines = [row.name, ""]
    lines += [f"{word}：{value}" for key, word in FACTS.items() if key != "name" and (value := getattr(member, key))]
    lines += ["", "经历"]
    groups = {key: group.name for key, group in people.groups().items()}
    for event in sorted(people.events(member), key=lambda event: (event.on, event.aspect)):
        lines.append(f"  {fit(day_words(event.on), 10)}  {_event_words(event, groups)}")
    return lines


def _event_words(event: Event, groups: Mapping[str, str]) -> str:
    match event.aspect:
        case "membership":
            return "列入名册" if event.value == "in" else "转出"
        case "standing":
            return STANDINGS.get(event.value, event.value)
        case "office":
            return f"{'任' if event.value == 'in' else '免'}{event.subject}"
        case "group":
            return f"党小组：{groups.get(event.value, '无')}"
        case _:
            return f"{ASPECTS.get(event.aspect, event.aspect)}：{VOTE_LIMITS.get(event.value, event.value)}"
