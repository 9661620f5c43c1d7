"""The paper of a plan on the screen of pages, and where it is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from branchtui.store.models import Plan
from branchtui.store.queries.year import plans
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE


class PlanPapers(PaperSource):
    """学习计划."""

    ROOM = "meetings"
    FIXED = "学习计划用材料的版式，不能另选。"

    def __init__(self, screen: PlaceScreen, plan: bytes) -> None:
        super().__init__(plan)
        self._screen = screen

    def thing(self) -> Plan:
        return plans.plan(self.id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.papers.names import PLAN
        from branchtui.workflows.year.papers import plan_paper

        return [(PLAN, plan_paper(self.thing(), self._screen.shell.now().date()))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen, self.thing()))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.year.papers import prepare_plan

        shell = screen.shell
        return prepare_plan(self.thing(), shell.exports, today=shell.now().date(), photos=shell.photos()).files


def export_form(screen: PlaceScreen, plan: Plan) -> FormScreen:
    """Asks where to write the plan; Enter takes the usual folder."""
    from branchtui.workflows.year.papers import export_sheet, prepare_plan

    shell = screen.shell
    usual = str(shell.exports)
    today = shell.now().date()

    def submit(values: Mapping[str, str]) -> str | Job[list[Path]]:
        folder = typed_path(values["to"] or usual)
        if folder.suffix.lower() == ".xlsx" and not folder.is_dir():
            return f"已写出 {export_sheet(plans.plan(plan.id), folder, today=today)}"
        ready = prepare_plan(plans.plan(plan.id), folder, today=today, photos=shell.photos())
        return Job("导出", ready.write, lambda paths: f"已写出 {paths[0]}")

    note = "文件夹。直接按回车就写成 Word 放到这里；写一个 .xlsx 文件名就写成表格。"
    fields = [Field("to", "写到", usual)]
    return FormScreen(f"export-plan-{plan.id.hex()}", "导出学习计划", fields, submit, room="meetings", note=note)
