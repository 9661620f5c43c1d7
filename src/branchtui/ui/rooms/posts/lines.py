"""What is told of a post: its state, the chain of its steps, its next step, its pledges and its year, as lines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from branchtui.rules.posts.chain import STATES, Far, NextStep, PostRules, PostState, Station, course
from branchtui.rules.posts.pledges import hint
from branchtui.rules.posts.terms import Term
from branchtui.rules.services import hours_words
from branchtui.rules.text.chinese_time import near_day
from branchtui.store.queries.post_view import PostView
from branchtui.ui.commands.command import Command
from branchtui.ui.commands.keys import key_word
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap

STATE_ROLES: dict[PostState, str] = {
    "proposed": "due",
    "publicised": "info",
    "active": "good",
    "suspended": "quiet",
    "withdrawn": "quiet",
    "ended": "quiet",
}
_FAR_ROLES: dict[Far, str] = {"done": "good", "begun": "info", "next": "due", "later": "quiet", "left_out": "quiet"}
_SHORT = {"按需设岗": "设岗"}
_LABEL = 6


def state_ink(state: PostState, glyphs: Glyphs) -> Ink:
    """A state of a post: sign, word and colour."""
    sign = {"proposed": glyphs.open, "publicised": glyphs.half, "active": glyphs.full}.get(state, glyphs.na)
    return Ink(f"{sign} {STATES[state]}", STATE_ROLES[state])


def far_sign(far: Far, glyphs: Glyphs) -> tuple[str, str]:
    """The sign of a step of the chain, and its role."""
    sign = {
        "done": glyphs.full,
        "begun": glyphs.half,
        "next": glyphs.open,
        "later": glyphs.none,
        "left_out": glyphs.na,
    }[far]
    return sign, _FAR_ROLES[far]


def chain_lines(stations: Sequence[Station], glyphs: Glyphs, width: int) -> list[Ink]:
    """The chain in a row, each step with its sign; in as many lines as it needs."""
    close = sum(len(_SHORT.get(each.name, each.name)) * 2 + 5 for each in stations) > width
    lines, line = [], Ink()
    for number, each in enumerate(stations):
        sign, role = far_sign(each.far, glyphs)
        part = Ink().add(_SHORT.get(each.name, each.name), "text" if role == "good" else role)
        part.add(sign if close else f" {sign}", role)
        between = " " if close else f" {glyphs.into} "
        if number and line.cells + len(between) + part.cells > width:
            lines.append(line)
            line = Ink()
        elif number:
            line.add(between, "edge")
        line.join(part)
    return [*lines, line]


def next_words(coming: NextStep, today: date) -> str:
    """Why the next step waits, or what is still missing for it; empty where it can be taken."""
    waits = f"{near_day(coming.from_day, today)}起" if coming.from_day and coming.from_day > today else ""
    return "，".join(filter(None, (waits, *coming.missing)))


def next_line(coming: NextStep | None, today: date, command: Command | None) -> Ink:
    """The next step with the key of the command that does it."""
    if coming is None:
        return Ink("没有下一步", "quiet")
    key = f"{key_word(command.keys[0])} " if command is not None and command.keys else ""
    line = Ink("下一步 ", "quiet").add(f"{key}登记{coming.name}", bold=True)
    words = next_words(coming, today)
    return line.add(f"（{words}）", "due" if coming.missing else "quiet") if words else line


def bars(months: Mapping[int, int], upto: int, glyphs: Glyphs) -> Ink:
    """The half hours of each month as a small bar behind its number; a month without any has the sign for nothing."""
    most = max(months.values(), default=0)
    line = Ink()
    for month in range(1, 13):
        amount = months.get(month, 0)
        line.add(f"{month}", "quiet")
        if amount:
            line.add(glyphs.bars[(amount * len(glyphs.bars) - 1) // most], "accent")
        else:
            line.add(glyphs.none if month <= upto else " ", "quiet")
        line.gap()
    return line


def facts_lines(
    view: PostView,
    rules: PostRules,
    months: Mapping[int, int],
    today: date,
    step: Ink,
    glyphs: Glyphs,
    width: int,
) -> list[Ink]:
    """The facts of a post beside the list: chain, next step, who holds it, what it promised, the hours of the year."""
    lines = [*chain_lines(course(view.dated, rules, today), glyphs, width), step]
    lines += _labelled("上岗", list(_holder_words(view, today)), width)
    lines += _labelled("服务", [view.row.serves] if view.row.serves else [], width)
    for number, pledge in enumerate(view.pledges):
        line = Ink("" if number else "承诺", "quiet").to(_LABEL)
        line.add(f"{glyphs.full} " if pledge.kept_on else f"{glyphs.open} ", "good" if pledge.kept_on else "quiet")
        line.add(pledge.words, width=max(0, width - line.cells - 5), more=glyphs.more)
        if not pledge.kept_on and hint(pledge.words):
            line.add(" 笼统", "due")
        lines.append(line)
    if months:
        lines.append(Ink("今年", "quiet").to(_LABEL).add(hours_words(sum(months.values())), bold=True))
        lines.append(Ink().to(_LABEL).join(bars(months, today.month, glyphs)))
    return [line.cut(width, glyphs.more) for line in lines]


def _holder_words(view: PostView, today: date) -> Iterator[str]:
    for row in view.holders_on(today) or view.holders[-1:]:
        yield f"{view.names[row.member_id]} {term_words(Term(row.from_day, row.to_day), today)}"


def term_words(term: Term, today: date) -> str:
    """From when to when, the year said where it is another one."""
    return f"{near_day(term.from_day, today)}至{near_day(term.to_day, today) if term.to_day else '今'}"


def _labelled(label: str, texts: Sequence[str], width: int) -> Iterator[Ink]:
    for number, words in enumerate(each for text in texts for each in wrap(text, max(8, width - _LABEL))):
        yield Ink("" if number else label, "quiet").to(_LABEL).add(words)
