"""The register of one person on the way to membership on the screen of pages, and its export."""

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


class DevelopmentPaper(PaperSource):
    """One paper of one person."""

    ROOM = "people"
    FIXED = "培养考察登记表用材料的版式，不能另选。"

    def __init__(self, screen: PlaceScreen, member: bytes) -> None:
        super().__init__(member)
        self._screen, self._member = screen, member

    def thing(self) -> Row:
        return people.member(self._member)

    def title(self) -> str:
        return f"培养考察登记表：{people.member(self._member).name}"

    def papers(self) -> Papers:
        from branchtui.papers.names import DEVELOPMENT
        from branchtui.workflows.development.papers import register_paper

        return [(DEVELOPMENT, register_paper(self._member, self._screen.shell.now().date()))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen, self._member))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.development.papers import prepare_register

        shell = screen.shell
        return prepare_register(self._member, shell.exports, today=shell.now().date(), photos=shell.photos()).files


def export_form(screen: PlaceScreen, member: bytes) -> FormScreen:
    """Asks where to write the register; Enter takes the usual folder."""
    from branchtui.workflows.development.papers import prepare_register

    shell = screen.shell
    usual, today = str(shell.exports), shell.now().date()

    def submit(values: Mapping[str, str]) -> Job[list[Path]]:
        ready = prepare_register(member, typed_path(values["to"] or usual), today=today, photos=shell.photos())
        return Job("导出", ready.write, lambda paths: f"已写出 {paths[0]}")

    heading = f"导出培养考察登记表：{people.member(member).name}"
    note = "文件夹。直接按回车就写到这里。"
    return FormScreen(
        f"development-export-{member.hex()}", heading, [Field("to", "写到", usual)], submit, room="people", note=note
    )
