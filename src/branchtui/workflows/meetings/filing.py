"""归档: one folder with a meeting's papers, the news drafted from it and its photos; then the meeting is filed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore
from branchtui.papers.registry import NAMES, REPORT
from branchtui.rules.attendance import NEEDS_REASON, UNMARKED
from branchtui.rules.meetings import HELD, STATES
from branchtui.rules.text.cleaning import safe_filename
from branchtui.rules.text.names import first_names
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings, reports
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.tidying import sweep
from branchtui.workflows.export import (
    Export,
    is_another,
    meeting_folder,
    prepare_meeting,
    prepare_report,
    replaced_words,
    take_away,
    what_is_at,
)
from branchtui.workflows.meeting_rules import verb_of
from branchtui.workflows.meetings.meetings import set_state
from branchtui.workflows.progress import Progress, unwatched

PHOTOS = "照片"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing; `station` is the key of the station it belongs to."""

    station: str
    words: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The files that were written, and what is missing among them.

    Where papers could not be made and nothing was to be left out, no file was written.
    """

    files: tuple[Path, ...]
    left_out: tuple[str, ...]
    news: tuple[str, ...] = ()  # what the files of the reports are called
    gone: tuple[str, ...] = ()  # files that have another name now

    @property
    def remark(self) -> str:
        """What to know of the files: what the news is called, and which went; empty where there is nothing."""
        news = f"新闻稿是 {'、'.join(self.news)}。" if self.news else ""
        return f"{news}{replaced_words(self.gone)}"


@dataclass(frozen=True, slots=True)
class Filing:
    """A folder that is ready to be written: all that the database has to say about it has been read."""

    folder: Path
    exports: tuple[Export, ...]  # the meeting's papers, then each report's
    names: frozenset[str]  # the files of all papers, also of those that can't be made now
    originals: Mapping[str, str]  # photos: file name → hash in the store
    store: PhotoStore
    gaps: tuple[Gap, ...]
    every_report: bool  # whether `exports` hold all there are

    def write(self, progress: Progress = unwatched, *, with_gaps: bool = False) -> Filed:
        """Write the folder; may run in a thread. What an earlier filing left there and is no more goes.

        Where a paper can't be made nothing is written, unless it is to be filed `with_gaps`. Raises BranchError where
        a file is open elsewhere, the disk is full or the folder can't be written.
        """
        made, unmade = [], []
        for number, export in enumerate(self.exports):
            made.append(export.make(lambda *_, number=number: progress(number, len(self.exports))))
            unmade += [f"{name}没有生成：{why}" for name, why in made[-1].unmade]
        originals: dict[Path, bytes] = {}
        for name, sha in self.originals.items():
            try:
                originals[self.folder / PHOTOS / name] = self.store.whole(sha)
            except LostPhotoError as error:
                unmade.append(f"照片{error.word}：{name}")
        if unmade and not with_gaps:
            return Filed((), tuple(unmade))
        written = [path for export, each in zip(self.exports, made, strict=True) for path in export.put(each)]
        news = tuple(path.name for export in self.exports[1:] for path in export.files if path in written)
        numbered = [name for key, name in NAMES.items() if key != REPORT or (news and self.every_report and not unmade)]
        gone = [name for export in self.exports for name in export.replaced]
        sweep(self.folder / PHOTOS)
        try:
            gone += self._clear({*written, *originals}, numbered)
            for path, data in originals.items():
                if is_another(path, data, self.store):
                    set_aside(path)
                write_bytes(path, data, shared=True)
        except OSError as error:
            raise BranchError(
                f"“{self.folder}”里的旧文件动不了（{error.strerror or error}），没有归档。"
                "请关闭打开它们的程序，再归档一次。"
            ) from error
        return Filed((*written, *originals), (*(gap.words for gap in self.gaps), *unmade), news, tuple(gone))

    def _clear(self, now: Collection[Path], papers: Collection[str]) -> list[str]:
        """Take away what this program wrote here before, nobody has touched since, and is not among the files of `now`.

        `papers` are those looked for by their numbers, as the news had one once. Returns the names of those that went.
        """
        numbered = sorted(self.folder.glob("[0-9][0-9]_*.docx"))
        gone = take_away([path for path in numbered if path.name not in self.names and path.stem[3:] in papers])
        for path in (self.folder / PHOTOS).glob("*"):
            there = None if path in now else what_is_at(path)
            if there is not None and self.store.is_own(there):
                path.unlink()
        return gone


def gaps(meeting: Meeting) -> tuple[Gap, ...]:
    """What is missing for a whole archive: every open station but the archive itself, who is not marked, bare absences.

    A station that does not apply misses nothing.
    """
    found = []
    seen = view(meeting.id)
    for station in seen.stations:
        if station.state == "na" or station.key == "archive":
            continue
        lines = _attendance_gaps(seen) if station.key == "attendance" else []
        if station.state == "open" and not lines:
            lines = [station.why]
        found += [Gap(station.key, f"{station.name}：{line}") for line in lines]
    return tuple(found)


def prepare(meeting: Meeting, place: Path, *, photos: PhotoStore) -> Filing:
    """The folder of a meeting that was held, for `place`, where it gets its usual name.

    Raises BranchError for a meeting that was not held.
    """
    if meeting.state not in HELD:
        raise BranchError(f"这次会议{STATES[meeting.state]}，还不能归档。登记{verb_of(meeting)}以后才有可归档的材料。")
    folder = place / meeting_folder(meeting)
    exports, missing = [prepare_meeting(meeting, folder, photos=photos)], list(gaps(meeting))
    names = frozenset(path.name for path in exports[0].files)
    originals: dict[str, str] = {}
    drafted = meetings.reports(meeting)
    for report in drafted:
        try:
            exports.append(prepare_report(report, folder, photos=photos))
        except BranchError as error:
            missing.append(Gap("news", f"新闻稿“{report.title}”不能写成文件：{error}"))
            continue
        lost = _collect(report, originals, photos)
        missing += [Gap("news", f"新闻稿“{report.title}”的照片文件不在：{name}") for name in lost]
    every = len(exports) == len(drafted) + 1
    return Filing(folder, tuple(exports), names, originals, photos, tuple(missing), every)


def finish(meeting: Meeting, filing: Filing) -> None:
    """Mark a meeting as filed, its folder being written. Raises BranchError where it has been changed meanwhile."""
    row = meetings.meeting(meeting.id)
    if row.deleted or _content(prepare(row, filing.folder.parent, photos=filing.store)) != _content(filing):
        raise BranchError(f"写归档文件的时候“{row.title}”又有改动，没有记为已归档。请再归档一次。")
    with act(f"归档：{row.title}（撤销只改状态，文件留着）"):
        set_state(row, "filed", reason="")


def file_meeting(meeting: Meeting, place: Path, *, photos: PhotoStore, with_gaps: bool = False) -> Filed:
    """Write the folder into `place` and mark the meeting as filed. Returns the files and what was left out.

    Raises BranchError naming what is missing, and writes nothing, unless it is to be filed `with_gaps`.
    """
    filing = prepare(meeting, place, photos=photos)
    if filing.gaps and not with_gaps:
        raise IncompleteError([gap.words for gap in filing.gaps])
    filed = filing.write(with_gaps=with_gaps)
    if not filed.files:
        raise IncompleteError(filed.left_out)
    finish(meeting, filing)
    return filed


class IncompleteError(BranchError):
    """Nothing was filed, since `missing` is."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"归档前还缺 {len(missing)} 处，没有归档：{'；'.join(missing)}。")


