"""The card of a person as lines, with each set of signs; and what it is read from."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from rich.cells import cell_len

from branchtui.errors import GoneError
from branchtui.rules.attendance import AttendanceState
from branchtui.rules.posts.terms import Term
from branchtui.rules.roster import OPEN, Aspect, Event
from branchtui.store.engine.handle import db
from branchtui.store.models import Member
from branchtui.store.queries import people
from branchtui.store.queries.member_card import MemberCard, Served, member_card
from branchtui.store.queries.posts import PostOfMember
from branchtui.ui.rooms.people.card import card_lines
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs, leaks
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings.meetings import cancel, hold, plan_meeting
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import add_member

NOTHING = Served()
WHO = b"a" * 16
GROUP = b"g" * 16
DAY = date(2026, 9, 10)


def event(aspect: Aspect, on: date, value: str, subject: str = "") -> Event:
    return Event(WHO, aspect, subject, on, value)


EVENTS = (
    event("membership", OPEN, "in"),
    event("office", date(2024, 3, 1), "in", "组织委员"),
    event("group", date(2024, 3, 1), GROUP.hex()),
    event("standing", date(2025, 6, 1), "full"),
)


def card(
    states: Sequence[AttendanceState] = (),
    events: Sequence[Event] = EVENTS,
    posts: Sequence[PostOfMember] = (),
    served: Served = NOTHING,
    **facts: str,
) -> MemberCard:
    row = Member(id=WHO, name="周以宁", **facts)
    return MemberCard(row, DAY, events, {GROUP.hex(): "第一党小组"}, states, posts, served)


def drawn(of: MemberCard, width: int = 56, glyphs: Glyphs = LINES, year: int = 2026) -> list[str]:
    return [str(line) for line in card_lines(of, width, glyphs, this_year=year)]


def test_the_whole_card() -> None:
    assert drawn(
        card(["present", "late", "excused", "absent", "unmarked"], staff_no="T1001", job="外国语学院办公室主任")
    ) == [
        " ● 正式党员",
        " 组织委员",
        "",
        " 党小组        第一党小组",
        " 工号          T1001",
        " 工作岗位      外国语学院办公室主任",
        "",
        " 今年  到会 2/4  请假 1  缺席 1  未点名 1",
        " ● ● ◐ ! ○",
        " ● 到  ◐ 请假  ! 缺席  ○ 未点名",
        "",
        " 经历",
        " 日期不详   │ 列入名册",
        " 2024-03-01 │ 任组织委员",
        "            │ 党小组：第一党小组",
        " 2025-06-01 │ 正式党员",
    ]


def test_the_same_in_ascii() -> None:
    lines = drawn(card(["present", "excused", "absent", "exempt"]), glyphs=ASCII)
    assert lines[0] == " # 正式党员"
    assert lines[5:8] == [" 今年  到会 1/3  请假 1  缺席 1  免计 1", " # + ! -", " # 到  + 请假  ! 缺席  - 免计"]
    assert lines[-1] == " 2025-06-01 | 正式党员"


@pytest.mark.parametrize("glyphs", [LINES, ASCII], ids=["lines", "ascii"])
@pytest.mark.parametrize("width", [16, 30, 56, 118])
def test_no_line_is_too_long_and_no_sign_of_the_other_set_leaks(glyphs: Glyphs, width: int) -> None:
    states: list[AttendanceState] = ["present", "online", "excused", "absent", "exempt", "unmarked"] * 9
    long = card(states, job="国际商学院党政办公室主任兼校友与社会合作事务中心副主任", phone="13800000000")
    lines = drawn(long, width, glyphs)
    signs = [
        line
        for line in lines
        if line and set(line) <= {" ", glyphs.full, glyphs.half, glyphs.open, glyphs.wrong, glyphs.na}
    ]
    assert sum(len(line.split()) for line in signs) == len(states)
    assert all(cell_len(line) <= width for line in signs) and not any(leaks(line, glyphs) for line in lines)
    if width >= 30:
        assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], " 今年  没有应到的会议"),
        (["unmarked"], " 今年  未点名 1"),
        (["exempt", "present"], " 今年  到会 1/1  免计 1"),
        (["left_early", "online", "absent"], " 今年  到会 2/3  缺席 1"),
    ],
)
def test_only_what_is_known_counts(states: list[AttendanceState], said: str) -> None:
    assert said in drawn(card(states))
    assert said.replace("今年", "2026年") in drawn(card(states), year=2027)


@pytest.mark.parametrize(
    ("standing", "line", "role"),
    [
        ("full", "● 正式党员", "text"),
        ("probationary", "◐ 预备党员", "info"),
        ("candidate", "○ 发展对象", "quiet"),
        ("activist", "· 积极分子", "quiet"),
    ],
)
def test_what_somebody_is_has_sign_word_and_colour(standing: str, line: str, role: str) -> None:
    first = card_lines(
        card(events=[event("membership", OPEN, "in"), event("standing", OPEN, standing)]), 40, LINES, this_year=2026
    )[0]
    assert str(first).strip() == line and first.pieces[-1].role == role


def test_who_is_not_on_the_roster_of_the_day_is_told() -> None:
    gone = [*EVENTS, event("membership", date(2026, 1, 1), "out")]
    assert drawn(card(events=gone))[0] == " 那一天不在名册上"


def test_a_limit_of_the_vote_stands_beside_the_standing() -> None:
    assert drawn(card(events=[*EVENTS, event("vote", DAY, "suspended")]))[0] == " ● 正式党员  停止党籍"


def test_the_card_reads_the_held_meetings_of_the_year_up_to_the_day_at_once(database: object) -> None:
    create_branch("甲支部", "乙学院", "林知远", today=DAY)
    who = add_member("周以宁", since=date(2024, 3, 1), staff_no="T1", group="一组")
    states = {
        date(2025, 12, 31): "absent",
        date(2026, 1, 1): "excused",
        date(2026, 9, 10): "late",
        date(2026, 9, 11): "online",
    }
    for day, state in [*states.items(), (date(2026, 2, 2), None), (date(2026, 3, 3), "cancelled")]:
        when = datetime(day.year, day.month, day.day, 15)
        meeting = plan_meeting(
            "主题党日", when=when, place="101", title="学习", host="林知远", recorder="林知远", now=when
        )
        if state == "cancelled":
            cancel(meeting, "改在下周")
        elif state:
            hold(meeting, now=when)
            attendance.set_states(meeting, {who.id: (state, "")})
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    found = member_card(who.id, DAY)
    db.connection().set_trace_callback(None)
    assert found.states == ["excused", "late"] and len(sent) == 1
    assert found.row.name == "周以宁" and list(found.groups.values()) == ["一组"]
    assert found.now == people.roster(DAY)[who.id] and list(found.events) == sorted(
        people.events(who), key=lambda each: (each.on, each.aspect, each.subject)
    )
    assert member_card(who.id, date(2025, 12, 31)).states == ["absent"]
    with pytest.raises(GoneError):
        member_card(b"x" * 16, DAY)


def test_posts_with_the_hours_of_the_year_and_what_came_of_them() -> None:
    held = [
        PostOfMember(b"p" * 16, "01", "教务管理工作示范岗", Term(date(2026, 3, 1))),
        PostOfMember(b"q" * 16, "02", "研究生工作示范岗", Term(date(2024, 3, 1), date(2025, 6, 30))),
    ]
    served = Served({b"p" * 16: 9, b"r" * 16: 2}, 30, [("份", 12)])
    lines = drawn(card(posts=held, served=served), width=70)
    at = lines.index(" 示范岗")
    assert lines[at + 1 : at + 4] == [
        " ● 教务管理工作示范岗  3月1日至今  4.5 小时",
        " · 研究生工作示范岗  2024年3月1日至2025年6月30日",
        " 今年服务      5.5 小时，30 人次，12 份",
    ]
    assert " 示范岗" not in drawn(card())
