"""A submission written once more: the bytes that were handed in, and what has changed since then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from branchtui.atomic_file import write_part
from branchtui.errors import BranchError
from branchtui.files.archive import packs
from branchtui.files.photos import PhotoStore
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Submission
from branchtui.workflows.frameworks.folder import Pack, Written, prepare
from branchtui.workflows.frameworks.listing import changed_since, gone_since
from branchtui.workflows.frameworks.packing.names import check_path
from branchtui.workflows.frameworks.packing.placing import placed
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.frameworks.submitting import Listed, listed, numbered, pack_of, since
from branchtui.workflows.progress import Progress, unwatched


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A folder as it was handed in, ready to be written; `now` is what the same things would make today."""

    folder: Path
    day: date
    data: bytes
    before: tuple[Listed, ...]
    now: Pack | None
    store: PhotoStore
    added: Sequence[Listed] = ()

    def write(self, progress: Progress = unwatched) -> Written:
        """Write it; may run in a thread. Raises as `Pack.write`, and where what was kept is not whole."""
        kept = list[str]()
        names = []
        with placed(self.folder, self.store, kept) as staging:
            for name, content in packs.unzipped(self.data):
                check_path(self.folder, name)
                write_part(staging / name, content)
                names.append(self.folder / name)
        said = f"这是{chinese_day(self.day)}送交时的原样，一个字节也没有变。"
        try:
            pieces = self.now.pieces(progress) if self.now else ()
        except BranchError as error:
            return Written(self.folder, tuple(names), self.before, (), tuple(kept), (), (), said=f"{said}{error}")
        if self.added:
            said += f"送交后新增 {len(self.added)} 项，不在里面。"
        changed, gone = changed_since(self.before, pieces), gone_since(self.before, pieces)
        return Written(self.folder, tuple(names), self.before, (), tuple(kept), changed, gone, said=said)


def prepare_again(submission: Submission, place: Path, *, photos: PhotoStore, today: date) -> HandedIn | Pack:
    """What was handed in, for `place`; where the folder was not kept, what the same things make today, which is told.

    Raises LostPhotoError where the kept folder is not here or damaged, and BranchError as `prepare`.
    """
    of = standing(submission.framework, submission.day)
    kept = pack_of(submission)
    if kept is None:
        return prepare(of, place, kind=submission.kind, photos=photos, submission=submission)
    data = photos.whole(kept.sha)
    now = prepare(of, place, kind=submission.kind, photos=photos, submission=submission) if numbered(of) else None
    folder = place / safe_filename(kept.name.removesuffix(".zip"), 120)
    added, _ = since(submission, standing(submission.framework, today))
    return HandedIn(folder, submission.day, data, tuple(listed(submission)), now, photos, added)
