"""The cohort table of helpers on the screen of pages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE


class CohortPapers(PaperSource):
    """One paper of the branch."""

    ROOM = "people"
    FIXED = "届别表用材料的版式，不能另选。"

    def __init__(self, screen: PlaceScreen) -> None:
        super().__init__(people.the_branch().id)
        self._screen = screen

    def thing(self) -> Row:
        return people.the_branch()

    def title(self) -> str:
        return "身边人届别表"

    def papers(self) -> Papers:
        from branchtui.papers.names import COHORTS
        from branchtui.workflows.registers.papers import cohort_paper

        return [(COHORTS, cohort_paper(self._screen.shell.now().date()))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.registers.papers import prepare_cohorts

        shell = screen.shell
        return prepare_cohorts(shell.exports, today=shell.now().date(), photos=shell.photos()).files


def export_form(screen: PlaceScreen) -> FormScreen:
    """Asks where to write the cohort table; Enter takes the usual folder."""
    from branchtui.workflows.registers.papers import prepare_cohorts

    shell = screen.shell
    usual = str(shell.exports)
    today = shell.now().date()

    def submit(values: Mapping[str, str]) -> Job[list[Path]]:
        ready = prepare_cohorts(typed_path(values["to"] or usual), today=today, photos=shell.photos())
        return Job("导出", ready.write, lambda paths: f"已写出 {paths[0]}")

    note = "文件夹。直接按回车就写到这里。没有同意署名的学生，姓名只写姓。"
    return FormScreen(
        "export-cohorts", "导出身边人届别表", [Field("to", "写到", usual)], submit, room="people", note=note
    )
