"""Figures of the log: each opens the rows it is the sum of; a report says only what they carry."""

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.rules.services import MEASURES
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Contact, Post, Service
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.services.log import ServiceList
from branchtui.workflows.figures import log_figures as figures
from branchtui.workflows.posts import log, log_lines, sign_ups
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post, member

PEOPLE = ("林知远", "周以宁", "沈一禾", "许青禾")
Chance = random.Random


def _some(chance: Chance) -> Service:
    rows = list(Service.select().where(Service.live()).order_by(Service.id))
    if not rows:
        raise BranchError("没有可选的")
    return chance.choice(rows)


def _line(chance: Chance) -> str:
    parts = [
        f"2026-{chance.randint(1, 3):02d}-0{chance.randint(1, 9)}",
        f"{chance.randint(1, 6) / 2}小时",
        f"值班{chance.randint(0, 3)}",
        *([f"{chance.randint(0, 40)}人次"] if chance.random() < 0.6 else []),
        *([f"材料{chance.randint(0, 9)}{chance.choice('份场')}"] if chance.random() < 0.5 else []),
    ]
    return f"{chance.choice(PEOPLE[:3])} {' '.join(parts)}"


def _post(chance: Chance) -> Post:
    return chance.choice(list(Post.select().order_by(Post.id)))


def _sign_up(chance: Chance) -> None:
    who = chance.choice([member("许青禾"), Contact.get()])
    sign_ups.sign_up(_some(chance), [who])


def _mark(chance: Chance) -> None:
    rows = services.sign_ups(_some(chance))
    sign_ups.mark(rows, chance.choice(["came", "absent"]), hours=chance.choice([None, "", "1小时", "0.5小时"]))


DOINGS: list[Callable[[Chance], object]] = [
    lambda c: log.log_line(_post(c), _line(c), now=NOW),
    lambda c: log_lines.write_lines(
        log_lines.preview_paste(_post(c), "\n".join(_line(c) for _ in range(4)), now=NOW)
    ),
    lambda c: log.change(_some(c), span=f"{c.randint(1, 8) / 2}小时", served=str(c.randint(0, 9)), now=NOW),
    lambda c: log.change(_some(c), result=c.choice(["", "7份", "3场"]), day=f"2026-02-0{c.randint(1, 9)}", now=NOW),
    lambda c: log.remove([_some(c)]),
    lambda c: log.set_state([_some(c)], c.choice(["done", "cancelled", "planned"]), today=TODAY),
    lambda c: log_lines.write_lines(log_lines.preview_weekly(_some(c), date(2026, 3, 20), today=TODAY)),
    *[_sign_up, _mark] * 2,
    lambda c: undo.undo_last(),
    lambda c: undo.redo_last(),
]  # fmt: skip


def _by_hand(figure: Figure) -> int:
    """The total, counted row by row from the tables as they are."""
    posts = {post.id: post for post in Post.select().where(Post.live())}
    total = 0
    for row in Service.select().where(Service.live(), Service.state == "done"):
        post = posts.get(row.post_id)
        if (
            post is None
            or (figure.post is not None and row.post_id != figure.post)
            or (figure.category is not None and post.category != figure.category)
            or (figure.first is not None and row.day < figure.first)
            or (figure.last is not None and row.day > figure.last)
            or (figure.unit is not None and row.unit != figure.unit)
        ):
            continue
        amounts = {"hours": row.half_hours, "services": 1, "served": row.served or 0, "result": row.result or 0}
        if figure.person in (None, row.member_id):
            total += amounts[figure.measure]
        if figure.measure == "hours":
            for entry in services.sign_ups(row):
                if entry.state == "came" and figure.person in (None, entry.member_id, entry.contact_id):
                    total += row.half_hours if entry.half_hours is None else entry.half_hours
    return total


def _check_all() -> None:
    stretches = [(None, None), (date(2026, 2, 3), date(2026, 3, 5))]
    for measure in MEASURES:
        for first, last in stretches:
            whole = Figure(measure, first=first, last=last)
            narrower = [whole]
            for key in ("post", "person", "month", "category", "unit"):
                parts = whole.by(key)  # type: ignore[arg-type]
                assert sum(total for _, total in parts) == whole.total()
                assert [figure.total() for figure, _ in parts] == [total for _, total in parts]
                narrower += [figure for figure, _ in parts]
            for figure in narrower:
                rows = figure.rows()
                assert figure.total() == sum(row.amount for row in rows) == _by_hand(figure)
                assert figure.count() == len(rows)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), length=st.integers(5, 25))
