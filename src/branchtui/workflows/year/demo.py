"""The plan of the demo branch, made by the workflows a user calls."""

from datetime import datetime

from branchtui import assets
from branchtui.workflows.workdays import terms
from branchtui.workflows.year.plan_meetings import make_meetings, preview
from branchtui.workflows.year.plans import add_plan


def build_plan(now: datetime) -> None:
    """The plan of this term, once its meetings are there: they are linked, and none is made. Raises BranchError."""
    first, last, name = terms().of(now.date())
    span = {"title": f"{name}学习计划", "first_day": first.isoformat(), "last_day": last.isoformat()}
    plan = add_plan(span, "\n".join(assets.toml("demo", "plan.toml")["lines"]), today=now.date())
    found = preview(plan, today=now.date())
    if found.of("link"):
        make_meetings(plan, without={due.key for due in found.of("new")}, now=now)
