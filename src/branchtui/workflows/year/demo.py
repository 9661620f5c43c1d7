"""The plan of the demo branch, made by the workflows a user calls."""

from datetime import date, datetime

from branchtui import assets
from branchtui.workflows.year.plan_meetings import make_meetings, preview
from branchtui.workflows.year.plans import add_plan


def build_plan(now: datetime) -> None:
    """The plan of this year, once its meetings are there: they are linked, and none is made. Raises BranchError."""
    year = now.year
    span = {"first_day": date(year, 1, 1).isoformat(), "last_day": date(year, 12, 31).isoformat()}
    lines = "\n".join(assets.toml("demo", "plan.toml")["lines"])
    plan = add_plan({"title": f"{year}年学习计划", **span}, lines, today=now.date())
    found = preview(plan, today=now.date())
    if found.of("link"):
        make_meetings(plan, without={due.key for due in found.of("new")}, now=now)
