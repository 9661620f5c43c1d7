"""F8: the folder that is handed in: what is missing, the list of materials, the tasks, reports, and the materials themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui import assets
from branchtui.atomic_file import write_part
from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore, StoredFile
from branchtui.papers.facts.frameworks import FrameworkFacts, LackFact, MaterialFact
from branchtui.papers.tree import Paper
from branchtui.rules.frameworks.materials import AtPoint, Key, Material, arranged
from branchtui.rules.frameworks.things import ORIGINS
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Submission
from branchtui.store.models.columns import caption
from branchtui.store.models.frameworks import SUBMISSION_KINDS, FrameworkKind, SubmissionKind
from branchtui.store.queries import people
from branchtui.store.queries.frameworks import wholes
from branchtui.typesetting.profile import Profile
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.frameworks.listing import changed_since, evidence_sheet, gone_since, listed_pieces
from branchtui.workflows.frameworks.packing.copies import copied
from branchtui.workflows.frameworks.packing.facts import framework_facts
from branchtui.workflows.frameworks.packing.files import Content, Reader
from branchtui.workflows.frameworks.packing.keeping import NOT_KEPT, TOO_LARGE, keep
from branchtui.workflows.frameworks.packing.masks import mask
from branchtui.workflows.frameworks.packing.names import Names
from branchtui.workflows.frameworks.packing.placing import placed
from branchtui.workflows.frameworks.standing import PointStanding, Standing
from branchtui.workflows.frameworks.submitting import Listed, listed, submit
from branchtui.workflows.input_checks import line
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.progress import Progress, unwatched

if TYPE_CHECKING:
    from branchtui.store.models import Framework
    from branchtui.typesetting.composition import Composition

_REPORTS: dict[SubmissionKind, tuple[tuple[str, str], ...]] = {
    "accepting": (("summary", "工作总结报告"), ("results", "成果汇编"), ("case", "工作案例")),
    "midterm": (("midterm", "中期进展报告"),),
    "applying": (),
    "review": (),
}
"""Which reports go with what is handed in: the key of its headings in the assets, and its name."""
_OF_DUTY = (("shuzhi", "述职报告"),)  # with whatever is handed in of a framework that is one

_HEADINGS = "frameworks.toml"


@dataclass(frozen=True, slots=True)
class Written:
    """A folder that was written: its files, the first ones first; the pieces as a submission lists them; what to tell."""

    folder: Path
    files: tuple[Path, ...]
    pieces: tuple[Listed, ...]
    missing: tuple[str, ...]  # stored files that are not there
    kept: tuple[str, ...]  # files that people put there, or changed
    changed: tuple[str, ...]  # numbers of materials that are not as they were handed in
    gone: tuple[str, ...]  # what was handed in and is no more
    lacks: int = 0  # needs with gaps, where they are listed in front
    pack: StoredFile | None = None  # the folder as it is handed in; None where it is not, or is too large to be kept
    said: str = ""  # what else there is to know

    @property
    def remark(self) -> str:
        """What to know of it, in sentences; empty where there is nothing."""
        lacks = f"缺 {self.lacks} 项，见 00_缺项清单。" if self.lacks else ""
        said = (
            (self.missing, "缺文件 {n} 个，目录里已注明：{words}。"),
            (self.changed, "送交以后改动过：{words}。"),
            (self.gone, "送交过、现已删去：{words}。"),
            (self.kept, "文件夹里别人放的、改过的文件都留着：{words}。"),
        )
        return self.said + lacks + "".join(words.format(n=len(each), words=_some(each)) for each, words in said if each)


@dataclass(slots=True)
class _Ready:
    """One material as it is to be written."""

    material: Material
    below: str
    content: Content
    files: list[tuple[str, str]] = field(default_factory=list)  # a path in the folder, the hash of its bytes
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder that is ready to be written: all that the database has to say about it has been read."""

    folder: Path
    facts: FrameworkFacts
    at: tuple[AtPoint, ...]
    titles: dict[str, str]  # of points, by their printed numbers
    ready: tuple[_Ready, ...]
    reports: tuple[tuple[str, Paper], ...]
    look: Profile
    template: bytes | None
    store: PhotoStore
    with_lacks: bool
    below: dict[str, str]  # the folder of each point, by its printed number
    for_sending: bool = False
    copies: bool = False  # what is used again lies there once more, instead of only being named
    before: tuple[Listed, ...] = ()

    def write(self, progress: Progress = unwatched) -> Written:
        """Write the folder, in one step; may run in a thread. What people put there, or changed, stays.

        Raises BranchError where a paper can't be made, a file is open elsewhere, the disk is full or the folder can't
        be written, and StoppedError where the work is stopped: then everything is as it was.
        """
        names, lost, kept = Names(self.folder), list[str](), list[str]()
        with placed(self.folder, self.store, kept) as staging:
            ready = self._materials_in(staging, names, lost, progress)
            there = {each.material.key: [path for path, _ in each.files] for each in ready}
            again = copied(self.at, there, self.below, staging, names) if self.copies else []
            front = self._front(ready, staging, names)
            progress(len(ready), len(ready))
        files = [*front, *(path for each in ready for path, _ in each.files), *again]
        pieces = self._listed(ready)
        pack = keep(self.folder, self.store) if self.for_sending else None
        return Written(
            self.folder,
            tuple(self.folder / path for path in files),
            pieces,
            tuple(lost),
            tuple(kept),
            changed_since(self.before, pieces),
            gone_since(self.before, pieces),
            len(self.facts.lacks) + len(self._fileless(ready)) if self.with_lacks else 0,
            pack,
            TOO_LARGE if self.for_sending and pack is None else NOT_KEPT if self.before else "",
        )

    def pieces(self, progress: Progress = unwatched) -> tuple[Listed, ...]:
        """The pieces as they would be written now; nothing is. Raises BranchError where a paper can't be made."""
        return self._listed(self._materials_in(None, Names(self.folder), [], progress))

    def _materials_in(
        self, staging: Path | None, names: Names, lost: list[str], progress: Progress
    ) -> Sequence[_Ready]:
        """All materials, written into a folder where there is one."""
        ready = [
            replace(each, files=[], content=replace(each.content, remarks=[*each.content.remarks]))
            for each in self.ready
        ]
        for number, each in enumerate(ready):
            progress(number, len(ready))
            self._write(each, staging, names, lost)
        return ready

    @staticmethod
    def _listed(ready: Sequence[_Ready]) -> tuple[Listed, ...]:
        return tuple(listed_pieces((each.material, each.files, each.pages) for each in ready))

    def _write(self, each: _Ready, staging: Path | None, names: Names, lost: list[str]) -> None:
        """One material: its first file bears day and title, the others what they are."""
        number, content = each.material.number, each.content
        head = "_".join(filter(None, (number, f"{content.day:%Y%m%d}" if content.day else "", content.title)))
        for place, (name, paper) in enumerate(content.papers):
            stem = f"{number}_附_{name}" if place else head if head.endswith(name) else f"{head}_{name}"
            path = names.file(each.below, stem, ".docx")
            data, composed = self._made(path, paper)
            self._put(staging, path, data, each)
            each.pages += len(composed.layout.pages)
        photos = 0
        for original in content.originals:
            photos += original.photo
            stem = f"{number}_图{photos}" if original.photo else f"{number}_附_{original.name}"
            if not each.files:
                stem = f"{head}_{original.name}" if original.name not in head else head
            try:
                data, ending = self.store.whole(original.sha), self.store.path(original.sha).suffix
            except LostPhotoError as error:
                lost.append(f"{number} {original.name}（{error.word}）")
                content.remarks.append(f"缺文件：{original.name}")
                continue
            self._put(staging, names.file(each.below, stem, ending), data, each)
            each.pages += ending != ".pdf"

    def _made(self, path: str, paper: Paper) -> tuple[bytes, "Composition"]:
        """The bytes of a paper, and as what it was composed. Raises BranchError where it can't be made."""
        try:
            return Export((), self.folder, self.look, self.template, self.store).printed(paper)
        except BranchError as error:
            raise BranchError(f"“{path}”没有生成：{error}") from error

    @staticmethod
    def _put(staging: Path | None, path: str, data: bytes, each: _Ready) -> None:
        if staging is not None:
            write_part(staging / path, data)
        each.files.append((path, sha256(data).hexdigest()))

    def _front(self, ready: Sequence[_Ready], staging: Path, names: Names) -> list[str]:
        """The papers in front of the materials, by their numbers."""
        from branchtui.papers.frameworks import lists

        lacks = (*self.facts.lacks, *self._fileless(ready))
        facts = replace(self.facts, materials=tuple(self._materials(ready)), lacks=lacks)
        papers = [(f"00_{lists.LACKS}", lists.lacks_list(facts))] if self.with_lacks else []
        papers += [
            (f"01_{lists.MATERIALS}", lists.materials_list(facts)),
            (f"02_{lists.TASKS}", lists.task_table(facts)),
        ]
        papers += [(f"{number:02}_{name}", paper) for number, (name, paper) in enumerate(self.reports, 3)]
        written = []
        for name, paper in papers:
            path = names.file("", name, ".docx")
            write_part(staging / path, self._made(path, paper)[0])
            written.append(path)
        sheet = names.file("", f"01_{lists.MATERIALS}", ".xlsx")
        write_part(staging / sheet, evidence_sheet(facts))
        return [*written, sheet]

    def _fileless(self, ready: Sequence[_Ready]) -> list[LackFact]:
        """The materials behind whose numbers there is no file."""
        return [
            LackFact(
                each.material.number,
                self.titles[each.material.home],
                each.content.title.replace("_", " "),
                "",
                "这件佐证没有文件，请附上扫描件或照片。",
            )
            for each in ready
            if not each.files
        ]

    def _materials(self, ready: Sequence[_Ready]) -> list[MaterialFact]:
        """The rows of the list: those that lie at a point, then those that lie at an earlier one."""
        made = {each.material.key: each for each in ready}
        found = []
        for at in self.at:
            above = f"{at.number} {self.titles[at.number]}"
            for material in (*at.own, *at.elsewhere):
                each = made[material.key]
                remarks = [] if material in at.own else [f"互见{material.home}"]
                found.append(_fact(each, above, [*remarks, *each.content.remarks]))
        return found


