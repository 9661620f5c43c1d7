"""The posts of the demo branch: a year of log, and one post that the board names since it has been silent."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from branchtui.papers.tree import Paper, Table
from branchtui.store.file.database import close_database
from branchtui.store.models import Meeting, Post, Service, SignUp
from branchtui.store.queries import meetings, people, post_view, report_view
from branchtui.store.queries.posts import PostList
from branchtui.store.queries.services.figures import Figure
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.rows import TableRow
from branchtui.typesetting.sheets import look_of
from branchtui.workflows.board import board
from branchtui.workflows.development.overview import developing
from branchtui.workflows.development.papers import register_paper
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.figures.clashes import clashes
from branchtui.workflows.figures.log_figures import figure_of, in_words
from branchtui.workflows.figures.totals import Stretch, totals
from branchtui.workflows.posts import log_import
from branchtui.workflows.posts.papers import papers_of, post_facts
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.written.log_facts import log_facts, this_year, year_facts
from branchtui.workflows.posts.written.log_sheet import export_log
from branchtui.workflows.profiles import profile
from branchtui.workflows.registers.papers import cohort_paper
from branchtui.workflows.reports.post_draft import draft_from_post
from branchtui.workflows.safety import undo

DAYS = [date(2026, 11, 23), date(2027, 10, 8), date(2031, 5, 4)]
NAMES = ["本科辅导员示范岗", "教务管理工作示范岗", "研究生工作示范岗"]


@pytest.fixture(params=DAYS, ids=str, scope="module")
def day(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    demo_of: Callable[[datetime, Path], None],
) -> Iterator[date]:
    """A day on which the demo was built; what is written into it here is taken back."""
    found: date = request.param
    demo_of(datetime.combine(found, time(9)), tmp_path_factory.mktemp("of_a_day"))
    yield found
    close_database()


@pytest.mark.slow
def test_three_posts_are_in_service_and_one_is_silent(day: date) -> None:
    listed = PostList().page(0, 9)
    assert [row.name for row in listed] == NAMES
    rules = post_rules()
    assert {row.since(rules, day)[0] for row in listed} == {"active"}
    assert all(row.holders_on(day) for row in listed)
    silent = [duty.duty for duty in board(day).overdue if duty.sort == "post_silent"]
    assert silent == ["研究生工作示范岗已有 64 天没有服务记录"]
    assert not [duty for duty in [*board(day).overdue, *board(day).due] if duty.sort in ("post_review", "post_step")]
    assert not board(day).contradictions


def test_the_log_is_a_year_of_services_by_those_who_held_the_post(day: date) -> None:
    for post in Post.select():
        rows = list(Service.select().where(Service.post == post).order_by(Service.day))
        assert 30 <= len(rows) <= 60 and (day - rows[0].day).days > 340
        holders = {(row.member_id, row.from_day, row.to_day) for row in post_view.view(post.id).holders}
        for row in rows:
            assert any(
                member == row.member_id and first <= row.day and (last is None or row.day <= last)
                for member, first, last in holders
            )
        assert {row.state for row in rows} == {"done"} and any(row.verified_on for row in rows)
    assert SignUp.select().count() > 10
    assert not clashes(day - timedelta(400), day)


def test_the_numbers_agree_everywhere(day: date, tmp_path: Path) -> None:
    for post in Post.select():
        view, rules = post_view.view(post.id), post_rules()
        facts = post_facts(view, rules, day)
        span = this_year(day)
        of_log = log_facts(view, facts, span, day)
        of_year = year_facts(view, of_log, rules)
        asked = Figure("hours", post=post.id, first=span.from_day, last=day)
        assert of_log.totals == of_year.totals
        assert of_log.totals.hours == sum(row.hours for row in of_log.rows) == asked.total() / 2
        assert of_log.totals.hours == sum(share.hours for share in of_year.people)
        assert all(review.total is not None and review.grade(rules) for review in view.reviews)
        names = [name for name, _ in papers_of(view, day)]
        assert names[:3] == ["岗位登记表", "公示", "亮岗牌"] and any(name.startswith("考核表") for name in names)
    file = tmp_path / "台账.xlsx"
    count = export_log(None, file)
    assert count == Service.select().count()
    found = log_import.preview_import(file.read_bytes(), file.name, now=datetime.combine(day, time(9)))
    assert len(found.preview.there) == count


@pytest.mark.parametrize("stretch", ["term", "year", "all"])
def test_a_draft_states_what_the_tab_of_figures_shows_and_each_figure_opens(day: date, stretch: Stretch) -> None:
    post = Post.get(Post.number == "02")
    report = draft_from_post(post, stretch, day)
    try:
        stated = {fact: figure_of(fact) for fact in report_view.view(report.id).stated}
        shown = totals("hours", stretch, day, post=post.id).rows
        on_tab = {
            (row.figure.measure, row.figure.unit): row.total for row in shown if row.group == "合计" and row.total
        }
        assert {(each.measure, each.unit): each.total() for each in stated.values() if each} == on_tab
        for fact, figure in stated.items():
            assert figure is not None and fact.value == in_words(figure)
            assert figure.total() == sum(row.amount for row in figure.rows()) > 0
        plain = re.sub(r"\d+年\d+月\d+日", "", report.body)
        for fact in sorted(stated, key=lambda each: -len(each.value)):
            plain = plain.replace(fact.value, "", 1)
        assert not re.search(r"\d", plain), f"a number that does not open: {plain}"
    finally:
        undo.undo_last()


def test_a_step_rests_on_a_meeting_of_the_season_that_was_held(day: date) -> None:
    for post in Post.select():
        for step in post_view.view(post.id).steps:
            if step.meeting_id:
                meeting = Meeting.get_by_id(step.meeting_id)
                assert meetings.begins(meeting).date() == step.day < day


def _every_paper(day: date) -> Iterator[tuple[str, Paper]]:
    """Every paper of posts and registers that the app can make of the demo."""
    for post in Post.select().order_by(Post.number):
        yield from papers_of(post_view.view(post.id), day)
    yield "届别表", cohort_paper(day)
    for row in developing(day):
        yield "培养考察登记表", register_paper(row.id, day)


def test_every_table_fits_the_text_and_is_legible(day: date) -> None:
    """Header and whole dates on one line each, its header on every page that it reaches, no cell taller than half a page."""
    for name, paper in _every_paper(day):
        look = look_of(paper, profile(MEETING_PROFILE))
        for table in (block for block in paper.blocks if isinstance(block, Table)):
            assert table.header, f"{name}: give the table a header"
            assert sum(table.widths) <= 155, f"{name}: make the columns narrower, {sum(table.widths)} of 155 mm"
        for page in lay(compose(paper, look), look, lambda sha: (1, 1)).pages:
            rows = [row for row in page.rows if isinstance(row, TableRow)]
            assert not rows or rows[0].head, f"{name}: page {page.number} begins with a row that has no header"
            for row in rows:
                for lines in row.cells:
                    assert not (row.head and len(lines) > 1), f"{name}: widen the column of {''.join(lines)}"
                    assert not re.fullmatch(r"\d+年\d+月\d+日", "".join(lines)) or len(lines) == 1, (name, lines)


def test_no_name_starts_a_line_of_a_cell_or_is_broken(day: date) -> None:
    """In a cell that says more than the name: a list of people is numbered, and what may be broken comes behind."""
    names = {member.name for member in people.members().values()}
    for name, paper in _every_paper(day):
        look = look_of(paper, profile(MEETING_PROFILE))
        for page in lay(compose(paper, look), look, lambda sha: (1, 1)).pages:
            for row in (row for row in page.rows if isinstance(row, TableRow)):
                for lines in row.cells:
                    cell = "".join(lines)
                    for who in (who for who in names if who in cell and len(cell) > 2 * len(who)):
                        if len(lines) > 1 and name.startswith(("岗位登记表", "年度总结表")):
                            begun = [line for line in lines if line.startswith(who)]
                            assert not begun, (
                                f"{name}: number the list (`phrases.numbered`), {begun} begins with a name"
                            )
                        if len(who) <= 4:
                            assert any(who in line for line in lines), f"{name}: {lines} breaks {who}"