def _content(filing: Filing) -> object:
    """All that a folder is written from."""
    return filing.folder, [(export.papers, export.look) for export in filing.exports], filing.originals


def _attendance_gaps(seen: MeetingView) -> list[str]:
    unmarked = [person.name for person in seen.roll if person.state == UNMARKED]
    bare = [person.name for person in seen.roll if person.state in NEEDS_REASON and not person.reason]
    told = ((unmarked, "还没有点名"), (bare, "没有写原因"))
    return [f"{first_names(people_, 5)}{words}" for people_, words in told if people_]


def _collect(report: Report, originals: dict[str, str], photos: PhotoStore) -> list[str]:
    """Add the photos of a report to those of the folder; the names of those whose file is not there."""
    lost = []
    for figure in reports.figures(report):
        photo = figure.photo
        if photo is None or photo.sha in originals.values():
            continue
        try:
            file = photos.path(photo.sha)
        except LostPhotoError:
            lost.append(photo.name or f"图{figure.mark}")
            continue
        stem = safe_filename(Path(photo.name).stem or f"图{figure.mark}")
        name, number = f"{stem}{file.suffix}", 2
        while name.lower() in {there.lower() for there in originals}:
            name, number = f"{stem}（{number}）{file.suffix}", number + 1
        originals[name] = photo.sha
    return lost