def prepare(
    of: Standing,
    place: Path,
    *,
    kind: SubmissionKind = "accepting",
    photos: PhotoStore,
    for_sending: bool = False,
    copies: bool = False,
    submission: Submission | None = None,
) -> Pack:
    """The folder of a framework in `place`. What is to be sent has no list of what is missing; with `copies` what is used
    at several points lies at each; what was handed in (`submission`) has its pieces under the numbers that they had.

    Raises BranchError where there is no material.
    """
    branch, masked = people.the_branch(), mask()
    before = tuple(listed(submission)) if submission else ()
    fixed = {(each.table, each.thing): each.number for each in before} if submission else None
    at = _arranged(of, fixed)
    if not any(each.own for each in at):
        raise BranchError(f"“{of.framework.name}”还没有佐证材料，没有写文件夹。")
    folder = place / folder_name(of.framework, branch.name, kind, of.today)
    span = of.framework.starts_on, min(of.today, of.framework.ends_on)
    names, read = (
        Names(folder),
        Reader.of((each for there in at for each in there.own), branch.name, span, of.today, masked),
    )
    rows = {row.number: row for row in of.points}
    ready, below = [], {}
    for each in at:
        above = _above(rows[each.number], rows)
        below[each.number] = names.below([(row.number, row.point.title) for row in above])
        ready += [_Ready(material, below[each.number], read.content(material)) for material in each.own]
    look = profile(MEETING_PROFILE)
    facts = framework_facts(of, branch, at, masked)
    return Pack(
        folder,
        facts,
        tuple(at),
        {row.number: row.point.title for row in of.points},
        tuple(ready),
        tuple(reports(kind, facts, of.framework.kind)),
        look,
        template_of(look),
        photos,
        with_lacks=not (for_sending or submission),
        below=below,
        for_sending=for_sending,
        copies=copies,
        before=before,
    )


