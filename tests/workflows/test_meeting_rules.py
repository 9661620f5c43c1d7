"""What a branch has set about its meetings is what counts everywhere; what can't be used is told, and stops nothing."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Title
from branchtui.rules.kind_reading import value_words
from branchtui.rules.meetings import ANSWER, NEWS, RECORD, frequency
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.replication.captions import title
from branchtui.workflows.board import board
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.meeting_rules import (
    add_kind,
    change_kind,
    is_default,
    kind_of,
    limit_named,
    limits,
    may_switch_off,
    meeting_rules,
    own_kinds,
    presets,
    remind_again,
    remove_kind,
    restore_default,
    set_limit,
    switch_off,
)
from branchtui.workflows.meetings import meetings, minutes
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import doctor, undo
from tests.conftest import NOW, TODAY

TALK = {"verb": "举行", "activity": "读书会", "who": "committee", "times": 1, "per": "month", "minutes": 45}


def set_rule(key: str, value: Any) -> None:
    with act("设置"):
        Setting.ensure(key=f"meeting_rules:{key}", values={"value": json.dumps(value, ensure_ascii=False)})


@pytest.mark.usefixtures("branch")
def test_a_kind_of_the_branch_is_planned_expected_announced_and_reported() -> None:
    with pytest.raises(BranchError, match="没有“读书会”这种会议"):
        meetings.plan_meeting("读书会", when="2026年3月4日下午3点", title="共读", now=NOW)
    set_rule("kind:读书会", TALK)
    row = meetings.plan_meeting("读书会", when="2026年3月4日下午3点", title="共读", now=NOW)
    assert row.planned_end == datetime(2026, 3, 4, 15, 45)
    names = people.members()
    assert {names[each.member].name for each in view(row.id).expected(kind_of(row))} == {"林知远", "周以宁"}
    [title] = [block for block in dict(meeting_papers(row))["notice"].blocks if isinstance(block, Title)]
    assert title.text == "关于举行2026年3月读书会的通知"
    assert "读书会还差 1 次" in str(board(TODAY).due)
    meetings.hold(row, now=NOW)
    assert {names[key].name for key in facts.attendances(row)} == {"林知远", "周以宁"}
    assert "读书会还差" not in str(board(TODAY).due)
    assert draft_from_meeting(row).title == "海州大学办公室党支部举行“共读”读书会"


def test_the_limits_of_the_branch_count(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    assert "完成会议记录" in str(board(date(2026, 3, 10)).overdue)
    set_rule("record_within_working_days", 5)
    set_rule("news_within_hours", 240)
    assert "完成会议记录" not in str(board(date(2026, 3, 10)).overdue)
    assert "2026-03-11 前" in str(board(date(2026, 3, 10)).due) and "2026-03-14 15:00 前" in str(board(TODAY).due)
    minutes.write_minutes(meeting, "# 1\n一\n# 2\n二", now=NOW)
    assert meeting.recorded_on == date(2026, 3, 4), "six days later, and not late by what the branch has set"


def test_a_kind_that_changed_later_leaves_earlier_meetings_alone(meeting: Meeting) -> None:
    set_rule("kind:主题党日", {"who": "committee", "valid_from": "2026-03-05"})
    assert (kind_of(meeting).who, len(view(meeting.id).expected(kind_of(meeting)))) == ("members", 5)
    meetings.hold(meeting, now=NOW)
    assert len(facts.attendances(meeting)) == 5 and board(TODAY).contradictions == ()
    later = meetings.plan_meeting("主题党日", when="2026年3月12日下午3点", title="下一次", now=NOW)
    assert (kind_of(later).who, len(view(later.id).expected(kind_of(later)))) == ("committee", 2)


def test_a_broken_setting_is_told_by_board_and_doctor_and_the_shipped_rule_stands(
    meeting: Meeting, tmp_path: Path
) -> None:
    set_rule("news_within_hours", "一天")
    set_rule("kind:主题党日", {"times": "两次"})
    assert meeting_rules().news_within_hours == 24 and kind_of(meeting).times == 1
    said = [duty.clause for duty in board(TODAY).contradictions]
    assert len(said) == 2 and "times 应是 1 到 366 的整数，现在是“两次”。先按自带的规则办。" in said[0]
    found = doctor.examine(NOW, PhotoStore(tmp_path / "photos", tmp_path / "cache"))
    assert [each.words for each in found if each.what == "会议设置"] == [words.rstrip("。") for words in said]


LECTURE = frequency("党课")


def clauses() -> str:
    """What the board says each due thing rests on."""
    return "；".join(f"{duty.duty}：{duty.clause}" for duty in (*board(TODAY).overdue, *board(TODAY).due))


def test_a_default_is_called_one_until_the_branch_has_set_it(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    assert "约定" not in clauses(), "nobody has agreed to anything yet"
    assert [limit for limit in limits() if is_default(limit)] == [RECORD, NEWS, ANSWER, LECTURE]
    assert set_limit(RECORD, 5) == "会议记录期限改为 5 个工作日，记为本支部约定。"
    assert set_limit(NEWS, 240) == "新闻稿期限改为 240 小时，记为本支部约定。"
    assert set_limit(ANSWER, 15) == "请示批复期限改为 15 个工作日，记为本支部约定。"
    assert set_limit(LECTURE, 2) == "党课次数改为 2 次，记为本支部约定。"
    assert not any(map(is_default, limits()))
    assert "会后 5 个工作日内（本支部约定）" in clauses() and "会后 240 小时内（本支部约定）" in clauses()
    assert "党课还差 2 次：本支部约定" in clauses() and "默认" not in clauses()
    for limit in (RECORD, NEWS, ANSWER, LECTURE):
        restore_default(limit)
    assert [limit for limit in limits() if is_default(limit)] == [RECORD, NEWS, ANSWER, LECTURE]
    with pytest.raises(BranchError, match="会议记录期限没有改过"):
        restore_default(RECORD)


def test_what_is_switched_off_is_not_told_and_comes_back(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    before = clauses()
    for limit, word in ((RECORD, "完成会议记录"), (NEWS, "起草新闻稿"), (LECTURE, "党课还差")):
        assert word in clauses()
        said = switch_off(limit)
        assert said.startswith("不再提醒：") and word not in clauses()
        assert undo.undo_last().startswith("已撤销") and clauses() == before
        switch_off(limit)
        set_limit(limit, 3)
        assert word in clauses(), "who sets a figure wants to be told of it"
        switch_off(limit)
        restore_default(limit)
        assert clauses() == before
    switch_off(RECORD)
    minutes.write_minutes(meeting, "# 1\n一\n# 2\n二", now=datetime(2026, 3, 10, 9))
    assert meeting.recorded_on == date(2026, 3, 10), "late stays late, also where nobody is reminded"


OWN = {"verb": "开展", "who": "members", "times": 2, "per": "month", "minutes": 45}


@pytest.mark.usefixtures("branch")
def test_a_kind_of_ones_own_is_added_changed_taken_away_and_each_step_undone() -> None:
    assert own_kinds() == [] and add_kind(" 工作坊 ", OWN) == "已增加会议种类“工作坊”，计划会议时可以选。"
    [kind] = own_kinds()
    assert (kind.name, kind.verb, kind.who, kind.often, kind.clause) == (
        *("工作坊", "开展", "members", "每月 2 次", "本支部约定"),
    )
    assert "工作坊还差 2 次" in str(board(TODAY).due)
    assert change_kind("工作坊", {**OWN, "regulation": "本院规定", "article": "第三条"}) == "已改会议种类“工作坊”。"
    assert own_kinds()[0].clause == "《本院规定》第三条" and not may_switch_off(frequency("工作坊"))
    [row] = Setting.select().where(Setting.key == "meeting_rules:kind:工作坊")
    assert title("setting", row.id) == "工作坊"
    assert value_words(row.value) == "开展，全体党员，每月 2 次，《本院规定》第三条"
    assert undo.undo_last() == "已撤销：修改会议种类：工作坊" and own_kinds()[0].clause == "本支部约定"
    assert remove_kind("工作坊") == "已去掉会议种类“工作坊”。" and own_kinds() == []
    assert undo.undo_last() == "已撤销：去掉会议种类：工作坊" and len(own_kinds()) == 1
    meetings.plan_meeting("工作坊", when="2026年3月4日下午3点", title="题", now=NOW)
    with pytest.raises(BranchError, match="已有 1 次“工作坊”，这一种不能去掉"):
        remove_kind("工作坊")


@pytest.mark.usefixtures("branch")
def test_a_kind_that_is_not_asked_for_any_more_is_asked_for_again() -> None:
    add_kind("工作坊", OWN)
    switch_off(frequency("工作坊"))
    assert "工作坊还差" not in str(board(TODAY).due)
    with pytest.raises(BranchError, match="工作坊次数是本支部自己定的，没有默认"):
        restore_default(frequency("工作坊"))
    assert remind_again(frequency("工作坊")) == "恢复提醒：工作坊次数。" and "工作坊还差" in str(board(TODAY).due)
    with pytest.raises(BranchError, match="工作坊次数的提醒没有关"):
        remind_again(frequency("工作坊"))
    set_limit(frequency("工作坊"), 1)
    assert own_kinds()[0].often == "每月 1 次" and own_kinds()[0].minutes == 45


@pytest.mark.usefixtures("branch")
def test_a_usual_kind_is_ready_to_choose_and_owed_by_nobody() -> None:
    assert list(presets()) == ["例会", "工作坊", "45分钟一堂课", "学习研讨"]
    for name, values in presets().items():
        add_kind(name, values)
    assert presets() == {} and {kind.often for kind in own_kinds()} == {"不定期"}
    assert not any(kind.name in str(board(TODAY)) for kind in own_kinds())


@pytest.mark.usefixtures("branch")
def test_a_kind_without_a_station_spares_its_meetings_until_somebody_reports_or_says_otherwise() -> None:
    add_kind("例会", presets()["例会"])
    row = meetings.plan_meeting("例会", when="2026年3月4日下午3点", title="周例会", now=NOW)
    told = {station.key: (station.state, station.why) for station in view(row.id).stations}
    assert told["news"] == ("na", "这种会议不要求报道") and told["materials"] == ("na", "这种会议不要求学习材料")
    meetings.clear_station_na(row, "materials")
    meetings.hold(row, now=NOW)
    draft_from_meeting(row)
    assert {s.key: s.state for s in view(row.id).stations} == {
        **{s.key: s.state for s in view(row.id).stations},
        "news": "open",
        "materials": "open",
    }
    group = meetings.plan_meeting("支委会", when="2026年3月5日下午3点", title="碰头", now=NOW)
    assert {s.key for s in view(group.id).stations if s.state == "na"} == {"news"}


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("支委会", {}, "“支委会”就是支部委员会会议，已经有了"),
        ("党课", {}, "“党课”就是党课，已经有了"),
        ("", {}, "会议种类的名称不能为空"),
        ("工作坊", {"times": 367}, "^times 应是 1 到 366 的整数"),
        ("工作坊", {"times": 0, "regulation": "本院规定", "article": "第一条"}, "不定期的会议只能是本支部自己的约定"),
        ("工作坊", {"without": ["minutes"]}, "without 应是一列，可写的是 materials、news"),
        ("工作坊", {"verb": ""}, "缺 verb"),
        ("工作坊", {"regulation": "本院规定"}, "要写 regulation 和 article"),
    ],
)
def test_a_kind_that_can_not_be_is_refused(name: str, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BranchError, match=said):
        add_kind(name, {**OWN, **changes})
    with pytest.raises(BranchError, match="“党课”不是本支部自己的会议种类，不能改"):
        change_kind("党课", OWN)
    assert not Setting.select().exists()


@pytest.mark.usefixtures("branch")
def test_a_limit_is_named_by_what_people_call_its_kind() -> None:
    assert limit_named("支委会次数") == frequency("支部委员会会议")
    assert limit_named("党日次数") == frequency("主题党日")


def test_what_is_set_of_a_kind_besides_stays(meeting: Meeting) -> None:
    set_rule("kind:党课", {"minutes": 90})
    set_limit(LECTURE, 2)
    kind = meeting_rules().on(TODAY)["党课"]
    assert (kind.times, kind.minutes) == (2, 90)
    restore_default(LECTURE)
    kind = meeting_rules().on(TODAY)["党课"]
    assert (kind.times, kind.minutes, is_default(LECTURE)) == (1, 90, True)


@pytest.mark.usefixtures("branch")
def test_a_limit_that_is_none_or_a_regulations_is_refused() -> None:
    with pytest.raises(BranchError, match="《中国共产党支部工作条例（试行）》第十一条规定的，不能关掉提醒。"):
        switch_off(frequency("支部党员大会"))
    assert not is_default(frequency("支部党员大会"))
    with pytest.raises(BranchError, match="没有“kind:茶话会”这一项提醒。"):
        switch_off(frequency("茶话会"))
    with pytest.raises(BranchError, match="没有“茶话会次数”这一项。可选：会议记录期限、新闻稿期限、"):
        set_limit(frequency("茶话会"), 1)
    with pytest.raises(BranchError, match="新闻稿期限应是 1 到 1440 的整数，现在是“0”。"):
        set_limit(NEWS, 0)
    assert [limit_named(text) for text in (" 会议记录期限", "党课次数", NEWS)] == [RECORD, LECTURE, NEWS]
    with pytest.raises(BranchError, match="没有“人数”这一项。可选："):
        limit_named("人数")
    assert not Setting.select().exists()


@pytest.mark.usefixtures("branch")
def test_what_was_set_is_told_in_words() -> None:
    set_limit(RECORD, 5)
    switch_off(NEWS)
    set_limit(LECTURE, 2)
    told = [title("setting", row.id) for row in Setting.select().order_by(Setting.key)]
    assert told == ["党课", "会议记录期限", "提醒：新闻稿期限"]


@pytest.mark.usefixtures("branch")
def test_a_lecture_is_held_in_its_own_words() -> None:
    row = meetings.plan_meeting("党课", when=datetime(2026, 3, 4, 15), title="走进实验室", now=datetime(2026, 3, 2))
    with pytest.raises(BranchError, match="会议还没有登记举办，不能写记录。请先登记举办（branchtui hold 编号）。"):
        minutes.write_minutes(row, "# 1\n一", now=NOW)
    with pytest.raises(BranchError, match="若已提前举办，请写明实际时间"):
        meetings.hold(row, now=datetime(2026, 3, 3))
    assert "登记举办或改期：走进实验室" in str(board(TODAY).overdue)
    meetings.hold(row, now=NOW)
    with pytest.raises(BranchError, match="不用再登记举办"):
        meetings.hold(row, now=NOW)
    assert undo.undo_last() == "已撤销：登记举办：走进实验室"
