"""What grows with the years: the reads and writes of one branch, the demo and twenty years of it, in one run.

    python benchmarks/years.py [YEARS | FOLDER …]

Builds `demo --years N` for each N, 0 being the demo alone, or copies a folder that `branchtui demo --home` has built.
Taken are milliseconds of CPU and of wall (medians of several turns) of what the screens and the commands ask of the
store. `bare` is the plainest SQL for the same on the same file: a list's first page by an index, one look through every
long text. The last columns tell how many times more expensive the last is than the first, in CPU and in wall; a tenth of a
millisecond is the finest that counts. Bars at 20 years: board 30 ms CPU and 1.1 times a branch that holds as many
meetings in two years; each character searched for, of the words that are typed here, a third of the look through all
texts that is taken beside it in the same turn (`share of the look`, 0.33). The board is taken as the screen tells it,
with what is known of the frameworks: how they stand is read step by step where nobody waits (`frameworks.py`).

Worse than flat, and said so: the first look at a board after an upgrade or with a file of another program compares
every list once; until the app stood still long enough (three minutes, once) to make the signs of all texts, a word that stands
nowhere is looked for in every text once, at its first or second character;
a backup copies the whole file; the list of people reads all that ever stood on the roster.
"""

import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.store.file import backups
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import FrozenLook, Meeting, RosterEvent, SearchSign
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.finding.search import Finder
from branchtui.store.queries.finding.search_signs import make_signs
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.board import board, year
from branchtui.workflows.demo import build_demo
from branchtui.workflows.exporting.preparing import export_meeting
from branchtui.workflows.frameworks.told import standings
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.safety.undo import undo_last

NOW = datetime(2026, 11, 23, 9, 0)
PAGE, TURNS = 128, 7
_BARE = (
    "SELECT id, title, state FROM meeting WHERE deleted = 0 "
    "ORDER BY COALESCE(starts_at, planned_start) DESC, id LIMIT 128"
)
_BARE_TEXTS = (
    "SELECT (SELECT count(*) FROM agenda_item WHERE record LIKE '%无此%') + "
    "(SELECT count(*) FROM report WHERE body LIKE '%无此%')"
)
TYPED = ("报账制度", "无此一词", "学习讨论", "校史馆")  # each a character at a time
Taken = tuple[float, float]  # CPU and wall


def main(branches: list[str]) -> None:
    taken: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory(prefix="branchtui-years-", ignore_cleanup_errors=True) as folder:
        for number, branch in enumerate(branches):
            for name, value in _measure(Path(folder) / f"{number}", branch).items():
                taken.setdefault(name, []).append(value)
    heads = [f"{branch} y" if branch.isdecimal() else Path(branch).parent.name for branch in branches]
    print(f"{'CPU / wall, ms':40}" + "".join(f"{head[:18]:>19}" for head in heads) + "    × last/first")
    for name, values in taken.items():
        ratios = [max(values[-1][each], 0.1) / max(values[0][each], 0.1) for each in (0, 1)]
        cells = "".join(f"{cpu:10.2f}{wall:9.2f}" for cpu, wall in values)
        print(f"{name:40}{cells}{ratios[0]:10.2f}{ratios[1]:8.2f}")


