"""The service log from a sheet: difference first, one act, nothing half written."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.models import Post
from branchtui.store.queries.services.log import ServiceList
from branchtui.workflows.posts import log, log_import
from branchtui.workflows.safety import undo
from tests.conftest import NOW
from tests.workflows.posts.conftest import held_post

HEADER = "日期,时间,时长,姓名,岗位,服务内容,服务对象,人次,成效\n"


def preview(text: str, post: Post | None = None, header: str = HEADER) -> log_import.LogImport:
    return log_import.preview_import((header + text).encode(), "台账.csv", post=post, now=NOW)


def test_rows_of_a_sheet_become_the_log(post: Post) -> None:
    held_post("科研岗", "沈一禾")
    found = preview(
        "2026-03-04,14:00-16:00,,林知远,教务服务岗,窗口咨询,学生,30,发放材料50\n"
        "2026年3月5日,下午2点到4点,1.5,周以宁,教务服务岗,值班,,12人次,3场\n"
        "20260306,,2,沈一禾,科研岗,指导,研究生,,广受好评\n"
        "合计,,5.5,,,,,42,\n".replace("发放材料50", "50份")
    )
    assert [verdict.refused for verdict in found.preview.verdicts] == ["", "", ""]
    before = int(sql.value("SELECT count(*) FROM act"))
    assert log_import.apply_import(found) == 3
    assert int(sql.value("SELECT count(*) FROM act")) == before + 1
    rows = ServiceList().page(0, 9)
    assert [
        (row.post, row.by, row.day.day, row.begins, row.half_hours, row.served, row.result, row.unit) for row in rows
    ] == [
        ("科研岗", "沈一禾", 6, "", 4, None, None, ""),
        ("教务服务岗", "周以宁", 5, "14:00", 3, 12, 3, "场"),
        ("教务服务岗", "林知远", 4, "14:00", 4, 30, 50, "份"),
    ]
    assert rows[0].what == "指导；成效：广受好评", "words are kept, not made a figure"
    again = preview("2026-03-04,14:00-16:00,,林知远,教务服务岗,窗口咨询,学生,30,50份\n")
    assert len(again.preview.there) == 1
    assert log_import.apply_import(again) == 0
    undo.undo_last()
    assert ServiceList().count() == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-03-04,16:00-14:00,,林知远,教务服务岗,值班,,,", "不晚于"),
        ("2026-03-04,,9,林知远,教务服务岗,值班,,,", "一天最多"),
        ("2026-03-04,,,林知远,教务服务岗,值班,,,", "没有写时间或时长"),
        ("2026-03-04,,2,林知远,教务服务岗,值班,,,50", "“50”没有写单位"),
        ("2026-03-04,,2,林知远,教务服务岗,值班,,约30,", "确切"),
        ("2026-03-04,,2,林知远,某某岗,值班,,,", "没有叫“某某岗”的岗位"),
        ("2026-03-04,,2,林知远,,值班,,,", "没有写岗位"),
        ("2026-03-04,,2,许青禾,教务服务岗,值班,,,", "没有在这个岗任岗"),
        ("2026-03-04,,2,无此人,教务服务岗,值班,,,", "没有“无此人”"),
        ("2026-03-04,,2,,教务服务岗,值班,,,", "没有写是谁"),
        ("2026-03-04,,2,林知远,教务服务岗,,,,", "不能为空"),
        ("2026-03,,2,林知远,教务服务岗,值班,,,", "只有月份"),
        ("2026-02-30,,2,林知远,教务服务岗,值班,,,", "不存在"),
        (",,2,林知远,教务服务岗,值班,,,", "没有写日期"),
        ("2026-04-04,,2,林知远,教务服务岗,值班,,,", "还没有到"),
        ("2026-03-04,,2,林知远,教务服务岗,帮11010519491231002X办证,,,", "身份证号"),
    ],
)
def test_a_wrong_row_keeps_all_out(post: Post, row: str, says: str) -> None:
    found = preview(f"2026-03-03,,2,林知远,教务服务岗,值班,,,\n{row}\n")
    (refused,) = found.preview.refused
    assert refused.number == 3
    assert says in refused.refused
    with pytest.raises(BranchError, match="有 1 行不能导入，什么都没有写入。第 3 行"):
        log_import.apply_import(found)
    assert ServiceList().count() == 0


def test_people_by_staff_number_first(post: Post) -> None:
    header = "日期,小时,工号,姓名,内容,学院备注\n"
    found = preview("2026-03-04,2,20100001,,值班,无\n2026-03-05,2,20120002,林知远,值班,\n", post, header)
    assert [verdict.refused for verdict in found.preview.verdicts] == [
        "",
        "工号 20120002 是周以宁，表里写的是“林知远”，请核对。",
    ]
    assert list(found.unread) == ["学院备注"]


def test_a_workbook_with_times_as_excel_keeps_them(post: Post) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["服务台账"])
        sheet.write_row(1, 0, ["序号", "服务日期", "开始时间", "结束时间", "服务人", "服务内容", "服务人数"])
        sheet.write(2, 0, 1)
        sheet.write_datetime(2, 1, datetime(2026, 3, 4), book.add_format({"num_format": "yyyy-mm-dd"}))
        for column, clock in ((2, time(14)), (3, time(16, 30))):
            sheet.write_datetime(2, column, clock, book.add_format({"num_format": "hh:mm"}))
        sheet.write_row(2, 4, ["林知远", "窗口咨询", 30])
    found = log_import.preview_import(data.getvalue(), "台账.xlsx", post=post, now=NOW)
    assert [verdict.refused for verdict in found.preview.verdicts] == [""]
    log_import.apply_import(found)
    (row,) = ServiceList().page(0, 9)
    assert (row.day, row.begins, row.ends, row.half_hours, row.served) == (date(2026, 3, 4), "14:00", "16:30", 5, 30)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "是空的。请选一份有“姓名”等栏目的服务台账"),
        ("姓名,工号\n林知远,1\n".encode(), "没有认出表头"),
        (b"\x89PNG\r\n\x1a\n", "不是表格"),
    ],
)
def test_what_is_no_log(post: Post, data: bytes, says: str) -> None:
    with pytest.raises(BranchError, match=says):
        log_import.preview_import(data, "台账.csv", post=post, now=NOW)


def test_a_sheet_without_posts_asks_for_one(post: Post) -> None:
    with pytest.raises(BranchError, match="没有“岗位”一栏"):
        preview("2026-03-04,2,林知远,值班\n", header="日期,小时,姓名,内容\n")
    log.log(post, by="林知远", day="周三", span="7小时", what="培训", now=NOW)
    found = preview("2026-03-04,2,林知远,值班\n", post, header="日期,小时,姓名,内容\n")
    assert "已记 7 小时" in found.preview.refused[0].refused
