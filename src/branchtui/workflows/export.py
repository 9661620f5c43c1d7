"""From an entity to its papers, and from papers to Word files in a folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from branchtui.files.atomic import set_aside, write_bytes
from branchtui.files.photos import PhotoStore
from branchtui.papers import meetings as meeting_paper
from branchtui.papers.facts import (
    FigureFact,
    GuestFact,
    ItemFact,
    MaterialFact,
    MeetingFacts,
    PersonFact,
    ReportFacts,
)
from branchtui.papers.news import news
from branchtui.papers.tree import Paper, Picture
from branchtui.rules.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.people import STANDINGS
from branchtui.rules.profile import Profile
from branchtui.rules.text import safe_filename
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings, people, reports
from branchtui.workflows.meetings import kind_of
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.progress import Progress, StoppedError, unwatched

MEETING_PROFILE = "gbt9704"
_PICTURE_WIDTH = 1600  # pixels: about 260 a inch over the width of the text


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    """Everything the papers of a meeting say. Of names and numbers only what the record holds."""
    branch = people.the_branch()
    return MeetingFacts(
        branch=branch.name,
        unit=branch.unit,
        kind=meeting.kind,
        title=meeting.title,
        start=meetings.begins(meeting),
        end=meeting.ends_at or meeting.planned_end,
        notice_day=meeting.noticed_on,
        state=meeting.state,
        ordinal=meeting.ordinal,
        place=meeting.place,
        host=meetings.host_name(meeting),
        recorder=meetings.recorder_name(meeting),
        people=tuple(
            PersonFact(
                person.name,
                "、".join(person.offices),
                STANDINGS.get(person.standing, ""),
                person.votes,
                person.state or "present",
                person.reason,
            )
            for person in meetings.expected(meeting, kind_of(meeting))
        ),
        guests=tuple(GuestFact(guest.name, guest.position) for guest in meetings.guests(meeting)),
        materials=tuple(MaterialFact(row.title, row.source) for row in meetings.materials(meeting)),
        items=tuple(
            ItemFact(item.title, meetings.presenter_name(item), item.minutes, item.record, item.resolution)
            for item in meetings.items(meeting)
        ),
        first_topic=meeting.first_topic,
        requirements=meeting.requirements,
        closing=meeting.closing,
        recorded_on=meeting.recorded_on,
    )


def meeting_papers(meeting: Meeting) -> list[tuple[str, Paper]]:
    """(name, paper) for every paper this meeting can have by now, in the order of a folder."""
    facts = meeting_facts(meeting)
    made = [
        ("通知", meeting_paper.notice(_as_planned(facts, meeting))),
        ("议程", meeting_paper.agenda(facts)),
        ("签到表", meeting_paper.sign_in(facts)),
    ]
    if meeting.state in HELD:
        made.append(("会议记录", meeting_paper.minutes(facts)))
        if facts.has_resolution:
            made.append(("决议", meeting_paper.resolution(facts)))
    return made


def _as_planned(facts: MeetingFacts, meeting: Meeting) -> MeetingFacts:
    """A notice tells the time that was announced, also when it is printed after the meeting."""
    return replace(facts, start=meeting.planned_start, end=meeting.planned_end)


def report_paper(report: Report) -> Paper:
    """A report as its paper."""
    branch = people.the_branch()
    return news(
        ReportFacts(
            title=report.title,
            body=report.body,
            branch=branch.name,
            day=report.dated or date.min,
            kicker=report.kicker,
            subtitles=tuple(line for line in report.subtitle.splitlines() if line.strip()),
            unit=report.unit,
            dated=report.dated,
            editors_note=report.editors_note,
            figures={
                figure.mark: FigureFact(figure.photo.sha if figure.photo else "", figure.caption)
                for figure in reports.figures(report)
            },
            bylines=tuple((line.role, line.names) for line in reports.bylines(report) if line.names.strip()),
        )
    )


def meeting_folder(meeting: Meeting) -> str:
    """The name of the folder of a meeting's papers: 20240326_主题党日_题目."""
    return folder_named(meetings.begins(meeting).date(), meeting.kind, meeting.title)


def folder_named(day: date, kind: str, title: str) -> str:
    """The name of such a folder."""
    return safe_filename(f"{day:%Y%m%d}_{kind}_{title}")


