"""The papers and stored files of each material."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.papers.names import NAMES
from branchtui.rules.attachments import PHOTOS, shelf
from branchtui.rules.frameworks.materials import SHEETS, Material
from branchtui.rules.frameworks.things import Thing
from branchtui.rules.posts.terms import Term
from branchtui.store.models import Attachment, Document, Plan, Post
from branchtui.store.queries import meeting_view, post_view, report_view
from branchtui.store.queries.frameworks import wholes
from branchtui.store.queries.frameworks.things import things_of
from branchtui.store.queries.registers import honours
from branchtui.store.queries.registers.honours import HonourRow
from branchtui.workflows.exporting.meeting_papers import papers_of
from branchtui.workflows.frameworks.packing.masks import Mask
from branchtui.workflows.frameworks.packing.registers import sheet_facts
from branchtui.workflows.meeting_rules import kind_seen
from branchtui.workflows.registers.document_papers import letter_paper
from branchtui.workflows.report_files import paper_of

if TYPE_CHECKING:
    from branchtui.papers.tree import Paper

_OF_MEETING = ("minutes", "sign_in", "notice", "agenda", "resolutions", "election_result")
_WHEN_THERE = frozenset(("minutes", "sign_in"))  # made only where they hold something


@dataclass(frozen=True, slots=True)
class Original:
    """A stored file that is handed on byte for byte: its hash, what it is called, and whether it is a photo."""

    sha: str
    name: str
    photo: bool


@dataclass(slots=True)
class Content:
    """What a material holds: its title and day, its papers with their names, its files; `remarks` are for the list."""

    title: str
    day: date | None
    papers: list[tuple[str, "Paper"]] = field(default_factory=list)
    originals: list[Original] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the contents of materials, for a folder of `day` about a cycle."""

    branch: str
    span: tuple[date, date]
    day: date
    mask: Mask
    honours: Mapping[bytes, HonourRow]  # all of them by id, with whose they are
    meetings: Mapping[bytes, Thing]  # those among the materials
    attached: Mapping[str, Mapping[bytes, Sequence[Attachment]]]  # to what they are made of: by its table, then its id

    @classmethod
    def of(cls, materials: Iterable[Material], branch: str, span: tuple[date, date], day: date, mask: Mask) -> "Reader":
        """One for these materials: what is asked of each of them is read at once."""
        owners: dict[str, list[bytes]] = {}
        meetings: list[bytes] = []
        for material in materials:
            for table, ids in _owners(material).items():
                owners.setdefault(table, []).extend(ids)
            if material.key[0] == "meeting":
                meetings.append(material.key[1])
        return cls(
            branch,
            span,
            day,
            mask,
            {row.id: row for row in honours.honours()},
            {thing.id: thing for thing in things_of("meeting", meetings)},
            {table: wholes.attached(table, ids) for table, ids in owners.items()},
        )

    def content(self, material: Material) -> Content:
        """What a material holds; where a paper can't be made its remark says why."""
        table = material.key[0]
        made = _sheet if table in SHEETS else _MADE.get(table, _of_thing)
        try:
            content = made(self, material)
        except BranchError as error:
            content = Content(*_headed(material))
            content.remarks.append(str(error).rstrip("。"))
        content.title = self.mask(content.title)
        content.originals += self._attached(material)
        if not content.papers and not content.originals:
            content.remarks.append("缺文件：没有附件")
        return content

    def _attached(self, material: Material) -> Iterator[Original]:
        seen: set[str] = set()
        for table, ids in _owners(material).items():
            for row in (row for key in ids for row in self.attached[table].get(key, ())):
                if row.sha not in seen:
                    seen.add(row.sha)
                    yield self.original(row)

    def original(self, row: Attachment) -> Original:
        """An attached file as it is handed on."""
        stem = row.what or row.name.rpartition(".")[0] or row.name
        return Original(row.sha, self.mask(stem), shelf(row.mime, row.what, row.name) == PHOTOS)


def _owners(material: Material) -> dict[str, list[bytes]]:
    """What may have attachments of a material, by table: the thing that it is called after, if it is one, and its things."""
    owners = [(thing.table, thing.id) for thing in material.things]
    if material.key not in owners and len(material.key[1]) == len(owners[0][1]):
        owners.insert(0, material.key)
    found: dict[str, list[bytes]] = {}
    for table, key in owners:
        found.setdefault(table, []).append(key)
    return found


def _headed(material: Material) -> tuple[str, date | None]:
    """Title and day of a material by its first thing."""
    thing = material.things[0]
    return thing.title, thing.day


def _meeting(reader: Reader, material: Material) -> Content:
    view = meeting_view.view(material.key[1])
    meeting, thing = view.row, reader.meetings.get(view.row.id, material.things[0])
    made = dict(papers_of(view, kind_seen(view)))
    kept = [key for key in _OF_MEETING if key in made and (key not in _WHEN_THERE or key in thing.papers)]
    content = Content(f"{meeting.kind}_{meeting.title}", thing.day, [(NAMES[key], made[key]) for key in kept])
    if "sign_in" not in thing.papers:
        content.remarks.append("没有签到表")
    if "minutes" not in thing.papers:
        content.remarks.append("没有会议记录")
    return content