def _measure(home: Path, branch: str) -> dict[str, Taken]:
    photos = PhotoStore(home / "photos", home / "cache")
    if branch.isdecimal():
        home.mkdir()
        open_database(home / "branch.db")
        started = time.process_time(), time.perf_counter()
        build_demo(now=NOW, photos=photos, years=int(branch))
        built = time.process_time() - started[0], time.perf_counter() - started[1]
    else:
        shutil.copytree(branch, home)
        built = (0.0, 0.0)
        open_database(home / "branch.db")
    row = Meeting.select().where(Meeting.state == "recorded").order_by(Meeting.starts_at.desc()).get()
    member = next(iter(meetings.attendances(row)))
    other = sqlite3.connect(home / "branch.db")

    def mark() -> None:
        state = meetings.attendances(row)[member].state
        attendance.set_states(row, {member: ("late" if state == "present" else "present", "")})

    def plan() -> None:
        acts.plan_meeting("主题党日", when=NOW + timedelta(1), place="", title="试", now=NOW)
        undo_last()

    def corrected() -> None:
        """An office of a month ago is written anew: the lists since then are in doubt."""
        office = {"member": member, "aspect": "office", "subject": "宣传委员", "on": date(2026, 10, 20)}
        RosterEvent.ensure(**office, values={"value": f"{time.time_ns()}"})

    known = standings(NOW.date())
    asked: dict[str, Callable[[], object]] = {
        "bare: a page of meetings": lambda: other.execute(_BARE).fetchall(),
        "a page of meetings, and how many": lambda: _page(meetings.MeetingList()),
        "a page of reports, and how many": lambda: _page(reports.ReportList()),
        "a page of people, and how many": lambda: _page(people.MemberList(NOW.date())),
        "board": lambda: board(NOW.date(), lambda: known),
        "how the frameworks stand": lambda: standings(NOW.date()),
        "the year below it": lambda: year(NOW.date()),
        "roster of a day": lambda: people.roster(date(2026, 6, 1)),
        "bare: one look through all texts": lambda: other.execute(_BARE_TEXTS).fetchall(),
        "a meeting's stations": lambda: view(row.id).stations,
        "mark one late": mark,
        "plan one, undo": plan,
        "export a meeting": lambda: export_meeting(row, home / "out", photos=photos),
        "backup": lambda: backups.make("手动").unlink(),
    }
    taken: dict[str, Taken] = {}
    for name, work in asked.items():
        work()  # to warm up
        taken[name] = _median([_turn(work) for _ in range(TURNS)])
    taken["signs of texts: the most expensive 20"] = _signs()
    taken |= _searched(asked["bare: one look through all texts"])
    other.close()
    taken["board, all lists compared"] = _median(
        [_turn(lambda: board(NOW.date(), lambda: known), FrozenLook.delete().execute) for _ in range(3)]
    )
    taken["board, an event of last month"] = _median(
        [_turn(lambda: board(NOW.date(), lambda: known), corrected) for _ in range(3)]
    )
    close_database()
    return {"built, seconds": built, "file, MB": ((home / "branch.db").stat().st_size / 1e6, 0.0), **taken}


def _page(rows: meetings.MeetingList | reports.ReportList | people.MemberList) -> None:
    rows.count()
    rows.page(0, PAGE)


def _signs() -> Taken:
    """Make all signs, as the app does while nobody types: what the most expensive of these pieces costs."""
    SearchSign.delete().execute()
    pieces, more = [], [True]
    while more[-1]:
        pieces.append(_turn(lambda: more.append(make_signs())))
    return _of(max, pieces)


def _searched(look: Callable[[], object]) -> dict[str, Taken]:
    """What the characters cost that are typed, in the mean and the most expensive, and how much of a look that is."""
    looks, turns = [], []
    for _ in range(TURNS):
        looks.append(_turn(look))
        turns.append([each for typed in TYPED for each in _characters(typed)])
    characters, (cpu, wall) = [_median(list(each)) for each in zip(*turns, strict=True)], _median(looks)
    found = {}
    for name, middle in (("mean", statistics.mean), ("the most expensive", max)):
        found[f"search: a character, {name}"] = of = _of(middle, characters)
        found[f"  share of the look, {name}"] = of[0] / cpu, of[1] / wall
    return found


def _characters(typed: str) -> list[Taken]:
    """What each character costs that somebody types slowly into the search."""
    finder = Finder()
    return [_turn(lambda end=end: finder.search(typed[:end])) for end in range(1, len(typed) + 1)]  # type: ignore[misc]


def _turn(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Taken:
    before()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _median(turns: list[Taken]) -> Taken:
    return _of(statistics.median, turns)


def _of(middle: Callable[[list[float]], float], turns: list[Taken]) -> Taken:
    return middle([cpu for cpu, _ in turns]), middle([wall for _, wall in turns])


if __name__ == "__main__":
    main(sys.argv[1:] or ["0", "20"])