@dataclass(frozen=True, slots=True)
class Made:
    """The papers and the pictures beside them as they are to be written, and (paper, why) for what can't be made."""

    papers: tuple[tuple[Path, bytes], ...]
    pictures: tuple[tuple[Path, bytes], ...]
    unmade: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Export:
    """Papers that are ready to be written: all that the database has to say about them has been read."""

    papers: Sequence[tuple[str, Paper]]
    folder: Path
    look: Profile
    template: bytes | None
    photos: PhotoStore

    @property
    def files(self) -> list[Path]:
        """Where each paper is written to."""
        return [self.folder / f"{name}.docx" for name, _ in self.papers]

    def write(self, progress: Progress = unwatched) -> list[Path]:
        """Write every file and return them; may run in a thread.

        All are made before the first is written: where one can't be made, or the work is stopped, none is there.
        Raises BranchError where a file is open elsewhere or the folder can't be written.
        """
        made = self.make(progress)
        if made.unmade:
            raise BranchError(made.unmade[0][1])
        return self.put(made)

    def make(self, progress: Progress = unwatched) -> Made:
        """All that can be made of the papers; may run in a thread. Raises StoppedError where the work is stopped."""
        from branchtui.files.word.pictures import folder_name, picture_files

        made: list[tuple[Path, bytes]] = []
        pictures: list[tuple[Path, bytes]] = []
        unmade: list[tuple[str, str]] = []
        with_pictures = [block for _, paper in self.papers for block in paper.blocks if isinstance(block, Picture)]
        whole, done = len(self.papers) + len(with_pictures), 0

        def picture(sha: str) -> bytes:
            nonlocal done
            progress(done, whole)
            done = min(done + 1, whole)
            return self.photos.sized(sha, _PICTURE_WIDTH)

        for path, (name, paper) in zip(self.files, self.papers, strict=True):
            progress(done, whole)
            try:
                document = self._document(paper, picture)
                beside = picture_files(paper, self.look, lambda sha: self.photos.path(sha).read_bytes())
            except StoppedError:
                raise
            except BranchError as error:
                unmade.append((name, str(error)))
                continue
            made.append((path, document))
            folder = self.folder / folder_name(paper, self.look)
            pictures += [(folder / file.name, file.data) for file in beside]
            done = min(done + 1, whole)
        progress(whole, whole)
        return Made(tuple(made), tuple(pictures), tuple(unmade))

    def put(self, made: Made) -> list[Path]:
        """Write what was made and return the files; one that somebody worked on is set aside first."""
        for path, _ in made.papers:
            if was_worked_on(path):
                set_aside(path)
        for path, data in (*made.papers, *made.pictures):
            write_bytes(path, data)
        return [path for path, _ in (*made.papers, *made.pictures)]

    def _document(self, paper: Paper, picture: Callable[[str], bytes]) -> bytes:
        from branchtui.files.word.template import write_on_template
        from branchtui.files.word.writer import write

        if self.template is None:
            return write(paper, self.look, picture)
        return write_on_template(paper, self.look, picture, self.template)


def was_worked_on(path: Path) -> bool:
    """Whether somebody changed the file in Word. Raises BranchError where that can't be seen: it may not be lost."""
    from branchtui.files.word.package import is_untouched

    try:
        return path.is_file() and not is_untouched(path.read_bytes())
    except OSError as error:
        raise BranchError(
            f"看不了“{path}”那里原有的文件（{error.strerror or error}），没有写。请检查权限，或换一个文件夹。"
        ) from error


def prepare_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> Export:
    """Every paper of a meeting, numbered, for `folder`. Raises BranchError for a cancelled meeting."""
    if meeting.state == "cancelled":
        raise BranchError(f"“{meeting.title}”已取消，没有可导出的材料。")
    look = profile(MEETING_PROFILE)
    named = [(f"{number:02d}_{name}", paper) for number, (name, paper) in enumerate(meeting_papers(meeting), 1)]
    return Export(named, folder, look, template_of(look), photos)


def prepare_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> Export:
    """A report for `target`: a .docx file, or a folder it is put into.

    A profile that wants pictures apart also gets a folder of them beside the file.
    """
    from branchtui.files.word.pictures import file_stem

    look = profile(profile_name or report.profile)
    paper = report_paper(report)
    named = target.suffix.lower() == ".docx"
    stem = target.stem if named else file_stem(paper, look)
    return Export([(stem, paper)], target.parent if named else target, look, template_of(look), photos)


def export_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> list[Path]:
    """Write every paper of a meeting into `folder`. Returns the files; raises as `Export.write` does."""
    return prepare_meeting(meeting, folder, photos=photos).write()


def export_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> list[Path]:
    """Write a report to `target`. Returns the files; raises as `Export.write` does."""
    return prepare_report(report, target, profile_name=profile_name, photos=photos).write()
