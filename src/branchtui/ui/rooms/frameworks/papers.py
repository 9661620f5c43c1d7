"""A document that the branch sends on the screen of pages, and its Word file."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Document
from branchtui.store.queries.registers import documents
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource


class DocumentPapers(PaperSource):
    """The one paper of a document."""

    ROOM = "frameworks"
    FIXED = "公文按公文格式排版，不另选版式。新闻稿才可以换。"

    def thing(self) -> Document:
        return documents.document(self.id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.workflows.registers.document_papers import letter_paper

        row = self.thing()
        return [(row.kind, letter_paper(row))]

    def profile(self) -> str:
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE

        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        export(screen, self.thing())

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.registers.document_papers import prepare_letter

        return prepare_letter(self.thing(), screen.shell.exports, photos=screen.shell.photos()).files


def export(screen: PlaceScreen, row: Document) -> None:
    """Write the Word file of a document and say where."""
    from branchtui.workflows.registers.document_papers import prepare_letter
    from branchtui.workflows.safety.resolving import warning

    shell = screen.shell
    with screen.telling():
        unsettled = warning(row)
        ready = prepare_letter(row, shell.exports, photos=shell.photos())

        def told(paths: Sequence[Path]) -> str:
            return "。".join(filter(None, (f"已写出 {paths[0]}", ready.remark, unsettled)))

        shell.work.start(Job("导出", ready.write, told))
