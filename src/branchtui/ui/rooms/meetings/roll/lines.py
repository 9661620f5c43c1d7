"""The roll as lines: how many came, and the people, those who were not there on top."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from branchtui.rules.attendance import HERE, NEEDS_REASON, STATES, UNMARKED, HeadCount, bare_reason
from branchtui.rules.roster import ASPECTS, STANDINGS
from branchtui.store.queries.meeting_view import ExpectedPerson
from branchtui.ui.rooms.meetings.roll.sign import roll_sign
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink

_CELL = 24  # cells that a person needs in a column
_NAME = 14
# 3 x 5 points a digit, a row of them a number of three bits; two points stand in a cell.
_DIGITS = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 1, 1),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
}


def figures(number: int, halves: str) -> list[str]:
    """A number in three lines of half cells (`Glyphs.halves`), four cells a digit."""
    lines = ["", "", ""]
    for digit in str(number):
        points = (*_DIGITS[digit], 0)
        for at in range(3):
            upper, lower = points[2 * at], points[2 * at + 1]
            lines[at] += "".join(halves[(upper >> bit & 1) + 2 * (lower >> bit & 1)] for bit in (2, 1, 0)) + " "
    return lines


def count_lines(heads: HeadCount, width: int, glyphs: Glyphs, *, large: bool) -> list[Ink]:
    """应到, 实到, 请假 and 缺席, large where that is asked for and can be drawn; then those who may vote."""
    counts = [("应到", heads.expected, "text"), ("未点名", heads.unmarked, "due")]
    marked = heads.present or heads.excused or heads.absent or heads.exempt
    counts = (
        counts
        if heads.unmarked and not marked
        else [
            ("应到", heads.expected, "text"),
            ("实到", heads.present, "good" if heads.present else "quiet"),
            ("请假", heads.excused, "due" if heads.excused else "quiet"),
            ("缺席", heads.absent, "bad" if heads.absent else "quiet"),
        ]
    )
    if heads.exempt:
        counts.append(("免计", heads.exempt, "quiet"))
    vote = _vote(heads, glyphs)
    drawn = [figures(number, glyphs.halves) for _, number, _ in counts] if large and glyphs.halves else []
    cell = (width - 1) // len(counts)
    if drawn and max(len(each[0]) for each in drawn) + 5 <= cell:
        lines = [Ink(" "), Ink(" "), Ink(" ")]
        for number, (word, _, role) in enumerate(counts):
            for at, line in enumerate(lines):
                line.to(1 + number * cell).add(f"{word} " if at == 1 else "     ", "quiet")
                line.add(drawn[number][at], role)
        return [Ink(), *lines, Ink(), Ink(" ").join(vote)] if vote.cells else [Ink(), *lines]
    line = Ink(" ")
    for number, (word, count, role) in enumerate(counts):
        line.add("  " if number else "").add(f"{word} ", "quiet").add(f"{count}", role, bold=True)
    if not vote.cells or line.cells + 3 + vote.cells > width:
        return [line, Ink(" ").join(vote)] if vote.cells else [line]
    return [line.add("   ").join(vote)]


def _vote(heads: HeadCount, glyphs: Glyphs) -> Ink:
    """How many may vote, how many of them came, and whether that is enough; the latter only of a whole roll."""
    if not heads.voters:
        return Ink()
    line = Ink(f"有表决权 {heads.voters} 人", "quiet")
    if not heads.roll_taken:
        return line
    line.add(f"，到会 {heads.voters_present} 人 ", "quiet")
    return (
        line.add(f"{glyphs.full} 超过半数", "good")
        if heads.quorate
        else line.add(f"{glyphs.wrong} 没有超过半数", "bad")
    )


@dataclass(frozen=True, slots=True)
class Group:
    """People of the roll who stand under one heading; `each` has a line of their own, or several share one."""

    words: str
    role: str
    people: Sequence[ExpectedPerson]
    alone: bool


class Line(NamedTuple):
    """A line of the roll: a heading, or some people from left to right; `first` is the place of the first of them."""

    heading: Ink
    first: int = 0
    people: Sequence[ExpectedPerson] = ()
    alone: bool = False


def grouped(people: Sequence[ExpectedPerson]) -> list[Group]:
    """Those who were away first, then those nobody has marked, then those who came; 免计 last."""
    groups = [
        ("没到", "due", ("excused", "absent"), True),
        (STATES[UNMARKED], "due", (UNMARKED,), False),
        ("应到", "text", ("",), False),
        ("到", "good", HERE, False),
        (STATES["exempt"], "quiet", ("exempt",), True),
    ]
    found = [
        Group(words, role, [p for p in people if p.state in states], alone) for words, role, states, alone in groups
    ]
    return [group for group in found if group.people]


def columns(width: int) -> int:
    """How many people share a line of so many cells."""
    return max(1, min(3, (width - 1) // _CELL))


def roll_lines(groups: Sequence[Group], width: int) -> list[Line]:
    """The lines of the groups, people counted through; a group without words has no heading."""
    lines: list[Line] = []
    first = 0
    many = columns(width)
    for group in groups:
        if group.words:
            heading = Ink(f" {group.words}", group.role, bold=True).add(f" {len(group.people)}", group.role, bold=True)
            lines.append(Line(heading))
        step = 1 if group.alone else many
        for start in range(0, len(group.people), step):
            some = group.people[start : start + step]
            lines.append(Line(Ink(), first, some, group.alone))
            first += len(some)
    return lines


_WORDS = {"excused": "due", "absent": "bad", "late": "due", "left_early": "due", "online": "info", "exempt": "quiet"}


def person_ink(person: ExpectedPerson, width: int, glyphs: Glyphs, *, alone: bool, twin: bool, head: str = " ") -> Ink:
    """One person in `width` cells. `twin` says that another bears the same name, so the staff number is told."""
    line = Ink(f"{head} ", "accent")
    line.add(*roll_sign(person.state, glyphs))
    state, role = STATES.get(person.state, ""), _WORDS.get(person.state, "quiet")
    standing = "预备" if person.standing == "probationary" else ""
    if not alone:
        line.add(" ").add(person.name, width=min(cell_len(person.name), _NAME), more=glyphs.more)
        word = state if person.state in HERE and person.state in _WORDS else ""
        for text, its in (
            (word, role),
            (_off_roster(person), "due"),
            (person.staff_no if twin else "", "quiet"),
            (_what(person) or standing, "quiet"),
        ):
            if text and line.cells + 1 + cell_len(text) < width:
                line.add(f" {text}", its)
        return line.to(width)
    line.add(" ").add(person.name, width=_NAME, more=glyphs.more)
    line.add(" ").add(state, role, width=7)
    if why := bare_reason(person.state, person.reason) if person.state else "":
        line.add(why, width=min(cell_len(why), max(0, width - line.cells - 1)), more=glyphs.more)
    elif person.state in NEEDS_REASON:
        line.add(f"{glyphs.wrong} 原因未写", "bad")
    of_roster = ASPECTS["away"] if person.away and person.away == why else _off_roster(person)
    tail = "  ".join(
        filter(
            None,
            (of_roster, person.staff_no if twin else "", _what(person) or STANDINGS.get(person.standing, "")),
        )
    )
    return line.ending(width - 1, tail).to(width)


def _off_roster(person: ExpectedPerson) -> str:
    """What the roster says of somebody whom it has away for long; empty for anybody else."""
    return f"名册：{person.away}" if person.away else ""


def _what(person: ExpectedPerson) -> str:
    return person.offices[0] if person.offices else ""


def twins(people: Sequence[ExpectedPerson]) -> frozenset[str]:
    """The names that more than one of them bears."""
    return frozenset(name for name, times in Counter(person.name for person in people).items() if times > 1)
