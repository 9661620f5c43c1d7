"""Frameworks over twenty years: how they stand, and a mark, against bare SQL on the same file in the same run.

    python benchmarks/frameworks.py [HOME]

HOME is a home of twenty years, as `branchtui demo --years 20` makes it (it is copied); without one it is made, which takes
minutes. 60,000 rows of the log are added, and five frameworks of 60 points, four years each, one behind the other.
`bare` counts what each need asks for in each of its periods, with one plain SQL statement each that knows neither the trash
nor who took what out. Bars: the matrix of all five <= 10 x bare; a mark <= 10 ms; the board's first frame <= 30 ms, and <= 1.1 x
what it took before any was adopted: how they stand is read behind it, in steps of <= 30 ms each. CPU, medians of several
turns; of the longest step that of the longest of each turn.

The folder that is handed in, of as many years as give 300 pieces, is held against its papers read and written one by one, by
the same writer to the same disk, without lists, originals, names and pages: <= 1.2 x, CPU and wall, from how the framework
stands to the folder in its place. Below it the same against papers that are read already, and what sending it (its zip is
kept) and copies at each point take more.
"""

import gc
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.atomic_file import write_bytes
from branchtui.files.photos import PhotoStore
from branchtui.files.word.writer import write
from branchtui.papers.tree import Paper
from branchtui.rules.frameworks.needs import Need
from branchtui.rules.frameworks.periods import periods
from branchtui.rules.frameworks.template import TemplatePoint
from branchtui.store.file.database import close_database, many_acts, open_database
from branchtui.store.models import Framework, Meeting, Post, Service
from branchtui.store.queries import people
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.board import board
from branchtui.workflows.demo import build_demo
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template, template_from_text
from branchtui.workflows.frameworks.folder import Pack, prepare
from branchtui.workflows.frameworks.marks import mark
from branchtui.workflows.frameworks.packing.files import Reader
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.frameworks.told import standings_in_steps
from branchtui.workflows.safety.undo import undo_last
from branchtui.workflows.workdays import terms

NOW = datetime(2026, 11, 23, 9, 0)
YEARS, FRAMEWORKS, POINTS, ROWS, TURNS, PIECES = 20, 5, 60, 60_000, 3, 300
_DAYS = {
    "meeting": "starts_at", "service": "day", "growth": "from_day", "talk": "day", "honour": "day", "document": "day",
    "publication": "day", "report": "dated", "plan": "first_day", "partner_activity": "day", "helper_event": "day",
    "review": "to_day", "ballot": "", "agenda_item": "", "appraisal": "", "": "",
}  # fmt: skip
_ITEMS = "agenda_item x JOIN meeting m ON m.id = x.meeting_id"
_BALLOTS = "ballot x JOIN agenda_item i ON i.id = x.item_id JOIN meeting m ON m.id = i.meeting_id"


