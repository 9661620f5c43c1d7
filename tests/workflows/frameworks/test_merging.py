"""Two machines adopt, mark, take out and unmark as they like, then merge: both say the same, and no evidence is lost."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies

from branchtui.errors import BranchError
from branchtui.store.file import health
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Evidence, Framework, Meeting, Point
from branchtui.workflows.frameworks import marks
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template_from_text
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.safety import merging
from tests.conftest import TODAY, of_no_device
from tests.laws.kept_open import KeptOpen
from tests.workflows.frameworks.conftest import FILE, lesson
from tests.workflows.frameworks.test_marking import must_agree

LEVELS = ("校级", "省级")
DAYS = (date(2025, 3, 5), date(2025, 4, 8), date(2025, 12, 5))
PARTS = 6  # each plays ten histories; one with every change, all with `--slow`
Mark = tuple[bytes, bytes]
ACTS = ("mark", "mark", "take out", "unmark", "adopt", "hold", "merge")

small = strategies.integers(0, 3)
steps = strategies.lists(
    strategies.tuples(strategies.booleans(), strategies.sampled_from(ACTS), small, small), min_size=4, max_size=14
)


@contextmanager
def at(path: Path) -> Iterator[None]:
    open_database(path)
    try:
        yield
    finally:
        close_database()


def _adopt(level: str) -> Framework:
    return adopt(template_from_text(FILE, "对标.toml"), level=level, first=date(2025, 3, 1))


def _do(what: str, one: int, other: int) -> tuple[Mark, str | None] | None:
    """Do it; the mark that was set (its state) or taken back (None), if any."""
    if what == "adopt":
        with suppress(BranchError):  # it is adopted already
            _adopt(LEVELS[one % 2])
    elif what == "hold":
        lesson(DAYS[one % 3], f"又一次{other}")
    else:
        points = list(Point.select().where(Point.key.in_(("lessons", "honours"))).order_by(Point.id))
        meetings = list(Meeting.select().where(Meeting.live()).order_by(Meeting.id))
        point, meeting = points[one % len(points)], meetings[other % len(meetings)]
        key = (point.id, meeting.id)
        if what == "mark":
            marks.mark([point], [meeting])
            return key, "in"
        if what == "take out":
            marks.take_out(point, [meeting], "不算")
            return key, "out"
        row = Evidence.get_or_none(Evidence.point == point, Evidence.thing_id == meeting.id, Evidence.live())
        if row is not None:
            marks.unmark(row)
            return key, None
    return None


def _told() -> list[object]:
    """All that the frameworks say, whatever file says it; their cells count what they open."""
    found: list[object] = []
    for framework in Framework.select().where(Framework.live()).order_by(Framework.id):
        stands = standing(framework, TODAY)
        must_agree(stands)
        points = [
            (
                row.number,
                row.state,
                [(need.need.key, need.state, [(cell.have, cell.state) for cell in need.cells]) for need in row.needs],
                [(piece.thing.id, piece.how) for piece in row.pieces],
            )
            for row in stands.points
        ]
        found.append((framework.level, points))
    return found


def _marks() -> dict[Mark, str]:
    return {(row.point_id, row.thing_id): row.state for row in Evidence.select().where(Evidence.live())}


def _kept(sides: tuple[Mapping[Mark, str | None], ...]) -> Mapping[Mark, str]:
    """The marks that must be there after a merge: what one side did since the last one and the other did not touch, and
    what both did alike."""
    found = {}
    for key in {*sides[0], *sides[1]}:
        states = {side[key] for side in sides if key in side}
        if len(states) == 1 and (state := states.pop()) is not None:
            found[key] = state
    return found


@pytest.fixture(scope="session")
def _adopted(_branch_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The branch with a framework of which something is there already; to be copied."""
    path = tmp_path_factory.mktemp("adopted") / "branch.db"
    shutil.copyfile(_branch_database, path)
    with at(path):
        _adopt(LEVELS[0])
        for day in DAYS:
            lesson(day)
    of_no_device(path)
    return path


@pytest.fixture
def _kept_open() -> Iterator[KeptOpen]:
    kept = KeptOpen()
    yield kept
    kept.end()


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS))])
@settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(played=steps)
def test_both_say_the_same_and_no_evidence_is_lost(
    _adopted: Path, _kept_open: KeptOpen, part: int, played: list[tuple[bool, str, int, int]]
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="branchtui-frameworks-"))
    paths = folder / "甲.db", folder / "乙.db"
    try:
        for path in paths:
            shutil.copyfile(_adopted, path)
        since: tuple[dict[Mark, str | None], ...] = {}, {}
        for second, what, one, other in [*played, (False, "merge", 0, 0)]:
            if what != "merge":
                with at(paths[second]):
                    if (done := _do(what, one, other)) is not None:
                        since[second][done[0]] = done[1]
                continue
            seen = []
            for path, came in (paths, paths[::-1], paths):
                with at(path):
                    merging.merge(came, today=TODAY)
                    seen.append((_told(), _marks()))
            assert seen[1] == seen[2], "both say the same"
            there = seen[2][1]
            assert {key: there.get(key) for key in _kept(since)} == _kept(since), "no evidence is lost"
            for side in since:
                side.clear()
        for path in paths:
            with at(path):
                assert health.problems() == []
    finally:
        for path in paths:
            _kept_open.forget(path)
        shutil.rmtree(folder)
