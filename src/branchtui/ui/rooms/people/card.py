"""What is known about a person, as lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from branchtui.rules.attendance import HERE, STATES, UNMARKED, AttendanceState
from branchtui.rules.registers.amounts import hours_number, yuan_words
from branchtui.rules.roster import ASPECTS, FACTS, STANDINGS, VOTE_LIMITS, Event, day_words
from branchtui.rules.services import hours_words
from branchtui.rules.text.chinese_time import near_day
from branchtui.rules.year.hours import Ledger
from branchtui.store.queries.member_card import MemberCard
from branchtui.ui.rooms.meetings.roll.sign import roll_sign
from branchtui.ui.rooms.people.hours.lines import bar, sum_line
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap

_LABEL = 14  # cells of the longest label, and two behind it
_DATE = 11


def standing_ink(standing: str, glyphs: Glyphs) -> Ink:
    """What somebody is: sign, word and colour."""
    sign, role = {
        "full": (glyphs.full, "text"),
        "probationary": (glyphs.half, "info"),
        "candidate": (glyphs.open, "quiet"),
    }.get(standing, (glyphs.none, "quiet"))
    return Ink(f"{sign} {STANDINGS.get(standing, standing)}", role)


def card_lines(
    card: MemberCard, width: int, glyphs: Glyphs, *, this_year: int, hours: Ledger | None = None
) -> list[Ink]:
    """The card in lines of at most `width` cells: what the person is, the facts, the year's meetings, the posts, the events.

    `hours` are the study hours of the year, of a party member.
    """
    blocks = (
        list(_standing(card, width, glyphs)),
        list(_facts(card, width)),
        list(_year(card, hours, width, glyphs, this_year)),
        list(_posts(card, width, glyphs, this_year)),
        list(_growth(card, width, glyphs)),
        list(_honours(card, width, glyphs)),
        list(_events(card, width, glyphs)),
    )
    lines: list[Ink] = []
    for block in filter(None, blocks):
        lines += [Ink(), *block] if lines else block
    return lines


def _standing(card: MemberCard, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    now = card.now
    if now is None:
        yield Ink(" 那一天不在名册上", "quiet")
        return
    line = Ink(" ").join(standing_ink(now.standing, glyphs))
    if now.vote:
        line.add(f"  {VOTE_LIMITS.get(now.vote, now.vote)}", "text")
    yield line
    if now.away:
        yield Ink(f" {ASPECTS['away']}：{now.away}", "due")
    if now.offices:
        yield from (Ink(f" {words}", bold=True) for words in wrap("、".join(now.offices), width - 2))


def _facts(card: MemberCard, width: int) -> Iterator[Ink]:
    now = card.now
    values = {word: getattr(card.row, key) for key, word in FACTS.items() if key != "name"}
    yield from _labelled(ASPECTS["group"], card.groups.get(now.group, "") if now else "", width)
    for label, value in values.items():
        yield from _labelled(label, value, width)


def _labelled(label: str, value: str, width: int) -> Iterator[Ink]:
    if value:
        for number, words in enumerate(wrap(value, max(8, width - _LABEL - 2))):
            yield Ink(" ").add("" if number else label, "quiet", width=_LABEL).add(words)


def _year(card: MemberCard, hours: Ledger | None, width: int, glyphs: Glyphs, this_year: int) -> Iterator[Ink]:
    """How many meetings of the year the person came to and the study hours, and one sign for each of them, in order."""
    name = "今年" if card.day.year == this_year else f"{card.day.year}年"
    if not card.states:
        none = Ink(f" {name}", bold=True).add("  没有应到的会议", "quiet")
        yield from _flowing([none, *_hours(hours, glyphs)], width)
        return
    yield from _flowing([Ink(f" {name}", bold=True), *_counts(card.states), *_hours(hours, glyphs)], width)
    signs = {state: roll_sign(state, glyphs) for state in STATES}
    yield from _flowing([Ink(" ").add(*signs[state]) for state in card.states], width)
    yield from _flowing(_legend(card.states, signs), width)


def _hours(ledger: Ledger | None, glyphs: Glyphs) -> Iterator[Ink]:
    """The study hours of the year with what is missing, and a bar."""
    if ledger is not None and (ledger.asked or ledger.half_hours):
        yield Ink("  学时 ", "quiet").join(sum_line(ledger)).add("  ").join(bar(ledger, glyphs))


def _counts(states: Sequence[AttendanceState]) -> Iterator[Ink]:
    """How often of how many meetings; those nobody has called the roll of are not among them, nor 免计."""
    count = Counter(states)
    came = sum(count[state] for state in HERE)
    if told := came + count["excused"] + count["absent"]:
        yield Ink("  到会 ", "quiet").add(f"{came}/{told}", bold=True)
    for state in ("excused", "absent", UNMARKED, "exempt"):
        if count[state]:
            yield Ink(f"  {STATES[state]} ", "quiet").add(str(count[state]))


def _flowing(parts: Sequence[Ink], width: int) -> Iterator[Ink]:
    """The parts one behind the other, in as many lines as they need."""
    line = Ink()
    for part in parts:
        if line.cells and line.cells + part.cells > width:
            yield line
            line = Ink()
        line.join(part)
    yield line


def _legend(states: Sequence[AttendanceState], signs: Mapping[str, tuple[str, str]]) -> list[Ink]:
    """What the signs mean that are there."""
    words: dict[tuple[str, str], list[str]] = {}
    for state, word in STATES.items():
        if state in states:
            meant = words.setdefault(signs[state], [])
            word = STATES["present"] if state in HERE else word
            meant += [word] if word not in meant else []
    return [
        Ink("  " * (number > 0) or " ").add(sign, role).add(f" {'、'.join(meant)}", "quiet")
        for number, ((sign, role), meant) in enumerate(words.items())
    ]


def _posts(card: MemberCard, width: int, glyphs: Glyphs, this_year: int) -> Iterator[Ink]:
    """The posts held at any time with the hours of the year; below them what was served, wherever it was."""
    served, day = card.served, card.day
    if not card.posts and not served.half_hours:
        return
    yield Ink(" 示范岗", bold=True)
    counted: set[bytes] = set()
    for each in card.posts:
        holds, hours = each.term.holds(day), served.half_hours.get(each.post, 0)
        first = hours and each.post not in counted
        counted.add(each.post)
        line = Ink(" ").add(f"{glyphs.full if holds else glyphs.none} ", "good" if holds else "quiet").add(each.name)
        line.add(
            f"  {near_day(each.term.from_day, day)}至{near_day(each.term.to_day, day) if each.term.to_day else '今'}",
            "quiet",
        )
        yield line.add(f"  {hours_words(hours)}" if first else "").cut(width, glyphs.more)
    if total := sum(served.half_hours.values()):
        told = [hours_words(total), *([f"{served.people} 人次"] if served.people else [])]
        told += [f"{amount} {unit}" for unit, amount in served.results]
        name = "今年" if day.year == this_year else f"{day.year}年"
        for number, words in enumerate(wrap("，".join(told), max(8, width - _LABEL - 2))):
            yield Ink(" ").add("" if number else f"{name}服务", "quiet", width=_LABEL).add(words)


def _events(card: MemberCard, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    if not card.events:
        return
    yield Ink(" 经历", bold=True)
    day = ""
    for event in card.events:
        words = day_words(event.on)
        for line in wrap(_event_words(event, card.groups), max(8, width - _DATE - 4)):
            yield (
                Ink(" ")
                .add("" if words == day else words, "quiet", width=_DATE)
                .add(f"{glyphs.down} ", "edge")
                .add(line)
            )
            day = words


def _growth(card: MemberCard, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    """Trainings and the like of the year, with what they come to; those of other years as a number."""
    mine = [entry for entry in card.growth if entry.from_day is not None and entry.from_day.year == card.day.year]
    if not card.growth:
        return
    hours = sum(entry.half_hours or 0 for entry in mine if entry.counted)
    cents = sum(entry.cost_cents or 0 for entry in mine)
    line = Ink(f" 学习与发展 {card.day.year}年", bold=True).add(f"  {len(mine)} 项", "quiet")
    if hours:
        line.add(f"  学时 {hours_number(hours)}", "quiet")
    if cents:
        line.add(f"  {yuan_words(cents)} 元", "quiet")
    if others := len(card.growth) - len(mine):
        line.add(f"  其他年份 {others} 项", "quiet")
    yield line
    for entry in mine:
        yield from _dated(entry.from_day, f"{entry.kind} {entry.title}".strip(), width, glyphs)


def _honours(card: MemberCard, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    if card.honours:
        yield Ink(" 荣誉成果", bold=True)
    for honour in card.honours:
        yield from _dated(honour.day, honour.words, width, glyphs)


def _dated(day: date | None, words: str, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    for number, line in enumerate(wrap(words, max(8, width - _DATE - 4))):
        when = "" if number else day.isoformat() if day else "日期不详"
        yield Ink(" ").add(when, "quiet", width=_DATE).add(f"{glyphs.down} ", "edge").add(line)


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
        case "away":
            return f"{ASPECTS['away']}：{event.value}" if event.value else "不再是长期不在"
        case _:
            return f"{ASPECTS.get(event.aspect, event.aspect)}：{VOTE_LIMITS.get(event.value, event.value)}"
