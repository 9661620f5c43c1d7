"""The room of posts: the list with what stands beside it, one post with its steps, holders, pledges and reviews."""

from datetime import date, timedelta

import pytest

from branchtui.paths import Home
from branchtui.rules.duties.duty import Duty, Sort
from branchtui.store.models import Post
from branchtui.store.queries import people
from branchtui.store.queries import posts as facts
from branchtui.store.queries.post_view import PostView, view
from branchtui.ui.rooms.posts.post import PostScreen
from branchtui.ui.rooms.posts.room import PostsScreen
from branchtui.ui.rooms.today.doing import do
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.posts import holders, reviews
from branchtui.workflows.posts.posts import add_post, change_post
from branchtui.workflows.posts.steps import add_step
from tests.ui.conftest import NOW, SIZES, Desk, opened
from tests.ui.screens.test_undo import elsewhere

TODAY = NOW.date()


def seen(number: str) -> PostView:
    (row,) = facts.named(number)
    return view(row.id)


def awaiting() -> Post:
    """A post whose notice ends on the eighteenth."""
    post = add_post("学工示范岗", number="09", duties="接待来访学生", pledges="来访当日答复")
    holders.add_holder(post, people.person("赵星野", TODAY), from_day=date(2026, 9, 1))
    for step in ("按需设岗", "申报", "评议"):
        add_step(post, step, day=date(2026, 9, 1))
    add_step(post, "公示", day=date(2026, 9, 14), to_day=date(2026, 9, 18))
    return post


