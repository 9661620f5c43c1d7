"""Posts kept by workflows: what is refused, what is asked about, and what stands afterwards."""

from datetime import date

import pytest

from branchtui.errors import BranchError, GoneError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.ids import new_id
from branchtui.store.models import Meeting, Member, Pledge, Post, PostStep
from branchtui.store.queries import people
from branchtui.store.queries import posts as facts
from branchtui.store.queries.member_card import member_card
from branchtui.store.queries.post_view import view
from branchtui.store.queries.today import board as on_board
from branchtui.workflows import calendar
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people import roster
from branchtui.workflows.posts import holders, pledges, post_rules, posts, reviews, setting_up, steps
from branchtui.workflows.posts.reviews import Decision, Score
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW, TODAY


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture
def post(branch: None) -> Post:
    return posts.add_post(
        "教务管理工作示范岗",
        number="02",
        category="管理",
        duties="接待来访\n整理清单",
        serves="全院师生",
        pledges="来访当日答复。\n每周值班两次。",
    )


@pytest.fixture
def member(branch: None) -> Member:
    return people.person("周以宁", TODAY)


def set_up(post: Post, member: Member) -> None:
    """The whole chain, in order."""
    holders.add_holder(post, member, from_day=march(2))
    for day, name in ((2, "按需设岗"), (2, "申报"), (3, "评议")):
        steps.add_step(post, name, day=march(day))
    steps.add_step(post, "公示", day=march(4), to_day=march(10))
    for day, name in ((11, "核准"), (12, "授牌"), (13, "亮岗")):
        steps.add_step(post, name, day=march(day))


def test_a_post_is_added_with_its_pledges(post: Post) -> None:
    seen = view(post.id)
    assert (seen.row.number, seen.row.category, seen.row.serves) == ("02", "管理", "全院师生")
    assert [row.words for row in seen.pledges] == ["来访当日答复。", "每周值班两次。"]
    assert seen.since(post_rules.post_rules(), TODAY) == ("proposed", None)
    assert seen.has == {"duties", "pledges"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": " "}, "岗位名称不能为空"),
        ({"name": "长" * 61}, "太长了"),
        ({"name": "教务管理工作示范岗"}, "已有名称是“教务管理工作示范岗”的示范岗"),
        ({"name": "另一个", "number": "02"}, "已有编号是“02”的示范岗（教务管理工作示范岗）"),
        ({"name": "另一个", "category": "后勤"}, "没有“后勤”这一类岗位"),
    ],
)
def test_a_post_that_can_not_be(post: Post, given: dict[str, str], told: str) -> None:
    with pytest.raises(BranchError, match=told):
        posts.add_post(**given)
    assert facts.PostList().count() == 1


def test_a_post_is_changed_and_its_own_name_is_no_other(post: Post) -> None:
    posts.change_post(post, name="教务管理工作示范岗", number="05", serves="")
    assert (view(post.id).row.number, view(post.id).row.serves) == ("05", "")


def test_a_category_that_the_branch_gave_up_stays_where_it_is(post: Post) -> None:
    post_rules.set_categories(["思政", "实验"])
    posts.change_post(post, category="管理", number="06")
    with pytest.raises(BranchError, match="可选：思政、实验"):
        posts.change_post(post, category="教学")
    assert view(post.id).row.category == "管理"


def test_the_whole_chain(post: Post, member: Member) -> None:
    set_up(post, member)
    rules, seen = post_rules.post_rules(), view(post.id)
    assert seen.since(rules, march(10)) == ("publicised", march(4))
    assert seen.since(rules, march(20)) == ("active", march(12))
    coming = seen.next_step(rules, march(20))
    assert coming is not None and coming.name == "述职"
    row = facts.PostList().page(0, 10)[0]
    assert row.since(rules, march(20)) == ("active", march(12))
    assert [holder.name for holder in row.holders_on(march(20))] == ["周以宁"]


def test_a_plate_before_the_notice_has_ended_wants_a_reason(post: Post) -> None:
    for name in ("申报", "评议"):
        steps.add_step(post, name, day=march(3))
    steps.add_step(post, "公示", day=march(4), to_day=march(10))
    with pytest.raises(BranchError, match="公示到2026年3月10日才结束，授牌早了"):
        steps.add_step(post, "授牌", day=march(9))
    steps.add_step(post, "授牌", day=march(9), reason="学院统一授牌")
    assert view(post.id).since(post_rules.post_rules(), march(9))[0] == "active"


