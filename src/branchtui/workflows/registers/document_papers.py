"""From a document that the branch sends to its paper and its Word file."""

from functools import cache
from pathlib import Path

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.duties.facts import REQUEST
from branchtui.rules.registers.letters import ADDRESSEE, DAY, TEXT, Letter, letters_from, usual
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Document
from branchtui.store.queries import people
from branchtui.store.queries.registers.documents import DocumentRow
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of


@cache
def letters() -> dict[str, Letter]:
    """The kinds of papers that are sent out. Raises BranchError where the shipped file was changed and is wrong."""
    return letters_from(assets.toml("papers", "documents.toml"))


def letter_of(kind: str) -> Letter:
    """The parts of a kind; what is not in the file has those that most have."""
    return letters().get(kind) or usual(kind)


def lacking(row: Document) -> list[str]:
    """Which parts of a paper that is sent nobody has told yet; none of one that was received."""
    if row.direction != "out":
        return []
    return letter_of(row.kind).lacking({ADDRESSEE: row.unit, TEXT: row.body.strip(), DAY: row.day})


def letter_paper(row: Document) -> Paper:
    """The paper of a document that the branch sends. Raises BranchError for one that it received."""
    from branchtui.papers.documents.letters import letter
    from branchtui.papers.facts.documents import LetterFacts

    if row.direction != "out":
        raise BranchError(f"“{row.title}”是收到的文件，没有稿子可导出；扫描件可以附上。")
    branch = people.the_branch().name
    return letter(LetterFacts(branch, letter_of(row.kind), row.title, row.number, row.unit, row.day, row.body))


def prepare_letter(row: Document, folder: Path, *, photos: PhotoStore) -> Export:
    """The paper of a document for `folder`. Raises BranchError as `letter_paper`."""
    look = profile(MEETING_PROFILE)
    stem = "_".join(filter(None, (f"{row.day:%Y%m%d}" if row.day else "", row.kind, row.title)))
    return Export([(safe_filename(stem), letter_paper(row))], folder, look, template_of(look), photos)


def handled(row: DocumentRow) -> str:
    """How far a document is dealt with, in a few words; empty where nothing is said of it."""
    if row.done_on is not None:
        return f"{row.done_on}办结"
    if row.answered is not None:
        return "已有批复" if row.direction == "out" else "已答复"
    if row.due is not None:
        return f"{row.due}前办"
    return "等批复" if row.direction == "out" and row.kind == REQUEST and row.day is not None else ""
