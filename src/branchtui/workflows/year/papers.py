"""From a plan to its paper, and to a Word file in a folder."""

from datetime import date
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Plan
from branchtui.store.queries import people
from branchtui.store.queries.year import plans
from branchtui.workflows.export import MEETING_PROFILE, Export
from branchtui.workflows.profiles import profile, template_of


def plan_paper(plan: Plan, today: date) -> Paper:
    """学习计划 with every line as it was written."""
    from branchtui.papers.facts.year import PlanFacts, PlanItemFact
    from branchtui.papers.year import study_plan

    items = tuple(
        PlanItemFact(row.schedule, row.kind, row.theme, row.materials, row.preparer) for row in plans.lines(plan.id)
    )
    branch = people.the_branch().name
    return study_plan(PlanFacts(branch, plan.title, plan.first_day, plan.last_day, today, items))


def prepare_plan(plan: Plan, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The paper for `folder`."""
    look = profile(MEETING_PROFILE)
    return Export([(safe_filename(plan.title), plan_paper(plan, today))], folder, look, template_of(look), photos)
