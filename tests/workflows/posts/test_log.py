"""The service log: one row, many at once, who takes part, and what stands against it."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.models import Contact, Meeting, Member, Post, PostHolder, Service
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.services.log import ServiceList
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people import roster
from branchtui.workflows.posts import log, log_lines, sign_ups
from branchtui.workflows.posts.log_checks import OutsideTermError
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post, member

WEDNESDAY = date(2026, 3, 4)


def served(post: Post, line: str = "lzy 周三下午2点到4点 窗口咨询 服务学生30人次") -> Service:
    return log.log_line(post, line, now=NOW)


def again(row: Service) -> Service:
    return Service.get_by_id(row.id)


def acts() -> int:
    return int(sql.value("SELECT count(*) FROM act"))


def test_one_line_makes_one_row_in_one_act(post: Post) -> None:
    before = acts()
    row = again(served(post))
    assert acts() == before + 1
    assert (row.member.name, row.day, row.begins, row.ends, row.half_hours) == (
        *("林知远", WEDNESDAY, "14:00", "16:00", 4),
    )
    assert (row.what, row.whom, row.served, row.state) == ("窗口咨询", "学生", 30, "done")
    undo.undo_last()
    assert ServiceList(post=post.id).count() == 0


def test_fields_make_the_same_row(post: Post) -> None:
    row = log.log(
        post, by="林知远", day="周三", span="下午2点到4点", what="窗口咨询", served="30人次", result="50份", now=NOW
    )
    assert (row.day, row.half_hours, row.served, row.result, row.unit) == (WEDNESDAY, 4, 30, 50, "份")


def test_initials_mean_who_holds_the_post_first(branch: None) -> None:
    """沈一禾 and 沈亦和 share their initials."""
    both = held_post("甲岗", "沈一禾", "沈亦和")
    one = held_post("乙岗", "沈亦和")
    assert served(one, "syh 周三 2小时 值班").member.name == "沈亦和"
    with pytest.raises(BranchError, match=r"可能是沈一禾、沈亦和|可能是沈亦和、沈一禾"):
        served(both, "syh 周三 2小时 值班")
    with pytest.raises(BranchError, match="没有“nobody”"):
        served(both, "nobody 周三 2小时 值班")


def test_two_people_of_one_name_are_asked(post: Post) -> None:
    roster.add_member("林知远", staff_no="20990099", namesake=True)
    with pytest.raises(BranchError, match=r"有 2 位“林知远”，请写明是哪一位：.*0001.*0099"):
        served(post, "林知远 周三 2小时 值班")
    assert served(post, "林知远#0001 周三 2小时 值班").member.staff_no == "20100001"
    for number in ("20990001", "20990002"):
        roster.add_member("王小明", staff_no=number, namesake=True)
    with pytest.raises(BranchError, match="王小明#0001、王小明#0002|王小明#0002、王小明#0001"):
        served(post, "wxm 周三 2小时 值班")


def test_a_day_holds_eight_hours_over_all_posts(post: Post) -> None:
    other = held_post("研究生岗", "林知远")
    served(post, "lzy 周三 5小时 值班")
    with pytest.raises(BranchError, match="已记 5 小时，加上这 3.5 小时共 8.5 小时"):
        served(other, "lzy 周三 3.5小时 值班")
    served(other, "lzy 周三 3小时 值班")
    served(other, "lzy 周四 8小时 值班")
    assert Figure("hours").total() == 32


def test_who_does_not_hold_the_post_is_asked(post: Post) -> None:
    with pytest.raises(OutsideTermError, match=r"许青禾没有在这个岗任岗.*请先登记上岗；.*报名"):
        served(post, "许青禾 周三 2小时 值班")
    PostHolder.update(to_day=date(2026, 2, 28)).where(PostHolder.member == member("林知远")).execute()
    with pytest.raises(OutsideTermError, match="任岗时间是2025年9月1日至2026年2月28日"):
        served(post)
    assert ServiceList().count() == 0


def test_a_day_to_come_is_planned_not_done(post: Post) -> None:
    with pytest.raises(BranchError, match="还没有到"):
        log.log(post, by="林知远", day="2026-03-12", span="2小时", what="值班", now=NOW)
    row = log.log(post, by="林知远", day="下周三", span="2小时", what="值班", planned=True, now=NOW)
    assert (row.day, row.state) == (date(2026, 3, 18), "planned")
    assert Figure("hours").total() == 0
    with pytest.raises(BranchError, match="还没有到"):
        log.set_state([row], "done", today=TODAY)
    log.set_state([row], "done", today=date(2026, 3, 18))
    assert Figure("hours").total() == 4


def test_changing_a_row(post: Post) -> None:
    row = served(post)
    served(post, "lzy 周三上午8点到11点 值班")
    log.verify([row], "周以宁", TODAY, today=TODAY)
    with pytest.raises(BranchError, match="已记 3 小时"):
        log.change(again(row), span="下午2点到7点30", now=NOW)
    log.change(again(row), span="下午2点到6点", served="31", result="3场", by="zyn", now=NOW)
    changed = again(row)
    assert (changed.half_hours, changed.served, changed.result, changed.unit, changed.member.name) == (
        *(8, 31, 3, "场", "周以宁"),
    )
    assert changed.verifier_id is None, "what was verified is not what stands there now"
    log.change(again(row), result="", now=NOW)
    assert (again(row).result, again(row).unit) == (None, "")
    undo.undo_last()
    assert (again(row).result, again(row).unit) == (3, "场")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("span", "下午4点到2点", "不晚于"),
        ("span", "9小时", "一天最多"),
        ("span", "下午2点到4点 值班", "只写时间或时长"),
        ("result", "50", "没有写单位"),
        ("served", "约30", "确切"),
        ("day", "不知道", "没有看懂日期"),
        ("what", "", "不能为空"),
        ("by", "某某", "没有“某某”"),
    ],
)
def test_a_wrong_change_changes_nothing(post: Post, field: str, value: str, says: str) -> None:
    row = again(served(post))
    before = acts()
    with pytest.raises(BranchError, match=says):
        log.change(again(row), now=NOW, **{field: value})
    assert (again(row).__data__, acts()) == (row.__data__, before)


def test_copying_tells_nothing_nobody_told(post: Post) -> None:
    served(post)
    row = log.copy_last(post, "周一", now=NOW)
    assert (row.day, row.begins, row.what, row.whom) == (date(2026, 3, 9), "14:00", "窗口咨询", "学生")
    assert (row.served, row.result) == (None, None)
    with pytest.raises(BranchError, match="还没有服务记录可照抄"):
        log.copy_last(held_post("空岗", "林知远"), "周一", now=NOW)


def test_each_week_is_a_row_of_its_own(post: Post) -> None:
    row = served(post, "lzy 2月18日下午2点到4点 值班")
    served(post, "lzy 2月25日 7小时 培训")
    preview = log_lines.preview_weekly(again(row), date(2026, 3, 18), today=TODAY)
    assert [(verdict.text, bool(verdict.refused)) for verdict in preview.verdicts] == [
        ("2026年2月25日（星期三）值班", True),
        ("2026年3月4日（星期三）值班", False),
        ("2026年3月11日（星期三）值班", False),
        ("2026年3月18日（星期三）值班", False),
    ]
    before = acts()
    assert log_lines.write_lines(preview, "每周重复") == 3
    assert acts() == before + 1
    assert [line.state for line in ServiceList(post=post.id).page(0, 3)] == ["planned", "planned", "done"]
    undo.undo_last()
    assert ServiceList(post=post.id).count() == 2


def test_pasted_lines_have_a_verdict_each(post: Post) -> None:
    served(post)
    text = """
    lzy 周三下午2点到4点 窗口咨询 服务学生30人次
    zyn 周四下午2点到4点 窗口咨询 12人次
    zyn 周四下午3点到5点 材料审核
    zyn 周四下午2点到4点 窗口咨询 12人次
    zyn 周四 5小时 走访
    许青禾 周四 1小时 值班
    随便一句话
    """
    preview = log_lines.preview_paste(post, text, now=NOW)
    assert [
        (verdict.number, verdict.there, verdict.refused[:10], len(verdict.told)) for verdict in preview.verdicts
    ] == [
        (2, True, "", 0),
        (3, False, "", 0),
        (4, False, "", 1),
        (5, True, "", 0),
        (6, False, "周以宁 3月5日已记", 0),
        (7, False, "许青禾没有在这个岗任", 0),
        (8, False, "没有写时间或时长，请", 0),
    ]
    before = acts()
    assert log_lines.write_lines(preview) == 2
    assert acts() == before + 1
    assert log_lines.preview_paste(post, text, now=NOW).kept == []
    undo.undo_last()
    assert ServiceList().count() == 1


@pytest.mark.slow
def test_ten_thousand_lines_are_one_act(post: Post) -> None:
    lines = [
        f"{'lzy' if number % 2 else 'zyn'} 2025-{9 + number % 3:02d}-{number % 28 + 1:02d} 0.5小时 值班{number}"
        if number % 10
        else f"第{number}句"
        for number in range(10_000)
    ]
    preview = log_lines.preview_paste(post, "\n".join(lines), now=NOW)
    assert len(preview.verdicts) == 10_000
    assert len(preview.kept) + len(preview.refused) == 10_000
    before = acts()
    written = log_lines.write_lines(preview)
    assert (acts(), ServiceList().count()) == (before + 1, written)
    with pytest.raises(BranchError, match="一次最多 20000 行"):
        log_lines.preview_paste(post, "\n".join(["x"] * 20_001), now=NOW)


def test_nothing_kept_is_told_and_makes_no_act(post: Post) -> None:
    before = acts()
    with pytest.raises(BranchError, match="第 1 行：没有写时间"):
        log_lines.write_lines(log_lines.preview_paste(post, "值班", now=NOW))
    assert acts() == before


def test_verifying(post: Post) -> None:
    row = served(post)
    with pytest.raises(BranchError, match="早于服务日期"):
        log.verify([row], "周以宁", date(2026, 3, 1), today=TODAY)
    log.verify([row], "周以宁", "今天", today=TODAY)
    (line,) = ServiceList(post=post.id).page(0, 9)
    assert line.verifier == "周以宁"
    log.unverify([again(row)])
    assert again(row).verified_on is None


def test_who_takes_part_counts_hours_of_their_own(post: Post) -> None:
    row = served(post)
    guest = Contact.create(name="何老师", unit="隔壁学院")
    sign_ups.sign_up(row, [member("许青禾"), guest])
    assert Figure("hours").total() == 12
    assert Figure("hours", person=guest.id).total() == 4
    assert Figure("served").total() == 30, "who was served is counted once"
    mine, other = services.sign_ups(row)
    sign_ups.mark([mine], "came", hours="1小时")
    sign_ups.mark([other], "absent")
    assert Figure("hours").total() == 6
    sign_ups.withdraw(services.sign_ups(row))
    assert Figure("hours").total() == 4


def test_a_planned_service_is_signed_up_for_first(post: Post) -> None:
    row = log.log(post, by="林知远", day="下周三", span="2小时", what="值班", planned=True, now=NOW)
    sign_ups.sign_up(row, [member("许青禾")])
    (entry,) = services.sign_ups(row)
    assert entry.state == "signed"
    with pytest.raises(BranchError, match="还没有记为已服务"):
        sign_ups.mark([entry], "came")
    with pytest.raises(BranchError, match="就是这条记录的服务人"):
        sign_ups.sign_up(row, [member("林知远")])
    log.set_state([row], "cancelled", today=TODAY)
    with pytest.raises(BranchError, match="已取消，不能报名"):
        sign_ups.sign_up(again(row), [member("沈一禾")])


def test_who_takes_part_has_eight_hours_a_day_too(post: Post) -> None:
    served(post, "zyn 周三 7小时 走访")
    row = served(post)
    with pytest.raises(BranchError, match="周以宁 3月4日已记 7 小时"):
        sign_ups.sign_up(row, [member("周以宁")])
    sign_ups.sign_up(row, [member("许青禾")])
    log.log(held_post("乙岗", "许青禾"), by="许青禾", day=WEDNESDAY, span="5小时", what="值班", now=NOW)
    with pytest.raises(BranchError, match="许青禾 3月4日已记 5 小时"):
        log.change(again(row), span="下午2点到6点", now=NOW)


def test_a_meeting_at_the_same_time_is_told(post: Post, meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    line = "lzy 周三下午2点到4点 窗口咨询"
    (before,) = log_lines.preview_paste(post, line, now=NOW).verdicts
    assert before.told == (), "nobody took the roll"
    attendance.record_attendance(meeting, ["周以宁:有课"], [])
    (verdict,) = log_lines.preview_paste(post, line, now=NOW).verdicts
    assert verdict.told == ("与会议“学习全会精神”时间重叠",)
    (absent,) = log_lines.preview_paste(post, line.replace("lzy", "zyn"), now=NOW).verdicts
    assert absent.told == ()


def test_removing_many(post: Post) -> None:
    rows = [served(post), served(post, "zyn 周三 1小时 值班")]
    log.remove(rows)
    assert (ServiceList().count(), Figure("hours").total()) == (0, 0)
    undo.undo_last()
    assert ServiceList().count() == 2


def test_a_citizen_id_is_not_kept(post: Post) -> None:
    with pytest.raises(BranchError, match="身份证号") as error:
        served(post, "lzy 周三 2小时 帮助11010519491231002X办证")
    assert "11010519491231002X" not in str(error.value)


def test_last_days(post: Post) -> None:
    empty = held_post("空岗", "林知远")
    served(post)
    log.log(post, by="林知远", day="下周三", span="2小时", what="值班", planned=True, now=NOW)
    assert services.last_days() == {post.id: WEDNESDAY}
    assert empty.id not in services.last_days()


def test_present_needs_the_roll(post: Post) -> None:
    assert services.present_at(date(2026, 1, 1), datetime(2026, 12, 31).date()) == []
    assert Member.select().count() == 5
