"""From the registers of a year's end to papers, to Word files in a folder, and to a sheet."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.names import APPRAISAL, NAMES, RECTIFICATION
from branchtui.papers.tree import Paper
from branchtui.rules.roster import STANDINGS
from branchtui.store.models.year import GRADES
from branchtui.store.queries import people
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.store.queries.year.rectifications import rectifications
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.files_there import was_worked_on
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.year.end import appraisals

if TYPE_CHECKING:
    from branchtui.papers.facts.year_end import ResultsFacts


def results_paper(year: int, today: date) -> Paper:
    """The results of a year. Raises BranchError where nothing was written of it."""
    from branchtui.papers.year_end import appraisal_results

    return appraisal_results(results_facts(year, today))


def results_facts(year: int, today: date) -> "ResultsFacts":
    """What the papers say of the results of a year. Raises BranchError where nothing was written of it."""
    from branchtui.papers.facts.year_end import ResultFact, ResultsFacts

    of, rows = appraisals.of_year(year, today), written(year, today)
    counts = {grade: sum(row.grade == grade for row in rows) for grade in GRADES}
    return ResultsFacts(
        people.the_branch().name,
        year,
        today,
        of.day if of.meeting else None,
        tuple(ResultFact(row.staff_no, row.name, STANDINGS.get(row.standing, ""), result_words(row)) for row in rows),
        tuple((GRADES[grade], counts[grade]) for grade in GRADES if counts[grade]),
    )


def rectifications_paper(year: int, today: date) -> Paper:
    """What is put right in a year. Raises BranchError where there is nothing."""
    from branchtui.papers.facts.year_end import FaultFact, FaultsFacts
    from branchtui.papers.year_end import rectification_list

    rows = rectifications(year)
    if not rows:
        raise BranchError(f"{year} 年的整改清单是空的，没有写文件。")
    return rectification_list(
        FaultsFacts(
            people.the_branch().name,
            year,
            today,
            tuple(FaultFact(row.problem, row.measure, row.owner, row.due, row.done_on, row.result) for row in rows),
        )
    )


def prepare_results(year: int, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The results of a year for `folder`. Raises BranchError where there are none."""
    return _prepared(f"{NAMES[APPRAISAL]}_{year}", results_paper(year, today), folder, photos)


def prepare_rectifications(year: int, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """What is put right in a year, for `folder`. Raises BranchError where there is nothing."""
    return _prepared(f"{NAMES[RECTIFICATION]}_{year}", rectifications_paper(year, today), folder, photos)


def export_sheet(year: int, folder: Path, *, today: date) -> Path:
    """Write the results of a year as a sheet under the headers of the school; where it stands.

    It can be imported again. Raises BranchError where there are none, and as `write_bytes`.
    """
    from branchtui.files.sheets.writing import Column, sheet
    from branchtui.papers.year_end import HEADERS

    columns = [Column(header, width) for header, width in zip(HEADERS, (16, 14, 12, 14), strict=True)]
    cells = [
        (row.staff_no, row.name, STANDINGS.get(row.standing, ""), result_words(row)) for row in written(year, today)
    ]
    target = folder / f"{NAMES[APPRAISAL]}_{year}.xlsx"
    data = sheet(NAMES[APPRAISAL], columns, cells, author=people.the_branch().name)
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
    return target


def written(year: int, today: date) -> list[AppraisalRow]:
    """The people of a year. Raises BranchError where nothing was written of any."""
    rows = appraisals.rows(year, today)
    if all(row.grade is None for row in rows):
        raise BranchError(f"{year} 年民主评议还没有结果，没有写文件。")
    return rows


def result_words(row: AppraisalRow) -> str:
    """Somebody's result; empty where there is none yet."""
    return GRADES[row.grade] if row.grade is not None else ""


def _prepared(stem: str, paper: Paper, folder: Path, photos: PhotoStore) -> Export:
    look = profile(MEETING_PROFILE)
    return Export([(stem, paper)], folder, look, template_of(look), photos)
