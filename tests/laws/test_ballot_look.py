"""After any history the board finds the ballots that a comparison of every meeting with one finds contradicted.

Whoever wrote it: workflows, undo, another program, a merge whose writes leave no stamps of this session, a restored file.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.other_file import open_other
from branchtui.store.models import Ballot, BallotExclusion, Meeting, Report
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.meetings import attendance, ballots, meetings, minutes
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import undo
from branchtui.workflows.voting.contradictions import contradictions_of, contradictions_since
from tests.conftest import NOW
from tests.laws.another_program import Chance, by_a_merge, by_another, row_of
from tests.laws.test_undo_law import _start, any_of, held, item, meeting, restored

HISTORIES = 60  # 150 were run when this was written
EXPECTED = 3  # voters, with one who does not count
TEXTS = ["3票赞成", "赞成3票，反对1票。", "应到5名，实到3名。", "全票通过。", "没有票数。", ""]
_BALLOT = (
    "deleted, item_id, order_key, kind, motion, candidate_name, way, yes, against, abstain, voters_present, "
    "present_reason, scrutineers, tellers"
)
_REPORT = "deleted, kicker, title, subtitle, unit, editors_note, state, reason, outlet, link, profile, about_table"
# What another program may write: each can make a contradiction, or end one.
OTHERS = [
    f"UPDATE ballot SET deleted = 1 - deleted WHERE id = {row_of('ballot')}",
    f"UPDATE OR FAIL ballot SET yes = :n % 6, against = 1, abstain = 0 WHERE id = {row_of('ballot')}",
    f"UPDATE ballot SET item_id = {row_of('agenda_item')} WHERE id = {row_of('ballot')}",
    f"UPDATE ballot SET voters_present = 2 WHERE id = {row_of('ballot')}",
    f"INSERT OR ABORT INTO ballot (id, {_BALLOT}) SELECT :id, {_BALLOT} FROM ballot WHERE id = {row_of('ballot')}",
    f"UPDATE agenda_item SET record = '赞成' || (:n % 6) || '票' WHERE id = {row_of('agenda_item')}",
    f"UPDATE agenda_item SET resolution = '反对' || (:n % 6) || '票' WHERE id = {row_of('agenda_item')}",
    f"UPDATE agenda_item SET deleted = 1 - deleted WHERE id = {row_of('agenda_item')}",
    f"UPDATE agenda_item SET meeting_id = {row_of('meeting')} WHERE id IN (SELECT item_id FROM ballot)",
    f"UPDATE ballot_exclusion SET deleted = 1 - deleted WHERE id = {row_of('ballot_exclusion')}",
    f"UPDATE ballot_exclusion SET meeting_id = {row_of('meeting')} WHERE id = {row_of('ballot_exclusion')}",
    "UPDATE attendance SET state = 'absent'",
    f"UPDATE attendance SET votes = 1 - votes WHERE id = {row_of('attendance')}",
    f"UPDATE attendance SET deleted = 1 - deleted WHERE id = {row_of('attendance')}",
    f"UPDATE attendance SET meeting_id = {row_of('meeting')} WHERE id = {row_of('attendance')}",
    f"UPDATE meeting SET state = CASE state WHEN 'held' THEN 'filed' ELSE 'held' END WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET kind = '支部委员会会议' WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET deleted = 1 - deleted WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET merged_into_id = CASE WHEN merged_into_id IS NULL THEN {row_of('meeting')} END WHERE id = {row_of('meeting')}",
    f"UPDATE report SET body = '会上反对' || (:n % 6) || '票。' WHERE id = {row_of('report')}",
    f"UPDATE report SET title = '以5票赞成通过' WHERE id = {row_of('report')}",
    f"UPDATE report SET deleted = 1 - deleted WHERE id = {row_of('report')}",
    f"UPDATE report SET about_id = {row_of('meeting')} WHERE id = {row_of('report')}",
    "UPDATE report SET about_table = CASE about_table WHEN '' THEN 'meeting' ELSE '' END",
    f"INSERT INTO report (id, body, about_id, {_REPORT}) SELECT :id, '会上赞成2票。', {row_of('meeting')}, {_REPORT} FROM report LIMIT 1",
]
# By another day other rules may hold; those of today's are the same on each.
ASIDE = [f"UPDATE meeting SET starts_at = :day || ' 15:00:00' WHERE id = {row_of('meeting')}"]
# What may stand before: nothing contradicted, a text that says another number, a number that can't be and no text.
BEFORE: list[list[str]] = [
    [],
    ["UPDATE ballot SET yes = 2", "UPDATE report SET body = '会上赞成3票。'"],
    ["UPDATE ballot SET yes = 9", "UPDATE agenda_item SET record = ''", "UPDATE report SET body = '', title = '稿'"],
]
# Nothing is deleted but where the stamps are mute.
DELETED = [
    f"DELETE FROM {table} WHERE id = {row_of(table)}"
    for table in ("ballot", "attendance", "ballot_exclusion", "report")
]


def _numbers(chance: Chance) -> dict[str, str]:
    return {"yes": str(chance.randint(0, 4)), "against": chance.choice("01"), "abstain": chance.choice("01")}


def _written(chance: Chance) -> None:
    by_another(chance.choice([*OTHERS, *ASIDE]), chance)


def _merged(chance: Chance) -> None:
    by_another(chance.choice([*OTHERS, *ASIDE, *DELETED]), chance, mute=True)


def _taken_back(chance: Chance) -> None:
    """What is written and then rolled back was never written, and what was noted of it neither."""

    class Broken(Exception):
        pass

    with suppress(Broken), act("不成"):
        Ballot.update(yes=chance.randint(0, 9)).execute()
        if chance.random() < 0.5:
            found()
        raise Broken


STEPS: list[Callable[[Chance], object]] = [
    lambda c: ballots.add_ballot(item(c, held(c)), "ordinary", {"motion": "一事", **_numbers(c)}),
    lambda c: ballots.change_ballot(any_of(Ballot, c), _numbers(c)),  # type: ignore[arg-type]
    lambda c: ballots.remove_ballot(any_of(Ballot, c)),  # type: ignore[arg-type]
    lambda c: ballots.exclude(held(c), c.choice(["林知远", "周以宁"]), "借调", "批复", voted=True),
    lambda c: ballots.count_again(any_of(BallotExclusion, c)),  # type: ignore[arg-type]
    lambda c: minutes.write_item(item(c, held(c)), record=c.choice(TEXTS), now=NOW),
    lambda c: minutes.write_item(item(c, held(c)), resolution=c.choice(TEXTS), now=NOW),
    lambda c: attendance.set_states(row := held(c), {key: (c.choice(["present", "excused"]), "事") for key in facts.attendances(row)}),
    lambda c: draft_from_meeting(held(c)),
    lambda c: reports.edit_report(any_of(Report, c), body=c.choice(TEXTS)),  # type: ignore[arg-type]
    lambda c: meetings.hold(meeting(c, "planned"), now=NOW + timedelta(days=30)),
    restored,
    _taken_back,
    _written,
    _written,
    _merged,
    lambda _: undo.undo_last(),
    lambda _: undo.redo_last(),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


def found() -> list[tuple[bytes, tuple[str, ...]]]:
    """What the board says."""
    return sorted((each.meeting.id, each.words) for each in contradictions_since(date.min, meeting_rules()))


def compared() -> list[tuple[bytes, tuple[str, ...]]]:
    """The same by comparing every meeting, one by one; of a filed one only texts that speak of numbers."""
    rows = Meeting.select().where(Meeting.live()).order_by(Meeting.id)
    told = [(row.id, words) for row in rows if (words := tuple(contradictions_of(row)))]
    return [each for each in told if not _filed_and_silent(each[0])]


def _filed_and_silent(key: bytes) -> bool:
    from branchtui.store.queries.contradictions.voted_meetings import voted_at
    from branchtui.workflows.voting.comparing import speaks

    (voted,) = voted_at(Meeting.get_by_id(key))
    return voted.state == "filed" and not speaks(voted)


def _begin(path: Path) -> None:
    """Five people and a meeting that was held, with a ballot that nothing contradicts; a report of it."""
    close_database()
    shutil.copy(_start(), path)
    open_database(path)
    row = held(random.Random(0))
    away = people.person("周以宁", NOW.date()).id
    here = dict.fromkeys(facts.attendances(row), ("present", ""))
    attendance.set_states(row, here | {away: ("excused", "借调")})
    first = facts.items(row)[0]
    ballots.add_ballot(first, "ordinary", {"motion": "一事", "yes": "3", "against": "0", "abstain": "0"})
    ballots.exclude(row, "周以宁", "借调", "批复", voted=True)
    minutes.write_item(first, record=f"有表决权的党员应到{EXPECTED}名，赞成3票。", now=NOW)
    meetings.hold(meeting(random.Random(0), "planned"), now=NOW + timedelta(days=30))


@pytest.fixture
def looked(database: Path) -> Path:
    _begin(database)
    assert found() == compared() == []
    return database


@pytest.mark.parametrize("statement", [*OTHERS, *DELETED])
def test_whatever_can_make_a_contradiction_is_noted(looked: Path, statement: str) -> None:
    """By itself and after something that made a contradiction."""
    told = 0
    for number in range(180):
        if number >= 18 and told:  # most tell something by then; which row is meant is decided by ids made at random
            break
        chance = random.Random(number)
        with db.atomic() as tried:
            by_a_merge(chance, *BEFORE[number % 3], *chance.choices(OTHERS, k=number // 6))
            before = found()
            by_a_merge(chance, statement)
            after = found()
            assert after == compared()
            told += after != before
            tried.rollback()
    assert told, "this says nothing of the triggers: make it tell a contradiction, or end one"


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=14))
@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
def test_the_board_finds_what_a_comparison_of_everything_finds(history: list[int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "branch.db"
        _begin(path)
        assert found() == compared()
        for number in history:
            chance = random.Random(number)
            with suppress(BranchError):
                chance.choice(STEPS)(chance)
            if chance.random() < 0.5:
                assert found() == compared()
        wanted = compared()
        assert found() == wanted, "at the first look"
        assert found() == wanted, "at the second, which has less to compare"
        assert sql.value("SELECT count(*) FROM ballot_look") == 1
        with open_other(path) as other, other.reading():
            assert found() == compared() == wanted, "in another's file"
        close_database()
