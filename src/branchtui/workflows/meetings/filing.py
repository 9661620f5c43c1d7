"""归档: one folder with a meeting's papers, its news, photos and scans, and a page of contents; then it is filed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore
from branchtui.papers.facts.contents import ContentsFacts, FiledFact
from branchtui.papers.names import NAMES, REPORT
from branchtui.rules.attachments import PHOTOS, SCANS, shelf
from branchtui.rules.attendance import NEEDS_REASON, UNMARKED
from branchtui.rules.meetings import HELD, STATES
from branchtui.rules.text.cleaning import safe_filename
from branchtui.rules.text.names import first_names
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Photo, Report
from branchtui.store.queries import meetings, reports
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.tidying import sweep
from branchtui.workflows import pictures
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.files_there import is_another, replaced_words, take_away, what_is_at
from branchtui.workflows.exporting.meeting_papers import meeting_folder, meeting_papers
from branchtui.workflows.exporting.preparing import prepare_meeting, prepare_report
from branchtui.workflows.meeting_rules import verb_of
from branchtui.workflows.meetings import contents
from branchtui.workflows.meetings.meetings import set_state
from branchtui.workflows.progress import Progress, unwatched

END, BALLOT = "end", "ballot"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing; `station` is the key of the station it belongs to, END or BALLOT of what has none."""

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
    originals: Mapping[str, str]  # photos and scans: their folder and file name → hash in the store
    contents: ContentsFacts
    known: tuple[FiledFact, ...]  # what the page of contents says of the files that this program writes
    store: PhotoStore
    gaps: tuple[Gap, ...]
    hints: tuple[Gap, ...]  # what may be made up for, and keeps nobody from filing
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
                originals[self.folder / name] = self.store.whole(sha)
            except LostPhotoError as error:
                shelf_, _, file = name.partition("/")
                unmade.append(f"{shelf_}{error.word}：{file}")
        if unmade and not with_gaps:
            return Filed((), tuple(unmade))
        written = [path for export, each in zip(self.exports, made, strict=True) for path in export.put(each)]
        news = tuple(path.name for export in self.exports[1:] for path in export.files if path in written)
        numbered = [name for key, name in NAMES.items() if key != REPORT or (news and self.every_report and not unmade)]
        gone = [name for export in self.exports for name in export.replaced]
        for shelf_ in (PHOTOS, SCANS):
            sweep(self.folder / shelf_)
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
        left_out = (*(gap.words for gap in self.gaps), *unmade)
        beside = [path.relative_to(self.folder).as_posix() for each in made for path, _ in each.pictures]
        page = self._write_contents([FiledFact(name, "新闻配图", extent="1张") for name in beside], left_out)
        return Filed((*page, *written, *originals), left_out, news, tuple(gone))

    def _write_contents(self, beside: Sequence[FiledFact], left_out: Sequence[str]) -> list[Path]:
        """Write the page of contents of what the folder holds by now."""
        paper = contents.page(self.contents, self.folder, [*self.known, *beside], self.exports, left_out)
        return replace(self.exports[0], papers=[(contents.NAME, paper)], lost=[], missing={}, replaced=[]).write()

    def _clear(self, now: Collection[Path], papers: Collection[str]) -> list[str]:
        """Take away what this program wrote here before, nobody has touched since, and is not among the files of `now`.

        `papers` are those looked for by their numbers, as the news had one once. Returns the names of those that went.
        """
        numbered = sorted(self.folder.glob("[0-9][0-9]_*.docx"))
        gone = take_away([path for path in numbered if path.name not in self.names and path.stem[3:] in papers])
        for path in (*(self.folder / PHOTOS).glob("*"), *(self.folder / SCANS).glob("*")):
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


def hints(seen: MeetingView) -> tuple[Gap, ...]:
    """What a whole record has and nobody may know any more: when it ended, the numbers of a vote.

    They keep nobody from filing: the one is often not known, and stands on the paper as a blank.
    """
    found = [] if seen.row.ends_at else [Gap(END, "散会时间还没有写")]
    bare = [ballot.motion or seen.candidates[ballot.id] for ballot in seen.ballots if ballot.yes is None]
    return (*found, *(Gap(BALLOT, f"表决“{about}”还没有票数") for about in bare))