def _report(reader: Reader, material: Material) -> Content:
    view = report_view.view(material.key[1])
    photos = [figure.photo for figure in view.figures if figure.photo is not None]
    originals = [Original(photo.sha, photo.name, photo=True) for photo in photos]
    return Content(view.row.title, material.things[0].day, [("新闻稿", paper_of(view))], originals)


def _plan(reader: Reader, material: Material) -> Content:
    from branchtui.workflows.year.papers import plan_paper

    plan = Plan.get_by_id(material.key[1])
    return Content(plan.title, plan.first_day, [(NAMES["plan"], plan_paper(plan, plan.first_day))])


def _post(reader: Reader, material: Material) -> Content:
    from branchtui.papers import posts
    from branchtui.papers.registry import PLATE, POST_PAPERS, REVIEW
    from branchtui.workflows.posts.papers import papers_seen, review_facts
    from branchtui.workflows.posts.post_rules import rules_seen

    view = post_view.view(material.key[1])
    own = {each.name for each in POST_PAPERS} - {PLATE}
    papers = [(name, paper) for name, paper in papers_seen(view, reader.day) if name in own]
    wanted = {thing.id for thing in material.things if thing.table == "review"}
    for review in reversed(view.reviews):
        if review.row.id in wanted:
            facts = review_facts(view, review, rules_seen(view.rules), reader.day)
            papers.append((f"{REVIEW}_{review.name}_{review.row.to_day:%Y%m}", posts.review(facts)))
    first = next((thing.day for thing in material.things if thing.table == "post"), None)
    return Content(f"示范岗_{view.row.name}", first, papers)


def _log(reader: Reader, material: Material) -> Content:
    from branchtui.papers.post_log import service_log
    from branchtui.papers.registry import LOG
    from branchtui.workflows.posts.papers import post_facts
    from branchtui.workflows.posts.post_rules import rules_seen
    from branchtui.workflows.posts.written.log_facts import log_facts

    post = Post.get_by_id(material.key[1])
    view = post_view.view(post.id)
    first, last = reader.span
    facts = log_facts(view, post_facts(view, rules_seen(view.rules), reader.day), Term(first, last), reader.day)
    return Content(f"{post.name}{LOG}", None, [(LOG, service_log(facts))])


def _document(reader: Reader, material: Material) -> Content:
    row = Document.get_by_id(material.key[1])
    papers = [(row.kind or "发文", letter_paper(row))] if row.direction == "out" else []
    return Content(row.title, row.day, papers)


def _honour(reader: Reader, material: Material) -> Content:
    row = reader.honours[material.key[1]]
    content = Content("_".join(filter(None, (row.title, row.grade, row.of))), row.day)
    if not row.issuer:
        content.remarks.append("没有授予单位")
    return content


def _attachment(reader: Reader, material: Material) -> Content:
    row = Attachment.get_by_id(material.key[1])
    return Content(row.what or row.name.rpartition(".")[0] or row.name, None, [], [reader.original(row)])


def _appraisal(reader: Reader, material: Material) -> Content:
    from branchtui.papers.names import APPRAISAL
    from branchtui.workflows.year.end.papers import results_paper

    year = int(material.key[1])
    paper = results_paper(year, min(reader.day, date(year, 12, 31)))
    return Content(f"{year}年{NAMES[APPRAISAL]}", None, [(NAMES[APPRAISAL], paper)])


def _sheet(reader: Reader, material: Material) -> Content:
    from branchtui.papers.frameworks.lists import register_sheet

    facts = sheet_facts(material, reader.branch, reader.span, reader.day, reader.mask)
    papers = [("", register_sheet(facts))]
    return Content(facts.title, None, papers + (_hours(reader) if material.key[0] == "growth" else []))


def _hours(reader: Reader) -> list[tuple[str, "Paper"]]:
    """The hours of each year of the cycle: they count meetings besides what is on the sheet."""
    from branchtui.workflows.year.hours_papers import hours_paper
    from branchtui.workflows.year.ledgers import year_of_hours

    first, last = reader.span
    years = [year_of_hours(year, min(reader.day, date(year, 12, 31))) for year in range(first.year, last.year + 1)]
    return [(f"{NAMES['hours']}_{of.year}年", hours_paper(of)) for of in years if any(o.half_hours for o in of.ledgers)]


def _of_thing(reader: Reader, material: Material) -> Content:
    return Content(*_headed(material))


_MADE: dict[str, Callable[[Reader, Material], Content]] = {
    "meeting": _meeting,
    "report": _report,
    "plan": _plan,
    "post": _post,
    "service": _log,
    "document": _document,
    "honour": _honour,
    "attachment": _attachment,
    "appraisal": _appraisal,
}
