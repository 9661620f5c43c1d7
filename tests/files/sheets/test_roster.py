import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.files.sheets.roster import Ignored, RosterSheet, read_roster

HERE = Path(__file__).parent
HEADER = ["姓名", "学工号", "人员类别", "入党日期"]


def _xlsx(rows: Sequence[Sequence[Any]], merges: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    return _book({"Sheet1": rows}, merges)


def _book(sheets: dict[str, Sequence[Sequence[Any]]], merges: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(r, c, value, day)
                    elif value != "":
                        sheet.write(r, c, value)
            for top, left, bottom, right, text in merges:
                sheet.merge_range(top, left, bottom, right, text)
    return buffer.getvalue()


def _csv(text: str, encoding: str = "utf-8") -> RosterSheet:
    return read_roster(text.encode(encoding), "名册.csv")


def test_a_roster_as_the_office_keeps_it() -> None:
    data = _xlsx(
        [
            [],
            ["填表日期：2026年3月"],
            [
                *("序号", "姓名*", "学 工号", "性别", "民族", "出生年月", "最高学历", "党员类型（必选）", "所在党支部"),
                *(
                    "入党时间",
                    "转正日期",
                    "工作岗位",
                    "党内职务",
                    "专业技术职务（职称）",
                    "手机号码",
                    "身份证号",
                    "党小组",
                ),
                *("备注", "组织关系转入时间"),
            ],
            [
                *(1, " 林 知 远 ", 10012.0, "男性", "汉族", 1985.03, "硕士研究生", "正式党员", "办公室党支部"),
                *("2005.06", datetime(2006, 6, 20), "办公室主任", "书记", "副研究员", 13800000000.0),
                *("110101198503071234", "", "骨干", "2019/2/3  14:30"),
            ],
            [2, "周以宁", " 0010013 ", "女", "", "1990-5-1", "无", "预备党员", "", 43832, "—", "", "/"],
            ["注：以上信息由本人核对", "注：以上信息由本人核对"],
            ["填表人：沈一禾"],
        ],
        merges=[(0, 0, 0, 16, "办公室党支部党员名册"), (3, 16, 4, 16, "第一党小组")],
    )
    sheet = read_roster(data, "名册.xlsx")
    first, second = sheet.rows
    assert (first.line, first.name, first.staff_no, first.sex, first.born) == (4, "林知远", "10012", "男", "1985-03")
    assert (first.standing, first.group, first.office, first.job) == ("full", "第一党小组", "书记", "办公室主任")
    assert (first.joined_on, first.full_on) == (date(2005, 6, 1), date(2006, 6, 20))
    assert first.transferred_on == date(2019, 2, 3)
    assert (first.title, first.phone, first.education) == ("副研究员", "13800000000", "硕士研究生")
    assert (first.branch, first.ethnic, first.problems) == ("办公室党支部", "汉族", ())
    assert (second.staff_no, second.born, second.education, second.office) == ("0010013", "1990-05", "", "")
    assert (second.standing, second.group, second.joined_on) == ("probationary", "第一党小组", date(2020, 1, 2))
    assert [i.line for i in sheet.ignored] == [6, 7]
    assert sheet.dropped_columns == ["身份证号"]
    assert sheet.unknown_columns == []
    assert sheet.told == ["备注不保存，只看里面有没有“转出”“积极分子”“产假”这类要您定的字样"]
    assert "110101" not in repr(sheet)


def test_xls() -> None:
    sheet = read_roster((HERE / "roster.xls").read_bytes(), "名册.xls")
    assert [(r.name, r.staff_no, r.standing, r.born) for r in sheet.rows] == [
        ("林知远", "1001", "full", "1985-03"),
        ("周以宁", "1002", "probationary", "1991-12"),
    ]
    assert [r.joined_on for r in sheet.rows] == [date(2012, 6, 30), date(2020, 1, 2)]
    assert sheet.ignored == [Ignored(5, "说明文字，不是名册里的人")]


def test_a_damaged_xls_cannot_take_the_program_down() -> None:
    data = bytearray((HERE / "roster.xls").read_bytes())
    for at in range(512, len(data), 7):
        data[at] = 0xFF
    with pytest.raises(BranchError, match=r"另存为 \.xlsx"):
        read_roster(bytes(data), "名册.xls")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_every_encoding(encoding: str, mark: str) -> None:
    text = "办公室党支部党员名册\r\n姓名,工号,党员类型\r\n林知远,0012,正式党员\r\n周以宁,0013,预备党员\r\n"
    sheet = _csv(text.replace(",", mark), encoding)
    assert [(r.name, r.staff_no, r.standing) for r in sheet.rows] == [
        ("林知远", "0012", "full"),
        ("周以宁", "0013", "probationary"),
    ]


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("正式党员", "full"),
        ("中共党员", "full"),
        ("预备党员", "probationary"),
        ("中共预备党员", "probationary"),
        ("入党积极分子", "activist"),
        ("发展对象", "candidate"),
        ("", ""),
        ("无", ""),
    ],
)
def test_standings(word: str, standing: str) -> None:
    row = _csv(f"姓名,学工号,政治面貌\n林知远,1,{word}\n").rows[0]
    assert (row.standing, row.problems) == (standing, ())