def prepare_table(of: Standing, folder: Path, *, photos: PhotoStore) -> Export:
    """任务完成情况一览表 alone, for `folder`, with the numbers that the materials have in the acceptance folder."""
    from branchtui.papers.frameworks.lists import TASKS, task_table

    facts = framework_facts(of, people.the_branch(), _arranged(of, None), mask())
    look = profile(MEETING_PROFILE)
    name = safe_filename(f"{TASKS}_{of.framework.name}_{of.today:%Y%m%d}")
    return Export([(name, task_table(facts))], folder, look, template_of(look), photos)


def reports(kind: SubmissionKind, facts: FrameworkFacts, of: FrameworkKind = "model") -> list[tuple[str, Paper]]:
    """The reports that go with what is handed in of a framework of a kind, by name."""
    from branchtui.papers.frameworks.reports import report

    return [
        (name, report(name, _headings(key), facts)) for key, name in (_OF_DUTY if of == "report" else _REPORTS[kind])
    ]


def _headings(key: str) -> list[dict[str, str]]:
    """The headings of a report. Raises BranchError where the file, which a branch may change, can't be understood."""
    from branchtui.papers.frameworks.reports import PARTS

    listed_ = assets.toml("papers", _HEADINGS).get(key)
    if not isinstance(listed_, list) or not all(isinstance(each, dict) and each.get("title") for each in listed_):
        raise BranchError(f'{_HEADINGS} 的 {key} 要写成 [ {{ title = "…" }} ]。')
    if wrong := [each["part"] for each in listed_ if each.get("part", "") not in PARTS]:
        known = "、".join(filter(None, PARTS))
        raise BranchError(f"{_HEADINGS} 的 {key} 里没有“{wrong[0]}”这一部分。可选：{known}。")
    return listed_


