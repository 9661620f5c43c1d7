"""Earlier years of the demo: in bulk, by the workflows, each act its own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import AgendaItem, Meeting, Report
from branchtui.store.queries import people
from branchtui.workflows.board import board
from branchtui.workflows.demo import build_demo
from branchtui.workflows.progress import StoppedError

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.fixture
def photos(tmp_path: Path) -> Iterator[PhotoStore]:
    open_database(tmp_path / "branch.db")
    yield PhotoStore(tmp_path / "photos", tmp_path / "cache")
    close_database()


@pytest.mark.slow
def test_a_year_more(photos: PhotoStore) -> None:
    build_demo(now=NOW, photos=photos, years=1)
    season = 27
    assert Meeting.select().count() == 200 + season
    assert 1.15 <= (Report.select().count() - 1) / 200 <= 1.35
    assert AgendaItem.select().count() >= 3 * 200
    first = min(row.planned_start for row in Meeting.select()).date()
    for day in (first, first + timedelta(100), first + timedelta(300)):
        assert 26 <= len(people.roster(day)) <= 34
    # Each step is an act of its own, so that each can be undone; records were changed later, and keep what was before.
    assert sql.value("SELECT count(*) FROM act") >= 5 * 200
    assert sql.value("SELECT count(*) FROM stamp_history WHERE col > 0") >= 200
    records = [row.record for row in AgendaItem.select()]
    assert len(set(records)) >= 0.95 * len([record for record in records if record])
    decided = AgendaItem.select().where(AgendaItem.resolution != "").count()
    assert 100 <= decided <= len(records) - 100, "some items end in a resolution, others do not"
    assert not board(NOW.date()).contradictions


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Years of twenty meetings."""
    whole = assets.toml

    def fewer(*parts: str) -> dict[str, Any]:
        return {**whole(*parts), "meetings_a_year": 20}

    monkeypatch.setattr(assets, "toml", fewer)


@pytest.mark.slow
def test_the_same_number_of_years_gives_the_same_words(photos: PhotoStore, tmp_path: Path, few: None) -> None:
    def words() -> list[tuple[str, str, datetime]]:
        return list(Meeting.select(Meeting.kind, Meeting.title, Meeting.planned_start).order_by(Meeting.id).tuples())

    build_demo(now=NOW, photos=photos, years=1)
    first = words()
    close_database()
    open_database(tmp_path / "other.db")
    build_demo(now=NOW, photos=photos, years=1)
    assert words() == first


def test_stopped_midway_keeps_whole_years_only(photos: PhotoStore, few: None) -> None:
    def stop(done: int, whole: int) -> None:
        assert whole == 40
        if done == 25:
            raise StoppedError("停下")

    with pytest.raises(StoppedError):
        build_demo(now=NOW, photos=photos, years=2, progress=stop)
    assert Meeting.select().count() == 20


@pytest.mark.slow
def test_years_are_not_added_to_a_demo_that_is_there(photos: PhotoStore) -> None:
    build_demo(now=NOW, photos=photos)
    count = Meeting.select().count()
    with pytest.raises(BranchError, match="空文件夹"):
        build_demo(now=NOW, photos=photos, years=1)
    assert Meeting.select().count() == count and people.branch() is not None