def test_an_unknown_standing_is_a_problem_and_an_outsider_is_ignored() -> None:
    sheet = _csv("姓名,工号,人员类别\n林知远,1,荣誉党员\n周以宁,2,群众\n沈一禾,3,正式党员\n")
    assert [r.name for r in sheet.rows] == ["林知远", "沈一禾"]
    assert "“荣誉党员”不认识" in sheet.rows[0].problems[0]
    assert sheet.ignored == [Ignored(3, "人员类别是“群众”，不列入名册")]


def test_two_columns_for_one_field() -> None:
    sheet = _csv("姓名,工号,党籍状态,人员类别\n林知远,1,正常,预备党员\n周以宁,2,正常,\n")
    assert [r.standing for r in sheet.rows] == ["probationary", ""]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("林知远,1,正式党员,2019-02-30,", "入党日期“2019-02-30”这一天不存在"),
        ("林知远,1,正式党员,待查,", "入党日期“待查”看不懂"),
        ("林知远,2.01912E+11,正式党员,,", "学工号被表格改成了科学记数"),
        ("林知远,1,正式党员,2019-02-03,2018-02-03", "转正日期早于入党日期"),
        ("林知远123,1,正式党员,,", "不像人名"),
        ("林,1,正式党员,,", "不像人名"),
        ("林知远,11010119900307123X,正式党员,,", "像是身份证号"),
        ("林知远,1,110101199003071234,,", "像是身份证号"),
        ("林知远,1,正式党员,110101199003071234,", "像是身份证号"),
    ],
)
def test_problems_of_a_row(line: str, part: str) -> None:
    sheet = _csv(f"姓名,学工号,人员类别,入党日期,转正日期\n{line}\n")
    assert len(sheet.rows[0].problems) == 1
    assert part in sheet.rows[0].problems[0]
    assert "19900307" not in repr(sheet)


def test_one_person_twice() -> None:
    sheet = _csv("姓名,学工号\n林知远,1\n周以宁,1\n沈一禾,\n沈一禾,3\n林知远,4\n")
    assert [bool(r.problems) for r in sheet.rows] == [False, True, False, True, False]
    assert "第2行" in sheet.rows[1].problems[0]
    assert "第4行同名" in sheet.rows[3].problems[0]


def test_names() -> None:
    sheet = _csv("姓名,学工号\n阿卜杜拉·买买提,1\nAnna  Li,2\n周 宁,3\n䶮远,4\n")
    assert [r.name for r in sheet.rows] == ["阿卜杜拉·买买提", "Anna Li", "周宁", "䶮远"]
    assert not any(r.problems for r in sheet.rows)


def test_notes_blanks_and_repeated_headers_are_told() -> None:
    sheet = _csv("姓名,学工号\n（示例）张三,1\n\n林知远,1\n姓名,学工号\n,2\n合计,1\n以上人员均已核对,\n 　,　\n无,无\n")
    assert [r.name for r in sheet.rows] == ["林知远"]
    assert [(i.line, i.reason) for i in sheet.ignored] == [
        (2, "说明文字，不是名册里的人"),
        (5, "重复的表头"),
        (6, "没有姓名"),
        (7, "说明文字，不是名册里的人"),
        (8, "说明文字，不是名册里的人"),
        (10, "没有姓名"),
    ]


