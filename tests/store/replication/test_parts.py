"""What is a part of what, at any depth."""

from datetime import date, datetime

import pytest

from branchtui.store.models import AgendaItem, Fact, Figure, Guest, Material, Meeting, Plan, PlanItem, Report
from branchtui.store.models.columns import pointing
from branchtui.store.replication import parts
from branchtui.store.writes import append, trash


@pytest.fixture
def meeting(database: object) -> Meeting:
    row = Meeting.create(kind="党课", title="学习全会精神", planned_start=datetime(2026, 3, 4, 15))
    append(AgendaItem, meeting=row, title="集中学习")
    return row


def test_parts_of_a_part_belong_to_the_whole(meeting: Meeting) -> None:
    plan = Plan.create(title="春季学期", first_day=date(2026, 2, 20), last_day=date(2026, 7, 10))
    item = append(PlanItem, plan=plan, theme="学习条例")
    other = append(
        PlanItem, plan=Plan.create(title="别的", first_day=plan.first_day, last_day=plan.last_day), theme="别的"
    )
    read = append(Material, plan_item=item, title="《条例》")
    append(Material, plan_item=other, title="别的")
    shared = append(Material, plan_item=item, meeting=meeting, title="公报")
    loose = Material.create(title="散页", order_key="n")
    trash(item)
    assert list(parts.rows(plan)) == [("plan", plan.id), ("plan_item", item.id), ("material", read.id)]
    assert list(parts.rows(item)) == [("plan_item", item.id), ("material", read.id)]
    assert parts.owner("material", read.id) == ("plan", plan.id)
    assert parts.owner("plan_item", item.id) == ("plan", plan.id), "and not to the meeting that it was made into"
    assert parts.owner("material", shared.id) == ("meeting", meeting.id), "the first that it names"
    assert ("material", shared.id) in set(parts.rows(meeting))
    assert parts.owner("material", loose.id) == ("material", loose.id)


def test_a_part_may_belong_to_a_row_of_any_table(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    report, other = Report.create(title="题"), Report.create(title="别的")
    for row in (other, report):
        fact = Fact.create(**pointing("owner", row), **pointing("source", meeting), key="place", value="201")
    assert parts.owner("fact", fact.id) == ("report", report.id)
    assert ("fact", fact.id) not in set(parts.rows(report)), "it comes with what uses it"
    monkeypatch.setattr(Fact, "aside", False)
    assert list(parts.rows(report)) == [("report", report.id), ("fact", fact.id)]
    assert ("fact", fact.id) not in set(parts.rows(meeting)), "its source is no owner"


def test_every_row_of_a_thing_leads_back_to_it(meeting: Meeting) -> None:
    append(Guest, meeting=meeting, name="来宾")
    report = Report.create(title="题", **pointing("about", meeting))
    figure = Figure.create(report=report, mark=1)
    rows = list(parts.rows(meeting))
    assert {table for table, _ in rows} >= {"meeting", "agenda_item", "guest"}
    assert len(rows) == len(set(rows))
    assert all(parts.owner(*row) == ("meeting", meeting.id) for row in rows)
    assert ("report", report.id) not in rows, "a report is written about a meeting, and is no part of it"
    assert list(parts.rows(report)) == [("report", report.id), ("figure", figure.id)]
    assert parts.owner("agenda_item", AgendaItem.get(AgendaItem.meeting == meeting).id) == ("meeting", meeting.id)
