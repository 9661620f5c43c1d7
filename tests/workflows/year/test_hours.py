"""The study hours of a branch: each figure with the meeting or the training it comes from."""

from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.files.sheets.tables import read_tables
from branchtui.rules.year.hours import Ledger, short_of
from branchtui.store.engine import sql
from branchtui.store.models import HoursOverride, Meeting, Setting
from branchtui.store.queries import people
from branchtui.store.queries.year.hours import between
from branchtui.store.replication import captions
from branchtui.store.replication.registry import TABLES
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.meetings.attendance import record_attendance
from branchtui.workflows.meetings.meetings import hold, plan_meeting
from branchtui.workflows.people.roster import change_member
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import GROWTH
from branchtui.workflows.safety import undo
from branchtui.workflows.year import school_sheets
from branchtui.workflows.year.hours import correct_hours, take_back_correction
from branchtui.workflows.year.hours_papers import export_hours_sheet, prepare_hours
from branchtui.workflows.year.hours_rules import choose_no_end, figure_named, no_end_named, restore_default, set_hours
from branchtui.workflows.year.ledgers import behind, ledger_of, year_of_hours, years
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")


def held(meeting: Meeting, until: str = "", absent: tuple[str, ...] = ()) -> Meeting:
    hold(meeting, until=until, now=NOW)
    record_attendance(meeting, absent, ())
    return meeting


def of(name: str, year: int = TODAY.year) -> Ledger:
    """The ledger of a person; what the board is told of all of them without their sources is the same."""
    seen = year_of_hours(year, TODAY)
    short = [
        (row.id, target, missing) for row, target, missing in behind(year, TODAY, meeting_rules(), people.events())
    ]
    assert sorted(short) == sorted((each.id, each.target, each.behind) for each in seen.behind)
    (found,) = [each for each in seen.ledgers if each.name == name]
    return found


def training(name: str, hours: str, day: str = "2026-03-02", counted: str = "有") -> None:
    typed = {"member": name, "title": "网上轮训", "from_day": day, "half_hours": hours, "counted": counted}
    register.add(GROWTH, typed, today=TODAY)


def test_who_was_there_has_the_hours_and_each_figure_opens_what_it_comes_from(meeting: Meeting) -> None:
    held(meeting, until="下午4点半", absent=("沈一禾:出差",))
    training("林知远", "8.5")
    training("周以宁", "4", counted="无")
    training("周以宁", "4", day="2025-03-02")
    sources = of("林知远").sources
    assert [(each.day, each.half_hours, each.table, each.note) for each in sources] == [
        (date(2026, 3, 2), 17, "growth", "学习与发展"),
        (date(2026, 3, 4), 3, "meeting", "15:00—16:30"),
    ]
    assert sources[1].thing == meeting.id
    assert (of("周以宁").half_hours, of("沈一禾").half_hours, of("许青禾").half_hours) == (3, 0, 3)
    assert of("周以宁", 2025).half_hours == 8
    assert (of("林知远").asked, of("周以宁").asked, of("沈一禾").asked) == (112, 112, 64)
    assert short_of(of("林知远")) == "差 46"


def test_the_target_is_that_of_the_office_at_the_end_of_the_year() -> None:
    change_member(people.person("周以宁", TODAY), since=date(2026, 1, 10), no_office="组织委员")
    assert (of("周以宁", 2025).asked, of("周以宁").asked) == (112, 64)


def test_an_end_that_nobody_told_counts_as_the_branch_has_chosen(meeting: Meeting) -> None:
    held(meeting)
    seen = year_of_hours(2026, TODAY)
    assert [each.id for each in seen.undated] == [meeting.id] and seen.rules.no_end == ""
    assert of("林知远").sources[0].note == "没有散会时间，默认"
    usual = of("林知远").half_hours
    assert usual > 0
    choose_no_end(no_end_named("不计"))
    assert of("林知远").half_hours == 0 and of("林知远").sources[0].basis == "no_end"
    choose_no_end(no_end_named("按会议种类计"))
    set_hours(figure_named("主题党日学时"), 5)
    assert of("林知远").half_hours == 5
    restore_default(figure_named("主题党日学时"))
    assert of("林知远").half_hours == usual