def hand_in(
    pack: Pack, of: Standing, kind: SubmissionKind, *, unit: str = "", progress: Progress = unwatched
) -> tuple[Submission, Written]:
    """Write the folder and keep what was handed in with the hashes of its files. Raises as `Pack.write` and `submit`;
    where `unit` is refused nothing was written."""
    words = line(unit, caption(Submission, "unit"))
    written = pack.write(progress)
    return submit(of, kind, of.today, unit=words, listing=written.pieces, pack=written.pack), written


def folder_name(framework: "Framework", branch: str, kind: SubmissionKind, day: date) -> str:
    """What the folder is called: 校级样板支部_海州大学办公室党支部_验收_20260326."""
    level = "" if framework.level in framework.name else framework.level  # one file may be adopted for several levels
    head = "_".join(safe_filename(part, 30) for part in (f"{level}{framework.name}", branch))
    return f"{head}_{SUBMISSION_KINDS[kind]}_{day:%Y%m%d}"


def _arranged(of: Standing, fixed: Mapping[Key, str] | None) -> list[AtPoint]:
    """The materials of each point; what was taken out of one is none of its materials."""
    points = [(row.number, [piece.thing for piece in row.pieces if piece.how != "out"]) for row in of.points]
    meetings = wholes.meetings_of((thing.table, thing.id) for _, things in points for thing in things)
    form = of.framework.number_form or "{point}-{n:02}"
    return arranged(points, meetings, lambda point, n: form.format(point=point, n=n), fixed)


def _above(row: PointStanding, rows: dict[str, PointStanding]) -> list[PointStanding]:
    """A point and those above it, from the top."""
    parts = row.number.split(".")
    return [rows[".".join(parts[: place + 1])] for place in range(len(parts))]


def _fact(each: _Ready, above: str, remarks: Sequence[str]) -> MaterialFact:
    number = len(each.files)
    things = len(each.material.things)
    extent = f"{things}条" if not each.material.key[1] else f"{number}份" if number < 2 else f"1套{number}份"
    return MaterialFact(
        above,
        each.material.number,
        each.content.title.replace("_", " "),
        each.content.day,
        ORIGINS[each.material.origin],
        extent if number else "",
        str(each.pages) if each.pages else "",
        "；".join(dict.fromkeys(remarks)),
    )


def _some(words: Sequence[str]) -> str:
    return f"{'、'.join(words[:5])}{'等' if len(words) > 5 else ''}"