async def to_post(desk: Desk, post: Post) -> None:
    await desk.press("3")
    await desk.app.open_thing("post", post.id)
    await desk.settle()
    assert isinstance(desk.app.screen, PostScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_and_what_stands_beside_it(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("3")
        assert isinstance(desk.app.screen, PostsScreen)
        head = next(line for line in desk.text.splitlines() if "编号" in line).split("│")[1].split()
        assert head[:2] == ["编号", "名称"] and "状态" in head
        assert "管理 1 个" in desk.text and "育人 1 个" in desk.text
        assert "● 在岗" in desk.text and "○ 筹备" in desk.text
        assert ("最近" in head) == (size[0] == 80), "the last service where there is room for it"
        if size[0] >= 100:
            assert "下一步 F5 登记述职" in desk.text and "周以宁 3月1日至今" in desk.text
            assert "4 小时" in desk.text and "9█" in desk.text and "岗位登记表 1/3" in desk.text
            assert "○ 热心服务师生" in desk.text and "笼统" in desk.text


async def test_a_column_that_is_empty_for_all_gives_its_room_away(seeded_home: Home) -> None:
    for row in Post.select():
        change_post(row, number="")
    async with opened(seeded_home) as desk:
        await desk.press("3")
        assert "编号" not in desk.text and "上岗党员" in desk.text


@pytest.mark.parametrize(("days", "silent"), [(60, False), (61, True)])
async def test_a_log_that_is_silent_for_longer_than_allowed_is_due(seeded_home: Home, days: int, silent: bool) -> None:
    async with opened(seeded_home) as desk:
        desk.app.now = lambda: NOW.replace(month=9, day=8) + timedelta(days)
        await desk.press("3")
        screen = desk.app.screen
        assert isinstance(screen, PostsScreen) and screen.pane.table.row is not None
        assert screen.pane.table.row.silent is silent
        column = next(each for each in screen.pane.table.columns if each.title.strip() == "最近")
        assert callable(column.role) and column.role(screen.pane.table.row) == ("due" if silent else "quiet")


async def test_the_filter_finds_holders_by_initials(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "slash", "'zyn", "enter")
        assert "教务管理工作" in desk.text and "研究生工作示范岗" not in desk.text


async def test_what_is_typed_of_a_new_post_is_kept(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "ctrl+n", "'学工示范岗", "escape")
        assert "填了的内容留着" in desk.said[-1]
        await desk.press("ctrl+n")
        assert "学工示范岗" in desk.text


async def test_a_new_post_with_its_holders_is_one_thing_to_undo(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "ctrl+n", "'学工示范岗", "enter", "enter", "enter", "'zxy", "enter")
        await desk.press("'9月1日", "ctrl+s")
        post = seen("学工示范岗")
        assert [post.names[row.member_id] for row in post.holders] == ["赵星野"]
        assert post.holders[0].from_day == date(2026, 9, 1)
        await desk.press("ctrl+z")
        assert not facts.named("学工示范岗") and isinstance(desk.app.screen, PostsScreen)


async def test_a_name_that_is_taken_is_told_and_nothing_typed_is_lost(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "ctrl+n", "'研究生工作示范岗", "ctrl+s")
        assert "已有名称是“研究生工作示范岗”的示范岗" in desk.text and isinstance(desk.app.screen, FormScreen)


async def test_a_notice_ends_after_so_many_working_days_over_a_holiday(seeded_home: Home) -> None:
    post = add_post("学工示范岗", duties="接待", pledges="当日答复")
    for step in ("按需设岗", "申报", "评议"):
        add_step(post, step, day=date(2026, 9, 1))
    async with opened(seeded_home, (120, 36)) as desk:
        await to_post(desk, post)
        await desk.press("f5")
        assert "2026-09-10" in desk.text and "2026-09-16" in desk.text, "today is proposed, and the fifth working day"
        await desk.press("'9月29日")
        assert "2026年9月29日（星期二）" in desk.text and "5 个工作日" in desk.text
        await desk.press("ctrl+s")
    notice = view(post.id).steps[-1]
    assert (notice.day, notice.to_day) == (date(2026, 9, 29), date(2026, 10, 10)), "seven free days, one made up for"


async def test_a_plate_before_the_notice_has_ended_only_with_a_reason(seeded_home: Home) -> None:
    post = awaiting()
    async with opened(seeded_home, (120, 36)) as desk:
        desk.app.now = lambda: NOW.replace(day=15)
        await to_post(desk, post)
        assert "下一步 F5 登记核准（9月19日起）" in desk.text
        await desk.press("f5", "tab", "'9月15日", "ctrl+s")
        assert "公示到2026年9月18日才结束" in desk.text and isinstance(desk.app.screen, FormScreen)
        assert len(view(post.id).steps) == 4
        await desk.press("'上级催办", "ctrl+s")
        assert view(post.id).steps[-1].reason == "上级催办"


async def test_a_step_rests_on_a_meeting_whose_day_is_proposed(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "enter")
        assert "登记述职" in desk.text
        await desk.press("'校史馆", "enter")
        assert "2026年9月3日" in desk.text
        await desk.press("ctrl+s")
        assert "主题党日“走进校史馆" in desk.text
    step = seen("01").steps[-1]
    assert (step.step, step.day, step.meeting_id is not None) == ("述职", date(2026, 9, 3), True)


async def test_a_step_is_changed_removed_and_comes_back(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "up", "enter")
        assert "亮岗：教务管理工作" in desk.text
        await desk.press("ctrl+u", "'3月20日", "ctrl+s")
        assert "3月20日" in desk.text
        await desk.press("delete")
        assert "亮岗（3月20日）已删去" in desk.said[-1] and "下一步 F5 登记亮岗" in desk.text
        await desk.press("ctrl+z", "ctrl+z")
        assert seen("01").steps[-1].day == date(2026, 3, 18)


async def test_a_pledge_is_ticked_with_its_evidence_and_the_tick_taken_back(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", *["down"] * 3)
        assert "○ 太笼统" in desk.text and "兑现 0/2" in desk.text
        await desk.press("enter", "'9月9日", "ctrl+s")
        assert "兑现依据" in desk.text and isinstance(desk.app.screen, FormScreen), "not without evidence"
        await desk.press("'来访登记本", "ctrl+s")
        assert "● 已兑现" in desk.text and "来访当日答复（来访登记本）" in desk.text and "兑现 1/2" in desk.text
        await desk.press("ctrl+z")
        assert "兑现 0/2" in desk.text


async def test_a_vague_pledge_is_told_as_it_is_typed(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "ctrl+n", "2", "'全心全意服务")
        assert "没有数量、具体的对象或时间" in desk.text


async def test_a_holder_leaves_and_another_comes(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "ctrl+n", "1", "'zxy", "enter", "ctrl+s")
        assert "赵星野已上岗" in desk.said[-1]
        await desk.press("down", "down", "enter", "'9月9日", "ctrl+s")
    terms = {seen("01").names[row.member_id]: (row.from_day, row.to_day) for row in seen("01").holders}
    assert terms == {"周以宁": (date(2026, 3, 1), date(2026, 9, 9)), "赵星野": (TODAY, None)}


@pytest.mark.slow
async def test_a_plate_is_taken_back_and_applied_for_again(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "ctrl+n", "3", "'撤牌", "enter", "tab", "tab", "ctrl+s")
        assert "撤牌要写明原因" in desk.text
        await desk.press("'考核不达标", "ctrl+s")
        assert "– 已撤牌" in desk.text and "下一步 F5 登记再次申报" in desk.text
        await desk.press("f10", "'其他环节", "enter")
        assert "再次申报" in desk.text and "按需设岗 " not in desk.text.split("登记哪个环节")[1].split("└")[0]
        await desk.press("escape", "f5", "ctrl+s")
        assert "○ 筹备" in desk.text and "下一步 F5 登记评议" in desk.text


@pytest.mark.slow
async def test_a_review_tells_its_total_as_scores_are_typed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "enter", "ctrl+pageup")
        assert "还没有考核" in desk.text
        await desk.press(
            "ctrl+n", "'3月1日", "enter", "'8月31日", "enter", "'90", "enter", "enter", "'92 12人", "enter"
        )
        await desk.press("'zxy", "enter", "'88 35人", "enter", "enter")
        assert "还没有总分：缺支部评定" in desk.text
        await desk.press("'95")
        assert "总分 91.3，按分数是“优秀”" in desk.text
        await desk.press("ctrl+s")
        assert "91.3" in desk.text and "优秀（待定）" in desk.text and "互评 92（12 人）" in desk.text
        (review,) = seen("01").reviews
        peer = review.scores["peer"]
        assert (peer.tenths, peer.answered, peer.collector.name) == (920, 12, "赵星野")
        await desk.press("enter", "ctrl+u", "'60", "ctrl+s")
        assert "85.3" in desk.text and "达标" in desk.text
        await desk.press("ctrl+z")
        assert "91.3" in desk.text


async def test_the_step_of_a_review_that_was_decided_is_proposed_as_of_its_day(seeded_home: Home) -> None:
    post = seen("01").row
    add_step(post, "述职", day=date(2026, 8, 20))
    reviews.add_review(
        post,
        people.person("周以宁", TODAY),
        from_day=date(2026, 3, 1),
        to_day=date(2026, 8, 31),
        decision={"grade": "优秀", "decided_on": date(2026, 9, 4)},
    )
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "f5")
        assert "登记考核" in desk.text and "2026-09-04" in desk.text
        await desk.press("ctrl+s")
    assert (seen("01").steps[-1].step, seen("01").steps[-1].day) == ("考核", date(2026, 9, 4))


@pytest.mark.slow
async def test_a_score_that_was_changed_elsewhere_is_not_written_over(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(
            "3", "enter", "ctrl+pageup", "ctrl+n", "'3月1日", "enter", "'8月31日", "enter", "'90", "ctrl+s"
        )
        await desk.press("enter", "ctrl+u", "'80")
        elsewhere(seeded_home.database, "UPDATE review_score SET tenths = 700")
        await desk.press("ctrl+s")
        assert "自评在别处也改过，现在是“70”" in desk.text
        assert seen("01").reviews[0].tenths == {"self": 700}


@pytest.mark.slow
async def test_a_score_is_taken_away_and_the_decision_written(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(
            "3", "enter", "ctrl+pageup", "ctrl+n", "'3月1日", "enter", "'8月31日", "enter", "'90", "ctrl+s"
        )
        await desk.press("enter", "ctrl+u", *["tab"] * 9, "'优", "enter", "'9月9日", "ctrl+s")
        (review,) = seen("01").reviews
        assert review.tenths == {} and (review.row.grade, review.row.decided_on) == ("优秀", date(2026, 9, 9))
        assert "● 优秀" in desk.text and "待定" not in desk.text


async def test_a_name_that_was_changed_elsewhere_is_asked_about(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "enter", "ctrl+e", "ctrl+u", "'我的名称")
        elsewhere(seeded_home.database, "UPDATE post SET name = '别处的名称' WHERE number = '01'")
        await desk.press("ctrl+s")
        assert "别处的名称" in desk.text and "我的名称" in desk.text
        assert seen("01").row.name == "别处的名称"


@pytest.mark.parametrize(
    ("sort", "place"), [("post_step", "facts"), ("post_review", "reviews"), ("post_silent", "log")]
)
async def test_a_duty_opens_the_post_where_it_is_done(seeded_home: Home, sort: Sort, place: str) -> None:
    async with opened(seeded_home) as desk:
        await do(desk.app.screen, Duty(sort, "", "", "", ("post", seen("01").row.id)))
        await desk.settle()
        assert isinstance(desk.app.screen, PostScreen) and place in desk.app.here()


async def test_the_search_opens_a_post(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f", "'研究生工作", "enter")
        assert isinstance(desk.app.screen, PostScreen) and "研究生工作示范岗" in desk.text


async def test_the_title_line_says_that_a_post_wants_something(seeded_home: Home) -> None:
    async with opened(seeded_home, (60, 20)) as desk:
        desk.app.now = lambda: NOW + timedelta(70)
        await desk.press("3")
        assert "3岗位!" in desk.text.splitlines()[0]


async def test_a_post_entered_by_mistake_is_removed_and_one_with_a_log_is_not(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("3", "f10", "'删除岗位", "enter")
        assert "已有服务记录，不能删除" in desk.said[-1]
        await desk.press("down", "f10", "'删除岗位", "enter")
        assert "已移入回收" in desk.said[-1] and "研究生工作示范岗" not in desk.text
        await desk.press("ctrl+z")
        assert "研究生工作示范岗" in desk.text