def test_a_notice_is_no_shorter_than_the_branch_agreed(post: Post) -> None:
    for name in ("申报", "评议"):
        steps.add_step(post, name, day=march(3))
    with pytest.raises(BranchError, match="公示只有 4 个工作日，不满 5 个（默认，可改；条文没有规定）"):
        steps.add_step(post, "公示", day=march(4), to_day=march(9))
    post_rules.set_figure("notice_working_days", 4)
    steps.add_step(post, "公示", day=march(4), to_day=march(9))
    assert post_rules.restore_default("notice_working_days") == "公示期限已恢复默认。"
    steps.add_step(post, "核准", day=march(10))  # what stood before is not held against the next


def test_a_notice_over_the_national_holiday_counts_the_days_that_make_up_for_it(post: Post) -> None:
    begun = date(2024, 9, 29)  # a Sunday that was worked at; 1 to 7 October were free
    for name in ("申报", "评议"):
        steps.add_step(post, name, day=begun)
    with pytest.raises(BranchError, match="公示只有 4 个工作日，不满 5 个.*应到2024年10月10日"):
        steps.add_step(post, "公示", day=begun, to_day=date(2024, 10, 9))
    calendar.mark_days("10月9日 放假", today=begun)
    with pytest.raises(BranchError, match="应到2024年10月11日"):
        steps.add_step(post, "公示", day=begun, to_day=date(2024, 10, 10))
    row = steps.add_step(post, "公示", day=begun, to_day=date(2024, 10, 11))
    assert steps.doubt(row) == ""
    far = steps.change_step(row, {"day": date(2034, 10, 9), "to_day": date(2034, 10, 20)})
    assert steps.doubt(far) == "2034 年的放假调休还不知道，按周末推算，请核对公示的截止日。"


def test_a_change_may_not_make_a_later_step_wrong(post: Post, member: Member) -> None:
    set_up(post, member)
    notice = next(row for row in facts.steps(post) if row.step == "公示")
    with pytest.raises(BranchError, match="公示到2026年3月13日才结束，核准早了"):
        steps.change_step(notice, {"to_day": march(13)})
    with pytest.raises(BranchError, match="早于起始日"):
        steps.change_step(notice, {"to_day": march(3)})
    with pytest.raises(BranchError, match="还没有登记公示，就登记了核准"):
        steps.remove_step(notice)
    assert view(post.id).dated[3].to_day == march(10)
    steps.remove_step(facts.steps(post)[-1])
    assert [row.step for row in facts.steps(post)][-1] == "授牌"


def test_withdrawn_and_applied_for_again(post: Post, member: Member) -> None:
    set_up(post, member)
    rules = post_rules.post_rules()
    with pytest.raises(BranchError, match="撤牌要写明原因"):
        steps.withdraw(post, day=date(2026, 7, 1), reason=" ")
    steps.withdraw(post, day=date(2026, 7, 1), reason="考核不达标")
    assert view(post.id).since(rules, date(2026, 7, 2)) == ("withdrawn", date(2026, 7, 1))
    with pytest.raises(BranchError, match="要重新上岗，请先登记再次申报"):
        steps.add_step(post, "述职", day=date(2026, 8, 1))
    steps.add_step(post, "再次申报", day=date(2026, 9, 1))
    coming = view(post.id).next_step(rules, date(2026, 9, 1))
    assert coming is not None and coming.name == "评议"


def test_a_step_rests_on_a_meeting(post: Post, meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="依据的会议2026年3月4日才开"):
        steps.add_step(post, "按需设岗", day=march(2), meeting=meeting)
    row = steps.add_step(post, "按需设岗", day=march(4), meeting=meeting)
    basis = view(post.id).meetings[meeting.id]
    assert (basis.title, basis.day) == ("学习全会精神", march(4))
    meetings.cancel(meeting, "冲突")
    with pytest.raises(BranchError, match="会议“学习全会精神”已取消，不能作依据"):
        steps.add_step(post, "申报", day=march(5), meeting=meeting)
    steps.change_step(row, {"meeting": None, "reason": "支委会已议"})
    assert view(post.id).meetings == {}


