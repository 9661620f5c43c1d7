"""A branch of invented people, and a meeting of theirs."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Meeting
from branchtui.workflows.demo import build_demo
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import apply_roster, preview_roster
from tests.conftest import NOW, TODAY, of_no_device

ROSTER = """姓名,工号,人员类别,入党时间,转正时间,党内职务,党小组
林知远,20100001,正式党员,2008-06-01,2009-06-01,书记,第一党小组
周以宁,20120002,正式党员,2011-06-01,2012-06-01,组织委员,第一党小组
沈一禾,20150003,正式党员,2013-06-01,2014-06-01,,第二党小组
沈亦和,20160004,正式党员,2014-06-01,2015-06-01,,第二党小组
许青禾,20230005,预备党员,2025-05-20,,,第二党小组
"""


@pytest.fixture(scope="session")
def _branch_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of `branch`, made once; to be copied."""
    path = tmp_path_factory.mktemp("branch") / "branch.db"
    open_database(path)
    create_branch("海州大学办公室党支部", "国际商学院", "林知远", today=TODAY)
    apply_roster(preview_roster(ROSTER.encode(), "名册.csv", as_of=None, today=TODAY))
    close_database()
    of_no_device(path)
    return path


@pytest.fixture
def branch(_branch_database: Path, database: Path) -> None:
    """The branch with five people on its roster."""
    close_database()
    shutil.copy(_branch_database, database)
    open_database(database)


@pytest.fixture
def meeting(branch: None) -> Meeting:
    return plan_main_meeting()


def plan_main_meeting() -> Meeting:
    """A 主题党日 planned for the afternoon of 4 March 2026, before NOW."""
    return plan_meeting(
        "主题党日",
        when="2026年3月4日下午3点",
        place="行政楼201",
        title="学习全会精神",
        host="林知远",
        recorder="周以宁",
        items=["集中学习", "交流研讨"],
        materials=["全会公报"],
        now=NOW,
    )


@pytest.fixture(scope="session")
def demo_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime, Path], None]:
    """`demo_of(now, folder)` opens the demo of that moment in a folder, its pictures in `photos`; each is made once, and copied."""
    made: dict[datetime, Path] = {}

    def put(now: datetime, folder: Path) -> None:
        close_database()
        if now not in made:
            place = tmp_path_factory.mktemp("demo")
            open_database(place / "branch.db")
            build_demo(now=now, photos=PhotoStore(place / "photos", place / "cache"))
            close_database()
            made[now] = place
        shutil.copytree(made[now], folder, dirs_exist_ok=True)
        open_database(folder / "branch.db")

    return put
