"""Words that several papers share: blanks, labelled lines, lists of names, days, figures."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from branchtui.papers.tree import Emphasis, Paragraph
from branchtui.rules.blanks import NO_REASON, UNFILLED
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.marks import SENTENCE_ENDS

if TYPE_CHECKING:  # no other paper waits for what a post is made of
    from branchtui.papers.facts.posts import HolderFact, StepFact


def filled(text: str, blank: str = UNFILLED) -> str:
    """The text, or the honest blank where there is none."""
    return text.strip() or blank


def labelled(label: str, text: str) -> Paragraph:
    """A body paragraph that starts with a label set apart."""
    return Paragraph((Emphasis(f"{label}："), text))


def listed(names: Iterable[str], blank: str = "无") -> str:
    """Names joined as Chinese joins them."""
    return "、".join(name.strip() for name in names if name.strip()) or blank


def numbered(items: Iterable[str]) -> list[str]:
    """The items with their numbers: 1.接待来访. A list of names in a cell is numbered too: so no name starts a line, and
    the line breaks behind it."""
    return [f"{number}.{each}" for number, each in enumerate(items, 1)]


def with_reason(name: str, reason: str) -> str:
    """A name with the reason behind it; a missing reason shows as a blank."""
    return f"{name}（{reason.strip() or NO_REASON}）"


def ordinal(text: str) -> str:
    """`3` → 第3次; a text that says it in full stays; nothing stays nothing: no rule asks for the number."""
    word = text.strip()
    return f"第{word}次" if word and not word.startswith("第") else word


def sentence(text: str) -> str:
    """The text with a full stop, if it has no closing mark; one inside a quote at its end counts, in a bracket not."""
    text = text.strip()
    end = text.rstrip("”’")
    return text if not end or end[-1] in f"{SENTENCE_ENDS}…：" else f"{text}。"


def figure(number: float) -> str:
    """A figure without needless zeros: 2, 1.5."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def days(first: date, last: date) -> str:
    """2026年1月1日至2026年6月30日"""
    return f"{chinese_day(first)}至{chinese_day(last)}"


def step_words(step: "StepFact") -> str:
    """授牌：2026年3月16日（what it rests on, the reason told)."""
    when = days(step.day, step.to_day) if step.to_day else chinese_day(step.day)
    more = "，".join(filter(None, (step.basis, step.reason)))
    return f"{step.name}：{when}{f'（{more}）' if more else ''}"


def holder_words(holder: "HolderFact") -> str:
    """周以宁（2026年4月1日至今）; the name alone where nobody told the days."""
    if not holder.from_day:
        return holder.name
    return f"{holder.name}（{chinese_day(holder.from_day)}至{chinese_day(holder.to_day) if holder.to_day else '今'}）"