def test_holders_several_at_once_nobody_twice(post: Post, member: Member) -> None:
    other = people.person("沈一禾", TODAY)
    first = holders.add_holder(post, member, from_day=march(2), to_day=march(20))
    holders.add_holder(post, other, from_day=march(2))
    with pytest.raises(
        BranchError, match="周以宁在这个岗位已有任岗：2026年3月2日至2026年3月20日，与2026年3月20日至今重叠"
    ):
        holders.add_holder(post, member, from_day=march(20))
    with pytest.raises(BranchError, match="任岗的截止日2026年3月1日早于起始日2026年3月22日"):
        holders.add_holder(post, member, from_day=march(22), to_day=march(1))
    holders.add_holder(post, member, from_day=march(21))
    assert [row.from_day for row in facts.holders(post, member)] == [march(2), march(21)]
    with pytest.raises(BranchError, match="重叠"):
        holders.change_holder(first, from_day=march(2), to_day=None)
    holders.end_holder(post, member, to_day=march(31))
    with pytest.raises(BranchError, match="周以宁现在不在“教务管理工作示范岗”上岗"):
        holders.end_holder(post, member, to_day=march(31))
    assert {view(post.id).names[row.member_id] for row in view(post.id).holders_on(march(25))} == {"周以宁", "沈一禾"}


def test_a_holder_is_on_the_roster_of_that_day(post: Post) -> None:
    newcomer = roster.add_member("程屿", since=march(9))
    with pytest.raises(BranchError, match="2026-03-08 的名册上没有“程屿”"):
        holders.add_holder(post, newcomer, from_day=march(8))
    holders.add_holder(post, newcomer, from_day=march(9))


def test_pledges_are_ticked_with_evidence(post: Post) -> None:
    added = pledges.add_pledges(post, "一、公开电话。\n\n二、课前十分钟到教室。")
    assert [row.words for row in added] == ["公开电话。", "课前十分钟到教室。"]
    with pytest.raises(BranchError, match="兑现依据不能为空"):
        pledges.keep_pledge(added[0], day=march(9), evidence="", today=TODAY)
    with pytest.raises(BranchError, match="还没有到"):
        pledges.keep_pledge(added[0], day=march(11), evidence="公示栏", today=TODAY)
    pledges.keep_pledge(added[0], day=march(9), evidence="公示栏照片", today=TODAY)
    assert [(row.kept_on, row.evidence) for row in view(post.id).pledges if row.kept_on] == [(march(9), "公示栏照片")]
    pledges.unkeep_pledge(added[0])
    pledges.change_pledge(added[0], "公开办公电话")
    pledges.remove_pledge(added[1])
    assert [row.words for row in view(post.id).pledges] == ["来访当日答复。", "每周值班两次。", "公开办公电话"]
    with pytest.raises(BranchError, match="承诺不能为空"):
        pledges.add_pledges(post, " \n ")


def test_a_review_keeps_its_weights_and_has_no_total_before_its_scores(post: Post, member: Member) -> None:
    holders.add_holder(post, member, from_day=date(2025, 1, 1))
    year = {"from_day": date(2025, 1, 1), "to_day": date(2025, 12, 31)}
    review = reviews.add_review(
        post, member, **year, scores={"self": Score(920), "peer": Score(880, 12, member, march(1))}
    )
    seen = view(post.id).reviews[0]
    assert (seen.name, seen.total, seen.grade(post_rules.post_rules())) == ("周以宁", None, "")
    post_rules.set_weights({"self": 10, "peer": 10, "public": 40, "branch": 40})
    reviews.change_review(review, scores={"public": Score(900), "branch": Score(950)})
    seen = view(post.id).reviews[0]
    assert seen.total == 915 and dict(seen.weights) == {"self": 20, "peer": 20, "public": 30, "branch": 30}
    assert seen.grade(post_rules.post_rules()) == "优秀" and seen.row.grade == ""
    assert (seen.scores["peer"].answered, seen.collectors[member.id]) == (12, "周以宁")
    reviews.change_review(review, decision={"grade": "达标", "decided_on": march(1), "opinion": "同意。"})
    assert view(post.id).reviews[0].grade(post_rules.post_rules()) == "达标"
    reviews.remove_score(review, "self")
    assert view(post.id).reviews[0].total is None


