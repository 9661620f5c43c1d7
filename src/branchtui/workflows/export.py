"""From an entity to its papers, and from papers to Word files in a folder.

What only the papers of a meeting need is imported where they are made: a report goes without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore
from branchtui.papers.tree import Paper, Picture
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings, people
from branchtui.tidying import sweep
from branchtui.typesetting.profile import Profile
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.report_files import former_stems, report_paper, report_stem

if TYPE_CHECKING:
    from branchtui.papers.facts.meetings import MeetingFacts
    from branchtui.rules.meetings import MeetingKind
    from branchtui.store.queries.meeting_view import MeetingView

MEETING_PROFILE = "gbt9704"
_NAMED = 3  # how many of the things to be filled in are named in a sentence
_PICTURE_WIDTH = 1600  # pixels: about 260 a inch over the width of the text


def meeting_facts(view: "MeetingView", kind: "MeetingKind", typed: Mapping[str, str] | None = None) -> "MeetingFacts":
    """Everything the papers of a meeting say. Of names and numbers only what the record holds.

    `typed` holds the cells of the record as they are being typed, not stored yet: `closing`, or the id of an item in
    hex with `/record`, `/resolution` or `/dissent` behind it.
    """
    from branchtui.papers.facts.meetings import ActionFact, GuestFact, ItemFact, MaterialFact, MeetingFacts, PersonFact
    from branchtui.rules.attendance import UNMARKED
    from branchtui.rules.roster import STANDINGS
    from branchtui.workflows.voting.elections import election_facts
    from branchtui.workflows.voting.facts import ballot_facts, excluded_facts
    from branchtui.workflows.voting.results import quorum_seen

    meeting, branch, now = view.row, view.branch or people.the_branch(), typed or {}
    ballots = ballot_facts(view, kind)
    return MeetingFacts(
        branch=branch.name,
        unit=branch.unit,
        kind=meeting.kind,
        title=meeting.title,
        start=meetings.begins(meeting),
        called_for=meeting.planned_start,
        end=meeting.ends_at,
        notice_day=meeting.noticed_on,
        state=meeting.state,
        ordinal=meeting.ordinal,
        place=meeting.place,
        host=view.host,
        recorder=view.recorder,
        people=tuple(
            PersonFact(
                person.name,
                "、".join(person.offices),
                STANDINGS.get(person.standing, ""),
                person.votes,
                person.state or UNMARKED,
                person.reason,
            )
            for person in view.expected(kind)
        ),
        guests=tuple(GuestFact(guest.name, guest.position, guest.topic) for guest in view.guests),
        materials=tuple(MaterialFact(row.title, row.source) for row in view.materials),
        items=tuple(
            ItemFact(
                item.title,
                view.presenters[item.id],
                item.minutes,
                now.get(f"{item.id.hex()}/record", item.record),
                now.get(f"{item.id.hex()}/resolution", item.resolution),
                now.get(f"{item.id.hex()}/dissent", item.dissent),
                ballots.get(item.id, ()),
            )
            for item in view.items
        ),
        actions=tuple(ActionFact(row.what, view.owners[row.id], row.due) for row in view.actions),
        first_topic=meeting.first_topic,
        requirements=meeting.requirements,
        closing=now.get("closing", meeting.closing),
        recorded_on=meeting.recorded_on,
        verb=kind.verb,
        activity=kind.activity,
        who=kind.who,
        group=view.group,
        audience=meeting.audience,
        audience_who=meeting.audience_who,
        quorum=quorum_seen(view, kind),
        excluded=excluded_facts(view),
        election=election_facts(view, kind),
    )


def meeting_papers(meeting: Meeting) -> list[tuple[str, Paper]]:
    """(key, paper) for every paper this meeting can have by now, in the order of a folder."""
    from branchtui.store.queries import meeting_view
    from branchtui.workflows.meeting_rules import kind_seen

    seen = meeting_view.view(meeting.id)
    return papers_of(seen, kind_seen(seen))


def papers_of(
    view: "MeetingView", kind: "MeetingKind", typed: Mapping[str, str] | None = None
) -> list[tuple[str, Paper]]:
    """The same of a meeting that has been read, with what is being `typed` (see `meeting_facts`)."""
    from branchtui.papers.registry import MEETING_PAPERS

    facts = meeting_facts(view, kind, typed)
    return [(each.key, each.make(facts)) for each in MEETING_PAPERS if each.ready(facts)]


def meeting_folder(meeting: Meeting) -> str:
    """The name of the folder of a meeting's papers: 20240326_主题党日_题目.

    Where another meeting of that day would have the same, both are told by the time, 20240326_主题党日_题目_1500, so
    that neither is written over what the other left under the plain name.
    """
    begins = meetings.begins(meeting)
    name = folder_named(begins.date(), meeting.kind, meeting.title)
    same = [
        other
        for other in meetings.of_day(meeting.kind, begins.date())
        if other.id != meeting.id and folder_named(begins.date(), other.kind, other.title).casefold() == name.casefold()
    ]
    if not same:
        return name
    timed = f"{name}_{begins:%H%M}"
    before = sum(f"{meetings.begins(other):%H%M}" == f"{begins:%H%M}" and other.id < meeting.id for other in same)
    return f"{timed}（{before + 1}）" if before else timed


def folder_named(day: date, kind: str, title: str) -> str:
    """The name of such a folder."""
    return safe_filename(f"{day:%Y%m%d}_{kind}_{title}")


def file_name(number: int, key: str) -> str:
    """What the file of a paper in such a folder is called, without its ending: 04_会议记录."""
    from branchtui.papers.names import NAMES

    return f"{number:02d}_{NAMES[key]}"


def place_of(key: str) -> int:
    """The number of a paper of a meeting: the same before and after the meeting was held."""
    from branchtui.papers.registry import MEETING_PAPERS

    return 1 + [each.key for each in MEETING_PAPERS].index(key)


@dataclass(frozen=True, slots=True)
class Made:
    """The papers and the pictures beside them as they are to be written, and (paper, why) for what can't be made."""

    papers: tuple[tuple[Path, bytes], ...]
    pictures: tuple[tuple[Path, bytes], ...]
    unmade: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Export:
    """Papers that are ready to be written: all that the database has to say about them has been read.

    Once they were made, `lost` names the pictures in whose place a frame was printed, and `missing` says what is still
    to be filled in, each thing once. `former` are names that a file of theirs had in this folder before: it goes once
    the new one is written, unless somebody worked on it, and `replaced` names it.
    """

    papers: Sequence[tuple[str, Paper]]
    folder: Path
    look: Profile
    template: bytes | None
    photos: PhotoStore
    lost: list[str] = field(default_factory=list)
    missing: dict[str, None] = field(default_factory=dict)
    former: Sequence[str] = ()
    replaced: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """Where each paper is written to."""
        return [self.folder / f"{name}.docx" for name, _ in self.papers]

    @property
    def remark(self) -> str:
        """What to know of what was written: pictures that could not be printed, blanks; empty where there is nothing."""
        return f"{self._lost_words}{replaced_words(self.replaced)}{self._missing_words}"

    @property
    def _missing_words(self) -> str:
        if not self.missing:
            return ""
        more = "等" if len(self.missing) > _NAMED else ""
        return f"纸上还有 {len(self.missing)} 处要补：{'、'.join(list(self.missing)[:_NAMED])}{more}。"

    @property
    def _lost_words(self) -> str:
        if not self.lost:
            return ""
        kept = "没有放进照片文件夹" if self._apart else "纸上留了框"
        return f"有 {len(self.lost)} 张照片找不到或已损坏，{kept}：{'、'.join(self.lost)}。请从原来的电脑把照片文件拷来，或给配图重新选照片，再导出一次。"

    def write(self, progress: Progress = unwatched) -> list[Path]:
        """Write every file and return them; may run in a thread.

        All are made before the first is written: where one can't be made, or the work is stopped, none is there. What
        a person has changed since is kept beside it under another name. Raises BranchError where a file is open
        elsewhere or the folder can't be written.
        """
        made = self.make(progress)
        if made.unmade:
            raise BranchError(made.unmade[0][1])
        return self.put(made)

    def make(self, progress: Progress = unwatched) -> Made:
        """All that can be made of the papers; may run in a thread. Raises StoppedError where the work is stopped."""
        from branchtui.files.word.pictures import folder_name, picture_files
        from branchtui.typesetting.compose import compose
        from branchtui.typesetting.gaps import missing_in

        self.lost.clear()
        self.missing.clear()
        made: list[tuple[Path, bytes]] = []
        pictures: list[tuple[Path, bytes]] = []
        unmade: list[tuple[str, str]] = []
        with_pictures = [block for _, paper in self.papers for block in paper.blocks if isinstance(block, Picture)]
        whole, done = len(self.papers) + len(with_pictures), 0

        def told() -> None:
            nonlocal done
            progress(done, whole)
            done = min(done + 1, whole)

        for path, (name, paper) in zip(self.files, self.papers, strict=True):
            there, given = self._gathered(paper, told)
            told()
            try:
                document = self._document(there, given.__getitem__)
                beside = picture_files(there, self.look, given.__getitem__)
            except BranchError as error:
                unmade.append((name, str(error)))
                continue
            made.append((path, document))
            self.missing.update(dict.fromkeys(each.words for each in missing_in(compose(paper, self.look))))
            folder = self.folder / folder_name(paper, self.look)
            pictures += [(folder / file.name, file.data) for file in beside]
        progress(whole, whole)
        return Made(tuple(made), tuple(pictures), tuple(unmade))

    def put(self, made: Made) -> list[Path]:
        """Write what was made and return the files; one that somebody changed is set aside first."""
        changed = [path for path, _ in made.papers if was_worked_on(path)]
        changed += [path for path, data in made.pictures if is_another(path, data, self.photos)]
        for path in changed:
            set_aside(path)
        for folder in {path.parent for path, _ in (*made.papers, *made.pictures)}:
            sweep(folder)
        for path, data in (*made.papers, *made.pictures):
            write_bytes(path, data, shared=True)
        for _, data in made.pictures:
            self.photos.given(data)
        self.replaced[:] = take_away([self.folder / name for name in self.former if made.papers])
        return [path for path, _ in (*made.papers, *made.pictures)]

    @property
    def _apart(self) -> bool:
        return self.look.pictures.handling == "separate"

    def _gathered(self, paper: Paper, told: Callable[[], object]) -> tuple[Paper, dict[str, bytes]]:
        """The paper with its lost pictures marked, and the bytes of the others by sha."""
        given: dict[str, bytes] = {}
        lost: dict[str, str] = {}
        for block in paper.blocks:
            if not isinstance(block, Picture) or not block.sha:
                continue
            told()
            try:
                given[block.sha] = (
                    self.photos.whole(block.sha) if self._apart else self.photos.sized(block.sha, _PICTURE_WIDTH)
                )
            except LostPhotoError as error:
                lost[block.sha] = error.word
                self.lost.append(block.called)
        return mark_lost(paper, lost), given

    def _document(self, paper: Paper, picture: Callable[[str], bytes]) -> bytes:
        from branchtui.typesetting.sheets import look_of

        if self.template is None or look_of(paper, self.look).template is None:
            from branchtui.files.word.writer import write

            return write(paper, self.look, picture)
        from branchtui.files.word.template import write_on_template

        return write_on_template(paper, self.look, picture, self.template)


