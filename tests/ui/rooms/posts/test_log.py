"""记录: a service is typed in one line, and everything else that is done with the rows."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from branchtui.paths import Home
from branchtui.store.file.database import act
from branchtui.store.models import Attachment, Post, PostHolder, Service, SignUp
from branchtui.store.queries import people
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.log import ServiceList
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.people import contacts
from branchtui.workflows.posts import log, log_lines
from tests.ui.conftest import NOW, Desk, opened
from tests.ui.screens.test_undo import elsewhere

LINE = "zyn 周三下午2点到4点 窗口咨询 服务学生30人次 发放材料50份"  # two share zyn; one of them holds the post


@pytest.fixture
def post(seeded_home: Home) -> Post:
    with act("设岗"):
        post = Post.create(name="窗口服务岗", category="服务")
        for name in ("周以宁", "赵星野"):
            PostHolder.create(post=post, member=people.person(name, NOW.date()), from_day=date(2026, 3, 1))
    return post


def rows(post: Post) -> list[Service]:
    return list(Service.select().where(Service.post == post, Service.live()).order_by(Service.day.desc(), Service.id))


def served(post: Post, line: str = "周以宁 9月2日 下午2点到4点 窗口咨询 30人次") -> Service:
    return log.log_line(post, line, now=NOW)


async def go(desk: Desk, *keys: str) -> None:
    """To the log of the post, the cursor in the line."""
    await desk.press("3", "slash", "'窗口服务", "enter", "enter", "f3", *keys)


async def test_a_line_is_read_as_it_is_typed_and_written_by_enter(seeded_home: Home, post: Post) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "'zyn")
        assert "没有写时间或时长" in desk.text
        await desk.press("' 周三下午2点到4点 窗口咨询 服务学生30人次")
        assert "周以宁  9月9日 星期三  14:00—16:00  2 小时  窗口咨询" in desk.text and "学生30人次" in desk.text
        await desk.press("' 发放材料50份", "enter")
        [row] = rows(post)
        assert (row.member.name, row.day, row.half_hours, row.served, row.result) == (
            *("周以宁", date(2026, 9, 9), 4, 30, 50),
        )
        assert "已记：周以宁 9月9日 2 小时 窗口咨询" in desk.told[-1]
        await desk.press("'zxy 周二 1小时 值班", "enter")
        assert len(rows(post)) == 2, "the cursor stayed in the line"
        await desk.press("ctrl+z", "ctrl+z")
        assert rows(post) == [], "what the line wrote is undone from the line"


async def test_what_cannot_be_stays_typed_and_is_told_why(seeded_home: Home, post: Post) -> None:
    served(post)
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "'zyn 9月2日 7小时 整理档案")
        assert "已记 2 小时" in desk.text
        await desk.press("enter")
        assert len(rows(post)) == 1 and "整理档案" in desk.text
        await desk.press(*["backspace"] * 8, "'下午3点到5点 整理档案")
        assert "与服务“窗口咨询”时间重叠" in desk.text, "told, and not forbidden"
        await desk.press("enter")
        assert len(rows(post)) == 2


async def test_somebody_who_does_not_hold_the_post_is_signed_up(seeded_home: Home, post: Post) -> None:
    row = served(post)
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "'syh 9月2日 1小时 窗口咨询", "enter", "1")
        [entry] = services.sign_ups(row)
        assert (entry.member.name, entry.state, entry.half_hours) == ("沈一禾", "came", 2)
        assert "已报名：沈一禾" in desk.told[-1] and "+1" in desk.text


@pytest.mark.slow
async def test_a_row_is_changed_copied_verified_and_removed(seeded_home: Home, post: Post) -> None:
    served(post)
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "down", "enter")
        assert isinstance(desk.app.screen, FormScreen)
        await desk.press("ctrl+a", "'窗口值班", "ctrl+s")
        assert rows(post)[0].what == "窗口值班" and rows(post)[0].served == 30
        await desk.press("ctrl+k", "enter")
        copy = rows(post)[0]
        assert (copy.day, copy.what, copy.served) == (NOW.date(), "窗口值班", None), "how many, nobody told"
        await desk.press("n", "ctrl+t")
        assert "照抄 周以宁 14:00—16:00 窗口值班" in desk.text, "the last one, from the line"
        await desk.press("escape", "down", "space", "space", "f10", "'核实", "enter", "enter")
        assert all(row.verifier is not None and row.verifier.name == "林知远" for row in rows(post))
        assert "已核实" in desk.text
        await desk.press("asterisk", "delete")
        assert rows(post) == [] and "已删去 2 条" in desk.told[-1]
        await desk.press("u")
        assert len(rows(post)) == 2


async def test_lines_that_are_pasted_are_looked_at_first_and_put_right(seeded_home: Home, post: Post) -> None:
    text = "周以宁 9月1日 2小时 值班 10人次\n赵星野 9月1日 值班\n周以宁 9月2日 1小时 咨询"
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk)
        from textual import events

        desk.app.post_message(events.Paste(text))
        await desk.until(lambda: "粘贴的服务记录" in desk.text)
        assert "不能记 1 行" in desk.text and "新增 2 行" in desk.text and "没有写时间" in desk.text
        await desk.press("enter", "end", "' 2小时", "enter")
        assert "新增 3 行" in desk.text
        await desk.press("ctrl+s")
        assert len(rows(post)) == 3 and "已记 3 条" in desk.told[-1]
        assert "服务记录 3" in desk.text


async def test_many_pasted_lines_are_read_beside_the_screens_and_escape_stops_it(seeded_home: Home, post: Post) -> None:
    from textual import events

    lines = [f"周以宁 9月{day % 20 + 1}日 2小时 第{day}次值班 10人次" for day in range(10_000)]
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk)
        desk.app.post_message(events.Paste("\n".join(lines)))
        await desk.until(lambda: "正在读各行" in desk.text and "/10000" in desk.text and "Esc 停下" in desk.text)
        await desk.press("down", "escape")
        await desk.until(lambda: "已停下，没有读各行。" in desk.said)
        assert "服务记录" in desk.text and "粘贴的服务记录" not in desk.text and rows(post) == []


@pytest.mark.slow
async def test_pasted_lines_that_are_read_after_the_post_was_left_stay_in_their_form(
    seeded_home: Home, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), log_lines.read_lines

    def slowly(text: str, **how: Any) -> list[log_lines.ReadLine]:
        go_on.wait(10)
        return read(text, **how)

    monkeypatch.setattr(log_lines, "read_lines", slowly)
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "f10", "'粘贴", "enter", "'周以宁 9月1日 2小时 值班", "ctrl+s")
        await desk.press("down", "1")
        go_on.set()
        await desk.until(lambda: any("什么都没有写入" in each for each in desk.said))
        await go(desk, "f10", "'粘贴", "enter")
        assert "周以宁 9月1日 2小时 值班" in desk.text and rows(post) == []


async def test_a_service_is_repeated_each_week(seeded_home: Home, post: Post) -> None:
    served(post)
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "down", "f10", "'每周", "enter", "'9月30日", "enter")
        assert "新增 4 行" in desk.text and "已安排" in desk.text
        await desk.press("ctrl+s")
        assert [row.state for row in rows(post)] == ["planned"] * 3 + ["done"] * 2


@pytest.mark.slow
async def test_a_sheet_is_shown_first_and_written_whole(seeded_home: Home, post: Post, tmp_path: Path) -> None:
    sheet = tmp_path / "台账.csv"
    sheet.write_text("日期,姓名,时间,服务内容,人次\n2026-09-04,周以宁,14:00-16:00,值班,8\n", encoding="utf-8")
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: "导入前先看" in desk.text)
        assert "新增 1 行" in desk.text
        await desk.press("ctrl+s")
        assert [row.served for row in rows(post)] == [8]


@pytest.mark.slow
async def test_a_planned_service_takes_sign_ups_and_says_who_came(seeded_home: Home, post: Post) -> None:
    contacts.add_contact(name="秦怀瑾", unit="海州社区")
    async with opened(seeded_home, (120, 36)) as desk:
        await go(
            desk,
            "f10",
            "'先安排",
            "enter",
            "'周以宁",
            "enter",
            "'下周三",
            "enter",
            "'2小时",
            "enter",
            "'义诊",
            "ctrl+s",
        )
        [row] = rows(post)
        assert (row.state, row.day) == ("planned", date(2026, 9, 16))
        await desk.press("down", "f10", "'同去", "enter", "ctrl+n", "'沈一禾、秦怀瑾", "ctrl+s")
        assert [entry.state for entry in services.sign_ups(row)] == ["signed", "signed"]
        await desk.press("enter")
        assert "还没有记为已服务" in desk.told[-1]
        await desk.press("escape")
        log.change(services.service(row.id), day="昨天", now=NOW)
        log.set_state([services.service(row.id)], "done", today=NOW.date())
        await desk.press("f10", "'同去", "enter", "enter", "down", "enter", "enter")
        assert [entry.state for entry in services.sign_ups(row)] == ["came", "absent"]
        await desk.press("delete")
        assert SignUp.select().where(SignUp.live()).count() == 1


@pytest.mark.slow
async def test_proof_is_attached_to_a_service(seeded_home: Home, post: Post, tmp_path: Path) -> None:
    row = served(post)
    scan = tmp_path / "签到表.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "down", "f10", "'证明", "enter", "ctrl+n", f"'{scan}", "ctrl+s")
        [file] = Attachment.select().where(Attachment.live())
        assert (file.of_table, file.of_id, file.name) == ("service", row.id, "签到表.pdf")
        await desk.press("delete")
        assert Attachment.select().where(Attachment.live()).count() == 0


async def test_the_filter_takes_words_and_initials(seeded_home: Home, post: Post) -> None:
    served(post)
    served(post, "赵星野 9月3日 1小时 整理档案")
    async with opened(seeded_home, (80, 24)) as desk:
        await go(desk, "down", "slash", "'zxy")
        assert "整理档案" in desk.text and "窗口咨询  " not in desk.body.partition("服务记录")[2]
        assert ServiceList("窗口", post=post.id).count() == 1
        assert ServiceList("zyn 咨询", post=post.id).count() == 1


async def test_a_service_that_was_found_is_opened_at_its_row(seeded_home: Home, post: Post) -> None:
    for day in range(1, 9):
        served(post, f"周以宁 8月{day}日 1小时 值班{day}")
    async with opened(seeded_home, (80, 24)) as desk:
        await desk.press("ctrl+f", "'值班3")
        await desk.settle()
        await desk.press("enter")
        assert "[F3 记录]" in desk.text and "值班3" in desk.text.splitlines()[desk.app.cursor_position.y]


@pytest.mark.slow
async def test_a_clash_shows_each_side_as_it_is_typed(seeded_home: Home, post: Post) -> None:
    row = served(post, "周以宁 9月2日 下午2点到4点 窗口咨询 发放材料50份")
    async with opened(seeded_home, (120, 36)) as desk:
        await go(desk, "down", "enter", "shift+tab", "ctrl+u", "'上午9点到10点")
        elsewhere(seeded_home.database, "UPDATE service SET begins = '15:00', ends = '16:30', half_hours = 3")
        await desk.press("ctrl+s")
        assert "“时间”在别处也改了" in desk.text
        assert "对方：15:00-16:30 1.5小时" in desk.text and "你的：上午9点到10点" in desk.text
        await desk.press("down", "enter")
        assert desk.told[-1] == "服务记录已改。", "what the other wrote can be saved as it stands"
        await desk.press("enter", *["tab"] * 3, "ctrl+u", "'60份")
        elsewhere(seeded_home.database, "UPDATE service SET unit = '本'")
        await desk.press("ctrl+s")
        assert "对方：50本" in desk.text and "你的：60份" in desk.text, "a unit alone is the other's change too"
        await desk.press("enter")
    (row,) = rows(post)
    assert (row.begins, row.half_hours, row.result, row.unit) == ("15:00", 3, 60, "份")
