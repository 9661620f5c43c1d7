"""What stands on the contents page of a meeting's folder: the files that are really there."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from branchtui.papers.contents import contents
from branchtui.papers.facts.contents import ContentsFacts, FiledFact
from branchtui.papers.names import CONTENTS, NAMES
from branchtui.papers.tree import Paper, Picture
from branchtui.rules.attachments import PHOTOS, SCANS
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import MeetingView
from branchtui.typesetting.profile import Profile
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import file_name
from branchtui.workflows.meetings.folders import is_left_by_system
from branchtui.workflows.preview import page_count

NAME = file_name(0, CONTENTS)
_PUT_THERE = "另放的文件"
_PICTURES = frozenset({".jpg", ".jpeg", ".png"})


def facts_of(seen: MeetingView) -> ContentsFacts:
    """What the page says of the meeting itself."""
    row = seen.row
    return ContentsFacts(
        seen.branch.name if seen.branch else "",
        f"{seen.group.removesuffix('党小组')}{row.kind}" if seen.group else row.kind,
        row.ordinal,
        row.title,
        meetings.begins(row),
        row.ends_at,
        not_applicable=tuple((each.name, each.why) for each in seen.stations if each.state == "na"),
    )


def of_paper(name: str, key: str, paper: Paper, seen: MeetingView) -> FiledFact:
    """A paper of the meeting, or its news: the day is the one that it bears, of the record the one it was written on."""
    row = seen.row
    days = {"notice": row.noticed_on, "agenda": None, "minutes": row.recorded_on}
    late = key == "minutes" and meetings.is_late(row)
    return FiledFact(f"{name}.docx", NAMES[key], days.get(key, paper.dated), remark="补记" if late else "")


def page(
    facts: ContentsFacts, folder: Path, known: Iterable[FiledFact], exports: Iterable[Export], missing: Sequence[str]
) -> Paper:
    """The page for a folder that was written: of its files those `known`, in their order, then what others put there.

    `exports` are those whose papers are among them: their pages are counted.
    """
    there = set(_files_in(folder))
    pages = {f"{name}.docx": _pages(paper, export.look) for export in exports for name, paper in export.papers}
    ours = [replace(each, extent=each.extent or pages.get(each.name, "")) for each in known if each.name in there]
    others = sorted(there - {each.name for each in ours})
    files = [*ours, *(_other(name) for name in others)]
    return contents(replace(facts, files=tuple(files), missing=tuple(missing)))


def _pages(paper: Paper, look: Profile) -> str:
    sizes = {block.sha: block.pixels for block in paper.blocks if isinstance(block, Picture)}
    return f"{page_count(paper, look, sizes)}页"


def _files_in(folder: Path) -> Iterable[str]:
    """Its files and those in folders within it, named from it; not the page itself, nor what systems and Word leave."""
    for path in (*folder.glob("*"), *folder.glob("*/*")):
        shown = not path.name.startswith(NAME) and not is_left_by_system(path.name)
        with suppress(OSError):  # nobody may look there
            if shown and not path.parent.name.startswith(".") and path.is_file():
                yield path.relative_to(folder).as_posix()


def _other(name: str) -> FiledFact:
    within, _, _ = name.rpartition("/")
    what = {PHOTOS: "照片", SCANS: "扫描件"}.get(within, "")
    is_picture = Path(name).suffix.lower() in _PICTURES
    return FiledFact(name, what or ("图片" if is_picture else ""), None, "1张" if is_picture else "1份", _PUT_THERE)
