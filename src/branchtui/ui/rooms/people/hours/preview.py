"""A school's sheet of hours before it is taken in: whether rows count that don't say it is asked first."""

from datetime import date

from branchtui.files.sheets.rows import Sheet
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.difference import DifferenceScreen
from branchtui.ui.rooms.file_preview import preview_of
from branchtui.ui.screens.choice import pick
from branchtui.ui.shell import Shell
from branchtui.workflows.difference import Difference
from branchtui.workflows.year.hours_import import compare_trainings, read_trainings


def preview_job(shell: Shell, typed: str) -> Job[Sheet]:
    """Reads the sheet, then shows what importing it would do. Raises BranchError where there is no such file."""
    today = shell.now().date()
    return preview_of(
        shell,
        "读学时表",
        typed,
        lambda data, name: read_trainings(data, name, today),
        lambda sheet, name: HoursPreviewScreen(sheet, name, today),
    )


class HoursPreviewScreen(DifferenceScreen):
    """Ctrl+S writes the import, asking first; Esc changes nothing."""

    def __init__(self, sheet: Sheet, filename: str, today: date) -> None:
        self._sheet, self._today = sheet, today
        self._counted: bool | None = None
        super().__init__(f"导入前先看：{filename}", self._compared, "学时", room="people")

    def _compared(self) -> Difference:
        return compare_trainings(self._sheet, today=self._today, counted=self._counted)

    def action_write(self) -> None:
        asked = len(self._found.of("请您定"))
        if not asked or self._found.stopped:
            super().action_write()
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._counted = option[0] == "counted"
                self.reload()
                self.action_write()

        options = [("counted", "都计入"), ("not", "都不计入")]
        self.app.push_screen(pick(f"有 {asked} 行{self._found.question}，怎么导入？", options), chosen)
