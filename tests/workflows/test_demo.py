"""The demo branch: made by the workflows, the same for the same day, never over a real branch."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.rules.meetings import HELD
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import (
    ActionItem,
    AgendaItem,
    Attachment,
    Attendance,
    Ballot,
    BallotExclusion,
    Branch,
    Contact,
    Meeting,
    Report,
)
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people, reports
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.registers import activities, growth, helpers, honours
from branchtui.store.queries.year import plans
from branchtui.workflows.board import board
from branchtui.workflows.calendar import stretches
from branchtui.workflows.demo import build_demo, write_papers
from branchtui.workflows.meeting_rules import kind_seen, kinds
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.preview import preview
from branchtui.workflows.report_files import report_paper
from branchtui.workflows.silencing import silenced
from branchtui.workflows.voting.results import counted

NOW = datetime(2026, 11, 23, 9, 0)
DemoOf = Callable[[datetime, Path], None]


def photos(folder: Path) -> PhotoStore:
    return PhotoStore(folder / "photos", folder / "cache")


def build(folder: Path, now: datetime = NOW) -> list[Path]:
    folder.mkdir(exist_ok=True)
    open_database(folder / "branch.db")
    build_demo(now=now, photos=photos(folder))
    written = write_papers(folder / "out", photos=photos(folder))
    close_database()
    return written


def test_a_season(tmp_path: Path, demo_of: DemoOf) -> None:
    demo_of(NOW, tmp_path)
    rows = list(Meeting.select())
    held = {row.kind for row in rows if row.state in HELD}
    lacking = set(kinds()) - held
    assert lacking == {"党课"}, f"hold {lacking} in assets/demo/season.toml: all but the 党课 that a quarter is without"
    assert "党课" in {row.kind for row in rows if row.state not in HELD}, "the next one is planned"
    assert {"例会", "45分钟一堂课"} <= held, "and some of the branch's own"
    assert {row.state for row in rows} == {"planned", "recorded"}
    assert [facts.is_late(row) for row in rows].count(True) == 1
    report = Report.get()
    assert report.state == "submitted" and len(reports.figures(report)) == 4
    # The report's words agree with the record of its meeting.
    written = {key: fact.value for key, fact in reports.facts(report).items()}
    heads = view(report.meeting.id).head_count
    assert (written["expected"], written["present"]) == (f"{heads.expected}人", f"{heads.present}人")
    assert all(written[key] in report.body for key in ("when", "place", "host", "expected", "present", "branch"))
    assert 800 <= sum(len(line) for line in report.body.splitlines()) <= 1400
    assert len([block for block in report_paper(report).blocks if type(block).__name__ == "Picture"]) == 4
    for row in rows:
        names = {person.name for person in view(row.id).expected(meetings.kind_of(row))}
        assert facts.host_name(row) in names and (row.state not in HELD or row.recorded_on)
    build_demo(now=NOW, photos=photos(tmp_path))
    assert Branch.select().count() == 1
    close_database()


def test_what_else_a_branch_keeps(tmp_path: Path, demo_of: DemoOf) -> None:
    demo_of(NOW, tmp_path)
    voted = [seen for row in Meeting.select() if (seen := view(row.id)).ballots]
    # Fifteen full members; at the second vote one of them is left out, and the vote of another came in writing.
    assert {each.about: each.live for seen in voted for each in counted(seen, kind_seen(seen))} == {
        "表决示范岗设置方案": "应到15 实到13 法定≥8 赞成≥8：通过",
        "讨论接收秦望舒为预备党员": "应到14 实到13 法定≥8 赞成≥8：通过",
    }
    secret = Ballot.get(Ballot.kind == "admission")
    assert (secret.issued, secret.collected, secret.valid, secret.opinions) == (13, 13, 13, 1)
    assert secret.scrutineers == "江映月" and secret.tellers == "叶知微、唐若谷"
    (left_out,) = BallotExclusion.select()
    assert (left_out.member.name, left_out.consent) == ("方可久", "学院党委同意")
    assert sorted((row.done_on is not None, row.due < NOW.date()) for row in ActionItem.select()) == [
        *((False, False), (False, True), (True, True))
    ]
    pre_marked = [row for row in Attendance.select() if row.state == "excused" and row.reason == "长期病休"]
    assert {row.member.name for row in pre_marked} == {"方可久"}
    assert len(pre_marked) == 9, "six of everybody and one of his group in October, one of each in November"
    lesson = Meeting.get(Meeting.title == "怎样读一份档案")
    (speaker,) = facts.guests(lesson)
    assert (speaker.name, speaker.position, speaker.topic) == (
        *("闻人清", "海州市档案馆研究馆员", "从一本账册看一座城"),
    )
    assert (lesson.audience, lesson.audience_who) == (36, "本科生") and speaker.contact.name == "闻人清"
    assert [row.dissent for row in AgendaItem.select() if row.dissent] != []
    assert Attachment.select().count() == 2
    assert Contact.select().count() == 9, "three that were entered, a guest of whom a unit was told, a partner, helpers"
    assert {row.whose for row in honours.honours()} >= {"秦若溪", "本科辅导员示范岗", "阿依努尔·艾山"}
    assert {(kind.kind, kind.people) for kind in helpers.cohorts()} >= {("办公室助理", 1), ("学生干部", 1)}
    assert [row.events for row in helpers.helpers() if row.name == "秦若溪"] == [2]
    assert {row.students for row in activities.activities()} == {14, 5, 24} and growth.totals(2026)
    (plan,) = plans.plans()
    assert (plan.title, plan.lines, plan.made, plan.held) == ("2026年秋季学期学习计划", 7, 16, 14), "none was made"
    assert [stretch.words for stretch in stretches()] == [
        "2026年9月1日 开学",
        "2026年10月16日 放假（校庆日）",
        "2027年1月15日 学期结束",
    ]
    assert [each.words for each in silenced()] == ["新闻稿：会议“年度组织生活会”"]
    close_database()


_GAPS = [
    "action 江映月：跟进未办结的两项需求",
    "missed 第二党小组：党小组会少开 1 次",
    "news 起草新闻稿：我为师生办件事",
    "post_silent 研究生工作示范岗已有 64 天没有服务记录",
]


_OF_FRAMEWORKS = ("milestone", "point", "gap", "finding")


# The first and the last day of a month, of a quarter and of a year; a leap day; a day before the first rules.
@pytest.mark.slow
@pytest.mark.parametrize(
    "day",
    [
        *(date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2027, 3, 31)),
        *(date(2027, 7, 1), date(2027, 8, 31), date(2027, 10, 1), date(2028, 2, 29), date(2018, 6, 15)),
    ],
)
def test_four_things_are_missing_on_any_day(tmp_path: Path, day: date, demo_of: DemoOf) -> None:
    demo_of(datetime.combine(day, NOW.time()), tmp_path)
    told = board(day)
    assert sorted(f"{duty.sort} {duty.duty}" for duty in told.overdue) == [
        gap for gap in _GAPS if day.year > 2018 or not gap.startswith("missed")
    ]
    of_frameworks = [duty.rule.partition(":2")[0][:10] for duty in told.due if duty.sort in _OF_FRAMEWORKS]
    assert set(of_frameworks) == {"milestone", "gap", "finding:e6", "finding:e7", "finding:w1", "finding:w7"}
    assert len(of_frameworks) == 6, "one line of a framework and a kind"
    assert {duty.duty.partition("差")[0] for duty in told.due if duty.sort not in _OF_FRAMEWORKS} == {
        "催办批复：关于使用党员活动经费开展共建活动的请示",
        "宋予安：收集公示期间的意见，汇总后报支委会",
        "培养考察：苏见微",
        "续签共建协议，或记下不再续签：海州市云栖社区党委",
        *(["补足年度学时：苏晚舟"] if day.month > 9 else []),  # told in the last quarter
    }
    assert [duty.duty for duty in told.silenced] == ["起草新闻稿：年度组织生活会"]
    assert not told.contradictions
    close_database()


def _of(row: Meeting, group: str) -> bool:
    return row.group is not None and row.group.name.startswith(group)


@pytest.mark.slow
@pytest.mark.parametrize("day", [date(2026, 3, 26), date(2026, 11, 23), date(2019, 1, 1), date(2031, 10, 8)])
def test_the_roster_is_of_the_demos_day(tmp_path: Path, day: date, demo_of: DemoOf) -> None:
    demo_of(datetime.combine(day, NOW.time()), tmp_path)
    roster = people.roster(day)
    assert sum(person.standing == "probationary" for person in roster.values()) == 1
    assert all(person.since <= day for person in roster.values()) and len(roster) == 17, "an activist among them"
    for row in Meeting.select():
        kind = meetings.kind_of(row)
        expected = view(row.id).expected(kind)
        assert len(expected) == {"members": 16, "committee": 4, "group": 8}[kind.who]
        assert sum(person.standing == "probationary" for person in expected) == (
            kind.who == "members" or _of(row, "第二")
        )
        if row.state in HELD:
            assert view(row.id).head_count.roll_taken and row.ends_at is None
    assert not board(day).contradictions
    close_database()


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 1, 1), date(2027, 10, 8)])
def test_the_report_leaves_no_white_foot(tmp_path: Path, day: date, demo_of: DemoOf) -> None:
    demo_of(datetime.combine(day, NOW.time()), tmp_path)
    paper = report_paper(Report.get())
    for name in ("jnu-news", "gbt9704"):
        shown = preview(paper, name, photos=photos(tmp_path))
        assert shown.warnings == () and all(page.rows[-1] for page in shown.pages[:-1])
    close_database()


@pytest.mark.slow
def test_the_same_day_gives_the_same_papers(tmp_path: Path) -> None:
    first, second = build(tmp_path / "a"), build(tmp_path / "b")
    assert [path.name for path in first] == [
        *("01_通知.docx", "02_议程.docx", "03_签到表.docx", "04_会议记录.docx", "05_决议.docx"),
        "20261021_海州大学国际商学院办公室党支部.docx",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    other = build(tmp_path / "c", datetime(2027, 5, 3, 9, 0))
    assert [path.read_bytes() for path in first] != [path.read_bytes() for path in other]


@pytest.mark.parametrize("day", [datetime(1, 2, 3), datetime(1949, 12, 31), datetime(9999, 12, 31)])
def test_a_day_far_off_is_told(database: Path, tmp_path: Path, day: datetime) -> None:
    with pytest.raises(BranchError, match="1950 年到 2100 年之间"):
        build_demo(now=day, photos=photos(tmp_path))
    assert Branch.select().count() == 0


def test_a_real_branch_is_left_alone(database: Path, tmp_path: Path) -> None:
    create_branch("办公室党支部", "学院", today=date(2026, 1, 1))
    with pytest.raises(BranchError, match="真实的支部"):
        build_demo(now=NOW, photos=photos(tmp_path))
    assert Meeting.select().count() == 0
    with pytest.raises(BranchError, match="没有可导出的会议"):
        write_papers(tmp_path / "out", photos=photos(tmp_path))
