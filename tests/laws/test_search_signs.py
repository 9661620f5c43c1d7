"""After any history a search finds with the signs of texts what it finds without any: none left out, none made up.

Whoever wrote it: workflows, undo, another program, a merge whose writes leave no stamps of this session, a restored file.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.store.engine.handle import db
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.other_file import open_other
from branchtui.store.models import Member, Report, SearchSign
from branchtui.store.models.local.search_sign import SEARCHED
from branchtui.store.queries.finding import search as finding
from branchtui.store.queries.finding.search import Hit, search
from branchtui.store.queries.finding.search_signs import make_signs
from branchtui.workflows.safety import purge, undo
from tests.laws.another_program import by_another, row_of
from tests.laws.test_undo_law import ACTS, Chance, _start, any_of, restored

HISTORIES = 40
ASKED = ("学", "校史", "甲", "乙1", "丙", "题", "决议", "师生", "aB", "学 甲", "转化为服务", "鑫")


OTHERS = [
    *(
        f"UPDATE {table} SET {column} = :word || {column} WHERE id = {row_of(table)}"
        for table, (_, *columns) in SEARCHED.items()
        for column in columns
    ),
    *(f"UPDATE {table} SET deleted = 1 - deleted WHERE id = {row_of(table)}" for table in SEARCHED),
    *(
        f"UPDATE {table} SET meeting_id = {row_of('meeting')}, title = :word || title WHERE id = {row_of(table)}"
        for table in ("agenda_item", "material")
    ),
    f"INSERT INTO material (id, deleted, meeting_id, order_key, title) VALUES (:id, 0, {row_of('meeting')}, 'z', :word)",
    f"UPDATE meeting SET merged_into_id = CASE WHEN merged_into_id IS NULL THEN {row_of('meeting')} END WHERE id = {row_of('meeting')}",
]
DELETED = [f"DELETE FROM {table} WHERE id = {row_of(table)}" for table in ("agenda_item", "material", "report")]


def _taken_back(_: Chance) -> None:
    """What is written, signed and then rolled back was never written."""

    class Broken(Exception):
        pass

    with suppress(Broken), act("不成"):
        Report.update(body="鑫").execute()
        make_signs()
        raise Broken


STEPS: list[Callable[[Chance], object]] = [
    *ACTS,
    *[lambda c: by_another(c.choice(OTHERS), c, mute=False)] * 6,
    *[lambda c: by_another(c.choice([*OTHERS, *DELETED]), c, mute=True)] * 6,
    lambda _: undo.undo_last(),
    lambda _: undo.undo_last(),
    lambda _: undo.redo_last(),
    restored,
    _taken_back,
    lambda c: purge.purge_member(any_of(Member, c)) if c.random() < 0.2 else None,  # type: ignore[arg-type]
]


@pytest.fixture(autouse=True)
def _no_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """People are found by an index of their names, which has no signs and takes longer than all the rest."""
    monkeypatch.setattr(finding, "_members", lambda text: [])


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


def _found() -> list[list[Hit]]:
    return [search(words) for words in ASKED]


def _without() -> list[list[Hit]]:
    """The same where every text is looked at."""
    with db.atomic() as tried:
        SearchSign.delete().execute()
        found = _found()
        tried.rollback()
    return found


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=10))
@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
def test_signs_leave_out_nothing_that_holds_the_words(history: list[int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "branch.db"
        shutil.copy(_start(), path)
        open_database(path)
        for number in history:
            chance = random.Random(number)
            if chance.random() < 0.7:
                make_signs(most=chance.choice([1, 40]))
            with suppress(BranchError):
                chance.choice(STEPS)(chance)
            if chance.random() < 0.5:
                assert _found() == _without()
        while make_signs():
            pass
        wanted = _without()
        assert _found() == wanted
        with open_other(path) as other, other.reading():
            assert _found() == wanted, "in another's file"
        close_database()


@pytest.mark.parametrize("statement", [*OTHERS, *DELETED])
def test_whatever_changes_a_text_drops_its_sign(database: Path, statement: str) -> None:
    for number in range(4):
        close_database()
        shutil.copy(_start(), database)
        open_database(database)
        make_signs()
        by_another(statement, random.Random(number), mute=statement in DELETED)
        wanted = _without()
        assert _found() == wanted
        make_signs()
        assert _found() == wanted