def prepare(meeting: Meeting, place: Path, *, photos: PhotoStore) -> Filing:
    """The folder of a meeting that was held, for `place`, where it gets its usual name.

    Raises BranchError for a meeting that was not held.
    """
    if meeting.state not in HELD:
        raise BranchError(f"这次会议{STATES[meeting.state]}，还不能归档。登记{verb_of(meeting)}以后才有可归档的材料。")
    folder, seen = place / meeting_folder(meeting), view(meeting.id)
    exports, missing = [prepare_meeting(meeting, folder, photos=photos)], list(gaps(meeting))
    names = frozenset((f"{contents.NAME}.docx", *(path.name for path in exports[0].files)))
    known = [
        contents.of_paper(name, key, paper, seen)
        for (name, paper), (key, _) in zip(exports[0].papers, meeting_papers(meeting), strict=True)
    ]
    files = _Originals(photos)
    drafted = meetings.reports(meeting)
    for report in drafted:
        try:
            exports.append(prepare_report(report, folder, photos=photos))
        except BranchError as error:
            missing.append(Gap("news", f"新闻稿“{report.title}”不能写成文件：{error}"))
            continue
        known += [contents.of_paper(name, REPORT, paper, seen) for name, paper in exports[-1].papers]
        for name, photo in _photos_of(report):
            if not files.add(PHOTOS, name, photo.sha, "照片", photo):
                where = pictures.came_from(photo.sha)
                missing.append(Gap("news", f"新闻稿“{report.title}”的照片文件不在：{name}{where}"))
    for each in seen.attachments:
        row = Photo.get_by_id(each.photo_id) if each.photo_id else None
        shelf_ = shelf(each.mime, each.what, each.name)
        if not files.add(shelf_, each.name, each.sha, each.what or shelf_, row):
            missing.append(Gap("files", f"附件的文件不在：{each.name}{pictures.came_from(each.sha)}"))
    return Filing(
        folder,
        tuple(exports),
        names,
        files.originals,
        contents.facts_of(seen),
        (*known, *sorted(files.known, key=lambda each: each.name.startswith(PHOTOS))),
        photos,
        tuple(missing),
        hints(seen),
        every_report=len(exports) == len(drafted) + 1,
    )


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
    return filing.folder, [(e.papers, e.look) for e in filing.exports], filing.originals, filing.contents, filing.known


def _attendance_gaps(seen: MeetingView) -> list[str]:
    unmarked = [person.name for person in seen.roll if person.state == UNMARKED]
    bare = [person.name for person in seen.roll if person.state in NEEDS_REASON and not person.reason]
    told = ((unmarked, "还没有点名"), (bare, "没有写原因"))
    return [f"{first_names(people_, 5)}{words}" for people_, words in told if people_]


def _photos_of(report: Report) -> Iterator[tuple[str, Photo]]:
    """The photos of a report's figures with their names."""
    for figure in reports.figures(report):
        if figure.photo is not None:
            yield figure.photo.name or f"图{figure.mark}", figure.photo


class _Originals:
    """The photos and scans of a folder: each file once, under a name that no other has."""

    def __init__(self, store: PhotoStore) -> None:
        self._store = store
        self.originals: dict[str, str] = {}
        self.known: list[FiledFact] = []

    def add(self, shelf_: str, name: str, sha: str, what: str, photo: Photo | None) -> bool:
        """Take one in, unless it is there; False where its file is lost."""
        if sha in self.originals.values():
            return True
        try:
            suffix = self._store.path(sha).suffix
        except LostPhotoError:
            return False
        stem = safe_filename(Path(name).stem or name, 60)
        file, number, taken = f"{shelf_}/{stem}{suffix}", 2, {there.casefold() for there in self.originals}
        while file.casefold() in taken:
            file, number = f"{shelf_}/{stem}（{number}）{suffix}", number + 1
        self.originals[file] = sha
        day = photo.taken_at.date() if photo is not None and photo.taken_at else None
        self.known.append(FiledFact(file, what, day, "1份" if photo is None else "1张"))
        return True
