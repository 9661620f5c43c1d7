"""A reminder: a notice of its own, which names what it reminds of by its title and has its day."""

from collections.abc import Mapping
from typing import Any

LONGEST = 200
"""Characters of a title that a branch keeps."""


def reminder_title(title: str) -> str:
    """What the reminder of a request is called."""
    return f"催办：{title}"


def reminds(notice: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether one request, as a setting keeps it, reminds of another."""
    return (
        notice["kind"] == "notice"
        and not notice["withdrawn"]
        and notice["number"] > asked["number"]
        and all(notice[key] == asked[key] for key in ("college", "due_on"))
        and notice["title"] == reminder_title(asked["title"])[:LONGEST]
    )
