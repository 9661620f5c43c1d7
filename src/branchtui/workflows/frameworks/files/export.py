"""A framework of the branch as a file for a colleague: its points and what they ask, without what this branch did."""

from datetime import date, timedelta
from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.plain_file import read_file
from branchtui.rules.frameworks.template import Template, TemplateMilestone, TemplatePoint
from branchtui.rules.frameworks.toml_text import toml_of
from branchtui.store.models import Framework, Milestone, Point
from branchtui.store.models.frameworks import FRAMEWORK_KINDS
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks.adopt import months_after
from branchtui.workflows.frameworks.standing import rules_of
from branchtui.workflows.meeting_rules import kinds

_TOML = ".toml"


def template_of(framework: Framework) -> Template:
    """The file that its rows make. Raises BranchError where the needs of a point can't be read."""
    rows = trees.points(framework)
    there = frozenset(kinds())
    below: dict[bytes | None, list[Point]] = {}
    known = {row.id for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def points(above: bytes | None, dim: str) -> tuple[TemplatePoint, ...]:
        return tuple(made(row, row.dim or dim) for row in below.get(above, ()))

    def made(row: Point, dim: str) -> TemplatePoint:
        needs, selects = rules_of(row, there)
        return TemplatePoint(
            key=row.key,
            title=row.title,
            demand=row.demand.strip(),
            dim=dim,
            owner=row.owner_office,
            source=row.source,
            weight=row.weight or None,
            selects=selects,
            needs=needs,
            points=points(row.id, dim),
        )

    return Template(
        key=framework.key,
        name=framework.name,
        kind=FRAMEWORK_KINDS[framework.kind],
        level=framework.level,
        version=framework.file_version,
        source=framework.basis,
        wording="",
        years=_years(framework),
        number_form=framework.number_form,
        organiser=framework.organiser,
        milestones=tuple(_milestone(framework, row) for row in trees.milestones(framework)),
        points=points(None, ""),
    )


def export_framework(framework: Framework, target: Path) -> Path:
    """Write its file, named or in a folder; where it was written. One that says something else is kept under another name.

    Raises BranchError as `write_bytes` does.
    """
    is_file = target.suffix.lower() == _TOML and not target.is_dir()
    path = target if is_file else target / f"{framework.key}{_TOML}"
    data = toml_of(template_of(framework)).encode("utf-8")
    if path.is_file():
        if read_file(path) == data:
            return path
        set_aside(path)
    write_bytes(path, data, shared=True)
    return path


def _years(framework: Framework) -> int:
    """The least number of whole years that hold the cycle."""
    years = 1
    while months_after(framework.starts_on, 12 * years) - timedelta(1) < framework.ends_on:
        years += 1
    return years


def _milestone(framework: Framework, row: Milestone) -> TemplateMilestone:
    papers = tuple(filter(None, row.papers.split("、")))
    return TemplateMilestone(row.key, row.name, _months(framework.starts_on, row.due_on), papers)


def _months(first: date, due: date | None) -> int:
    """How many months after the start a milestone is due, rounded up; 0 where it has no day."""
    if due is None:
        return 0
    months = 1
    while months_after(first, months) - timedelta(1) < due:
        months += 1
    return months