@pytest.mark.parametrize(("name", "words"), [("半天", "没有“半天”"), ("党小组会", "没有“党小组会”")])
def test_a_figure_that_is_none_is_refused(name: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        figure_named(name)


def test_a_setting_stands_in_the_history_as_it_was_typed() -> None:
    set_hours(figure_named("半天学时"), 7)
    choose_no_end("none")
    columns = {name: TABLES["setting"].column(name) for name in ("key", "value")}
    shown = {
        captions.show("setting", columns["key"], row.key): captions.show("setting", columns["value"], row.value)
        for row in Setting.select()
    }
    assert shown == {"半天学时": "3.5", "没有散会时间的学时": "不计"}


def test_settings_that_can_not_be_are_refused() -> None:
    with pytest.raises(BranchError, match="学时应在"):
        set_hours(figure_named("半天学时"), 0)
    with pytest.raises(BranchError, match="没有改过"):
        restore_default(figure_named("半天学时"))
    with pytest.raises(BranchError, match="请写“按会议种类计”或“不计”"):
        no_end_named("随便")


def test_what_a_meeting_counts_for_a_person_is_set_by_hand_with_a_reason_and_taken_back(meeting: Meeting) -> None:
    held(meeting, until="下午4点半")
    person = people.person("林知远", TODAY)
    correct_hours(meeting, person, "0.5", "中途离会")
    assert (of("林知远").half_hours, of("林知远").sources[0].note) == (1, "更正：中途离会")
    correct_hours(meeting, person, "0", "没有参加学习")
    assert of("林知远").half_hours == 0
    undo.undo_last()
    assert of("林知远").half_hours == 1
    take_back_correction(meeting, person)
    assert of("林知远").half_hours == 3
    with pytest.raises(BranchError, match="没有更正过"):
        take_back_correction(meeting, person)


@pytest.mark.parametrize(
    ("hours", "reason", "words"),
    [
        ("八", "x", "没有看懂学时"),
        ("25", "x", "最多计 24"),
        ("1", "", "更正的原因不能为空"),
        ("1", "110101199003078515", "身份证"),
    ],
)
def test_a_correction_that_can_not_be_is_refused_and_nothing_is_written(
    meeting: Meeting, hours: str, reason: str, words: str
) -> None:
    person = people.person("林知远", TODAY)
    with pytest.raises(BranchError, match="还没有登记"):
        correct_hours(meeting, person, "1", "x")
    held(meeting)
    with pytest.raises(BranchError, match=words):
        correct_hours(meeting, person, hours, reason)
    assert not HoursOverride.select().count()


def test_one_persons_ledger_is_that_of_the_list(meeting: Meeting) -> None:
    held(meeting, absent=("沈一禾:出差",))
    training("林知远", "8")
    for name in ("林知远", "沈一禾"):
        assert ledger_of(people.person(name, TODAY), 2026, TODAY) == of(name)
    assert years(TODAY) == [2026]


def test_meetings_and_rolls_of_other_years_are_not_looked_at(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    held(meeting)
    asked: list[tuple[str, tuple[object, ...]]] = []
    rows = sql.rows

    def noted(statement: str, *values: object) -> list[tuple[object, ...]]:
        asked.append((statement, values))
        return rows(statement, *values)

    monkeypatch.setattr(sql, "rows", noted)
    for member in (None, people.person("林知远", TODAY).id):
        asked.clear()
        between(date(2026, 1, 1), TODAY, member)
        ((statement, values),) = asked
        plan = [row[-1].split() for row in rows(f"EXPLAIN QUERY PLAN {statement}", *values)]
        scanned = {words[1] for words in plan if words[0] == "SCAN"}
        assert scanned <= {"g", "t"}, "only the trainings and the settings of a branch, which are few, are read whole"
        assert "attendance_meeting_id" in {word for words in plan for word in words}, "not all rolls of a person"


def test_the_paper_and_the_sheet_have_the_figures_of_the_ledgers(meeting: Meeting, tmp_path: Path) -> None:
    held(meeting, until="下午4点半")
    training("林知远", "8.5")
    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    (word,) = prepare_hours(2026, tmp_path, today=TODAY, photos=photos).write()
    assert word.name == "学时表_2026年.docx"
    written = export_hours_sheet(2026, tmp_path, today=TODAY)
    (table,) = read_tables(written.read_bytes(), written.name)
    assert table.rows[:2] == [
        ["工号", "姓名", "年度", "年度学习任务", "已完成学时数", "完成百分比"],
        ["20100001", "林知远", 2026, 56, 10, "17%"],
    ]


def test_the_schools_sheet_of_meetings_has_its_headers_and_what_was_held(meeting: Meeting, tmp_path: Path) -> None:
    held(meeting, until="下午4点半", absent=("沈一禾:出差",))
    target = tmp_path / "会议.xlsx"
    assert school_sheets.export_meetings(target, date(2026, 1, 1), TODAY) == 1
    (table,) = read_tables(target.read_bytes(), target.name)
    assert table.rows[0] == [
        *("会议类型", "主持人", "记录人", "会议名称", "计划会议时间", "实际会议时间", "会议地点"),
        *("应到人数", "实到人数", "请假人数", "列席人员", "会议议题", "会议内容", "会议决议"),
    ]
    assert table.rows[1][:12] == [
        *("主题党日", "林知远", "周以宁", "学习全会精神", "2026-03-04 15:00", "2026-03-04 15:00—16:30", "行政楼201"),
        *(5, 4, 1, "", "1. 集中学习\n2. 交流研讨"),
    ]
    with pytest.raises(BranchError, match="没有会议"):
        school_sheets.export_meetings(target, date(2025, 1, 1), date(2025, 12, 31))


def test_a_meeting_whose_roll_was_not_taken_has_no_figures_of_it(meeting: Meeting, tmp_path: Path) -> None:
    hold(meeting, now=NOW)
    target = tmp_path / "会议.xlsx"
    school_sheets.export_meetings(target, date(2026, 1, 1), TODAY)
    (table,) = read_tables(target.read_bytes(), target.name)
    assert table.rows[1][7:10] == [5, "", ""]


def test_the_schools_sheet_of_a_year_counts_the_months_that_have_begun(meeting: Meeting, tmp_path: Path) -> None:
    held(meeting)
    committee = plan_meeting(
        "支部委员会会议",
        when=datetime(2026, 1, 8, 15),
        place="201",
        title="研究工作",
        host="林知远",
        recorder="周以宁",
        items=["研究"],
        now=NOW,
    )
    held(committee)
    target = tmp_path / "年.xlsx"
    school_sheets.export_year(target, 2026, TODAY)
    (table,) = read_tables(target.read_bytes(), target.name)
    told = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert len(told) == 2 + 24 + 4
    assert (told["1月支委会"], told["1月集体活动"], told["3月集体活动"], told["12月支委会"]) == (1, "", 1, "")
    assert [told[f"{what}按时开展月份数"] for what in ("支委会", "集体活动")] == [1, 1]
    assert [told[f"{what}完成率"] for what in ("支委会", "集体活动")] == [f"{100 // TODAY.month}%"] * 2
    with pytest.raises(BranchError, match="还没有到"):
        school_sheets.export_year(target, 2030, TODAY)