def test_a_review_that_can_not_be(post: Post, member: Member) -> None:
    holders.add_holder(post, member, from_day=march(1), to_day=march(9))
    days = {"from_day": march(1), "to_day": march(31)}
    with pytest.raises(BranchError, match="考核期的截止日2026年2月1日早于起始日"):
        reviews.add_review(post, member, from_day=march(1), to_day=date(2026, 2, 1))
    with pytest.raises(BranchError, match="没有在“教务管理工作示范岗”上岗，不能考核"):
        reviews.add_review(post, member, from_day=march(10), to_day=march(31))
    with pytest.raises(BranchError, match="加起来要正好是 100"):
        reviews.add_review(post, member, **days, weights={"self": 50})
    with pytest.raises(BranchError, match="没有“良好”这一等次。可选：优秀、达标、不达标"):
        reviews.add_review(post, member, **days, decision={"grade": "良好"})
    with pytest.raises(BranchError, match="自评要在 0 到 100 分之间"):
        reviews.add_review(post, member, **days, scores={"self": Score(1001)})
    with pytest.raises(BranchError, match="互评的评议人数“0”不对"):
        reviews.add_review(post, member, **days, scores={"peer": Score(900, 0)})
    assert view(post.id).reviews == []
    reviews.add_review(post, member, **days)
    with pytest.raises(BranchError, match="已有考核期：2026年3月1日至2026年3月31日"):
        reviews.add_review(post, member, from_day=march(5), to_day=march(6))


def test_the_list_in_order_and_filtered(post: Post, member: Member) -> None:
    for name, number, category in (("无编号岗", "", "科研"), ("本科辅导员示范岗", "01", "育人")):
        posts.add_post(name, number=number, category=category)
    holders.add_holder(post, member, from_day=march(2))
    assert [row.name for row in facts.PostList().page(0, 10)] == ["本科辅导员示范岗", "教务管理工作示范岗", "无编号岗"]
    assert [row.name for row in facts.PostList().page(1, 1)] == ["教务管理工作示范岗"]
    for words, names in (
        ("周以", ["教务管理工作示范岗"]),
        ("科研", ["无编号岗"]),
        ("01 育人", ["本科辅导员示范岗"]),
        ("没有", []),
    ):
        found = facts.PostList(words)
        assert [row.name for row in found.page(0, 10)] == names and found.count() == len(names)


def test_a_card_names_the_posts_of_a_person(post: Post, member: Member) -> None:
    holders.add_holder(post, member, from_day=march(2), to_day=march(9))
    other = posts.add_post("科研示范岗")
    holders.add_holder(other, member, from_day=march(9))
    assert [(row.name, row.term.words) for row in member_card(member.id, TODAY).posts] == [
        ("科研示范岗", "2026年3月9日至今"),
        ("教务管理工作示范岗", "2026年3月2日至2026年3月9日"),
    ]
    posts.remove_post(other)
    assert [row.name for row in member_card(member.id, TODAY).posts] == ["教务管理工作示范岗"]


def test_a_post_in_the_trash_takes_nothing(post: Post, member: Member) -> None:
    row = holders.add_holder(post, member, from_day=march(2))
    pledge = view(post.id).pledges[0]
    posts.remove_post(post)
    assert facts.PostList().count() == 0
    for change in (
        lambda: posts.change_post(post, number="9"),
        lambda: steps.add_step(post, "申报", day=march(2)),
        lambda: holders.remove_holder(type(row).get_by_id(row.id)),
        lambda: pledges.remove_pledge(Pledge.get_by_id(pledge.id)),
        lambda: reviews.add_review(post, member, from_day=march(2), to_day=march(3)),
    ):
        with pytest.raises(BranchError, match="已移入回收，不能再改"):
            change()
    undo.undo_last()
    assert facts.PostList().count() == 1


