"""A byte that turned over anywhere in the database: each command answers or says a sentence, and a backup brings it back.

`pytest tests/laws/test_flips.py --flips=1000` turns over a thousand places.
"""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchtui.store.file import backups
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import apply_roster, preview_roster
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import backup
from tests.cli.conftest import Cli, cli, home_dir  # noqa: F401  # fixtures
from tests.conftest import NOW, TODAY
from tests.workflows.conftest import ROSTER

_WORDS = re.compile(rb"held|present|full|probationary|draft|standing|membership|20\d\d-\d\d-\d\d|CREATE [A-Z]+|stamp_")
_PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[tuple[str, ...]]]]:
    """The file of a small branch with a meeting and a report, and commands that read all of it."""
    path = tmp_path_factory.mktemp("sound") / "branch.db"
    open_database(path)
    create_branch("海州大学办公室党支部", "国际商学院", "林知远", today=TODAY)
    apply_roster(preview_roster(ROSTER.encode(), "名册.csv", as_of=None, today=TODAY))
    meeting = meetings.plan_meeting(
        "主题党日", when=NOW.replace(day=4), place="201", title="全会精神", items=["学习"], materials=["公报"], now=NOW
    )
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    backups.write(path.with_name("备份.db"))
    close_database()
    yield (
        path,
        [
            *(("list", what) for what in ("members", "meetings", "reports")),
            ("show", "meeting", meeting.id.hex()),
            ("show", "report", report.id.hex()),
            ("show", "member", "林知远"),
            ("history", "meeting", meeting.id.hex()),
            ("board",),
            ("search", "全会"),
            ("profiles",),
            ("doctor",),
            ("backup",),
        ],
    )


def _places(data: bytes, chance: random.Random) -> Iterator[int]:
    """Where a byte turns over: anywhere, in the heads of pages, in words that the program looks up."""
    words = [match.start() + place for match in _WORDS.finditer(data) for place in range(len(match[0]))]
    while True:
        yield chance.randrange(len(data))
        yield chance.randrange(len(data) // _PAGE) * _PAGE + chance.randrange(16)
        yield chance.choice(words)


@pytest.mark.timeout(3600)
def test_a_byte_that_turned_over(
    cli: Cli,  # noqa: F811
    home_dir: Path,  # noqa: F811
    sound: tuple[Path, list[tuple[str, ...]]],
    request: pytest.FixtureRequest,
) -> None:
    path, commands = sound
    data = path.read_bytes()
    database = home_dir / "branch.db"
    chance = random.Random(15)
    places = _places(data, chance)
    for _ in range(request.config.getoption("--flips")):
        shutil.rmtree(home_dir, ignore_errors=True)
        home_dir.mkdir(parents=True)
        place = next(places)
        damaged = bytearray(data)
        damaged[place] ^= chance.choice((1, 2, 4, 32, 128, 255))
        database.write_bytes(damaged)
        for words in commands:
            result = cli(*words)  # what it can't tell of would be raised here
            assert result.code in (0, 1), (place, words, result)
            assert result.code == 0 or result.err or words == ("doctor",), (place, words)
            assert "Traceback" not in result.err, (place, words)
        for made in (home_dir / "backups").glob("*.db"):
            assert backups.quick_check(made) == "", place
        restored = cli("restore", str(path.with_name("备份.db")), "--yes")
        assert restored.code == 0, (place, restored)
        assert cli("doctor").code == 0
        close_database()
    open_database(database)
    assert backup.preview(path.with_name("备份.db")).lines == []


@pytest.mark.timeout(3600)
def test_a_byte_that_turned_over_in_a_file_to_be_merged(
    cli: Cli,  # noqa: F811
    home_dir: Path,  # noqa: F811
    sound: tuple[Path, list[tuple[str, ...]]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """It is refused with a reason, and one's own file is as it was; or what is merged is sound."""
    path, _ = sound
    data = path.read_bytes()
    own, other = home_dir / "branch.db", tmp_path / "那台.db"
    home_dir.mkdir(parents=True)
    chance = random.Random(16)
    places = _places(data, chance)
    for number in range(2 * request.config.getoption("--flips")):
        shutil.copyfile(path.with_name("备份.db"), own)
        assert cli("list", "members").code == 0  # it is this device's from now on
        place = next(places)
        damaged = bytearray(data)
        damaged[place] ^= chance.choice((1, 2, 4, 32, 128, 255))
        if number % 4 == 3:
            del damaged[_PAGE * chance.randrange(len(damaged) // _PAGE) :]
        other.write_bytes(damaged)
        before = own.read_bytes()
        merged = cli("merge", str(other))
        assert merged.code in (0, 1, 4), (place, merged)
        assert "Traceback" not in merged.err, (place, merged)
        if merged.code == 1:
            assert merged.err.startswith("未完成："), (place, merged)
            assert own.read_bytes() == before, (place, merged)
        assert cli("doctor").code == 0, place
        close_database()