def test_a_total_is_the_sum_of_the_rows_it_opens(seed: int, length: int, _branch_database: Path) -> None:
    """After any sequence of add, edit, delete, sign up, undo and redo."""
    chance = Chance(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "branch.db"
        shutil.copy(_branch_database, path)
        open_database(path)
        held_post("教务服务岗", *PEOPLE[:3])
        held_post("科研岗", *PEOPLE[:3], category="科研")
        Contact.create(name="何老师")
        for _ in range(length):
            try:
                chance.choice(DOINGS)(chance)
            except BranchError:
                continue
        _check_all()
        close_database()


def _served(post: Post, count: int, day: date = date(2026, 3, 4)) -> Service:
    return log.log(post, by="林知远", day=day, span="1小时", what="窗口咨询", served=str(count), now=NOW)


def test_a_post_in_the_trash_counts_for_nothing(post: Post) -> None:
    _served(post, 30)
    assert Figure("served").total() == 30
    Post.update(deleted=True).where(Post.id == post.id).execute()
    assert (Figure("served").total(), Figure("served").rows(), Figure("served", post=post.id).total()) == (0, [], 0)


def test_rows_open_a_page_at_a_time(post: Post) -> None:
    for number in range(5):
        _served(post, number + 1, date(2026, 3, 4) - timedelta(days=number))
    figure = Figure("served", post=post.id)
    assert [row.amount for row in figure.rows(1, 2)] == [2, 3]


def test_a_report_says_only_what_the_rows_carry(post: Post) -> None:
    report = reports.new_report("教务服务岗一季度")
    rows = [_served(post, 100), _served(post, 110, date(2026, 3, 5))]
    figure = Figure("served", post=post.id, first=date(2026, 1, 1), last=date(2026, 3, 31))
    with pytest.raises(BranchError, match="“300余人次”与台账不符：台账是 210人次"):
        figures.write_figure(report, "served", figure, "300余人次")
    with pytest.raises(BranchError, match="没有数字"):
        figures.write_figure(report, "served", figure, "很多人次")
    fact = figures.write_figure(report, "served", figure, "200余人次")
    hours = figures.write_figure(report, "hours", Figure("hours", post=post.id))
    assert (fact.value, hours.value) == ("200余人次", "2小时")
    assert figures.figure_of(fact) == figure
    assert figures.disagreements(report) == []
    log.change(rows[0], served="77", now=NOW)
    (found,) = figures.disagreements(report)
    assert found.words == "写的是“200余人次”，台账（2026年1月1日至3月31日）是 187人次"
    assert sum(row.amount for row in found.figure.rows()) == found.total == 187
    undo.undo_last()
    assert figures.disagreements(report) == []


def test_a_result_is_remembered_with_its_unit(post: Post) -> None:
    log.log(post, by="林知远", day="周三", span="1小时", what="发放", result="50份", now=NOW)
    report = reports.new_report("教务服务岗")
    fact = figures.write_figure(report, "result", Figure("result", person=member("林知远").id, unit="份"))
    assert (fact.value, fact.measure, fact.source_table) == ("50份", "result 份", "member")
    assert figures.disagreements(report) == []


def test_a_fact_of_a_meeting_is_no_figure_of_the_log(post: Post) -> None:
    report = reports.new_report("教务服务岗")
    with pytest.raises(BranchError, match="只能是一个岗位、一个人或全部岗位"):
        figures.write_figure(report, "served", Figure("served", category="服务"))
    assert figures.disagreements(report) == []


def test_totals_use_the_indexes(post: Post) -> None:
    for figure in (
        Figure("hours", post=post.id),
        Figure("hours", person=member("林知远").id),
        Figure("served", first=date(2026, 1, 1), last=date(2026, 3, 1)),
        Figure("hours", first=date(2026, 1, 1), last=date(2026, 3, 1)),
    ):
        for part in figure._parts():
            plan = [row[3] for row in sql.rows(f"EXPLAIN QUERY PLAN SELECT 1 {part.rest}", *part.values)]
            assert not [line for line in plan if line.startswith(("SCAN s", "SCAN g"))], plan
    assert ServiceList(post=post.id).count() == 0
