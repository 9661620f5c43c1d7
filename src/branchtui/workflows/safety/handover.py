"""交接: how the branch stands when one secretary hands over to the next, as a paper that both sign."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.papers.facts.handover import AgreedFact, HandoverFacts, KindFact, OpenFact, PostFact, WaitingFact
from branchtui.papers.handover import handover_list
from branchtui.papers.names import HANDOVER, NAMES
from branchtui.papers.tree import Paper
from branchtui.paths import Home
from branchtui.rules.duties.duty import GROUPS
from branchtui.rules.duties.facts import REQUEST
from branchtui.rules.posts.chain import STATES as POST_STATES
from branchtui.rules.reports.states import STATES as REPORT_STATES
from branchtui.rules.roster import COMMITTEE, STANDINGS
from branchtui.store.college import hub_note
from branchtui.store.file import exchange_note
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.action_items import open_items
from branchtui.store.queries.finding.suggestions import secretary
from branchtui.store.queries.posts import PostList
from branchtui.store.queries.registers.documents import documents
from branchtui.store.queries.reports import ReportList
from branchtui.store.queries.today.board import held_between
from branchtui.workflows import input_checks
from branchtui.workflows.board import board
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.safety import merging

_GONE = ("withdrawn", "ended")  # posts that nobody takes over
_WRITTEN = ("draft", "review", "submitted", "returned")  # reports that are not out yet
_TOLD = ("overdue", "contradictions", "due")
_ALL = 10_000  # rows: more than a branch has


def leftovers(home: Home, exports: Path) -> tuple[tuple[str, str], ...]:
    """What of a person's work lies on this machine, to be wiped by hand after a handover: (what, path)."""
    named = (
        ("数据、照片、备份", home.data),
        ("本机设置", home.config),
        ("缓存", home.cache),
        ("日志", home.logs),
        ("导出和归档的 Word 文件", exports),
    )
    found: list[tuple[str, Path]] = []
    for what, path in named:
        if path.exists() and not any(path.is_relative_to(other) for _, other in found):
            found.append((what, path))
    return tuple((what, str(path)) for what, path in found)


def facts(
    home: Home,
    exports: Path,
    *,
    giver: str,
    taker: str,
    day: date,
    today: date,
    files: Sequence[tuple[str, str]] = (),
) -> HandoverFacts:
    """What the list says: the roster of `day`, what is open as of `today`. `files` go along, (what, where).

    Raises BranchError for a name that is none.
    """
    branch, roster, names = people.the_branch(), people.roster(day), people.members()
    standings = Counter[str](person.standing for person in roster.values())
    committee = [
        (office, names[key].name)
        for key, person in roster.items()
        if key in names
        for office in person.offices
        if office in COMMITTEE
    ]
    giving = people.person_if_any(giver, day) if giver else None
    note, state = exchange_note.read(), hub_note.read()
    return HandoverFacts(
        branch=branch.name,
        unit=branch.unit,
        giver=input_checks.line(giver, "交出人"),
        taker=input_checks.line(taker, "接手人"),
        day=day,
        roster=tuple((words, standings[key]) for key, words in STANDINGS.items() if standings[key]),
        committee=tuple(committee),
        giver_offices=roster[giving.id].offices if giving is not None and giving.id in roster else (),
        meetings=tuple(_kinds(day)),
        unfiled=tuple(_unfiled(day)),
        posts=tuple(_posts(day)),
        reports=tuple(
            (row.title, REPORT_STATES[row.state]) for row in ReportList().page(0, _ALL) if row.state in _WRITTEN
        ),
        open=tuple(
            OpenFact(GROUPS[name], duty.duty, duty.when)
            for name, duties in board(today).groups().items()
            if name in _TOLD
            for duty in duties
            if duty.sort not in ("action", "answer", "document", "sheet")  # they stand in tables of their own
        ),
        agreed=tuple(AgreedFact(row.what, row.owner, row.due) for row in open_items()),
        waiting=tuple(_waiting()),
        conflicts=len(merging.conflicts()),
        files=tuple(files),
        folder=str(note.folder) if note else "",
        college=state.branch if state is not None else None,
        leftovers=leftovers(home, exports),
    )


def usual_giver(day: date) -> str:
    """Who hands over as far as the roster says: the secretary, empty where there is none or there are several."""
    return secretary(day)


def paper(told: HandoverFacts) -> Paper:
    """The list as a paper."""
    return handover_list(told)


def prepare(told: HandoverFacts, folder: Path, photos: PhotoStore) -> Export:
    """The list as a Word file in `folder`."""
    look = profile(MEETING_PROFILE)
    name = f"{NAMES[HANDOVER]}_{told.day:%Y%m%d}"
    return Export([(name, paper(told))], folder, look, template_of(look), photos)


def _kinds(day: date) -> Iterator[KindFact]:
    held: Counter[str] = Counter()
    filed: Counter[str] = Counter()
    for row in _held(day):
        held[row.kind] += 1
        filed[row.kind] += row.state == "filed"
    for kind, count in held.items():
        yield KindFact(kind, count, filed[kind])


def _unfiled(day: date) -> Iterator[tuple[date, str, str]]:
    for row in _held(day):
        if row.state != "filed":
            yield meetings.begins(row).date(), row.kind, row.title


def _held(day: date) -> list[Meeting]:
    return held_between(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def _waiting() -> Iterator[WaitingFact]:
    for row in reversed(documents()):
        if row.direction == "out" and row.kind == REQUEST and row.answered is None:
            yield WaitingFact("等批复", row.title, row.number, row.day, row.due)
        elif row.due is not None and row.done_on is None:
            yield WaitingFact("没有办结", row.title, row.number, row.day, row.due)


def _posts(day: date) -> Iterator[PostFact]:
    rules = post_rules()
    for row in PostList().page(0, _ALL):
        state, _ = row.since(rules, day)
        if state not in _GONE:
            yield PostFact(row.name, POST_STATES[state], tuple(holder.name for holder in row.holders_on(day)))
