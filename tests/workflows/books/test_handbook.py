"""The handbook of a year: its parts in the order the branch wants, the pages its contents tell, what was left out."""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.books.binding import Entry
from branchtui.papers.tree import Heading, PageBreak, Paper, Table, Title
from branchtui.rules.year.handbook import SETTING
from branchtui.store.file.database import close_database
from branchtui.store.models import Appraisal, Meeting, Plan, PlanItem, Setting
from branchtui.store.queries import people
from branchtui.store.replication import captions
from branchtui.store.replication.registry import TABLES
from branchtui.typesetting.bookbinding import bind
from branchtui.typesetting.compose import compose
from branchtui.typesetting.page_columns import TerminalPages
from branchtui.typesetting.pages import lay
from branchtui.typesetting.sheets import look_of
from branchtui.workflows.books import handbook
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people.roster import change_member
from branchtui.workflows.profiles import profile
from branchtui.workflows.progress import StoppedError, unwatched
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY


def made(tmp_path: Path, year: int = TODAY.year) -> handbook.Handbook:
    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    return handbook.prepare(year, tmp_path / "out", today=TODAY, photos=photos)


def parts(book: handbook.Handbook) -> list[str]:
    return [part.name for part in book.book.parts]


def held(count: int) -> None:
    """So many meetings of the year that were held, each with a record of more than a page."""
    for number in range(count):
        row = meetings.plan_meeting(
            "主题党日",
            when=datetime(2026, 1 + number % 2, 1 + number // 2, 15),
            title=f"第{number + 1}次学习",
            place="行政楼201",
            host="林知远",
            recorder="周以宁",
            items=["集中学习", "交流研讨"] * (1 + number % 9),
            now=NOW,
        )
        meetings.hold(row, now=NOW)
        attendance.record_attendance(row, [], [])


@pytest.fixture
def year(meeting: Meeting) -> Meeting:
    """Everything a handbook may hold: a meeting, a plan with a line, an appraisal."""
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, [], [])
    plan = Plan.create(title="2026年学习计划", first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    PlanItem.create(plan=plan, order_key="a", schedule="每月第三个周三", kind="主题党日", theme="学习全会精神")
    member = people.person("周以宁", TODAY)
    Appraisal.ensure(year=2026, member=member, values={"grade": "excellent"})
    return meeting


def test_every_part_that_has_something_is_there_in_the_usual_order(year: Meeting, tmp_path: Path) -> None:
    book = made(tmp_path)
    assert parts(book) == ["支部概况", "党员名册", "年度计划", "会议记录", "学时", "民主评议", "工作总结"]
    assert book.remark == ""
    overview, roster, plan, record, hours, appraisal, summary = book.book.papers
    assert "书记" in str(overview.blocks) and "第二党小组" in str(overview.blocks)
    assert [row[1] for row in _table(roster).rows] == ["林知远", "周以宁", "沈一禾", "沈亦和", "许青禾"]
    assert "每月第三个周三" in str(plan.blocks) and "学习全会精神" in str(record.blocks)
    assert "学时表" in str(hours.blocks) and "周以宁" in str(_table(hours).rows)
    assert "优秀1名：" in str(appraisal.blocks) and "周以宁。" in str(appraisal.blocks)
    assert "（未填写）4名：" in str(appraisal.blocks), "who has no result is named too"
    assert "2026年已召开主题党日1次。" in str(summary.blocks)


def test_what_has_nothing_in_it_is_left_out_and_told(branch: None, tmp_path: Path) -> None:
    book = made(tmp_path)
    assert parts(book) == ["支部概况", "党员名册", "工作总结"]
    assert book.remark == "还没有内容、没有收入的：年度计划、会议记录、学时、民主评议。"


def test_records_stand_by_date_and_planned_and_cancelled_meetings_are_not_among_them(
    branch: None, tmp_path: Path
) -> None:
    held(4)
    planned = meetings.plan_meeting("党课", when=datetime(2026, 3, 3, 15), title="没有开的", place="201", now=NOW)
    meetings.cancel(planned, "冲突")
    (records,) = [part for part in made(tmp_path).book.parts if part.name == "会议记录"]
    assert [entry.name for entry in records.entries] == [
        "01-01　主题党日　第1次学习",
        "01-02　主题党日　第3次学习",
        "02-01　主题党日　第2次学习",
        "02-02　主题党日　第4次学习",
    ]


def test_who_left_during_the_year_is_on_the_roster_of_its_last_day_no_more(branch: None, tmp_path: Path) -> None:
    change_member(people.person("沈亦和", TODAY), since=date(2026, 2, 1), leaves=True)
    roster = made(tmp_path).book.papers[1]
    assert "沈亦和" not in str(roster.blocks) and "沈一禾" in str(roster.blocks)


def test_a_year_to_come_has_none(branch: None, tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="2027年还没有到"):
        made(tmp_path, 2027)


def test_the_contents_tell_the_page_on_which_each_paper_begins(branch: None, tmp_path: Path) -> None:
    held(40)
    book = made(tmp_path).book
    look = look_of(book.front, profile(MEETING_PROFILE))
    paper = bind(book, profile(MEETING_PROFILE), lambda sha: (1, 1), unwatched)
    layout = lay(compose(paper, look), look, lambda sha: (1, 1))
    drawn = TerminalPages(layout, look)
    printed = ["".join("".join(drawn.rows(page)).split()) for page in layout.pages]
    contents = next(block for block in paper.blocks if isinstance(block, Table))
    told = [
        int(page)
        for name, page in contents.rows
        if name.startswith("　") or name.endswith(("支部概况", "党员名册", "学时", "工作总结"))
    ]
    assert len(told) == len(book.papers) == 44
    assert len(layout.pages) < told[-1] + 2 and len(set(told)) < 44, "short papers stand on one page"
    for each, page in zip(book.papers, told, strict=True):
        name = next(block.text for block in each.blocks if isinstance(block, Title | Heading))
        name = next((block.text for block in each.blocks if isinstance(block, Heading) and "　" in block.text), name)
        assert "".join(name.split())[:12] in printed[page - 1], f"{name} on page {page}"


def test_each_paper_counts_its_headings_anew(branch: None) -> None:
    held(2)
    book = handbook.prepare(2026, Path(), today=TODAY, photos=PhotoStore(Path("p"), Path("c"))).book
    look = profile(MEETING_PROFILE)
    pieces = compose(book.bound([1] * len(book.papers)), look)
    assert [str(piece).count("（一）集中学习") for piece in pieces].count(1) == 2
    assert [str(piece).count("一、会议情况") for piece in pieces].count(1) == 1


def test_a_record_stands_under_its_day_and_kind_and_says_when_it_was_written_late(branch: None, tmp_path: Path) -> None:
    held(1)
    Meeting.update(recorded_on=date(2026, 1, 9)).execute()
    (record,) = next(part for part in made(tmp_path).book.parts if part.name == "会议记录").entries
    heads = [(block.level, block.text) for block in record.paper.blocks if isinstance(block, Heading)]
    assert heads == [(1, "2026年1月1日　主题党日"), (2, "集中学习"), (2, "交流研讨")]
    assert record.paper.blocks[0] == Title("会议记录")
    said = str(record.paper.blocks)
    assert "补记日期" in said and "2026年1月9日" in said and "主持人（签名）：" in said


def test_the_branch_says_which_parts_it_wants_and_in_which_order(year: Meeting, tmp_path: Path) -> None:
    assert handbook.set_order("会议记录，党员名册") == "党支部工作手册依次是：会议记录、党员名册，记为本支部约定。"
    assert parts(made(tmp_path)) == ["会议记录", "党员名册"]
    assert made(tmp_path).remark == "", "what the branch does not want is not missing"
    columns = {name: TABLES["setting"].column(name) for name in ("key", "value")}
    row = Setting.get()
    shown = [captions.show("setting", columns[name], getattr(row, name)) for name in ("key", "value")]
    assert shown == ["工作手册的内容", "会议记录、党员名册"], "as the history tells it"
    undo.undo_last()
    assert len(parts(made(tmp_path))) == 7
    handbook.set_order("工作总结")
    assert "按默认的次序：支部概况、党员名册" in handbook.set_order(" ")
    assert handbook.part_names() == handbook.all_names()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("会议记录、账目", "没有“账目”这一部分。可选：支部概况、"), ("会议记录 会议记录", "同一部分写了两次")],
)
def test_a_part_there_is_none_of_is_refused_and_nothing_changes(branch: None, typed: str, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        handbook.set_order(typed)
    assert not Setting.select().exists()


@pytest.mark.parametrize("stored", ['["账目", "党员名册", 3]', "{", "7", "[]"])
def test_what_another_program_left_in_the_setting_is_passed_over(branch: None, stored: str) -> None:
    Setting.ensure(key=SETTING, values={"value": stored})
    expected = ("roster",) if "党员名册" in stored else tuple(handbook.PARTS)
    assert handbook.order() == expected, json.dumps(stored)


def test_it_is_written_as_one_file_that_runs_on_below_its_contents(year: Meeting, tmp_path: Path) -> None:
    path, remark = made(tmp_path).write()
    assert path.name == "党支部工作手册_2026年.docx" and "纸上还有" in remark
    with zipfile.ZipFile(path) as document:
        xml = document.read("word/document.xml").decode("utf-8")
    assert xml.count("<w:pageBreakBefore/>") == 2, "the contents, and what they tell of"


def test_writing_reads_no_database(year: Meeting, tmp_path: Path) -> None:
    book = made(tmp_path)
    close_database()
    assert book.write()[0].exists(), "it runs beside the screens"


def test_it_can_be_stopped_and_leaves_nothing(branch: None, tmp_path: Path) -> None:
    held(6)
    seen: list[int] = []

    def stop(done: int, whole: int) -> None:
        seen.append(done)
        if done == 3:
            raise StoppedError("停下了")

    with pytest.raises(StoppedError):
        made(tmp_path).write(stop)
    assert seen == [0, 1, 2, 3] and not (tmp_path / "out").exists()


def test_a_meeting_of_a_kind_that_is_no_more_is_told_and_keeps_no_other_out(year: Meeting, tmp_path: Path) -> None:
    held(1)
    Meeting.update(kind="沙龙").where(Meeting.id == year.id).execute()
    book = made(tmp_path)
    assert "2026年3月4日沙龙没有收入" in book.remark
    assert [len(part.entries) for part in book.book.parts if part.name == "会议记录"] == [1]


def test_a_page_break_without_a_head_behind_it_begins_no_new_paper() -> None:
    paper = Paper("甲", "乙", None, "丙", (Title("甲"), PageBreak(), Table((), (("丁",),), (155,))))
    assert [type(piece).__name__ for piece in compose(paper, profile(MEETING_PROFILE))] == [
        "Text",
        "Text",
        "NewPage",
        "Grid",
    ]


def _table(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def test_entries_without_a_name_stand_in_the_contents_as_their_part(year: Meeting, tmp_path: Path) -> None:
    book = made(tmp_path).book
    assert [entry for part in book.parts for entry in part.entries if isinstance(entry, Entry) and not entry.name]
    rows = _table(book.contents([1] * len(book.papers))).rows
    assert [name for name, _ in rows] == [
        "一、支部概况",
        "二、党员名册",
        "三、年度计划",
        "　　01-01　2026年学习计划",
        "四、会议记录",
        "　　03-04　主题党日　学习全会精神",
        "五、学时",
        "六、民主评议",
        "七、工作总结",
    ]
