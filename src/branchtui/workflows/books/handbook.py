"""《党支部工作手册》: the year as one book in one Word file. Which parts it has, and in which order, is the branch's."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.books.binding import Book, Part
from branchtui.papers.names import HANDBOOK, NAMES
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.cleaning import safe_filename
from branchtui.rules.year.handbook import SETTING
from branchtui.store.file.database import act
from branchtui.store.models import Setting
from branchtui.store.queries import people, settings
from branchtui.store.queries.books import handbook as books
from branchtui.store.writes import trash
from branchtui.workflows.books.parts import PARTS, YearOfBranch
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.input_checks import line
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.progress import Progress, unwatched

_NAMED = {name: key for key, (name, _) in PARTS.items()}


@dataclass(frozen=True, slots=True)
class Handbook:
    """A book that is ready to be written: all that the database has to say has been read.

    `empty` names the parts that have nothing in them; they are left out. `untold` says what else was.
    """

    book: Book
    stem: str
    bare: Export  # where it is written to and how it looks, without a paper
    empty: tuple[str, ...]
    untold: tuple[str, ...]

    def write(self, progress: Progress = unwatched) -> tuple[Path, str]:
        """Write the file; it, and what to know of it. May run in a thread. Raises as `Export.write` does."""
        from branchtui.typesetting.bookbinding import bind

        paper = bind(self.book, self.bare.look, lambda sha: (1, 1), progress)
        export = replace(self.bare, papers=[(self.stem, paper)])
        (path,) = export.write(lambda done, whole: progress(1, 1))
        return path, f"{self.remark}{export.remark}"

    @property
    def remark(self) -> str:
        """What was left out, in sentences; empty where nothing was."""
        empty = f"还没有内容、没有收入的：{'、'.join(self.empty)}。" if self.empty else ""
        return empty + "".join(self.untold)


def order() -> tuple[str, ...]:
    """The keys of the parts in the order the branch wants them; what it has set and is no more is passed over."""
    stored = settings.starting_with(SETTING).get(SETTING, "null")
    try:
        wanted = json.loads(stored)
    except ValueError:  # as a program of another kind may have left it
        wanted = None
    listed = wanted if isinstance(wanted, list) else []
    return tuple(_NAMED[name] for name in listed if isinstance(name, str) and name in _NAMED) or tuple(PARTS)


def part_names() -> list[str]:
    """The names of the parts in that order."""
    return [PARTS[key][0] for key in order()]


def all_names() -> list[str]:
    """The names of all parts there are, in the usual order."""
    return list(_NAMED)


def set_order(typed: str) -> str:
    """The parts that the handbook has from now on, by their names in order; nothing typed is the usual. The sentence.

    Raises BranchError for a part there is none of, or one that is named twice.
    """
    words = line(typed, f"{NAMES[HANDBOOK]}的内容")
    names = [name for name in re.split(r"[,，、\s]+", words) if name]
    every = "、".join(_NAMED)
    if unknown := [name for name in names if name not in _NAMED]:
        raise BranchError(f"{NAMES[HANDBOOK]}没有“{quoted(unknown[0], 20)}”这一部分。可选：{every}。")
    if len(set(names)) < len(names):
        raise BranchError("同一部分写了两次，请删去一处。")
    if not names:
        return _restore()
    with act(f"{NAMES[HANDBOOK]}的内容改为{'、'.join(names)}"):
        Setting.ensure(key=SETTING, values={"value": json.dumps(names, ensure_ascii=False)})
    return f"{NAMES[HANDBOOK]}依次是：{'、'.join(names)}，记为本支部约定。"


def _restore() -> str:
    row = Setting.get_or_none(Setting.id == Setting.row_id(key=SETTING))
    if row is not None and not row.deleted:
        with act(f"{NAMES[HANDBOOK]}的内容恢复默认"):
            trash(row)
    return f"{NAMES[HANDBOOK]}按默认的次序：{'、'.join(part_names())}。"


def years(today: date) -> list[int]:
    """The years that have a handbook, the last first: those with a meeting that was held, and none to come."""
    return [year for year in books.years_held() if year <= today.year]


def prepare(year: int, folder: Path, *, today: date, photos: PhotoStore) -> Handbook:
    """The handbook of a year for `folder`. Raises BranchError for a year to come."""
    if year > today.year:
        raise BranchError(f"{year}年还没有到，没有{NAMES[HANDBOOK]}可导出。")
    from branchtui.papers.books.handbook import cover

    branch = people.the_branch()
    seen = YearOfBranch(branch, year, min(date(year, 12, 31), today), [])
    parts, empty = [], []
    for key in order():
        name, made = PARTS[key]
        if entries := made(seen):
            parts.append(Part(name, tuple(entries)))
        else:
            empty.append(name)
    name = NAMES[HANDBOOK]
    book = Book(
        f"{branch.name}{year}年{name}", branch.name, seen.day, name, cover(branch.name, branch.unit, year), tuple(parts)
    )
    look = profile(MEETING_PROFILE)
    bare = Export((), folder, look, template_of(look), photos)
    return Handbook(book, safe_filename(f"{name}_{year}年"), bare, tuple(empty), tuple(seen.untold))