def test_the_names_of_acts_and_the_history(post: Post, member: Member) -> None:
    holders.add_holder(post, member, from_day=march(2))
    row = steps.add_step(post, "按需设岗", day=march(3))
    steps.change_step(row, {"reason": "按需要"})
    names = [entry.name for entry in history.of(post, NOW)]
    assert names == [
        "教务管理工作示范岗：更改按需设岗",
        "教务管理工作示范岗：按需设岗",
        "教务管理工作示范岗：周以宁上岗",
        "增加示范岗：教务管理工作示范岗",
    ]
    assert undo.undo_last() == "已撤销：教务管理工作示范岗：更改按需设岗"
    assert PostStep.get_by_id(row.id).reason == ""


def test_no_citizen_id_is_kept_of_a_step_or_a_decision(post: Post, member: Member) -> None:
    holders.add_holder(post, member, from_day=march(2))
    row = steps.add_step(post, "申报", day=march(2))
    with pytest.raises(BranchError, match="像是有身份证号"):
        steps.change_step(row, {"reason": "本人 110101199001011237"})
    for decision in (Decision(opinion="同意 110101199001011237"), Decision(grade="110101199001011237")):
        with pytest.raises(BranchError, match="像是有身份证号"):
            reviews.add_review(post, member, from_day=march(2), to_day=march(9), decision=decision)


def test_there_is_no_view_of_a_post_that_is_not_there(branch: None) -> None:
    with pytest.raises(GoneError):
        view(new_id())


def test_what_the_branch_sets_is_told_and_taken_back(branch: None) -> None:
    assert post_rules.set_categories(["思政", "实验"]) == "岗位类别改为思政、实验，记为本支部约定。"
    assert post_rules.set_figure("silent_days", 90) == "服务间隔期限改为 90 天，记为本支部约定。"
    post_rules.set_step("岗前培训", {"behind": "核准", "after": ["核准"]})
    post_rules.leave_out_step("述职")
    rules = post_rules.post_rules()
    assert rules.categories == ("思政", "实验") and rules.silent_days == 90
    assert "岗前培训" in rules.steps and "述职" not in rules.steps and rules.problems == ()
    with pytest.raises(BranchError, match="公示期限应是 1 到 60 的整数，现在是“0”"):
        post_rules.set_figure("notice_working_days", 0)
    with pytest.raises(BranchError, match="behind 应是"):
        post_rules.set_step("备案", {})
    with pytest.raises(BranchError, match="考核权重没有改过"):
        post_rules.restore_default("weights")
    post_rules.restore_default("step:述职")
    assert "述职" in post_rules.post_rules().steps


def test_a_post_is_read_in_one_statement_and_a_page_of_the_list_in_two(post: Post, member: Member) -> None:
    set_up(post, member)
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    try:
        view(post.id)
        assert len(sent) == 1, sent
        sent.clear()
        facts.PostList("教务").page(0, 50)
        assert len(sent) == 2, sent
        sent.clear()
        on_board.posts()
        assert len(sent) == 1, sent
    finally:
        db.connection().set_trace_callback(None)


def test_what_a_page_of_the_list_holds_is_found_by_indexes(post: Post) -> None:
    for number in range(40):
        posts.add_post(f"岗位{number}", pledges="当日答复")
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    facts.PostList().page(0, 50)
    view(post.id)
    db.connection().set_trace_callback(None)
    for statement in sent[1:]:
        plan = " / ".join(row[3] for row in sql.rows(f"EXPLAIN QUERY PLAN {statement}"))
        for table in ("s", "h"):
            assert f"SCAN {table} " not in f"{plan} ", plan


def test_a_post_and_its_holders_are_one_thing_to_undo(post: Post, member: Member) -> None:
    made = setting_up.set_up("研究生工作示范岗", holders=[member], from_day=march(2), pledges="每周值班两次")
    assert [row.member_id for row in facts.holders(made)] == [member.id]
    undo.undo_last()
    assert not facts.named("研究生工作示范岗") and not facts.holders(made)


def test_holders_of_a_new_post_want_a_day_and_nothing_is_kept_without(post: Post, member: Member) -> None:
    with pytest.raises(BranchError, match="从哪天起还没有填"):
        setting_up.set_up("研究生工作示范岗", holders=[member])
    with pytest.raises(BranchError, match="名册上没有"):
        setting_up.set_up("研究生工作示范岗", holders=[member], from_day=date(1990, 1, 1))
    assert not facts.named("研究生工作示范岗")
