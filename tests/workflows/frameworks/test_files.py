"""What comes into a framework as a file or leaves it as one: its own file, newer ones, notices, task books, submissions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.rules.frameworks.outline import read_notice
from branchtui.rules.frameworks.template import Template
from branchtui.store.engine import sql
from branchtui.store.models import Framework, Member, Point, Submission
from branchtui.store.models.people import PURGED
from branchtui.store.queries import people
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks import heads, marks, submitting, tree
from branchtui.workflows.frameworks.adopt import adopt, start
from branchtui.workflows.frameworks.files import versions
from branchtui.workflows.frameworks.files.export import export_framework, template_of
from branchtui.workflows.frameworks.files.library import template_from_file, template_from_text, templates
from branchtui.workflows.frameworks.files.outlines import compare_outline, write_outline
from branchtui.workflows.frameworks.files.task_book import read_task_book
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.safety import purge, undo
from tests.conftest import TODAY
from tests.workflows.frameworks.conftest import FILE, lesson, point
from tests.workflows.frameworks.test_tree import shown

# -- a framework as a file --------------------------------------------------------------------------------------------


def test_every_file_that_ships_is_exported_as_it_was(branch: None, tmp_path: Path) -> None:
    for template in templates():
        made = adopt(template, first=date(2026, 1, 1))
        found = template_from_file(export_framework(made, tmp_path))
        assert found == template_of(made)
        assert replace(found, wording=template.wording) == template


def test_what_was_changed_reads_back_and_what_the_branch_did_stays_here(framework: Framework, tmp_path: Path) -> None:
    tree.add_point(framework, '"引号"与\\反斜杠', under=point("people"))
    tree.change_point(point("lessons"), today=TODAY, demand="一行\n\n两行", dim="", account="做了什么", promised="目标")
    tree.move(point("honours"), "out")
    heads.add_milestone(framework, "送审", "2025年5月1日", today=TODAY)
    path = export_framework(framework, tmp_path / "样板.toml")
    assert template_from_file(path) == template_of(framework)
    text = path.read_text(encoding="utf-8")
    assert "做了什么" not in text and "目标" not in text


def test_a_file_that_somebody_changed_is_kept(framework: Framework, tmp_path: Path) -> None:
    path = export_framework(framework, tmp_path)
    assert export_framework(framework, tmp_path) == path and len(list(tmp_path.glob("*.toml"))) == 1
    path.write_text("# 我的\n", encoding="utf-8")
    export_framework(framework, tmp_path)
    kept = [each for each in tmp_path.glob("*.toml") if each != path]
    assert [each.read_text(encoding="utf-8") for each in kept] == ["# 我的\n"]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"\xff\xfe\x00", "不是 UTF-8"), (b"a = ", "不是能读的 TOML"), ("# 长\n".encode() * 200_000, "不像对标文件")],
)
def test_a_file_that_can_not_be_read_is_refused(branch: None, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "坏.toml"
    path.write_bytes(data)
    with pytest.raises(BranchError, match=says):
        template_from_file(path)


# -- a newer file -----------------------------------------------------------------------------------------------------


def newer() -> Template:
    """The file with another demand, a point more, one less, and version 2."""
    text = FILE.replace("years = 1", "years = 1\nversion = 2").replace("按季上党课。", "按月上党课。")
    text = text[: text.index('[[point]]\nkey = "people"')]
    return template_from_text(text + '[[point.point]]\nkey = "training"\ntitle = "培训"\n', "对标.toml")


def test_a_newer_file_is_offered_point_by_point_and_accounts_are_left_alone(framework: Framework) -> None:
    tree.change_point(point("lessons"), today=TODAY, account="一年四次")
    tree.add_point(framework, "自己的")
    found = versions.differences(framework, newer())
    assert [(each.sort, each.key, each.words) for each in found] == [
        ("changed", "lessons", "要求"),
        ("added", "training", ""),
        ("gone", "people", ""),
    ]
    assert point("lessons").demand == "按季上党课。"
    assert versions.take_over(framework, newer(), ["lessons", "training"]) == 2
    row = point("lessons")
    assert (row.demand, row.account) == ("按月上党课。", "一年四次")
    assert shown(framework) == ["1 教育党员有力", "1.1 党课", "1.2 荣誉", "1.3 培训", "2 学时", "3 自己的"]
    assert Framework.get_by_id(framework.id).file_version == 2
    versions.take_over(framework, newer(), ["people"])
    assert "2 学时" not in shown(framework)
    assert versions.differences(framework, newer()) == []
    undo.undo_last()
    assert [each.key for each in versions.differences(framework, newer())] == ["people"]


def test_the_file_of_another_framework_is_refused(framework: Framework) -> None:
    with pytest.raises(BranchError, match="不是“样板支部”"):
        versions.differences(framework, templates()[0])


def test_what_ships_newer_is_found(branch: None) -> None:
    shipped = templates()[0]
    made = adopt(shipped, first=date(2026, 1, 1))
    assert versions.newer(made) is None
    older = adopt(replace(shipped, version=0), first=date(2025, 1, 1))
    assert versions.newer(older) == shipped
    assert versions.differences(older, shipped) == []


# -- notices and task books -------------------------------------------------------------------------------------------

NOTICE = "通知\n一、学习研讨\n（一）专题学习。每月一次。\n（二）专题党课\n二、查摆问题\n请于2026年5月15日前报送。"


def own() -> Framework:
    return start("专题教育", kind="campaign", first=date(2026, 3, 1), last=date(2026, 8, 31))


def test_a_notice_is_written_as_one_act(branch: None) -> None:
    made = own()
    found = read_notice(NOTICE, TODAY)
    assert write_outline(made, found.points, found.days) == 4
    assert shown(made) == ["1 学习研讨", "1.1 专题学习", "1.2 专题党课", "2 查摆问题"]
    assert [(row.due_on, row.name) for row in trees.milestones(made)] == [
        (date(2026, 5, 15), "请于2026年5月15日前报送")
    ]
    undo.undo_last()
    assert (shown(made), trees.milestones(made)) == ([], [])


def test_a_notice_goes_below_a_point_and_behind_what_is_there(framework: Framework) -> None:
    write_outline(framework, read_notice("1. 甲\n（1）乙", TODAY).points, under=point("people"))
    write_outline(framework, read_notice("一、丙", TODAY).points)
    assert shown(framework)[3:] == ["2 学时", "2.1 甲", "2.1.1 乙", "3 丙"]


TASKS = [
    ["任务编号", "任务名称", "预期目标", "级别", "佐证材料", "责任人", "完成时限", "经费"],
    ["1", "教育党员", "", "", "", "", "", ""],
    ["1-1", "党课", "每年四次", "校级", "教案、签到表", "宣传委员", "2026-06-30", "1"],
    ["1-1-1", "备课", "", "", "", "", "", ""],
    ["2", "示范岗", "三个", "", "公示", "书记", "", ""],
]


def sheet(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def test_a_task_book_becomes_points_as_deep_as_their_numbers(branch: None) -> None:
    made = own()
    points, unread = read_task_book(sheet(TASKS), "任务书.csv")
    assert unread == ["经费"]
    assert write_outline(made, points) == 4
    assert shown(made) == ["1 教育党员", "1.1 党课", "1.1.1 备课", "2 示范岗"]
    row = Point.get(Point.title == "党课")
    assert (row.promised, row.owner_office, row.due_on) == ("每年四次（校级）", "宣传委员", date(2026, 6, 30))
    of = next(each for each in standing(made, TODAY).points if each.point.id == row.id)
    assert [(need.need.say, need.need.form) for need in of.needs] == [("教案、签到表", "plain")]


def test_a_task_book_that_comes_again_changes_what_differs_and_no_more(branch: None) -> None:
    made = own()
    write_outline(made, read_task_book(sheet(TASKS), "任务书.csv")[0])
    tree.change_point(Point.get(Point.title == "党课"), today=TODAY, account="两次")
    again = [row[:] for row in TASKS]
    again[2][2] = "每年六次"
    again.append(["3", "新任务", "", "", "", "", "", ""])
    points = read_task_book(sheet(again), "任务书.csv")[0]
    assert [(each.sort, each.words) for each in compare_outline(made, points)] == [
        ("不变", ""),
        ("更改", "承诺目标"),
        ("不变", ""),
        ("不变", ""),
        ("新增", ""),
    ]
    assert write_outline(made, points) == 2
    row = Point.get(Point.title == "党课")
    assert (row.promised, row.account) == ("每年六次（校级）", "两次")


@pytest.mark.parametrize(
    ("place", "column", "value", "says"),
    [
        (3, 0, "1-1", "第 4 行：任务编号“1.1”在第 3 行已有"),
        (2, 1, "", "第 3 行：任务名称空着"),
        (2, 6, "2026-02-30", "第 3 行：完成时限"),
    ],
)
def test_a_row_that_can_not_be_read_stops_the_task_book(
    branch: None, place: int, column: int, value: str, says: str
) -> None:
    rows = [row[:] for row in TASKS]
    rows[place][column] = value
    with pytest.raises(BranchError, match=says):
        read_task_book(sheet(rows), "任务书.csv")


def test_a_sheet_that_is_no_task_book_is_refused(branch: None) -> None:
    with pytest.raises(BranchError, match="没有认出表头"):
        read_task_book(sheet([["姓名", "电话"], ["王芳", "1"]]), "通讯录.csv")


def test_two_machines_that_import_one_task_book_make_the_same_points(framework: Framework) -> None:
    points = read_task_book(sheet(TASKS), "任务书.csv")[0]
    write_outline(framework, points)
    assert Point.get_by_id(Point.row_id(framework=framework, key="task-1.1")).title == "党课"


@pytest.mark.parametrize("text", ["一、任务{}", "一、任务。要求{}", "一、任务\n请于5月15日前报{}"])
def test_a_notice_with_a_citizen_id_is_refused_whole(branch: None, text: str) -> None:
    made = own()
    found = read_notice(text.format("11010519491231002X"), TODAY)
    with pytest.raises(BranchError, match="像是有身份证号"):
        write_outline(made, found.points, found.days)
    assert (shown(made), trees.milestones(made)) == ([], [])


# -- submissions ------------------------------------------------------------------------------------------------------


def test_a_submission_keeps_its_listing_and_tells_what_came_and_went(framework: Framework) -> None:
    first, second = lesson(date(2025, 4, 2), "第一课"), lesson(date(2025, 5, 2), "第二课")
    row = submitting.submit(standing(framework, TODAY), "中期", TODAY, unit="学院党委")
    assert [(each.number, each.title) for each in submitting.listed(row)] == [
        ("1.1-01", "第一课"),
        ("1.1-02", "第二课"),
    ]
    marks.take_out(point("lessons"), [first], "重复")
    lesson(date(2025, 6, 2), "第三课")
    added, gone = submitting.since(row, standing(framework, TODAY))
    assert ([each.title for each in added], [each.title for each in gone]) == (["第三课"], ["第一课"])
    assert [each.title for each in submitting.listed(Submission.get_by_id(row.id))] == ["第一课", "第二课"]
    assert second.id in {each.thing for each in submitting.listed(row)}


@pytest.mark.parametrize(
    ("kind", "day", "says"),
    [("终期", TODAY, "没有“终期”这种送交"), ("验收", date(2026, 4, 1), "还没有到"), ("验收", TODAY, "还没有佐证材料")],
)
def test_what_can_not_be_submitted_is_said(framework: Framework, kind: str, day: date, says: str) -> None:
    with pytest.raises(BranchError, match=says):
        submitting.submit(standing(framework, TODAY), kind, day)
    assert Submission.select().count() == 0


def test_a_purge_clears_the_name_from_what_was_submitted(framework: Framework) -> None:
    member: Member = people.person("沈一禾", TODAY)
    mine = register.add(
        kinds.GROWTH, {"member": "沈一禾", "title": "心理辅导培训", "from_day": "2025-06-01"}, today=TODAY
    )
    named = lesson(date(2025, 4, 2), "沈一禾讲党课")
    marks.mark([point("honours")], [mine, named])
    row = submitting.submit(standing(framework, TODAY), "自查", TODAY)
    purge.purge_member(member)
    listing = submitting.listed(Submission.get_by_id(row.id))
    assert sorted({each.title for each in listing}) == sorted([PURGED, f"{PURGED}讲党课"])
    assert [each.number for each in listing] == ["1.1-01", "1.2-01", "1.2-02"]
    stored = [value for (value,) in sql.rows("SELECT value FROM stamp_history WHERE typeof(value) = 'text'")]
    assert not [value for value in stored if "沈一禾" in value and "心理辅导" in value]