def mark_lost(paper: Paper, lost: Mapping[str, str]) -> Paper:
    """The paper with words in the place of the pictures that are lost: `lost` says by sha what is wrong with each."""
    if not lost:
        return paper
    blocks = (
        replace(block, lost=f"照片{lost[block.sha]}：{block.called}")
        if isinstance(block, Picture) and block.sha in lost
        else block
        for block in paper.blocks
    )
    return replace(paper, blocks=tuple(blocks))


def was_worked_on(path: Path) -> bool:
    """Whether somebody changed the file in Word. Raises BranchError where that can't be seen: it may not be lost."""
    from branchtui.files.word.package import is_untouched

    data = what_is_at(path)
    return data is not None and not is_untouched(data)


def is_another(path: Path, picture: bytes, photos: PhotoStore) -> bool:
    """Whether a file stands there that neither is this picture nor came from here. Raises as `was_worked_on`."""
    there = what_is_at(path)
    return there is not None and there != picture and not photos.is_own(there)


def what_is_at(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises BranchError where they can't be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise BranchError(
            f"看不了“{path}”那里原有的文件（{error.strerror or error}），没有写。请检查权限，或换一个文件夹。"
        ) from error


def take_away(paths: Sequence[Path]) -> list[str]:
    """Remove those of these files that this program wrote and nobody changed; their names. Raises BranchError."""
    gone = []
    for path in paths:
        if not path.is_file() or was_worked_on(path):
            continue
        try:
            path.unlink()
        except OSError as error:
            raise BranchError(
                f"旧文件“{path}”动不了（{error.strerror or error}）。请关闭打开它的程序，再做一次。"
            ) from error
        gone.append(path.name)
    return gone


