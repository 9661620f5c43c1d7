"""A home to attack, the judge of what a command answered, and the tally of a campaign."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui import __version__
from branchtui.files.archive import About, write_archive
from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store import ids
from branchtui.store.file.database import close_database, open_database
from branchtui.store.file.schema import newest
from branchtui.store.models import ActionItem, Meeting, Member, Publication, Report
from branchtui.workflows.demo import build_demo
from branchtui.workflows.development.steps import STEP
from branchtui.workflows.frameworks.adopt import start
from branchtui.workflows.frameworks.tree import add_point
from branchtui.workflows.posts import holders, log, posts
from branchtui.workflows.progress import unwatched
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.year import plans
from tests.attack.judge import Answer, run
from tests.conftest import Sample, of_no_device

TODAY = datetime(2026, 11, 23, 9, 0)


@dataclass(frozen=True)
class Branch:
    """A branch at rest in `folder`, and the ids of some of its things."""

    folder: Path
    held: str
    planned: str
    report: str
    member: str  # a name
    post: str  # a name, of a post that the member holds
    action: str
    service: str
    activity: str
    helper: str
    event: str
    growth: str
    honour: str
    document: str
    development: str
    talk: str
    rectification: str
    wording: str
    plan: str
    framework: str
    point: str
    outlet: str
    publication: str

    def copy(self, to: Path) -> Path:
        """A home of its own in `to`, whatever was there before."""
        if to.exists():
            shutil.rmtree(to)
        shutil.copytree(self.folder, to)
        return to


@dataclass
class Tally:
    """What a campaign tried and what failed."""

    name: str
    tried: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, what: str, problems: list[str]) -> None:
        self.tried += 1
        self.failures += [f"{what}: {problem}" for problem in problems]

    def close(self) -> None:
        """Fails where anything did."""
        assert not self.failures, f"{len(self.failures)} of {self.tried}:\n" + "\n".join(self.failures[:12])


@pytest.fixture
def tally(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """The tally of this test's campaign; its figures are printed at the end of the run."""
    found = Tally(request.node.name)
    yield found
    record_property("campaign", f"{found.name:44}{found.tried:>8}{len(found.failures):>8}")


@pytest.fixture(scope="session")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Branch:
    """The demo branch, closed."""
    folder = tmp_path_factory.mktemp("attacked") / "home"
    place = home(folder)
    place.ensure()
    open_database(place.database)
    build_demo(now=TODAY, photos=PhotoStore(place.photos, place.cache))
    held = Meeting.select().where(Meeting.state == "recorded").order_by(Meeting.starts_at).get()
    planned = Meeting.select().where(Meeting.state == "planned").get()
    report, member = (
        Report.select().where(Report.about_table == "meeting").get(),
        Member.select().where(Member.name == "温如言").get(),
    )
    post = posts.add_post("窗口服务岗", category="服务", pledges="来访当日答复")
    holders.add_holder(post, member, from_day=date(2026, 1, 1))
    action = ActionItem.select().where(ActionItem.done_on.is_null()).get()
    service = log.log_line(post, "2026-03-04 2小时 值班", by=member.name, now=TODAY)
    registered = [
        register.add(kinds.ACTIVITY, {"partner": "海州中学", "title": "参观", "day": "2026-11-02"}, today=TODAY.date()),
        helper := register.add(kinds.HELPER, {"contact": "王小明"}, today=TODAY.date()),
        register.add(kinds.helped(helper), {"day": "2026-11-02", "what": "谈话"}, today=TODAY.date()),  # type: ignore[arg-type]
        register.add(kinds.GROWTH, {"member": member.name, "title": "培训"}, today=TODAY.date()),
        register.add(kinds.HONOUR, {"title": "先进集体"}, today=TODAY.date()),
        register.add(
            kinds.DOCUMENT, {"direction": "发文", "kind": "请示", "title": "关于设岗的请示"}, today=TODAY.date()
        ),
        register.add(STEP, {"member": "苏见微", "step": "思想汇报", "day": "2026-11-02"}, today=TODAY.date()),
        register.add(
            kinds.REGISTERS["talk"], {"by": member.name, "to": "林知远", "day": "2026-11-02"}, today=TODAY.date()
        ),
        register.add(kinds.REGISTERS["rectification"], {"problem": "台账漏记"}, today=TODAY.date()),
        register.add(kinds.REGISTERS["wording"], {"text": "服务岗", "instead": "示范岗"}, today=TODAY.date()),
        plans.add_plan({}, "党课 12月9日15:00 学习", today=TODAY.date()),
        framework := start("三心", kind="brand", first=date(2026, 1, 1), last=date(2026, 12, 31)),
        add_point(framework, "服务窗口"),
        register.add(kinds.REGISTERS["outlet"], {"name": "校报"}, today=TODAY.date()),
        Publication.select().get(),
    ]
    known = [ids.show_id(row.id)[:8] for row in (held, planned, report, action, service, *registered)]
    found = Branch(folder, *known[:3], member.name, post.name, *known[3:])
    close_database()
    of_no_device(place.database)
    return found


@pytest.fixture
def command(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., tuple[Answer, list[str]]]]:
    """`command("list", "members")`: run it on a fresh copy of the branch, and what the judge finds wrong."""
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    place = tmp_path / "家"

    def call(*words: str, stdin: bytes = b"", fresh: bool = True, bare: bool = False) -> tuple[Answer, list[str]]:
        if fresh:
            branch.copy(place)
        answer = run([*([] if bare else ["--home", str(place)]), *words], stdin)
        return answer, judge(answer) + ([] if bare else unsound(place / "branch.db"))

    yield call
    close_database()


_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HAN = re.compile("[\u4e00-\u9fff]")


def archive_of(branch: Branch, target: Path) -> Path:
    """A whole backup of the branch as it is at rest."""
    about = About(__version__, newest(), "办公室党支部", TODAY)
    photos = sorted((branch.folder / "photos").iterdir())
    write_archive(target, branch.folder / "branch.db", photos, [], about, unwatched)
    return target


def judge(answer: Answer) -> list[str]:
    """What is wrong with an answer: a traceback, an unknown code, no sentence for a failure, raw control characters."""
    problems = []
    if answer.error or "Traceback (most recent" in answer.err:
        problems.append(f"traceback {answer.error or answer.err[-200:]}")
    elif answer.code not in (0, 1, 2, 3, 4):
        problems.append(f"exit code {answer.code}")
    elif answer.code and not _HAN.search(answer.err + answer.out):  # what doctor finds is what it was asked for
        problems.append(f"exit code {answer.code} without a sentence: {answer.err[-100:]!r}")
    for name, text in (("stdout", answer.out), ("stderr", answer.err)):
        if found := _RAW.search(text):
            problems.append(f"{name} holds {found.group()!r}")
    return problems


def unsound(path: Path) -> list[str]:
    """What SQLite finds wrong with a database."""
    if not path.exists():
        return ["the database is gone"]
    with closing(sqlite3.connect(path)) as other:
        found = other.execute("PRAGMA integrity_check").fetchone()[0]
    return [] if found == "ok" else [f"integrity: {found}"]


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> Sample:
    """`sample(whole)`: how many of `whole` turns this run makes."""
    share = 1.0 if request.config.getoption("--attack") else 0.02
    return lambda whole: max(2, round(whole * share))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRANCHTUI_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    os.environ.pop("PYTHONSTARTUP", None)
