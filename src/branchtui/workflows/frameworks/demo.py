"""The frameworks of the demo branch: one that ships and a brand, adopted by the workflows a user calls."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from branchtui import assets
from branchtui.store.file.database import many_acts
from branchtui.store.models import Framework
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks import heads, tree
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template, template_from_text


def build_frameworks(today: date, *, since: date) -> None:
    """Them, for a branch whose record begins `since`: one transaction. Raises BranchError."""
    with many_acts():
        for row in assets.toml("demo", "frameworks.toml")["framework"]:
            _framework(row, today, since)


def _framework(row: Mapping[str, Any], today: date, since: date) -> None:
    own = row.get("own")
    text = assets.read("demo", own).decode("utf-8") if own else ""
    framework = adopt(
        template_from_text(text, own) if own else template(row["use"]),
        first=max(since, today + timedelta(weeks=row["from_week"])),
        last=today + timedelta(weeks=row["to_week"]),
        organiser=row["organiser"],
    )
    for point in trees.points(framework):
        if point.key in row["promised"]:
            tree.change_point(point, today=today, promised=row["promised"][point.key])
    _hand_in(framework, row["handed_in"], today)


def _hand_in(framework: Framework, keys: list[str], today: date) -> None:
    """What was handed in, half way through where its day would not come before the end."""
    half = framework.starts_on + (today - framework.starts_on) // 2
    for milestone in trees.milestones(framework):
        if milestone.key in keys:
            due = min(filter(None, (milestone.due_on, half)))
            heads.change_milestone(milestone, today=today, due_on=due.isoformat())
            heads.done(milestone, due)