def test_private_columns_are_dropped_and_unknown_ones_told() -> None:
    sheet = _csv("姓名,身份证号码,家庭住址,籍贯,公民身份号码,\n林知远,1,2,3,4,5\n")
    assert sheet.dropped_columns == ["身份证号码", "家庭住址", "公民身份号码"]
    assert sheet.unknown_columns == ["籍贯", "第6列（没有栏名）"]


def test_a_list_of_names_alone() -> None:
    assert [r.name for r in _csv("姓名\n林知远\n周以宁\n").rows] == ["林知远", "周以宁"]


def test_a_second_roster_in_the_file_is_told() -> None:
    data = _book({"说明": [["怎样填写"]], "在编": [HEADER, ["林知远", 1]], "编外": [HEADER, ["周以宁", 2]]})
    sheet = read_roster(data, "名册.xlsx")
    assert [r.name for r in sheet.rows] == ["林知远"]
    assert sheet.ignored == [Ignored(0, "工作表“编外”没有读；一次只读一张，请另存后再导入")]


def test_many_rosters_in_the_file_are_told_in_a_few_lines() -> None:
    data = _book({f"支部{number}": [HEADER, ["林知远", number]] for number in range(9)})
    ignored = read_roster(data, "名册.xlsx").ignored
    assert len(ignored) == 4 and ignored[-1].reason == "还有 5 张工作表没有读"


def test_a_header_of_two_rows() -> None:
    rows = [
        ["党员名册"],
        ["", "基本信息", "", "党内信息", ""],
        ["", "工号", "性别", "人员类别", "党内职务"],
        ["林知远", 7, "女", "正式党员", "书记"],
    ]
    sheet = read_roster(_xlsx(rows, merges=[(1, 0, 2, 0, "姓名")]), "名册.xlsx")
    assert [(r.name, r.staff_no, r.office) for r in sheet.rows] == [("林知远", "7", "书记")]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "是空的"),
        (b" \r\n ", "是空的"),
        (_xlsx([]), "没有内容"),
        (b",,,\n,,\n", "没有内容"),
        (_xlsx([HEADER]), "没有人"),
        (_xlsx([["单位", "金额"], ["甲", 3]]), "没有认出表头"),
        ("会议记录\n今天开会\n".encode(), "没有认出表头"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "读不出来"),
        (b"PK\x03\x04" + bytes(100), "损坏"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "不是表格"),
        (b"%PDF-1.7 text", "不是表格"),
        (bytes(range(128, 256)) * 9, "不是表格"),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "网页格式"),
        (_xlsx([HEADER, ["林知远", 1]])[:-300], "损坏"),
    ],
)
def test_what_is_no_roster(data: bytes, part: str) -> None:
    with pytest.raises(BranchError, match=part):
        read_roster(data, "名册")


def test_a_cell_far_out_is_refused() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(BranchError, match="大得不正常"):
        read_roster(buffer.getvalue(), "名册")


def test_a_word_file_is_no_roster() -> None:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(BranchError, match="不是表格"):
        read_roster(buffer.getvalue(), "名册.xlsx")


def test_a_bomb_is_refused() -> None:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(50_000_000))
    with pytest.raises(BranchError, match="大得不正常"):
        read_roster(buffer.getvalue(), "名册.xlsx")


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    with pytest.raises(BranchError):
        read_roster(data, "名册.csv")


@given(st.lists(st.lists(st.text(alphabet="姓名,\"'林1.-=/年月\n\x07[", max_size=8), max_size=4), max_size=6))
def test_no_table_brings_it_down(rows: list[list[str]]) -> None:
    text = "姓名,学工号,入党日期\n" + "\n".join(",".join(row) for row in rows)
    try:
        sheet = _csv(text)
    except BranchError as error:
        assert str(error)
    else:
        assert all(row.name for row in sheet.rows)
