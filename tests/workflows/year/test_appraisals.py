"""民主评议: the people of a year, their results one by one and all who are left, the base, a sheet."""

from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Appraisal
from branchtui.store.queries import people
from branchtui.store.queries.member_card import member_card
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.workflows.difference import Difference
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people import roster
from branchtui.workflows.safety import undo
from branchtui.workflows.year.end import appraisals, papers
from branchtui.workflows.year.end.appraisal_import import preview_results
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")


def row(name: str, year: int = 2026) -> AppraisalRow:
    return next(each for each in appraisals.rows(year, TODAY) if each.name == name)


def held(when: str, title: str = "年度评议") -> bytes:
    made = meetings.plan_meeting("民主评议党员", when=when, place="201", title=title, now=NOW)
    meetings.hold(made, now=NOW)
    return made.id


def results(year: int = 2026) -> dict[str, str | None]:
    return {each.name: each.grade for each in appraisals.rows(year, TODAY)}


def test_the_people_are_those_of_the_meeting_else_of_the_end_of_the_year() -> None:
    roster.add_member("顾清和", since=date(2026, 3, 5))
    assert "顾清和" in results() and "顾清和" not in results(2025), "of a year that is over, its last day"
    of = appraisals.of_year(2026, TODAY)
    assert (of.meeting, of.day) == (None, TODAY)
    key = held("2026年3月4日下午3点")
    of = appraisals.of_year(2026, TODAY)
    assert of.meeting is not None and (of.meeting.id, of.day) == (key, date(2026, 3, 4))
    assert "顾清和" not in results(), "who came the day after takes no part"
    assert appraisals.of_year(2025, TODAY).meeting is None


def test_activists_stand_on_no_list() -> None:
    roster.add_member("江映月", standing="activist")
    assert "江映月" not in results()


def test_a_grade_and_an_opinion_are_written_with_the_meeting_and_undone() -> None:
    key = held("2026年3月4日下午3点")
    appraisals.appraise(row("林知远"), grade="excellent", opinion="带头履责", today=TODAY)
    (stored,) = Appraisal.select()
    assert (stored.year, stored.grade, stored.opinion, stored.meeting_id) == (2026, "excellent", "带头履责", key)
    assert member_card(stored.member_id, TODAY).appraisals == [(2026, "excellent")]
    appraisals.appraise(row("林知远"), grade="good", today=TODAY)
    assert (row("林知远").grade, row("林知远").opinion) == ("good", "带头履责")
    undo.undo_last()
    assert row("林知远").grade == "excellent"
    appraisals.withdraw(row("林知远"))
    assert row("林知远").grade is None
    appraisals.appraise(row("林知远"), grade="basic", today=TODAY)
    assert row("林知远").grade == "basic" and Appraisal.select().count() == 1


def test_probationary_members_take_part_and_get_no_grade() -> None:
    with pytest.raises(BranchError, match="许青禾是预备党员，参加评议，不评定等次。"):
        appraisals.appraise(row("许青禾"), grade="good", today=TODAY)
    appraisals.appraise(row("许青禾"), grade="", today=TODAY)
    assert row("许青禾").grade == ""


def test_an_opinion_needs_a_result() -> None:
    with pytest.raises(BranchError, match="请先写等次"):
        appraisals.appraise(row("林知远"), opinion="好", today=TODAY)
    with pytest.raises(BranchError, match="还没有评议结果"):
        appraisals.withdraw(row("林知远"))


def test_the_rest_is_one_act() -> None:
    appraisals.appraise(row("林知远"), grade="excellent", today=TODAY)
    assert appraisals.appraise_rest(2026, TODAY) == 4
    assert results() == {"林知远": "excellent", "周以宁": "good", "沈一禾": "good", "沈亦和": "good", "许青禾": ""}
    with pytest.raises(BranchError, match="都有结果了"):
        appraisals.appraise_rest(2026, TODAY)
    undo.undo_last()
    assert results() == {"林知远": "excellent", "周以宁": None, "沈一禾": None, "沈亦和": None, "许青禾": None}


def test_too_many_excellent_are_told_of_and_never_refused_by_the_base_of_the_branch() -> None:
    for name in ("林知远", "周以宁"):
        appraisals.appraise(row(name), grade="excellent", today=TODAY)
    assert appraisals.too_many(2026, TODAY) == "优秀 2 人，超过全体党员 5 人的 3 分之一（最多 1 人），请核对。"
    assert appraisals.set_base("正式党员") == "评议基数改为正式党员，记为本支部约定。"
    assert "正式党员 4 人" in appraisals.too_many(2026, TODAY)
    assert "参加评议的党员 2 人" in (appraisals.set_base("taking_part") and appraisals.too_many(2026, TODAY))
    assert appraisals.restore_base() == "评议基数已恢复默认。"
    assert "全体党员 5 人" in appraisals.told(appraisals.rows(2026, TODAY))
    with pytest.raises(BranchError, match="评议基数请写"):
        appraisals.set_base("一半")
    with pytest.raises(BranchError, match="没有改过"):
        appraisals.restore_base()


