"""The service log of five years: what its figures and its list take, against bare SQL on the same file in the same run.

    python benchmarks/posts.py [LINES]

40 posts, 60 people, 68,000 lines pasted by the workflow that a user calls: some 60,000 services, the other lines have no
room in their day; 3,000 people who took part besides.
`bare` is the plainest SQL that sums the column by the same filter and knows neither the trash, nor states, nor who took
part besides. Bars: every total <= 5 x its bare sum; the list's count and first page as with 100 rows (<= 1.5 x); the
day after which each post is silent <= 5 x one look through the index. What the papers of a post and a sheet of its log take
is told in seconds. CPU, medians of several turns; a tenth of a
millisecond is the finest that counts.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.rules.posts.terms import Term
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Member, Post, PostHolder, Service, SignUp
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.services.log import ServiceList, last_days
from branchtui.workflows.figures.clashes import clashes
from branchtui.workflows.figures.totals import totals
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.posts import log_import, log_lines
from branchtui.workflows.posts.log_lines import LineReader
from branchtui.workflows.posts.papers import prepare_post
from branchtui.workflows.posts.written.log_sheet import export_log

NOW = datetime(2026, 11, 23, 9, 0)
FIRST = date(2021, 11, 24)
POSTS, PEOPLE, TURNS, PAGE = 40, 60, 15, 64
_SUM = "SELECT sum({column}) FROM service WHERE {where}"


def fill(rows: int) -> float:
    """An invented branch with so many services; the seconds that pasting them took."""
    chance = random.Random(14)
    create_branch("海州大学办公室党支部", "国际商学院", "", today=FIRST)
    names = [f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{'一二三四五六'[n // 10]}" for n in range(PEOPLE)]
    people = [add_member(name, since=FIRST) for name in names]
    with act("设岗"):
        posts = [Post.create(name=f"岗位{n}", category="教学科研管理服务育人"[n % 5 * 2 :][:2]) for n in range(POSTS)]
        for post in posts:
            for member in people:
                PostHolder.create(post=post, member=member, from_day=FIRST)
    started = time.perf_counter()
    days = (NOW.date() - FIRST).days
    for post in posts:
        lines = [
            f"{chance.choice(names)} {FIRST + timedelta(days=chance.randrange(days))} {chance.choice(['0.5', '1', '1.5'])}小时 "
            f"值班{number} {chance.randint(1, 60)}人次 材料{chance.randint(1, 90)}{chance.choice('份场件')}"
            for number in range(-(-rows // POSTS))
        ]
        log_lines.write_lines(log_lines.preview_paste(post, "\n".join(lines), now=NOW))
    taken = time.perf_counter() - started
    keys = [row.id for row in Service.select(Service.id)]
    with act("报名"):
        for key in chance.sample(keys, len(keys) // 20):
            service = Service.get_by_id(key)
            who = chance.choice([member for member in people if member.id != service.member_id])
            SignUp.ensure_all([{"member": who, "contact": None}], shared={"service": service, "state": "came"})
    return taken


def cpu(doing: Callable[[], object]) -> float:
    """Milliseconds, the median."""
    taken = []
    for _ in range(TURNS):
        start = time.process_time()
        doing()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="branchtui-posts-", ignore_cleanup_errors=True) as folder:
        open_database(Path(folder) / "small.db")
        fill(100)
        small = cpu(_page)
        close_database()
        path = Path(folder) / "branch.db"
        open_database(path)
        pasted = fill(rows)
        count = Service.select().count()
        print(f"{count} services pasted in {pasted:.1f} s: {pasted / count * 1e6:.0f} us each")
        other = sqlite3.connect(path)
        print(f"{'CPU, ms':44}{'bare':>9}{'ours':>9}{'x':>7}")
        for name, bare, ours in _asked(other):
            _line(name, cpu(bare), cpu(ours))
        _line("the log's count and first page (bare: 100 rows)", small, cpu(_page))
        for name, doing in _told():
            print(f"{name:44}{'':9}{cpu(doing):9.2f}")
        text = _lines(10_000)
        started = time.perf_counter()
        log_lines.preview_paste(Post.select().first(), text, now=NOW)
        print(f"10,000 pasted lines looked over in {time.perf_counter() - started:.1f} s")
        _written(Path(folder))
        close_database()


def _asked(other: sqlite3.Connection) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    post, member = Post.select().first().id, Member.select().first().id
    year = (date(2025, 1, 1), date(2025, 12, 31))
    stretch = "day BETWEEN '2025-01-01' AND '2025-12-31'"
    found: list[tuple[str, Callable[[], object], Callable[[], object]]] = []

    def add(name: str, column: str, where: str, values: tuple[bytes, ...], ours: Callable[[], object]) -> None:
        statement = _SUM.format(column=column, where=where)
        found.append((name, lambda: other.execute(statement, values).fetchall(), ours))

    for measure, column in (
        ("hours", "half_hours"),
        ("served", "served"),
        ("services", "state = 'done'"),
        ("result", "result"),
    ):
        unit = "份" if measure == "result" else None
        of_unit = " AND unit = '份'" if unit else ""
        for name, where, values, figure in (
            ("all", "1", (), Figure(measure, unit=unit)),
            ("a year", stretch, (), Figure(measure, first=year[0], last=year[1], unit=unit)),
            ("a post", "post_id = ?", (post,), Figure(measure, post=post, unit=unit)),
            (
                *("a post's year", f"post_id = ? AND {stretch}", (post,)),
                Figure(measure, post=post, first=year[0], last=year[1], unit=unit),
            ),
            ("a person", "member_id = ?", (member,), Figure(measure, person=member, unit=unit)),
            (
                *("a category", "post_id IN (SELECT id FROM post WHERE category = '教学')", ()),
                Figure(measure, category="教学", unit=unit),
            ),
        ):
            add(f"{measure} of {name}", column, where + of_unit, values, figure.total)
    year_hours = Figure("hours", first=year[0], last=year[1])
    for key, column in (("post", "post_id"), ("person", "member_id"), ("month", "substr(day, 1, 7)"), ("unit", "unit")):
        bare = f"SELECT {column}, sum(half_hours) FROM service WHERE {stretch} GROUP BY 1"
        found.append(
            (
                f"hours of a year by {key}",
                lambda bare=bare: other.execute(bare).fetchall(),
                lambda key=key: year_hours.by(key),
            )
        )
    latest = "SELECT post_id, max(day) FROM service GROUP BY post_id"
    found.append(("the last day of each post", lambda: other.execute(latest).fetchall(), last_days))
    return found


def _written(folder: Path) -> None:
    """What it takes to write the papers of a post over the five years, and the whole log as a sheet and read again."""
    post, photos = Post.select().first(), PhotoStore(folder / "photos", folder / "cache")
    span = Term(FIRST, NOW.date())
    started = time.perf_counter()
    ready = prepare_post(post, folder / "papers", today=NOW.date(), span=span, photos=photos)
    read = time.perf_counter() - started
    files = ready.write()
    whole = time.perf_counter() - started
    rows = Figure("services", post=post.id).count()
    print(f"{len(files)} papers of a post of {rows} services: read in {read:.2f} s, written in {whole:.2f} s")
    for each, path in ((post, folder / "post.xlsx"), (None, folder / "all.xlsx")):
        started = time.perf_counter()
        count = export_log(each, path)
        print(f"{count} services as a sheet in {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    found = log_import.preview_import((folder / "post.xlsx").read_bytes(), "post.xlsx", now=NOW)
    taken = time.perf_counter() - started
    print(f"the sheet of the post read again in {taken:.2f} s: {len(found.preview.there)} unchanged")


def _told() -> list[tuple[str, Callable[[], object]]]:
    """What has no bare SQL beside it: what the board, the list of figures, the search and a typed line take."""
    today, post = NOW.date(), Post.select().first()
    reader = LineReader(post, NOW)
    return [
        ("contradictions of 60 days", lambda: clashes(today - timedelta(60), today)),
        ("the list of figures of a post's year", lambda: totals("hours", "year", today, post=post.id)),
        ("the list of figures of all posts' year", lambda: totals("hours", "year", today)),
        ("the log of a post, filtered", lambda: ServiceList("值班3", post=post.id).page(0, PAGE)),
        ("a search for a word that stands nowhere", lambda: search("没有的词")),
        ("a typed line, read again", lambda: reader.read("赵一 昨天 1小时 值班 3人次")),
    ]


def _page() -> None:
    listed = ServiceList()
    listed.count()
    listed.page(0, PAGE)


def _lines(count: int) -> str:
    return "\n".join(f"赵一 {FIRST + timedelta(days=n % 1800)} 0.5小时 值班 {n % 60 + 1}人次" for n in range(count))


def _line(name: str, bare: float, ours: float) -> None:
    print(f"{name:44}{bare:9.2f}{ours:9.2f}{max(ours, 0.1) / max(bare, 0.1):7.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 68_000)
