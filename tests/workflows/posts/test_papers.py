"""The papers of a post: every figure is the sum of the rows it stands over."""

from datetime import date

import pytest

from branchtui.papers.facts.post_log import LogFacts, YearFacts
from branchtui.papers.tree import Paper, Table
from branchtui.rules.posts.terms import Term
from branchtui.store.file.database import act
from branchtui.store.models import Contact, Helper, Meeting, Post
from branchtui.store.queries import post_view
from branchtui.store.queries.services.figures import Figure
from branchtui.workflows.posts import log, sign_ups
from branchtui.workflows.posts.holders import end_holder
from branchtui.workflows.posts.papers import papers_of, post_facts
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.steps import add_step
from branchtui.workflows.posts.written.log_facts import log_facts, this_year, year_facts
from tests.conftest import NOW, TODAY
from tests.papers.test_meeting_papers import texts
from tests.workflows.posts.conftest import member

LINES = (
    "林知远 2026-03-04 下午2点到4点 窗口咨询 服务学生30人次 50份",
    "周以宁 2026-03-05 1.5小时 值班 服务教师4人次 2场",
    "周以宁 2026-02-03 0.5小时 接待来访 3人次 7份",
    "林知远 2025-11-03 8小时 整理档案 9人次",
)


def entered(post: Post) -> None:
    rows = [log.log_line(post, line, now=NOW) for line in LINES]
    sign_ups.sign_up(rows[0], [member("沈一禾")])
    sign_ups.sign_up(rows[1], [member("沈一禾")], hours="1小时")
    sign_ups.sign_up(rows[2], [member("沈一禾")], state="absent")
    log.set_state([log.log_line(post, "周以宁 2026-02-04 2小时 讲座", now=NOW)], "cancelled", today=TODAY)


def facts_of(post: Post, span: Term | None = None) -> tuple[LogFacts, YearFacts]:
    view = post_view.view(post.id)
    rules = post_rules()
    of_log = log_facts(view, post_facts(view, rules, TODAY), span or this_year(TODAY), TODAY)
    return of_log, year_facts(view, of_log, rules)


def made(post: Post, span: Term | None = None) -> dict[str, Paper]:
    return dict(papers_of(post_view.view(post.id), TODAY, span))


@pytest.mark.parametrize("span", [None, Term(date(2025, 9, 1), TODAY), Term(date(2026, 2, 1), date(2026, 2, 28))])
def test_totals_are_the_sums_of_the_rows(post: Post, span: Term | None) -> None:
    entered(post)
    of_log, of_year = facts_of(post, span)
    totals = of_log.totals
    assert totals == of_year.totals
    assert totals.services == len(of_log.rows) == sum(share.services for share in of_year.months)
    assert totals.hours == sum(row.hours for row in of_log.rows)
    assert totals.served == sum(row.served or 0 for row in of_log.rows)
    for shares in (of_year.months, of_year.people):
        assert sum(share.services for share in shares) == totals.services
        assert sum(share.hours for share in shares) == totals.hours
        assert sum(share.served for share in shares) == totals.served
    days = span or this_year(TODAY)
    asked = Figure("hours", post=post.id, first=days.from_day, last=days.to_day)
    assert totals.hours == asked.total() / 2, "what a screen shows"


def test_the_log_says_who_took_part_and_for_how_long(post: Post) -> None:
    entered(post)
    rows = [(row.day.isoformat(), row.who, row.hours, row.result) for row in facts_of(post)[0].rows]
    assert rows == [
        ("2026-02-03", ("周以宁",), 0.5, "7份"),
        ("2026-03-04", ("林知远", "沈一禾"), 4.0, "50份"),
        ("2026-03-05", ("周以宁", "沈一禾（1小时）"), 2.5, "2场"),
    ]
    assert facts_of(post)[1].totals.results == ("57份", "2场")
    assert [share.name for share in facts_of(post)[1].months] == ["2月", "3月"]


def test_the_papers_of_a_log_are_there_when_anything_was_done(post: Post) -> None:
    entered(post)
    assert [name for name in made(post) if "_" in name] == [
        f"服务台账_20260101-{TODAY:%Y%m%d}",
        f"年度总结表_20260101-{TODAY:%Y%m%d}",
    ]
    nothing = made(post, Term(date(2025, 12, 1), date(2025, 12, 31)))
    assert not any("台账" in name or "总结" in name for name in nothing)


def test_students_and_telephones_are_masked(post: Post) -> None:
    row = log.log_line(post, "林知远 2026-03-04 2小时 联系学生13812345678", now=NOW)
    with act("往来"):
        named = Contact.create(name="程小雨", position="学生助理")
        agreed = Contact.create(name="闻人晴", position="研究生")
        helper = Contact.create(name="裴小秋", unit="后勤处")
        guest = Contact.create(name="何老师", unit="图书馆")
        Helper.create(contact=agreed, consent=True)
        Helper.create(contact=helper)
    sign_ups.sign_up(row, [named, agreed, helper, guest])
    of_log, of_year = facts_of(post)
    assert of_log.rows[0].who == ("林知远", "何老师", "程某某", "裴某某", "闻人晴")
    assert {share.name for share in of_year.people} == {"林知远", "程某某", "闻人晴", "裴某某", "何老师"}
    whole = "\n".join(texts(paper) for paper in made(post).values())
    assert "138****5678" in whole and "13812345678" not in whole and "程小雨" not in whole


def test_a_plate_names_those_who_hold_the_post_now(post: Post) -> None:
    assert "亮岗牌" not in made(post), "nothing is known of it but its name"
    for step, day, to_day in (
        ("申报", date(2025, 9, 1), None),
        ("评议", date(2025, 9, 2), None),
        ("公示", date(2025, 9, 3), date(2025, 9, 30)),
        ("核准", date(2025, 10, 9), None),
        ("授牌", date(2025, 10, 10), None),
    ):
        add_step(post, step, day=day, to_day=to_day)
    end_holder(post, member("林知远"), to_day=date(2025, 12, 31))
    plate = made(post)["亮岗牌"]
    assert "周以宁" in texts(plate) and "林知远" not in texts(plate) and plate.sheet == "hung"
    add_step(post, "结束", day=TODAY, reason="岗位合并")
    assert "亮岗牌" not in made(post)


def test_what_a_post_was_set_up_on_is_no_later_meeting(post: Post, meeting: Meeting) -> None:
    add_step(post, "申报", day=date(2025, 9, 1))
    add_step(post, "评议", day=date(2025, 9, 2))
    add_step(post, "公示", day=date(2025, 9, 3), to_day=date(2025, 9, 30))
    add_step(post, "核准", day=date(2025, 10, 9))
    add_step(post, "授牌", day=date(2025, 10, 10))
    add_step(post, "述职", day=TODAY, meeting=meeting)
    table = next(block for block in made(post)["岗位登记表"].blocks if isinstance(block, Table))
    said = dict(table.rows)
    assert said["设岗依据"] == "（未填写）" and meeting.title in said["办理经过"]
