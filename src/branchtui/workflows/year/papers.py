"""From a plan to its paper, to a Word file in a folder, and to a sheet."""

from datetime import date
from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Plan
from branchtui.store.queries import people
from branchtui.store.queries.year import plans
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.files_there import was_worked_on
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.year.plan_meetings import by_line, preview


def plan_paper(plan: Plan, today: date) -> Paper:
    """学习计划 with every line as it was written."""
    from branchtui.papers.facts.year import PlanFacts, PlanItemFact
    from branchtui.papers.year import study_plan

    items = tuple(
        PlanItemFact(row.schedule, row.kind, row.theme, row.materials, row.preparer) for row in plans.lines(plan.id)
    )
    branch = people.the_branch().name
    return study_plan(PlanFacts(branch, plan.title, plan.first_day, plan.last_day, today, items))


def export_sheet(plan: Plan, target: Path, *, today: date) -> Path:
    """The lines of a plan as an .xlsx, with how many meetings of each are planned and held; where it was written.

    A file there that somebody changed is kept under another name. Raises BranchError as `write_bytes` does.
    """
    from branchtui.files.sheets.plans import PlanSheetRow, plan_sheet

    dues = by_line(preview(plan, today=today).dues)
    rows = []
    for row in plans.lines(plan.id):
        there = [due.sort for due in dues.get(row.id, ())]
        held = there.count("held")
        named = (row.schedule, row.kind, row.theme, "、".join(row.materials), row.preparer)
        rows.append(PlanSheetRow(*named, held + there.count("planned"), held))
    data = plan_sheet(plan.title, rows, author=people.the_branch().name)
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
    return target


def prepare_plan(plan: Plan, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The paper for `folder`."""
    look = profile(MEETING_PROFILE)
    return Export([(safe_filename(plan.title), plan_paper(plan, today))], folder, look, template_of(look), photos)
