"""Words that several papers share: blanks, labelled lines, lists of names."""

from collections.abc import Iterable

from branchtui.papers.tree import Emphasis, Paragraph
from branchtui.rules.blanks import NO_REASON, UNFILLED
from branchtui.rules.text.marks import SENTENCE_ENDS


def filled(text: str, blank: str = UNFILLED) -> str:
    """The text, or the honest blank where there is none."""
    return text.strip() or blank


def labelled(label: str, text: str) -> Paragraph:
    """A body paragraph that starts with a label set apart."""
    return Paragraph((Emphasis(f"{label}："), text))


def listed(names: Iterable[str], blank: str = "无") -> str:
    """Names joined as Chinese joins them."""
    return "、".join(name.strip() for name in names if name.strip()) or blank


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
