"""The folder in which a report is handed in: its Word file, its pictures, and a slip with whom to ask and the captions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore
from branchtui.papers.facts.reports import HandedFigure, HandedInFacts
from branchtui.papers.names import HAND_IN, NAMES
from branchtui.papers.tree import Paper, Picture
from branchtui.rules.text.report_text import length_of
from branchtui.store.models import Report
from branchtui.store.models.columns import caption
from branchtui.store.queries import people
from branchtui.store.queries.registers import outlets
from branchtui.typesetting.profile import Profile
from branchtui.workflows.exporting.export import Export, mark_lost
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.input_checks import line
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.report_files import report_paper, report_stem
from branchtui.workflows.reports.handing_in import signed


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder that is ready to be written: all that the database has to say about it has been read."""

    text: Export
    paper: Paper
    slip: HandedInFacts

    @property
    def folder(self) -> Path:
        """Where it is written to."""
        return self.text.folder

    @property
    def remark(self) -> str:
        """What to know of what was written, as of the Word file: lost pictures, blanks; empty where there is nothing."""
        return self.text.remark

    def write(self, progress: Progress = unwatched) -> list[Path]:
        """Write every file and return them; may run in a thread. A file there that somebody changed is set aside first.

        Raises BranchError where a file is open elsewhere, the work is stopped, or the folder can't be written.
        """
        from branchtui.files.word.pictures import folder_name, picture_files
        from branchtui.papers.documents.hand_in import hand_in_slip

        made = self.text.make(progress)
        if made.unmade:
            raise BranchError(made.unmade[0][1])
        paper, given = self._pictures()
        apart = _apart(self.text.look)
        pictures = self.folder / folder_name(paper, apart)
        there = picture_files(paper, apart, given.__getitem__)
        made = replace(made, pictures=tuple((pictures / each.name, each.data) for each in there))
        names = iter(each.name for each in there)
        figures = tuple(
            HandedFigure(block.number, next(names) if block.sha and not block.lost else "", block.caption)
            for block in paper.blocks
            if isinstance(block, Picture)
        )
        look = profile(MEETING_PROFILE)
        slip = hand_in_slip(replace(self.slip, figures=figures))
        beside = Export([(NAMES[HAND_IN], slip)], self.folder, look, template_of(look), self.text.photos)
        written = beside.make()
        if written.unmade:
            raise BranchError(written.unmade[0][1])
        return [*self.text.put(made), *beside.put(written)]

    def _pictures(self) -> tuple[Paper, dict[str, bytes]]:
        """The paper with its lost pictures marked, and the whole pictures by sha."""
        given: dict[str, bytes] = {}
        lost: dict[str, str] = {}
        for block in self.paper.blocks:
            if isinstance(block, Picture) and block.sha and block.sha not in given:
                try:
                    given[block.sha] = self.text.photos.whole(block.sha)
                except LostPhotoError as error:
                    lost[block.sha] = error.word
        return mark_lost(self.paper, lost), given


def pack_folder(report: Report, exports: Path) -> Path:
    """Where a report's pack goes unless told otherwise: its name is that of the Word file as the profile wants it."""
    return exports / f"投稿_{report_stem(report, report_paper(report), profile(report.profile))}"


def is_taken(folder: Path) -> bool:
    """Whether something lies in the folder already, so that it is to be asked before more is written there."""
    try:
        return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())
    except OSError:  # nobody may look there: writing will say so
        return False


def usual_contact(report: Report) -> str:
    """Who is to be asked about it: who wrote it, as the by-line says; empty where nobody is known."""
    return signed(report)


def phones_of(names: str) -> Sequence[str]:
    """The phone numbers on the roster of those who are named."""
    wanted = set(names.split("、"))
    return [row.phone for row in people.members().values() if row.name in wanted and row.phone]


def prepare_pack(
    report: Report,
    folder: Path,
    *,
    outlet: str = "",
    contact: str = "",
    phone: str = "",
    day: date | None = None,
    again: bool = False,
    photos: PhotoStore,
) -> Pack:
    """A report as it is handed in, for `folder`; to its outlet unless another is named.

    `contact` and `phone` stand on its slip, blank where nobody is named, and so does the day, where it is not known.

    Raises BranchError where something lies in the folder, unless it is to be written `again`.
    """
    if not again and is_taken(folder):
        raise BranchError(f"“{folder}”里已经有文件，没有写。要再写一次请确认；改过的文件会另名留着。")
    look = profile(report.profile)
    paper = report_paper(report)
    text = Export([(report_stem(report, paper, look), paper)], folder, look, template_of(look), photos)
    name = line(outlet, caption(Report, "outlet")) or report.outlet
    known = outlets.called(name)
    slip = HandedInFacts(
        branch=people.the_branch().name,
        title=report.title,
        unit=report.unit,
        outlet=name,
        send_to=known.send_to if known else "",
        contact=line(contact, "联系人", limit=60),
        phone=line(phone, "联系电话", limit=60),
        day=day or report.submitted_on,
        length=length_of(report.body),
    )
    return Pack(text, paper, slip)


def _apart(look: Profile) -> Profile:
    """The look with its pictures in a folder of their own, wherever it sets them."""
    return replace(look, pictures=replace(look.pictures, handling="separate"))
