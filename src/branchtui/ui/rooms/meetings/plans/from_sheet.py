"""The lines of a plan as a form asks for them: typed or pasted, read from a sheet, or both."""

from collections.abc import Callable, Mapping

from branchtui.ui.jobs import Job
from branchtui.ui.screens.form import Field
from branchtui.ui.text.typed_path import read_typed
from branchtui.workflows.progress import Progress


def sheet_field() -> Field:
    """Asks for the sheet."""
    return Field("sheet", "或从表格", placeholder=".xlsx .xls .csv 的完整路径；有栏名，一行一项")


def with_sheet(values: Mapping[str, str], done: Callable[[str], str]) -> str | Job[str]:
    """What `done` says of the lines that were typed, once those of the sheet have been read behind them.

    Raises BranchError where there is no such file; so does the job where it is no such sheet.
    """
    if not values["sheet"].strip():
        return done(values["lines"])
    data, name = read_typed(values["sheet"])

    def read(progress: Progress) -> str:
        from branchtui.files.sheets.plans import read_plan_sheet

        lines = read_plan_sheet(data, name)
        progress(1, 1)
        return lines

    return Job("读学习计划的表格", read, lambda lines: done("\n".join(filter(None, (values["lines"].strip(), lines)))))
