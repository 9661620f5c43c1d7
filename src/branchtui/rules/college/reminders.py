"""A reminder: a notice of its own, which says of which request it reminds by its number, and begins with its day.

One that an older program has sent says no number: it is known by title and day, as long as both have these.
"""

from collections.abc import Mapping
from typing import Any

LONGEST = 200
"""Characters of a title that a branch keeps."""


def reminder_title(title: str) -> str:
    """What the reminder of a request is called."""
    return f"催办：{title}"


def reminds(notice: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether one request, as a setting keeps it, reminds of another."""
    if notice["kind"] != "notice" or notice["withdrawn"] or notice["college"] != asked["college"]:
        return False
    if "reminds" in notice:
        return bool(notice["reminds"] == asked["number"])
    same_day = bool(notice["due_on"] == asked["due_on"])
    return (
        same_day and notice["number"] > asked["number"] and notice["title"] == reminder_title(asked["title"])[:LONGEST]
    )
