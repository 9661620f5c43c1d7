"""What a secretary does in the app, key by key."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.reports.article_review import ArticleReviewScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.rooms.setup.first_run import FirstRunScreen
from branchtui.ui.widgets.editors import DraftArea
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.board import board
from tests.files.articles.word_maker import p, t, word
from tests.ui.conftest import NOW, SIZES, opened

pytestmark = pytest.mark.slow

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@sizes
async def test_first_run_makes_the_branch(empty_home: Home, size: tuple[int, int]) -> None:
    async with opened(empty_home, size) as desk:
        assert isinstance(desk.app.screen, FirstRunScreen)
        await desk.press("escape", "2")
        assert isinstance(desk.app.screen, FirstRunScreen), "there is nowhere else to go yet"
        await desk.press("'办公室党支部", "enter", "ctrl+s")
        assert "所在单位不能为空" in desk.text
        await desk.press("'外国语学院", "enter", "'林知远", "ctrl+s")
        branch = people.branch()
        assert branch is not None and branch.unit == "外国语学院"
        assert "建好了" in desk.said[-1]
        await desk.until(lambda: "2办公室" in desk.text.splitlines()[0])
    assert drafts() == []


async def test_first_run_shows_the_roster_before_writing_it(empty_home: Home, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,工号,入党时间\n周以宁,T1001,2019-06-01\n沈一禾,T1002,2021-06-01\n", encoding="utf-8")
    async with opened(empty_home) as desk:
        await desk.press("'甲支部", "enter", "'乙学院", "enter", "enter", f"'{roster}", "enter")
        await desk.until(lambda: "导入前先看" in desk.text)
        assert "没有写人员类别（周以宁、沈一禾）" in desk.text
        await desk.press("ctrl+s", "escape")
        assert people.members() == {}, "who they are is asked, and Esc is no answer"
        await desk.press("ctrl+s", "1")
        assert "新增 2 人" in desk.text and "没有写人员类别：按正式党员导入" in desk.text
        assert people.members() == {}, "what the answer does is shown before it is written"
        await desk.press("ctrl+s")
        assert {member.name for member in people.members().values()} == {"周以宁", "沈一禾"}


async def test_a_roster_asks_each_question_once(seeded_home: Home, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    rows = [
        "顾清和,T2001,2019-06-01,2020-06-01,",
        "许南乔,T2002,,,入党积极分子，5月确定",
        "贺知秋,T2003,,,",
        "温言,T2004,,,",
    ]
    roster.write_text("\n".join(["姓名,工号,入党时间,转正时间,备注", *rows]), encoding="utf-8")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("5", "ctrl+l", f"'{roster}", "enter")
        await desk.until(lambda: "导入前先看" in desk.text)
        assert "人员类别、入党日期都没有写（贺知秋、温言）" in desk.text and "写着“积极分子”（许南乔）" in desk.text
        await desk.press("enter", "1")  # on the first line: the two without anything are left out
        assert "按您定的不导入" in desk.text
        await desk.press("ctrl+s", "1", "ctrl+s")
        names = {member.name: member.id for member in people.members().values()}
        assert "贺知秋" not in names and "温言" not in names
        standing = {name: people.roster(NOW.date())[names[name]].standing for name in ("顾清和", "许南乔")}
        assert standing == {"顾清和": "full", "许南乔": "activist"}


async def test_first_run_with_a_bad_roster_keeps_the_branch(empty_home: Home, tmp_path: Path) -> None:
    async with opened(empty_home) as desk:
        await desk.press("'甲支部", "enter", "'乙学院", "enter", "enter", f"'{tmp_path}/没有.xlsx", "enter")
        await desk.until(lambda: people.branch() is not None)
        assert any("没有这个文件" in words for words in desk.said)


@sizes
async def test_plan_hold_record_report_with_keys_alone(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "n", "'党课", "enter", "'深入学习[/red]", "enter", "'9月8日下午三点")
        assert "2026年9月8日（星期二）15:00" in desk.text
        await desk.press("enter", "'301会议室", "enter", "'林知远", "enter", "'周以宁", "enter", "'讲党课")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))
        row = meetings.meeting(MeetingList("深入学习").page(0, 1)[0].id)
        assert row.title == "深入学习[/red]"
        assert [item.title for item in meetings.items(row)] == ["讲党课"]

        await desk.press("f5", "enter", "'两点半", "enter")
        assert "不晚于开始时间" in desk.text
        await desk.press("ctrl+u", "'四点半", "enter")
        await desk.until(lambda: len(meetings.attendances(row)) == 6)
        assert meetings.meeting(row.id).ends_at == datetime(2026, 9, 8, 16, 30)

        await desk.press("f3")
        assert "未点名 6（Ctrl+S 其余都到）" in desk.text and re.search("考勤 ?○", desk.text)
        await desk.press("'zxy", "enter")
        assert "赵星野：缺席" in desk.text
        await desk.press("'zxy", "tab", "5", "2")
        entries = meetings.attendances(row).values()
        absence = next(entry for entry in entries if entry.state != "unmarked")
        assert (absence.state, absence.reason, len(entries)) == ("excused", "病假", 6)
        await desk.press("ctrl+s")
        assert "其余 5 人都到" in desk.text and "未点名" not in desk.text and re.search("考勤 ?●", desk.text)
        assert view(row.id).head_count.present == 5
        await desk.press("ctrl+z")
        assert view(row.id).head_count.unmarked == 5, "all of them in one act"
        await desk.press("ctrl+y", "ctrl+s")
        assert desk.said[-1] == "都已点过名了。"

        await desk.press("f4", "'林知远：开讲", "tab", "'同意", "tab", "'散会", "ctrl+s")
        item = meetings.items(row)[0]
        assert (item.record, item.resolution) == ("林知远：开讲", "同意")
        assert meetings.meeting(row.id).closing == "散会"

        await desk.press("f9")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
        await desk.press("tab", "tab", "tab", "'要闻", "enter", "f3", "pagedown", "end", "'完")
        await desk.press("f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        report = reports.report(ReportList("深入学习").page(0, 1)[0].id)
        assert report.kicker == "要闻"
        assert report.body.endswith("完")
        assert len(list(seeded_home.exports.rglob("*.docx"))) == 1
    assert drafts() == []


async def test_each_kind_of_absence_has_its_own_reasons(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "tab")
        assert "缺席" in desk.text and "未点名" not in desk.text, "nobody is marked as not marked"
        await desk.press("6")
        assert "无故缺席" in desk.text and "病假" not in desk.text
        await desk.press("1")
        assert "赵星野：缺席（无故）。" in desk.text
        await desk.press("'zxy", "tab", "7")
        assert "长期病休" in desk.text and "无故" not in desk.text.splitlines()[-3]


async def test_an_end_is_told_later(seeded_home: Home) -> None:
    row_id = MeetingList().page(1, 1)[0].id
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4")
        assert "散会时间" not in desk.text
        await desk.press("ctrl+e", *["tab"] * 7, "'四点半")
        assert "2026年9月3日（星期四）15:00—16:30" in desk.text
        await desk.press("ctrl+s")
        assert meetings.meeting(row_id).ends_at == datetime(2026, 9, 3, 16, 30)
        await desk.until(lambda: "散会时间：16:30" in desk.text)
        await desk.press("ctrl+e", *["tab"] * 7, "ctrl+u", "ctrl+s")
        assert meetings.meeting(row_id).ends_at is None


async def test_two_with_the_same_initials_are_offered(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zy", "enter")
        assert "有 2 位：周以宁、周一诺" in desk.text
        await desk.press("down", "enter")
        assert "周一诺：缺席" in desk.text
        await desk.press("'zyn", "enter", "enter")
        assert "周以宁：缺席" in desk.text
        await desk.press("'周以宁", "enter")
        assert "周以宁：到" in desk.text
        await desk.press("'没人", "enter")
        assert any("应到名单里没有“没人”" in words for words in desk.said)


async def test_attendance_before_the_meeting_says_what_to_do(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f3", "'zxy", "enter")
        assert any("F5" in words for words in desk.said)


async def test_reschedule_and_cancel(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f7", "'9月1日下午三点")
        assert "（这个时间已经过去）" in desk.text
        await desk.press("ctrl+u", "'9月31日下午三点", "enter")
        assert "没有31日" in desk.text
        assert meetings.meeting(row_id).planned_start.day == 16
        await desk.press("ctrl+u", "'9月30日下午三点", "enter")
        assert meetings.meeting(row_id).planned_start.day == 30
        await desk.press("f10", "2", "enter")
        assert "取消原因不能为空" in desk.text
        await desk.press("'与校会冲突", "enter")
        assert meetings.meeting(row_id).state == "cancelled"


async def test_agenda_items_materials_guests(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "ctrl+n", "1", "'选举", "enter", "enter")
        await desk.press("n", "2", "'《简报》", "ctrl+s", "n", "3", "'特邀[/]", "ctrl+s")
        row = meetings.meeting(row_id)
        assert [item.title for item in meetings.items(row)] == ["讨论转正", "通报党费", "选举"]
        assert [m.title for m in view(row.id).materials] == ["《简报》"]
        assert [g.name for g in meetings.guests(row)] == ["特邀[/]"]
        await desk.press("home", "down", "down", "down", "down", "J")
        assert [item.title for item in meetings.items(row)] == ["讨论转正", "选举", "通报党费"]
        await desk.press("delete")
        assert [item.title for item in meetings.items(row)] == ["讨论转正", "选举"]


async def test_a_station_that_does_not_apply(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f10", "1", "5", "'不作报道", "enter")
        assert {s.key: s.state for s in view(row_id).stations}["news"] == "na"
        await desk.press("f10", "1", "5")
        assert {s.key: s.state for s in view(row_id).stations}["news"] == "open"


async def test_people_are_added_and_changed_with_a_date(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "n", "'许南乔", "enter", "'T1001", "ctrl+s")
        assert "工号 T1001 已属于周以宁" in desk.text
        await desk.press("ctrl+u", "'T1009", "ctrl+s")
        assert any("已加入 许南乔，从何时起不详。" in words for words in desk.said)
        await desk.press("end", "enter", "'9月1日", "ctrl+s")
        assert "没有要改的内容" in desk.text
        await desk.press("tab", "tab", "'宣传委员", "ctrl+s")
        assert any("自2026年9月1日起" in words for words in desk.said)


async def test_a_filter_keeps_only_what_was_asked_for(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "、", "'zy")
        assert "周以宁" in desk.text and "赵星野" not in desk.text
        await desk.press("enter")
        assert "筛选“zy”：2 条" in desk.text
        await desk.press("slash", "escape")
        assert "赵星野" in desk.text
        await desk.press("赵")
        await desk.until(lambda: "周以宁" not in desk.text)


async def test_every_part_of_a_report_is_written_when_left(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "tab", "tab", "ctrl+u", "tab")
        assert reports.report(report_id).dated is None
        await desk.press("shift+tab", "'9月31日", "tab")
        assert any("没有31日" in words for words in desk.said)
        await desk.press(
            "'样板党支部", "tab", "'副题一", "enter", "'副题二", "tab", "'编者按语", "tab", "'周以宁", "tab"
        )
        row = reports.report(report_id)
        assert (row.kicker, row.subtitle, row.editors_note) == ("样板党支部", "副题一\n副题二", "编者按语")
        assert {line.role: line.names for line in reports.bylines(row)}["文"] == "周以宁"


async def test_figures_and_state(seeded_home: Home, tmp_path: Path) -> None:
    from PIL import Image

    report_id = ReportList().page(0, 1)[0].id
    picture = tmp_path / "照片 1.jpg"
    Image.new("RGB", (1200, 800), "red").save(picture)
    (tmp_path / "假.jpg").write_bytes(b"no picture")
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f4", "ctrl+n", f"'{tmp_path}/假.jpg", "enter", "'参观", "enter")
        assert reports.figures(reports.report(report_id)) == []
        await desk.press("ctrl+a", f"'{picture}", "enter", "enter")
        figure = reports.figures(reports.report(report_id))[0]
        assert figure.photo is not None and figure.caption == "参观"
        assert "位置在正文末尾的【图1】" in desk.said[-1]
        await desk.press("f3")
        assert "【图1】" in desk.app.screen.query_one(DraftArea).text
        await desk.press("home", "'【图2】", "enter", "f4", "ctrl+n", "enter", "'第二张", "enter")
        assert "位置在正文里原有的【图2】" in desk.said[-1]
        await desk.press("down", "delete", "up")
        await desk.press("delete")
        assert reports.figures(reports.report(report_id)) == []
        await desk.press("f5", "1", "ctrl+s")
        assert reports.report(report_id).state == "review"
        await desk.press("f5", "3", "'缺照片", "enter")
        assert reports.report(report_id).reason == "缺照片"


async def test_several_photos_come_in_at_once_and_their_captions_are_asked_for(
    seeded_home: Home, tmp_path: Path
) -> None:
    from PIL import Image

    report_id = ReportList().page(0, 1)[0].id
    for number in range(3):
        Image.new("RGB", (60, 40), (number * 80, 0, 0)).save(tmp_path / f"照片{number}.png")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("4", "enter", "f4", "ctrl+n", f"'{tmp_path}", "enter", "'一条", "enter")
        assert "图注要一张一张写" in desk.text and reports.figures(reports.report(report_id)) == []
        await desk.press("ctrl+a", "backspace", "ctrl+s")
        await desk.until(lambda: "选照片" in desk.text)
        await desk.press("space", "space", "space", "ctrl+s")
        await desk.until(lambda: "配图1的图注" in desk.text)
        await desk.press("'会场", "enter", "enter", "escape")
        figures = reports.figures(reports.report(report_id))
        assert [figure.caption for figure in figures] == ["会场", "", ""] and all(figure.photo for figure in figures)
        assert "配图3的图注" not in desk.text
        await desk.press("end", "enter", "'合影", "ctrl+s")
        assert reports.figures(reports.report(report_id))[2].caption == "合影", (
            "where there is a photo, its caption first"
        )
        await desk.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert reports.figures(reports.report(report_id)) == [], "all of them in one act"


async def test_units_and_by_lines_of_a_report_are_completed(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("4", "enter", "tab", "ctrl+a", "'wgyxybgs", "enter")
        assert reports.report(report_id).unit == "外国语学院办公室党支部"
        while not getattr(desk.app.focused, "label", "").startswith("署名"):
            await desk.press("tab")
        await desk.press("'zyn", "enter", "shift+tab", "end", "'、htl", "enter", "ctrl+s")
        lines = {line.role: line.names for line in reports.bylines(reports.report(report_id))}
        assert next(iter(lines.values())) == "周以宁、何听澜"


async def test_an_article_is_brought_in(seeded_home: Home, tmp_path: Path) -> None:
    article = tmp_path / "稿.txt"
    article.write_text("样板风采\n办公室党支部开展学习,大家认真听讲\n\n正文第一段,很好。\n", encoding="utf-8")
    async with opened(seeded_home) as desk:
        await desk.press("4", "ctrl+l", f"'{tmp_path}/不在.txt", "ctrl+s")
        assert "没有这个文件" in desk.text
        await desk.press("ctrl+u", f'\'"{article}"', "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, ArticleReviewScreen))
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
        assert any("已导入" in words and "没有写日期" in words for words in desk.said)
        assert ReportList().count() == 2


async def test_what_of_a_word_article_did_not_come_in_is_told(seeded_home: Home, tmp_path: Path) -> None:
    article = tmp_path / "稿.docx"
    article.write_bytes(word(p(t("看得见，") + t("看不见", "<w:vanish/>") + t("也看得见。"))))
    async with opened(seeded_home) as desk:
        await desk.press("4", "ctrl+l", f"'{article}", "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, ArticleReviewScreen))
        assert "3 个隐藏的字没有带入" in desk.text
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
        assert any("3 个隐藏的字没有带入" in words for words in desk.said)


async def test_escape_goes_back_one_step_and_never_quits(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f7", "escape", "escape", "escape", "escape")
        assert desk.app.is_running
        assert desk.app.current_mode == "meetings"
        assert len(desk.app.screen_stack) == 1


async def test_escape_leads_from_the_paper_back_to_the_list(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "tab")
        assert isinstance(desk.app.focused, PaperView)
        await desk.press("escape")
        assert isinstance(desk.app.focused, WindowTable)


async def test_typed_text_is_offered_again_after_a_crash(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'林知远：还没说完")
        desk.app.drafts.flush()
        left = drafts()
        assert [draft.text for draft in left] == ["林知远：还没说完"]
        desk.app.screen.query_one(DraftArea)._write = None  # as if the process ended here
    close_database()
    open_database(seeded_home.database)
    async with opened(seeded_home) as desk:
        assert "未存完" in desk.text and "林知远：还没说完" in desk.text
        assert any("没有存完" in words for words in desk.said)
        await desk.press("home", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))
        await desk.until(lambda: "林知远：还没说完" in desk.text)
        await desk.press("ctrl+s", "1")
        await desk.press("escape", "1")
        await desk.until(lambda: "未存完" not in desk.text)


async def test_a_form_left_half_filled_is_offered_again(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "n", "enter", "'半截题目", "escape", "1")
        await desk.until(lambda: "未存完" in desk.text)
        await desk.press("home", "enter")
        await desk.until(lambda: "计划一次会议" in desk.text and "半截题目" in desk.text)
        await desk.press("escape", "1", "home", "x", "enter")
        assert "半截题目" in desk.text, "what can't be undone is asked, and No stands first"
        await desk.press("x", "2")
        await desk.until(lambda: "半截题目" not in desk.text)


async def test_a_form_of_a_meeting_left_half_filled_leads_to_that_meeting(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "ctrl+t", "4", "escape", "escape", "1")
        await desk.until(lambda: "未存完" in desk.text)
        await desk.press("home", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))
        assert "参观校史馆" in desk.text and any("再打开那张表，就会接着填" in words for words in desk.said)
        await desk.press("ctrl+t")
        assert "这是上次没填完的" in desk.text and "赞成 4" in desk.text


async def test_the_palette_runs_commands_and_says_where_others_live(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("：", "'人员", "enter")
        await desk.until(lambda: desk.app.current_mode == "people")
        await desk.press("ctrl+p", "'召开", "enter")
        assert any("要在“会议”里用" in words for words in desk.said)
        await desk.press("？", "escape", "f1", "'导入", "enter")
        await desk.until(lambda: "导入名册" in desk.text)


async def test_quitting_writes_what_is_being_typed(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "tab", "tab", "tab", "'栏目甲", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running)
    open_database(seeded_home.database)
    assert reports.report(report_id).kicker == "栏目甲"
    assert drafts() == []


async def test_only_the_first_room_is_made_at_start(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        assert list(desk.app._screen_stacks) == ["today"]


async def test_several_pasted_lines_become_one_in_a_field(seeded_home: Home) -> None:
    from textual.events import Paste

    async with opened(seeded_home) as desk:
        await desk.press("2", "n", "enter")
        desk.app.post_message(Paste("第一行\n第二行\r\n"))
        await desk.until(lambda: "第一行 第二行" in desk.text)


async def test_an_unexpected_error_keeps_what_was_typed(seeded_home: Home) -> None:
    class Broken(Exception):
        """Something nobody thought of."""

    def fail() -> None:
        raise Broken

    with pytest.raises(Broken):
        async with opened(seeded_home) as desk:
            await desk.press("4", "n", "'写了一半")
            desk.app.call_later(fail)
            await desk.pilot.pause()
    open_database(seeded_home.database)
    assert [draft.text for draft in drafts()] == ["写了一半"]


async def test_rooms_say_from_everywhere_how_much_there_is_to_do(seeded_home: Home) -> None:
    async with opened(seeded_home, (80, 24)) as desk:
        title = lambda: desk.text.partition("\n")[0]  # noqa: E731
        await desk.press("5")
        found = board(NOW.date())
        count = len((*found.overdue, *found.contradictions, *found.due))
        there = {
            kind: sum(
                duty.open is not None and duty.open[0] == kind
                for duty in (*found.overdue, *found.contradictions, *found.due)
            )
            for kind in ("meeting", "report")
        }
        assert there["meeting"] and count > sum(there.values())
        await desk.until(lambda: f" 1 今天 {count} " in title())
        assert f" 2 会议 {there['meeting']} " in title() and " 5 人员  " in title()
        await desk.press("1")
        assert desk.room == f"1 今天 {count}"
        await desk.pilot.resize_terminal(79, 24)
        await desk.until(lambda: " 1 今天! 2 会议!" in title())
