"""The log as a sheet: what went out comes in again unchanged."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Post
from branchtui.store.queries.services.log import ServiceList
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.posts import log, log_import, sign_ups
from branchtui.workflows.posts.holders import add_holder
from branchtui.workflows.posts.written.log_sheet import export_log, sheet_name
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post, member

LINES = (
    "林知远 2026-03-04 下午2点到4点 窗口咨询 服务学生30人次 50份 https://a.example/1",
    "周以宁 2026-03-05 14:00到17:00 2.5小时 值班 服务教师4人次 2场",
    "周以宁 2026-02-03 0.5小时 接待来访，来电13812345678",
    "林知远 2025-11-03 8小时 =整理档案 9人次",
    "林知远 2025-11-04 1小时 -补录 9人次",
)


def verdicts(file: Path) -> list[str]:
    found = log_import.preview_import(file.read_bytes(), file.name, now=NOW).preview
    return ["不变" if verdict.there else verdict.refused or "新增" for verdict in found.verdicts]


def test_what_goes_out_comes_in_unchanged(post: Post, tmp_path: Path) -> None:
    rows = [log.log_line(post, line, now=NOW) for line in LINES]
    log.log(post, by="林知远", day=date(2026, 2, 5), span="2小时", what="+86来电", now=NOW)
    sign_ups.sign_up(rows[0], [member("沈一禾")])
    log.verify(rows[:2], "沈一禾", TODAY, today=TODAY)
    other = held_post("科研岗", "沈一禾")
    log.log_line(other, "沈一禾 2026-03-06 2小时 指导", now=NOW)
    log.set_state([log.log_line(other, "沈一禾 2026-03-07 2小时 讲座", now=NOW)], "cancelled", today=TODAY)
    file = tmp_path / "台账.xlsx"
    assert export_log(None, file) == 7
    before = ServiceList().count()
    assert verdicts(file) == ["不变"] * 7
    assert log_import.apply_import(log_import.preview_import(file.read_bytes(), file.name, now=NOW)) == 0
    assert ServiceList().count() == before
    assert export_log(post, file, first=date(2026, 3, 1)) == 2 and verdicts(file) == ["不变"] * 2


def test_a_lost_row_comes_back_as_it_was(post: Post, tmp_path: Path) -> None:
    row = log.log_line(post, LINES[1], now=NOW)
    file = tmp_path / "台账.xlsx"
    export_log(post, file)
    log.remove([row])
    assert log_import.apply_import(log_import.preview_import(file.read_bytes(), file.name, now=NOW)) == 1
    (back,) = ServiceList().page(0, 9)
    assert (back.begins, back.ends, back.half_hours, back.whom, back.served, back.result, back.unit) == (
        *("14:00", "17:00", 5),
        *("教师", 4, 2, "场"),
    )


def test_two_of_one_name_are_told_by_their_numbers(post: Post, tmp_path: Path) -> None:
    for number in ("20990001", "20990002"):
        one = add_member("赵一鸣", since=date(2025, 1, 1), staff_no=number, namesake=True)
        add_holder(post, one, from_day=date(2025, 9, 1))
        log.log(post, by=f"赵一鸣#{number[-4:]}", day=date(2026, 3, 4), span="1小时", what=f"值班{number}", now=NOW)
    file = tmp_path / "台账.xlsx"
    export_log(post, file)
    assert verdicts(file) == ["不变", "不变"]


def test_a_file_that_somebody_changed_is_kept(post: Post, tmp_path: Path) -> None:
    log.log_line(post, LINES[0], now=NOW)
    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"somebody's own")
    export_log(post, file)
    assert (tmp_path / "台账（改过的1）.xlsx").read_bytes() == b"somebody's own"
    first = file.read_bytes()
    export_log(post, file)
    assert file.read_bytes() == first and len(list(tmp_path.glob("*.xlsx"))) == 2


def test_nothing_to_write_is_said(post: Post, tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="没有已服务的记录"):
        export_log(post, tmp_path / "台账.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (None, None, "服务台账_教务服务岗.xlsx"),
        (date(2026, 1, 1), date(2026, 6, 30), "服务台账_教务服务岗_20260101-20260630.xlsx"),
        (date(2026, 1, 1), None, "服务台账_教务服务岗_20260101起.xlsx"),
        (None, date(2026, 6, 30), "服务台账_教务服务岗_20260630止.xlsx"),
    ],
)
def test_the_name_of_the_file_says_post_and_days(post: Post, first: date | None, last: date | None, name: str) -> None:
    assert sheet_name(post, first, last) == name
