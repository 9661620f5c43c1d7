"""The study hours of a year as a paper, and as the sheet that schools ask for."""

from datetime import date
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.papers.names import HOURS, NAMES
from branchtui.papers.tree import Paper
from branchtui.rules.year.hours import Ledger
from branchtui.store.queries import people
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.year.ledgers import YearOfHours, year_of_hours
from branchtui.workflows.year.sheets import put_sheet

_KINDS = {"党课": "党课", "主题党日": "党日"}
_OTHERS, _TRAININGS = "会议", "培训"
_COLUMNS = (*_KINDS.values(), _OTHERS, _TRAININGS)  # of two characters: a header stands in one line
SHEET_COLUMNS = (
    Column("工号", 14),
    Column("姓名", 12),
    Column("年度", 8, "number"),
    Column("年度学习任务", 14, "number"),
    Column("已完成学时数", 14, "number"),
    Column("完成百分比", 12),
)


def hours_paper(seen: YearOfHours) -> Paper:
    """学时表 of a year: the hours of each person by what they come from."""
    from branchtui.papers.facts.year import HoursFacts, HoursRow
    from branchtui.papers.year import study_hours

    rows = tuple(HoursRow(each.name, _by_column(each), each.asked / 2) for each in seen.ledgers)
    return study_hours(HoursFacts(people.the_branch().name, seen.year, seen.day, _COLUMNS, rows))


def file_stem(seen: YearOfHours) -> str:
    """What the files of a year are called, without their endings: 学时表_2026年"""
    return f"{NAMES[HOURS]}_{seen.year}年"


def prepare_hours(year: int, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The paper of a year for `folder`."""
    seen, look = year_of_hours(year, today), profile(MEETING_PROFILE)
    return Export([(file_stem(seen), hours_paper(seen))], folder, look, template_of(look), photos)


def export_hours_sheet(year: int, folder: Path, *, today: date) -> Path:
    """Write the sheet of a year into `folder`; the file. Raises as `put_sheet` does."""
    seen = year_of_hours(year, today)
    rows = (hours_cells(each.staff_no, each.name, year, each.half_hours, each.asked) for each in seen.ledgers)
    target = folder / f"{file_stem(seen)}.xlsx"
    put_sheet(target, sheet(NAMES[HOURS], SHEET_COLUMNS, rows, author=people.the_branch().name))
    return target


def _by_column(ledger: Ledger) -> tuple[float, ...]:
    halves = dict.fromkeys(_COLUMNS, 0)
    for each in ledger.sources:
        column = _TRAININGS if each.table == "growth" else _KINDS.get(each.kind, _OTHERS)
        halves[column] += each.half_hours
    return tuple(half_hours / 2 for half_hours in halves.values())


def hours_cells(staff_no: str, name: str, year: int, done: int, asked: int) -> tuple[Value, ...]:
    """The line of a person, by the half hours that are done and asked for."""
    percent = f"{min(100, 100 * done // asked)}%" if asked else ""
    return (staff_no, name, year, asked / 2, done / 2, percent)
