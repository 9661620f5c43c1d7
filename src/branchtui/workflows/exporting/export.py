"""Papers that are ready to be written, made and put into a folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import LostPhotoError, PhotoStore
from branchtui.papers.tree import Paper, Picture
from branchtui.tidying import sweep
from branchtui.typesetting.profile import Profile
from branchtui.workflows.exporting.files_there import is_another, replaced_words, take_away, was_worked_on
from branchtui.workflows.progress import Progress, unwatched

if TYPE_CHECKING:
    from branchtui.typesetting.composition import Composition

_NAMED = 3  # how many of the things to be filled in are named in a sentence
_PICTURE_WIDTH = 1600  # pixels: about 260 a inch over the width of the text


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
                document, composed = self._document(there, given)
                beside = picture_files(there, self.look, given.__getitem__)
            except BranchError as error:
                unmade.append((name, str(error)))
                continue
            made.append((path, document))
            self.missing.update(dict.fromkeys(each.words for each in missing_in(composed.pieces)))
            folder = self.folder / folder_name(paper, self.look)
            pictures += [(folder / file.name, file.data) for file in beside]
        progress(whole, whole)
        return Made(tuple(made), tuple(pictures), tuple(unmade))

    def printed(self, paper: Paper) -> tuple[bytes, "Composition"]:
        """The bytes of a paper, and as what it was composed. Raises BranchError where it can't be made."""
        return self._document(*self._gathered(paper, lambda: None))

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

    def _document(self, paper: Paper, pictures: Mapping[str, bytes]) -> tuple[bytes, "Composition"]:
        from branchtui.files.word.picture_size import picture_size
        from branchtui.typesetting.composition import Composition

        composed = Composition(paper, self.look, lambda sha: picture_size(pictures[sha]))
        if self.template is None or composed.look.template is None:
            from branchtui.files.word.writer import write_composed

            return write_composed(paper, composed, pictures.__getitem__), composed
        from branchtui.files.word.template import write_on_template

        return write_on_template(paper, self.look, pictures.__getitem__, self.template), composed


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