def cpu(doing: Callable[[], object]) -> float:
    """Milliseconds, the median."""
    taken = []
    for _ in range(TURNS):
        start = time.process_time()
        doing()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main(homes: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="branchtui-frameworks-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        if homes:
            shutil.copytree(homes[0], home)
        else:
            home.mkdir()
        open_database(home / "branch.db")
        if not homes:
            build_demo(now=NOW, photos=PhotoStore(home / "photos", home / "cache"), years=YEARS)
        _log(random.Random(18))
        gc.freeze()  # as the app does when it is ready: no collection looks through what is loaded by then
        before = cpu(_first_frame)
        frameworks = [_adopted(number) for number in range(FRAMEWORKS)]
        after = cpu(_first_frame)
        points = sum(len(trees.points(row)) for row in frameworks)
        print(f"{Meeting.select().count()} meetings, {Service.select().count()} rows of the log, {points} points")
        other = sqlite3.connect(home / "branch.db")
        counts = [each for row in frameworks for each in _bare(row)]
        bare = cpu(lambda: [other.execute(*each).fetchall() for each in counts])
        print(f"{len(counts)} counts")
        print(f"{'CPU, ms':44}{'bare':>9}{'ours':>9}{'x':>7}")
        _line("the matrix of all five", bare, cpu(lambda: [standing(row, NOW.date()) for row in frameworks]))
        _line("board, first frame (bare: none adopted)", before, after)
        print(f"{'board, with how all stand':44}{'':9}{cpu(lambda: board(NOW.date())):9.2f}")
        print(f"{'the longest step of that':44}{'':9}{statistics.median(_longest() for _ in range(TURNS)):9.2f}")
        point, thing = trees.points(frameworks[-1])[1], Meeting.select().where(Meeting.state == "recorded").first()
        print(f"{'a mark':44}{'':9}{cpu(lambda: mark([point], [thing])):9.2f}")
        print(f"{'a mark, undo':44}{'':9}{cpu(lambda: (mark([point], [thing]), undo_last())):9.2f}")
        _folders(frameworks[-1], Path(folder), PhotoStore(home / "photos", home / "cache"))
        close_database()


def _folders(row: Framework, place: Path, photos: PhotoStore) -> None:
    """The folder of 300 pieces and the same papers one by one, turn by turn, for the disk has its moods."""

    def packed(*, copies: bool = False, sent: bool = False) -> Pack:
        of = standing(row, NOW.date())
        return prepare(of, place / "folders", photos=photos, copies=copies, for_sending=sent)

    last = row.ends_on

    def pieces(days: int) -> int:
        """How many there are of a framework of so many days; it is changed as it is read here, not as it is stored."""
        row.starts_on = last - timedelta(days)
        return len(packed().ready)

    pieces(bisect_left(range((last - row.starts_on).days), PIECES, key=pieces))
    pack = packed()
    papers = [paper for each in pack.ready for _, paper in each.content.papers]
    print(f"{len(pack.ready)} pieces, {len(papers)} papers, {sum(len(each.elsewhere) for each in pack.at)} used again")
    ways: dict[str, Callable[[], object]] = {
        "one by one": lambda: _alone(_read(pack), pack, place),
        "papers in hand": lambda: _alone(papers, pack, place),
        "folder": lambda: packed().write(),
        "folder, copies": lambda: packed(copies=True).write(),
        "folder, sent": lambda: packed(sent=True).write(),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, doing in ways.items():
            start = time.process_time(), time.perf_counter()
            doing()
            taken[name].append(((time.process_time() - start[0]) * 1000, (time.perf_counter() - start[1]) * 1000))
            shutil.rmtree(place / "folders", ignore_errors=True)
    for number, clock in enumerate(("CPU", "wall")):
        of = {name: statistics.median(each[number] for each in turns) for name, turns in taken.items()}
        _line(f"the folder, {clock}", of["one by one"], of["folder"])
        _line(f"  papers read already, {clock}", of["papers in hand"], of["folder"])
        _line(f"  with copies, {clock}", of["one by one"], of["folder, copies"])
        _line(f"  sent, {clock}", of["one by one"], of["folder, sent"])


def _read(pack: Pack) -> Iterator[Paper]:
    """The papers of each piece, read one piece after the other."""
    first, last = pack.facts.first, min(pack.facts.last, pack.facts.day)
    for each in pack.ready:
        read = Reader.of([each.material], pack.facts.branch, (first, last), pack.facts.day, lambda text: text)
        yield from (paper for _, paper in read.content(each.material).papers)


def _alone(papers: Iterable[Paper], pack: Pack, place: Path) -> None:
    for number, paper in enumerate(papers):
        data = write(paper, pack.look, lambda sha: pack.store.sized(sha, 1600))
        write_bytes(place / "folders" / f"{number}.docx", data, shared=True)


def _longest() -> float:
    steps, taken = standings_in_steps(NOW.date()), []
    start = time.process_time()
    for _ in steps:
        end = time.process_time()
        taken.append((end - start) * 1000)
        start = end
    return max(taken)


def _first_frame() -> None:
    board(NOW.date(), lambda: ())


def _line(name: str, bare: float, ours: float) -> None:
    print(f"{name:44}{bare:9.2f}{ours:9.2f}{ours / max(bare, 0.1):7.1f}")


def _log(chance: random.Random) -> None:
    posts, members = list(Post.select().where(Post.live())), sorted(people.members())
    with many_acts():
        for number in range(ROWS - Service.select().count()):
            day = NOW.date() - timedelta(chance.randrange(YEARS * 365))
            Service.create(
                post=chance.choice(posts), member=chance.choice(members), day=day, half_hours=2, what=f"值班{number}",
                served=chance.randint(1, 9), state="done",
            )  # fmt: skip


def _adopted(number: int) -> Framework:
    """The framework that ships, with as many points again under other keys until there are 60."""
    last = NOW.date() + timedelta(7) - timedelta(4 * 365) * (FRAMEWORKS - 1 - number)
    found = [point for point, above in template("yangban-zhibu").walk() if above is not None]
    lines = [
        'key = "big"',
        'name = "大对标"',
        'kind = "双创"',
        'level = "校级"',
        "[[point]]",
        'key = "all"',
        'title = "全部"',
    ]
    for place in range(POINTS - 1):
        lines += _point(found[place % len(found)], place)
    return adopt(template_from_text("\n".join(lines), "big.toml"), first=last - timedelta(4 * 365 - 1), last=last)


def _point(point: TemplatePoint, place: int) -> Iterator[str]:
    from branchtui.rules.frameworks.needs import need_table, select_table

    def inline(table: dict[str, object]) -> str:
        return (
            "{"
            + ", ".join(
                f"{key} = {str(value)!r}" if isinstance(value, str) else f"{key} = {value}"
                for key, value in table.items()
            )
            + "}"
        )

    yield from ("[[point.point]]", f'key = "p{place}"', f'title = "{point.title}{place}"')
    yield f"need = [{', '.join(inline(need_table(need)) for need in point.needs)}]"
    yield f"select = [{', '.join(inline(select_table(select)) for select in point.selects)}]"


def _bare(framework: Framework) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A count for each need in each period, as somebody would ask who knows the tables by heart."""
    from branchtui.workflows.frameworks.standing import rules_of

    for row in trees.points(framework):
        needs, _ = rules_of(row, frozenset(("",)))
        for need in needs:
            for period in periods(need.per, framework.starts_on, framework.ends_on, terms()):
                yield _count(need, period.first, period.last)


def _count(need: Need, first: date, last: date) -> tuple[str, tuple[str, ...]]:
    span = (first.isoformat(), f"{last.isoformat()}~")
    table = {"agenda_item": _ITEMS, "ballot": _BALLOTS}.get(need.thing, f"{need.thing} x")
    if need.measure in ("attendance", "study_hours"):
        table, day = "attendance x JOIN meeting m ON m.id = x.meeting_id", "m.starts_at"
    elif need.measure:
        return "SELECT sum(served) FROM service WHERE day >= ? AND day < ?", span
    elif need.thing == "appraisal":
        return "SELECT count(*) FROM appraisal WHERE year BETWEEN ? AND ?", (str(first.year), str(last.year))
    elif not need.thing:
        return "SELECT count(*) FROM evidence WHERE ? < ?", span
    else:
        day = f"x.{_DAYS[need.thing]}" if _DAYS[need.thing] else "m.starts_at"
    kind = f" AND x.kind IN ({', '.join('?' * len(need.kind))})" if need.kind else ""
    return f"SELECT count(*) FROM {table} WHERE {day} >= ? AND {day} < ?{kind}", (*span, *need.kind)


if __name__ == "__main__":
    main(sys.argv[1:])
