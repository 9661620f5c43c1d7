"""A plan of a term: written, its lines changed, turned into meetings once, and laid beside what was held."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Material, Meeting, Plan, PlanItem
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.year import plans as known
from branchtui.workflows.calendar import mark_days
from branchtui.workflows.meetings import meetings
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.registers import register
from branchtui.workflows.safety import history, undo
from branchtui.workflows.year import plans
from branchtui.workflows.year.papers import plan_paper
from branchtui.workflows.year.plan_meetings import Preview, make_meetings, preview
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")
SPRING = {"title": "春季计划", "first_day": "2月23日", "last_day": "7月10日"}
LINE = "主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》 林知远"


def spring(*lines: str) -> Plan:
    return plans.add_plan(SPRING, "\n".join(lines), today=TODAY)


def told(seen: Preview) -> list[str]:
    return [f"{due.sort} {due.day or due.when.name} {due.group}".strip() for due in seen.dues]


def lines_of(plan: Plan) -> list[str]:
    return [row.called for row in known.lines(plan.id)]


def test_a_plan_is_one_act_with_all_its_lines() -> None:
    plan = spring(LINE, "支委会 每月第一个周一 16:00")
    assert (plan.title, plan.first_day, plan.last_day) == ("春季计划", date(2026, 2, 23), date(2026, 7, 10))
    first, second = known.lines(plan.id)
    assert first[3:] == ("每月第三个周三下午3点", "主题党日", "学习全会精神", "林知远", ("《全会公报》",))
    assert (second.kind, second.theme, second.called) == ("支部委员会会议", "", "支部委员会会议")
    undo.undo_last()
    assert known.plans() == [] and known.lines() == []
    undo.redo_last()
    assert lines_of(plan) == ["学习全会精神", "支部委员会会议"]


def test_without_days_it_is_the_plan_of_the_term() -> None:
    plan = plans.add_plan({}, today=TODAY)
    assert (plan.title, str(plan.first_day), str(plan.last_day)) == (
        "2026年春季学期学习计划",
        "2026-02-01",
        "2026-07-31",
    )
    assert plans.usual_plan(date(2026, 7, 25))["title"] == "2026年秋季学期学习计划", "at its end the next one is meant"
    mark_days("3月2日 开学", TODAY)
    assert plans.usual_plan(TODAY)["first_day"] == "2026-03-02"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first_day": "7月10日", "last_day": "2026年2月1日"}, "应在起始日之后"),
        ({"first_day": "2026-01-01", "last_day": "2029-01-01"}, "两年以内"),
        ({"first_day": "大概春天"}, "没有看懂日期"),
        ({"title": "长" * 300}, "太长"),
        ({"day": "1月1日"}, "没有“day”这一项"),
    ],
)
def test_a_plan_that_cannot_be(values: dict[str, str], said: str) -> None:
    with pytest.raises(BranchError, match=said):
        plans.add_plan({**SPRING, **values}, LINE, today=TODAY)
    assert not Plan.select().count() and not PlanItem.select().count()


def test_a_line_that_cannot_be_read_keeps_none() -> None:
    plan = spring()
    with pytest.raises(BranchError, match="第 2 行：没有看懂时间"):
        plans.add_lines(plan, f"{LINE}\n每月第三个 读书", today=TODAY)
    with pytest.raises(BranchError, match="没有写内容"):
        plans.add_lines(plan, " \n ", today=TODAY)
    with pytest.raises(BranchError, match="太多了"):
        plans.add_lines(plan, "读书\n" * 201, today=TODAY)
    assert lines_of(plan) == []


def test_a_line_is_changed_moved_and_removed() -> None:
    plan = spring(LINE, "党课 4月上旬 党的纪律", "支委会")
    item = known.line(known.lines(plan.id)[0].id)
    kept = known.materials(item)[0].id
    plans.change_line(item, theme="读党章", materials="《全会公报》、《党章》", today=TODAY)
    assert plans.typed_line(item)["materials"] == "《全会公报》\n《党章》" and known.materials(item)[0].id == kept
    plans.change_line(item, materials="《党章》", preparer="", kind="党课", today=TODAY)
    (row, *_) = known.lines(plan.id)
    assert (row.kind, row.theme, row.materials, row.preparer) == ("党课", "读党章", ("《党章》",), "")
    plans.move_line(item, 9)
    assert lines_of(plan) == ["党的纪律", "支部委员会会议", "读党章"]
    plans.move_line(item, -1)
    assert lines_of(plan) == ["党的纪律", "读党章", "支部委员会会议"]
    plans.remove_line(item)
    assert lines_of(plan) == ["党的纪律", "支部委员会会议"]
    assert history.of(plan, NOW)[0].name == "删除计划项：读党章"
    for _ in range(5):
        undo.undo_last()
    assert known.lines(plan.id)[0].materials == ("《全会公报》",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schedule": "大概"}, "没有看懂时间"),
        ({"kind": "茶话会"}, "没有“茶话会”这种会议"),
        ({"preparer": "顾清和"}, "顾清和"),
        ({"kind": "", "theme": ""}, "主题和类型都没有写"),
        ({"place": "201"}, "没有“place”这一项"),
        ({"materials": "长" * 300}, "太长"),
    ],
)
def test_a_change_that_cannot_be(changes: dict[str, str], said: str) -> None:
    item = known.line(known.lines(spring(LINE).id)[0].id)
    before = plans.typed_line(item)
    with pytest.raises(BranchError, match=said):
        plans.change_line(item, today=TODAY, **changes)
    assert plans.typed_line(known.line(item.id)) == before


def test_a_plan_becomes_meetings_in_one_act() -> None:
    plan = spring(LINE, "自学 每周三 读原著")
    assert told(preview(plan, today=TODAY)) == [
        "skipped 2026年2月",
        "other 每周三",
        "new 2026-03-18",
        "new 2026-04-15",
        "new 2026-05-20",
        "new 2026-06-17",
        "skipped 2026年7月",
    ]
    assert make_meetings(plan, now=NOW) == "已照计划安排 4 次会议。"
    made = list(Meeting.select().order_by(Meeting.planned_start))
    assert [row.planned_start for row in made] == [
        datetime(2026, month, day, 15) for month, day in ((3, 18), (4, 15), (5, 20), (6, 17))
    ]
    assert {(row.kind, row.title, row.state, row.place, row.host_id, row.noticed_on) for row in made} == {
        ("主题党日", "学习全会精神", "planned", "", None, None)
    }, "what nobody told stays empty"
    assert [material.title for material in facts.meeting(made[0].id).materials] == ["《全会公报》"]
    (row,) = known.plans()
    assert (row.lines, row.made, row.held) == (2, 4, 0)
    with pytest.raises(BranchError, match="没有要安排的会议（已安排 4 次，跳过 2 次，不是会议 1 次）"):
        make_meetings(plan, now=NOW)
    undo.undo_last()
    assert not Meeting.select().where(Meeting.live()).count()
    assert not Material.select().where(Material.live(), Material.meeting.is_null(False)).count()
    assert known.lines(plan.id)[0].materials == ("《全会公报》",)


def test_what_is_planned_already_is_linked_and_not_doubled() -> None:
    plan_meeting("主题党日", when="2026年3月18日下午2点", place="201", title="三月的", now=NOW)
    plan_meeting("主题党日", when="2026年4月8日下午2点", place="201", title="四月的", now=NOW)
    other = plan_meeting("党课", when="2026年5月20日下午3点", place="201", title="党课", now=NOW)
    plan = spring(LINE)
    seen = preview(plan, today=TODAY)
    assert [row.title for due in seen.of("link") if (row := due.meeting)] == ["三月的", "四月的"]
    assert [due.when.said for due in seen.of("link")] == ["", "计划的是4月15日"]
    assert make_meetings(plan, now=NOW) == "已照计划安排 2 次会议，对上已有的 2 次。"
    assert Meeting.select().count() == 5 and facts.meeting(other.id).plan_item_id is None
    assert facts.meeting(seen.of("link")[0].meeting.id).place == "201", "it stays as it was"  # type: ignore[union-attr]


def test_a_moved_meeting_stays_that_of_its_line_and_a_cancelled_one_is_not_made_again() -> None:
    plan = spring(LINE)
    make_meetings(plan, now=NOW)
    march, april, *_ = Meeting.select().order_by(Meeting.planned_start)
    meetings.reschedule(march, "2026年4月1日下午3点", now=NOW)
    meetings.cancel(april, "运动会")
    seen = preview(plan, today=TODAY)
    assert [due.sort for due in seen.dues if due.meeting] == ["planned", "cancelled", "planned", "planned"]
    assert seen.of("planned")[0].when.said == "计划的是3月18日" and not seen.of("new")


def test_what_was_held_and_what_is_past() -> None:
    held = plan_meeting("主题党日", when="2026年3月4日下午3点", place="201", title="三月", now=NOW)
    meetings.hold(held, now=NOW)
    plan = spring("主题党日 每月第一个周三下午3点 学习", "党课 3月9日15:00 党的纪律")
    seen = preview(plan, today=TODAY)
    assert told(seen)[:4] == ["skipped 2026年2月", "link 2026-03-04", "past 2026-03-09", "new 2026-04-01"]
    make_meetings(plan, now=NOW)
    assert (known.plans()[0].made, known.plans()[0].held) == (5, 1)
    assert [due.sort for due in preview(plan, today=TODAY).dues][1:3] == ["held", "past"], "nothing is made of the past"


def test_each_group_has_its_own_meeting() -> None:
    plan = spring("党小组会 4月9日12:40", "支部党员大会 第二季度")
    assert told(preview(plan, today=TODAY)) == [
        "open 2026年第二季度",
        "new 2026-04-09 第一党小组",
        "new 2026-04-09 第二党小组",
    ]
    make_meetings(plan, now=NOW)
    assert sorted(row.group.name for row in Meeting.select()) == ["第一党小组", "第二党小组"]


def test_a_time_nobody_told_is_asked() -> None:
    plan = spring("党课 4月9日 党的纪律")
    for typed, said in (("", "“党的纪律”没有写几点"), ("大概", "没有看懂“大概”是几点"), ("三点", "上午还是下午")):
        with pytest.raises(BranchError, match=said):
            make_meetings(plan, at=typed, now=NOW)
    make_meetings(plan, at="下午3点", now=NOW)
    assert Meeting.get().planned_start == datetime(2026, 4, 9, 15)


def test_what_is_left_out_is_not_made() -> None:
    plan = spring(LINE)
    new = preview(plan, today=TODAY).of("new")
    make_meetings(plan, without={new[0].key, new[2].key}, now=NOW)
    assert [row.planned_start.month for row in Meeting.select().order_by(Meeting.planned_start)] == [4, 6]


def test_kinds_without_a_station_do_without_it() -> None:
    make_meetings(spring("支委会 4月7日16:00"), now=NOW)
    wanted = plan_meeting("支委会", when="2026年4月8日16:00", title="另一次", now=NOW)
    made = Meeting.get(Meeting.id != wanted.id)
    assert {row.station for row in made.stations} == {row.station for row in wanted.stations}


def test_doubt_and_weeks_are_told() -> None:
    plan = plans.add_plan(
        {"title": "t", "first_day": "2026-12-01", "last_day": "2027-01-20"}, "党课 单周周三15:00 学", today=TODAY
    )
    assert preview(plan, today=TODAY).told == (
        "校历里没有记开学日，教学周从计划起始日 2026年12月1日 那一周数起",
        "2027 年的放假调休还不知道，按周末推算",
    )


def test_a_removed_plan_leaves_its_meetings_and_is_found_no_more() -> None:
    plan = spring(LINE)
    make_meetings(plan, now=NOW)
    assert {hit.kind for hit in search("全会精神")} == {"plan_item", "meeting"}
    assert [hit.kind for hit in search("春季计划")] == ["plan"]
    register.remove(plan)
    assert {hit.kind for hit in search("全会精神")} == {"meeting"} and not search("春季计划")
    assert Meeting.select().where(Meeting.live()).count() == 4


def test_the_paper_holds_every_line() -> None:
    paper = str(plan_paper(spring(LINE, "支委会 每月第一个周一"), TODAY))
    for words in (
        "春季计划",
        "2026年2月23日至2026年7月10日",
        "每月第三个周三下午3点",
        "《全会公报》",
        "林知远",
        "支部委员会会议",
    ):
        assert words in paper