def replaced_words(names: Sequence[str]) -> str:
    """What to tell of files that were taken away since they have another name now; empty where there are none."""
    return f"改了名的旧文件已拿掉：{'、'.join(names)}。" if names else ""


def prepare_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> Export:
    """Every paper of a meeting, numbered, for `folder`. Raises BranchError for a cancelled meeting."""
    if meeting.state == "cancelled":
        raise BranchError(f"“{meeting.title}”已取消，没有可导出的材料。")
    look = profile(MEETING_PROFILE)
    named = [(file_name(place_of(key), key), paper) for key, paper in meeting_papers(meeting)]
    return Export(named, folder, look, template_of(look), photos)


def prepare_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> Export:
    """A report for `target`: a .docx file, or a folder it is put into.

    A profile that wants pictures apart also gets a folder of them beside the file.
    """
    look = profile(profile_name or report.profile)
    paper = report_paper(report)
    named = target.suffix.lower() == ".docx" and not _is_folder(target)
    stem = target.stem if named else report_stem(report, paper, look)
    export = Export([(stem, paper)], target.parent if named else target, look, template_of(look), photos)
    meeting = report.meeting
    if meeting is None or target.name != meeting_folder(meeting):
        return export
    return replace(export, former=sorted(f"{name}.docx" for name in former_stems(report, paper, look)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nobody may look there: writing will say so
        return False


def export_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> list[Path]:
    """Write every paper of a meeting into `folder`. Returns the files; raises as `Export.write` does."""
    return prepare_meeting(meeting, folder, photos=photos).write()


def export_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> list[Path]:
    """Write a report to `target`. Returns the files; raises as `Export.write` does."""
    return prepare_report(report, target, profile_name=profile_name, photos=photos).write()
