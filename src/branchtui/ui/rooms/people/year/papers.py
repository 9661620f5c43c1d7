"""The papers of a year's end on the screen of pages, and the form that writes them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from branchtui.files.photos import PhotoStore
from branchtui.papers.names import APPRAISAL, NAMES, RECTIFICATION
from branchtui.papers.tree import Paper
from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE


class Prepare(Protocol):
    """What makes the papers ready for a folder. Raises BranchError where there is nothing to write."""

    def __call__(self, folder: Path, *, today: date, photos: PhotoStore) -> Export: ...


def show_results(screen: PlaceScreen, year: int) -> None:
    """The results of a year as they print."""
    from branchtui.workflows.year.end import papers

    _show(screen, APPRAISAL, year, papers.results_paper, partial(papers.prepare_results, year))


def show_rectifications(screen: PlaceScreen, year: int) -> None:
    """What is put right in a year as it prints."""
    from branchtui.workflows.year.end import papers

    _show(screen, RECTIFICATION, year, papers.rectifications_paper, partial(papers.prepare_rectifications, year))


def export_form(
    screen: PlaceScreen, what: str, prepare: Prepare, besides: Callable[[Path], Path] | None = None
) -> FormScreen:
    """Asks where to write; Enter takes the usual folder. `besides` writes one more file there."""
    shell = screen.shell
    usual, today = str(shell.exports), shell.now().date()

    def submit(values: Mapping[str, str]) -> Job[list[Path]]:
        folder = typed_path(values["to"] or usual)
        ready = prepare(folder, today=today, photos=shell.photos())
        more = [besides(folder)] if besides is not None else []
        return Job("导出", ready.write, lambda paths: f"已写出 {'、'.join(map(str, [*paths, *more]))}")

    note = "文件夹。直接按回车就写到这里。"
    return FormScreen("export-year", f"导出{what}", [Field("to", "写到", usual)], submit, room="people", note=note)


def _show(screen: PlaceScreen, key: str, year: int, make: Callable[[int, date], Paper], prepare: Prepare) -> None:
    from branchtui.ui.screens.paper_preview import PaperScreen

    with screen.telling():
        make(year, screen.shell.now().date())
        screen.app.push_screen(PaperScreen(_YearPaper(screen, key, year, make, prepare)))


class _YearPaper(PaperSource):
    """One paper of a year."""

    ROOM = "people"
    FIXED = "这一份用材料的版式，不能另选。"

    def __init__(
        self, screen: PlaceScreen, key: str, year: int, make: Callable[[int, date], Paper], prepare: Prepare
    ) -> None:
        super().__init__(people.the_branch().id)
        self._screen, self._key, self._year, self._make, self._prepare = screen, key, year, make, prepare

    def thing(self) -> Row:
        return people.the_branch()

    def title(self) -> str:
        return f"{self._year}年{NAMES[self._key]}"

    def papers(self) -> Papers:
        return [(self._key, self._make(self._year, self._screen.shell.now().date()))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen, self.title(), self._prepare))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        shell = screen.shell
        return self._prepare(shell.exports, today=shell.now().date(), photos=shell.photos()).files