def test_who_left_before_the_day_still_stands_by_what_was_written() -> None:
    appraisals.appraise(row("沈亦和"), grade="good", today=TODAY)
    roster.change_member(people.person("沈亦和", TODAY), since=TODAY, leaves=True)
    left = row("沈亦和")
    assert not left.listed and left.grade == "good"


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("优秀", "excellent"),
        ("合格党员", "good"),
        ("basic", "basic"),
        ("不定等次", ""),
        ("不评定等次", ""),
        ("不合格", "failed"),
    ],
)
def test_words_for_grades(typed: str, grade: str) -> None:
    assert appraisals.grade_typed(typed) == grade


def preview(*lines: str) -> Difference:
    return preview_results("\n".join(lines).encode(), "评议.csv", 2026, TODAY)


def test_a_sheet_of_the_school_shows_its_difference_first() -> None:
    appraisals.appraise(row("林知远"), grade="good", today=TODAY)
    appraisals.appraise(row("周以宁"), grade="good", today=TODAY)
    found = preview(
        "党员民主评议结果",
        "序号,学工号,姓名,党籍状态,评议结果,手机",
        "1,20100001,林知远,正式党员,优秀,1",
        "2,20120002,周以宁,正式党员,合格,1",
        "3,,沈一禾,正式党员,合格,1",
        "4,20230005,许青禾,预备党员,不评定等次,1",
        "合计,,4,,,",
    )
    told = [(each.sort, each.called, each.words) for each in found.verdicts]
    assert told == [
        ("更改", "林知远", "合格 → 优秀"),
        ("不变", "周以宁", ""),
        ("新增", "沈一禾", "合格"),
        ("新增", "许青禾", "不评定等次"),
    ]
    assert list(found.unread) == ["手机"] and found.writes
    assert row("林知远").grade == "good", "nothing is written yet"
    assert found.write() == "已写入：新增 2 位，更改 1 位。"
    assert results() == {"林知远": "excellent", "周以宁": "good", "沈一禾": "good", "沈亦和": None, "许青禾": ""}
    undo.undo_last()
    assert row("林知远").grade == "good" and row("沈一禾").grade is None, "one act"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("20100001,周以宁,,优秀", "学工号 20100001 是林知远"),
        (",江映月,,优秀", "名册上没有这一位"),
        (",许青禾,预备党员,合格", "参加评议，不评定等次"),
        (",林知远,,很好", "评定等次请写"),
    ],
)
def test_a_row_that_can_not_be_keeps_all_from_being_written(line: str, why: str) -> None:
    found = preview("学工号,姓名,党籍状态,评议结果", ",沈一禾,,合格", line)
    (refused,) = found.of("不能导入")
    assert why in refused.words and not found.writes
    with pytest.raises(BranchError, match="什么都没有写入"):
        found.write()
    assert not Appraisal.select().count()


def test_the_same_person_twice_and_a_sheet_without_a_header() -> None:
    found = preview("姓名,评议结果", "林知远,优秀", "林知远,合格")
    assert [each.words for each in found.of("不能导入")] == ["和第 2 行是同一位。"]
    with pytest.raises(BranchError, match="没有认出表头"):
        preview("姓名,电话", "林知远,1")


def test_what_is_written_as_a_sheet_reads_back_equal(tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="还没有结果"):
        papers.export_sheet(2026, tmp_path, today=TODAY)
    appraisals.appraise(row("林知远"), grade="excellent", today=TODAY)
    appraisals.appraise_rest(2026, TODAY)
    path = papers.export_sheet(2026, tmp_path, today=TODAY)
    found = preview_results(path.read_bytes(), path.name, 2026, TODAY)
    assert [each.sort for each in found.verdicts] == ["不变"] * 5 and not found.unread and not found.writes
    photos = PhotoStore(tmp_path / "照片", tmp_path / "缓存")
    (written,) = papers.prepare_results(2026, tmp_path, today=TODAY, photos=photos).write()
    assert written.name == "民主评议结果_2026.docx"


def test_a_meeting_of_the_year_before_is_of_that_year() -> None:
    made = meetings.plan_meeting(
        "民主评议党员", when=datetime(2025, 12, 9, 15), place="201", title="年度评议", now=datetime(2025, 12, 1)
    )
    meetings.hold(made, now=datetime(2025, 12, 9, 18))
    assert appraisals.of_year(2025, TODAY).day == date(2025, 12, 9)
