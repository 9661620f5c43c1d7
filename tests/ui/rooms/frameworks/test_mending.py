"""Where each thing that is missing is mended, and what the matrix counts."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.rules.frameworks.judging import Gap
from branchtui.rules.frameworks.needs import MEASURES, Need
from branchtui.rules.frameworks.periods import Period, periods
from branchtui.rules.frameworks.things import THINGS
from branchtui.store.queries.frameworks.marked import Unrecorded
from branchtui.ui.commands.rooms import KINDS, ROOMS
from branchtui.ui.rooms.frameworks.standing.matrix import in_sight, matrix
from branchtui.ui.rooms.frameworks.standing.mending import way_of
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.workdays import terms
from tests.ui.conftest import NOW

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026年")
SOMEBODY = b"\1" * 16
NEEDS = [
    *(Need("n", "要", "count", thing=table, kind=("党课",) if table == "meeting" else ()) for table in THINGS),
    *(Need("n", "要", "measure", measure=measure, at_least=1) for measure in MEASURES),
]


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.thing or need.measure)
def test_each_way_leads_somewhere(need: Need) -> None:
    way = way_of(need, Gap(YEAR, None, "缺"), ())
    forms = [form for room in ROOMS for form in room.forms]
    if way.form:
        assert any(way.form == form or (form.endswith("-") and way.form.startswith(form)) for form in forms), way
    elif way.room:
        assert way.room in {room.place for room in ROOMS}
    else:
        assert need.thing == "attachment", (
            f"what lacks {need.thing} is mended nowhere: give it a Way in ui/rooms/frameworks/standing/mending.py"
        )


def test_a_meeting_that_nobody_said_was_held_comes_before_a_new_one() -> None:
    need = Need("n", "党课", "count", thing="meeting", kind=("党课",))
    others = [Unrecorded(b"a", "例会", date(2026, 3, 1)), Unrecorded(b"b", "党课", date(2025, 3, 1))]
    gap = Gap(YEAR, None, "缺")
    assert way_of(need, gap, others).form == "plan-党课"
    assert way_of(need, gap, [*others, Unrecorded(b"c", "党课", date(2026, 3, 1))]).thing == ("meeting", b"c")


def test_of_a_person_a_post_and_a_thing_these_are_opened() -> None:
    hours = Need("n", "学时", "each", each="member", measure="study_hours", at_least=32)
    post = Need("n", "服务", "within", each="post", thing="service", within_days=60)
    papers = Need("n", "党课", "count", thing="meeting", kind=("党课",), papers=("sign_in",))
    assert way_of(hours, Gap(YEAR, SOMEBODY, "缺"), ()).form == f"ledger-{SOMEBODY.hex()}"
    opened = way_of(post, Gap(YEAR, SOMEBODY, "缺"), ())
    assert (opened.thing, opened.tab) == (("post", SOMEBODY), "log") and "post" in KINDS
    assert way_of(papers, Gap(YEAR, None, "缺", ("meeting", b"m")), ()).thing == ("meeting", b"m")


@pytest.mark.parametrize("per", ["month", "quarter", "term"])
@pytest.mark.usefixtures("seeded_home")
def test_the_cells_of_a_point_count_its_pieces(per: str) -> None:
    row = adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    of = standing(row, NOW.date())
    found = matrix(of, periods(per, row.starts_on, row.ends_on, terms()))  # type: ignore[arg-type]
    assert any(each.pieces for each in found)
    for each in found:
        dated = [piece for piece in each.row.pieces if piece.how != "out" and piece.thing.counted is not None]
        if each.row.pieces:
            assert sum(cell.pieces for cell in each.cells) == len(dated), each.row.point.title
        assert each.parent or each.pieces == sum(piece.how != "out" for piece in each.row.pieces)


@pytest.mark.parametrize(
    ("today", "room", "first", "last"),
    [
        (date(2026, 5, 1), 3, 0, 2),  # the present one with the next
        (date(2026, 12, 1), 3, 2, 4),
        (date(2030, 1, 1), 3, 5, 7),  # over: the last ones
        (date(2025, 1, 1), 3, 0, 2),  # not begun
        (date(2026, 5, 1), 99, 0, 7),
        (date(2026, 5, 1), 1, 1, 1),
    ],
)
def test_the_periods_in_sight(today: date, room: int, first: int, last: int, seeded_home: Home) -> None:
    quarters = periods("quarter", date(2026, 1, 1), date(2027, 12, 31), terms())
    shown = in_sight(quarters, today, room)
    assert shown == quarters[first : last + 1]
