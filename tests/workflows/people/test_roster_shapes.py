"""The shapes that rosters, and sheets that are none, really have: what is made of each, and what is asked.

Headers as systems and offices write them; everybody is invented.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from branchtui.errors import BranchError
from branchtui.store.queries import people
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import apply_roster, change_member, preview_roster
from branchtui.workflows.people.roster_diff import RosterDiff
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("database")


@dataclass(frozen=True)
class Shape:
    """A sheet: `added` is name → standing and offices; `asks` question → names; `left_out` names or line numbers;
    `told` parts of what is said; or `other`: what it is instead of a roster."""

    name: str
    header: str
    rows: Sequence[Sequence[Any]]
    added: dict[str, str] = field(default_factory=dict)
    asks: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    other: str = ""
    above: Sequence[Sequence[Any]] = ()


SHAPES = [
    Shape(
        "on-campus staff",
        "工作证号 姓名 性别 民族 籍贯 出生时间 证件号码 政治面貌 党籍状态 入党时间 转正时间 人员类别 所在单位 所在党支部 "
        "学历 学位 专业技术职务 手机号 备注",
        [
            "W1 林知远 男 汉族 海州 1979-05-02 - 中共党员 正式党员 2001-06-08 2002-06-08 在职教职工 学院 一支部 研究生 博士 教授 - -",
            "W2 周以宁 女 汉族 海州 1985-11-02 - 中共党员 预备党员 2025-06-08 - 在职教职工 学院 一支部 研究生 硕士 - - -",
        ],
        {"林知远": "full", "周以宁": "probationary"},
        told=["人员类别（写的不是党员类别）"],
    ),
    Shape(
        "off-campus staff, 45 columns",
        "姓名 工作证号 性别 民族 出生时间 人员类别 编制类别 岗位类别 党籍状态 入党时间 转正时间 "
        + " ".join(f"其他栏{n}" for n in range(34)),
        ["林知远 W1 男 汉族 1979.05 普通编制 事业 管理 正式党员 2001.06 2002.06"],
        {"林知远": "full"},
    ),
    Shape(
        "off-campus staff, 18 columns",
        "姓名 工号 性别 民族 出生时间 人员类别 党籍状态 入党时间 转正时间 学历 学位 职称 单位 所属党组织 手机号码 邮箱 籍贯 参加工作时间",
        ["林知远 W1 男 汉族 1979.05 普通编制 正式党员 2001.06 2002.06", "周以宁 W2 女 汉族 1985.11 普通编制 预备党员 2025.06 -"],
        {"林知远": "full", "周以宁": "probationary"},
    ),
    Shape(
        "former members, by kind of staff",
        "姓名 学工号 性别 民族 出生日期 人员类别 党籍状态 入党时间 转正时间 籍贯 学历 学位 毕业学校 所学专业 职称 单位 支部名称 "
        "联系电话 家庭住址 提交书面申请书时间 确定为入党积极分子时间 确定为发展对象时间 转入时间 备注",
        ["林知远 W1 男 汉族 1979-05-02 在职教职工 正式党员 2001-06-08 2002-06-08"],
        {"林知远": "full"},
    ),
    Shape(
        "the one sheet with awards",
        "序号 姓名 工号 性别 出生年月 民族 政治面貌 入党时间 转正时间 党内奖励 其他奖励",
        ["1 林知远 W1 男 1979.05 汉族 中共党员 2001.06 2002.06 优秀党员 教学奖", "2 周以宁 W2 女 1985.11 汉族 中共预备党员 2025.06 - - -"],
        {"林知远": "full", "周以宁": "probationary"},
        told=["没有用到的列：党内奖励、其他奖励"],
    ),
    Shape(
        "development, with stages",
        "学工号 姓名 性别 人员类别 当前发展阶段 所在党支部 提交书面申请书时间 确定为入党积极分子时间 确定为发展对象时间 发展时间 转正时间",
        [
            "S1 许南乔 女 本科生 申请人 一支部 2025-09-01 - - - -",
            "S2 贺知秋 男 本科生 入党积极分子 一支部 2024-09-01 2025-03-01 - - -",
            "S3 温言 女 研究生 发展对象 一支部 2023-09-01 2024-03-01 2025-03-01 - -",
            "S4 顾清和 女 研究生 预备党员 一支部 2022-09-01 2023-03-01 2024-03-01 2025-06-01 -",
        ],
        {"许南乔": "applicant", "贺知秋": "activist", "温言": "candidate", "顾清和": "probationary"},
    ),
    Shape(
        "development, applicants alone",
        "学工号 姓名 当前发展阶段 提交书面申请书时间 确定为入党积极分子时间 培养联系人",
        ["S1 许南乔 申请人 2025-09-01 - -", "S2 贺知秋 申请人 2025-09-01 - -"],
        {"许南乔": "applicant", "贺知秋": "applicant"},
    ),
    Shape(
        "development, nobody on the way",
        "学工号 姓名 当前发展阶段 提交书面申请书时间 确定为入党积极分子时间 培养联系人",
        ["S1 许南乔 - - - -", "S2 贺知秋 - - - -"],
        other="入党积极分子或发展对象名单",
    ),
    Shape(
        "development, no stage",
        "姓名 学号 性别 提交入党申请书时间 确定积极分子时间 确定发展对象时间 培养联系人 团支部 绩点 奖惩",
        ["许南乔 S1 女 2025-09-01 2026-01-05"],
        other="入党积极分子或发展对象名单",
    ),
    Shape(
        "recommended by the youth league",
        "姓名 学号 性别 团支部 推优时间",
        ["许南乔 S1 女 一班 2026-01-05"],
        other="入党积极分子或发展对象名单",
    ),
    Shape(
        "members of other parties",
        "工作证号 姓名 性别 民族 民主党派 党派加入时间 担任党派职务 政治面貌 人员类别 单位 备注",
        ["W1 林知远 男 汉族 民盟 2001-06-08 主委 - 在职教职工 学院 -"],
        other="民主党派成员名单",
    ),
    Shape("members of another party since", "姓名 民主党派 入党时间", ["林知远 民建 2001-06-08"], other="民主党派成员名单"),
    Shape(
        "cadres",
        "工作证号 姓名 性别 出生年月 所在单位及职务 行政级别 任现职时间 职称",
        ["W1 林知远 男 1979.05 学院办公室主任 正科 2020.06 -"],
        other="干部名册",
    ),
    Shape("accounts", "用户名 姓名 工号 角色 密码", ["lin 林知远 W1 管理员 -"], other="账号表"),
    Shape("off-campus accounts", "登录名 姓名 性别 单位 手机号码", ["lin 林知远 男 学院 -"], other="账号表"),
    Shape("training", "参训人员工号 姓名 参训人员身份 时任单位及职务", ["W1 林知远 正式党员 办公室主任"], other="培训对象名单"),
    Shape(
        "committee",
        "序号 姓名 学工号 职务（留空默认为委员） 性别 任职时间 所在党支部 备注",
        ["1 林知远 W1 书记 男 2024.05 一支部 -", "2 周以宁 W2 组织委员 女 2024.05 一支部 -"],
        asks={"人员类别": ["林知远", "周以宁"]},
    ),
    Shape("appraisal", "学工号 姓名 党籍状态 评议结果", ["W1 林知远 正式党员 优秀"], other="民主评议结果"),
    Shape(
        "letters of transfer",
        "姓名 性别 年龄 民族 党籍状态 介绍信编号 转出单位 转入单位 转出办理时间 党费缴纳至年月 有效期天数",
        ["林知远 男 46 汉族 正式党员 12 学院 公司 2026.01 2026.01 60"],
        other="组织关系转接名单",
    ),
    Shape("transfers in", "学工号 姓名 转出单位 转入组织", ["W1 林知远 公司 学院"], other="组织关系转接名单"),
    Shape(
        "16 items with titles",
        "序号 姓名 身份证号 性别 民族 出生日期 学历 人员类别 所在党支部 入党日期 转正日期 工作岗位 联系电话 家庭住址 党员状态 备注",
        [
            "1 林知远 440000197905020013 男 汉族 1979年5月2日 研究生 正式党员 一支部 2001年6月8日 2002年6月8日 主任 - - 正常 -",
            "2 周以宁 440000198511020024 女 汉族 1985年11月2日 研究生 预备党员 一支部 2025年6月8日 - 秘书 - - 正常 -",
        ],
        {"林知远": "full", "周以宁": "probationary"},
        told=["已按隐私要求丢弃：身份证号、家庭住址"],
        above=[["党员基本信息采集表"], ["填报单位：", "", "填报时间："]],
    ),
    Shape(
        "members exported",
        "姓名 性别 民族 出生日期 学历 人员类别 所在党支部 加入党组织日期 转为正式党员日期 工作岗位 联系电话 籍贯 党龄 失联",
        ["林知远 男 汉族 1979-05-02 研究生 正式党员 一支部 2001-06-08 2002-06-08 主任"],
        {"林知远": "full"},
    ),
    Shape(
        "用户姓名, and no word of who is a member",
        "用户姓名 性别 职位 所在支部 用户类型 组织 入职 积分 排名 邮箱 状态",
        ["林知远 男 支部书记 一支部", "周以宁 女 教师 一支部"],
        asks={"人员类别": ["林知远", "周以宁"]},
    ),
    Shape(
        "students exported",
        "学生证号 姓名 性别 民族 出生时间 入党时间 转正时间 年级 班级 学生类别",
        ["S1 许南乔 女 汉族 2003-05-02 2023-06-08 2024-06-08", "S2 贺知秋 男 汉族 2004-05-02 2025-06-08 -"],
        {"许南乔": "full", "贺知秋": "probationary"},
        told=["转正日期空着，按预备党员"],
    ),
    Shape(
        "student affairs",
        "学号 学生姓名 性别 学院 班级 政治面貌 入党进度 申请入党时间 积极分子时间 发展对象时间 预备党员时间 党员转正时间 备注",
        [
            "S1 许南乔 女 外语 1班 中共党员 正式党员 2021.03 2021.10 2022.05 2022.06 2023.06 -",
            "S2 贺知秋 男 外语 1班 共青团员 积极分子 2024.03 2024.10 - - - -",
            "S3 温言 女 外语 1班 共青团员 - - - - - - -",
            "S4 顾清和 女 外语 1班 中共党员 预备党员 2023.03 2023.10 2024.05 2025.06 - -",
        ],
        {"许南乔": "full", "贺知秋": "activist", "顾清和": "probationary"},
        left_out=[4],
        told=["政治面貌写着“共青团员”"],
    ),
    Shape(
        "预/正",
        "序号 姓名 学号 性别 民族 出生年月 预/正 入党时间 转正时间 班级 宿舍 电话 党内职务 奖惩 籍贯 学历 专业 导师",
        ["1 许南乔 S1 女 汉族 2003.05 正 2023.06 2024.06", "2 贺知秋 S2 男 汉族 2004.05 预 2024.06 -"],
        {"许南乔": "full", "贺知秋": "probationary"},
    ),
    Shape(
        "offices as columns",
        "姓名 类别 党员类别 书记 副书记 组织委员 宣传委员 纪检委员 党小组长",
        ["林知远 - 正式党员 是 - - - - -", "周以宁 - 正式党员 - - √ - 是 -", "沈一禾 - 预备党员 否 否 否 否 否 否"],
        {"林知远": "full 书记", "周以宁": "full 组织委员 纪检委员", "沈一禾": "probationary"},
    ),
    Shape(
        "党员状态",
        "姓名 学工号 性别 民族 出生年月 党员状态 入党时间 转正时间 支部信息 手机号码 备注",
        ["林知远 W1 男 汉族 1979.05 正式党员 2001.06 2002.06", "周以宁 W2 女 汉族 1985.11 预备党员 2025.06 -"],
        {"林知远": "full", "周以宁": "probationary"},
    ),
    Shape(
        "collected by a script",
        "编号 党员姓名 学号/工号 性别 民族 籍贯 出生日期 公民身份号码 学历 学位 毕业院校 专业 政治面貌 人员类别 入党时间 转正时间 "
        "党内职务 工作岗位 职称 手机 家庭住址 邮箱 微信 培训学时 民主评议结果 是否在职干部 备注",
        ["1 林知远 W1 男 汉族 海州 1979-05-02 - 研究生 - - - 中共党员 正式党员 2001-06-08 2002-06-08 支部书记 主任 - - - - - 40 优秀 是"],
        {"林知远": "full 书记"},
    ),
    Shape(
        "two header lines, years of two figures",
        "序号 姓名 性别 出生年月 民族 党员类别 入党时间 转正时间 学历 职务/职称 联系电话 支部信息 备注",
        [
            [1, "林知远", "男", 85.03, "汉族", "正式党员", "06.06", "07.06", "本科", "办公室主任/副研究员"],
            [2, "周以宁", "女", "90.12", "汉族", "正式党员", 12.05, 13.05, "本科", "支部书记"],
        ],
        {"林知远": "full", "周以宁": "full 书记"},
        told=["年份只写了两位的，按最近的年代读，请核对：85.03 → 1985-03 等 2 人"],
        above=[["党员名册"], ["基本信息", "", "", "", "", "党内信息"]],
    ),
    Shape(
        "personnel sheet with 入党时间",
        "姓名 性别 出生年月 职务 入党时间 学历",
        ["何听澜 女 1980.02 办公室主任 2003.06 研究生", "林知远 男 1979.05 辅导员 2001.06 研究生", "温言 女 1990.05 教务秘书 - 本科"],
        asks={"人员类别": ["何听澜", "林知远"], "没有入党日期": ["温言"]},
    ),
    Shape(
        "remarks that matter",
        "姓名 工号 人员类别 入党时间 转正时间 备注",
        [
            "林知远 W1 正式党员 2001.06 2002.06 2026年1月转出",
            "周以宁 W2 正式党员 2006.05 2007.05 留党察看一年",
            "沈一禾 W3 正式党员 2010.05 2011.05 产假",
            "许南乔 W4 正式党员 - - 入党积极分子，5月确定",
            "贺知秋 W5 正式党员 2012.05 2013.05 停止党籍",
            "温言 W6 正式党员 2013.05 2014.05 出国访学",
            "顾清和 W7 正式党员 2014.05 2015.05 -",
        ],
        {"顾清和": "full"},
        asks={"转出": ["林知远"], "留党察看": ["周以宁"], "积极分子": ["许南乔"], "停止党籍": ["贺知秋"], "产假": ["沈一禾"], "出国": ["温言"]},
    ),
]  # fmt: skip


def sheet(shape: Shape) -> bytes:
    """The sheet as an .xlsx; '-' stands for an empty cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        rows = [*shape.above, shape.header.split(), *shape.rows]
        for at, row in enumerate(rows):
            cells = row.split() if isinstance(row, str) else row
            for column, cell in enumerate(cells):
                if cell not in ("-", ""):
                    page.write(at, column, cell)
    return buffer.getvalue()


def preview(shape: Shape, **answers: str) -> RosterDiff:
    return preview_roster(sheet(shape), "名册.xlsx", as_of=None, today=TODAY, answers=answers)


def named(name: str) -> Shape:
    return next(shape for shape in SHAPES if shape.name == name)


def standing_of(diff: RosterDiff) -> dict[str, str]:
    """Name → the last standing and the offices that would be written."""
    return {
        entry.name: " ".join(
            [
                *[value for aspect, _, _, value in entry.events if aspect == "standing"][-1:],
                *[office for aspect, office, _, _ in entry.events if aspect == "office"],
            ]
        )
        for entry in diff.added
    }


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if not shape.other], ids=lambda shape: shape.name)
def test_a_roster_is_read_right_or_asked_about(shape: Shape) -> None:
    diff = preview(shape)
    assert standing_of(diff) == shape.added
    assert {question.key: list(question.people) for question in diff.questions} == shape.asks
    assert diff.refused == ()
    assert [entry.line for entry in diff.ignored] == shape.left_out
    said = "\n".join([*diff.notes, *(words for entry in diff.added for words in entry.told)])
    assert [words for words in shape.told if words not in said] == []
    assert "44000019" not in repr(diff)
    if shape.asks:
        with pytest.raises(BranchError, match="什么都没有写入"):
            apply_roster(diff)
        assert people.members() == {}


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.other], ids=lambda shape: shape.name)
def test_another_list_is_told_from_a_roster(shape: Shape) -> None:
    with pytest.raises(BranchError, match=f"不像党员名册，像是{shape.other}.*如果确是党员名册"):
        preview(shape)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if not shape.other], ids=lambda shape: shape.name)
def test_the_same_sheet_again_changes_nothing(shape: Shape) -> None:
    answers = {"人员类别": "full", "没有入党日期": "skip", "积极分子": "activist", "转出": "skip"}
    answers |= {"留党察看": "on_probation", "停止党籍": "suspended", "产假": "away", "出国": "away"}
    diff = preview(shape, **answers)
    assert diff.questions == ()
    apply_roster(diff)
    again = preview(shape, **answers)
    assert (again.added, again.changed, again.refused, again.questions) == ((), (), (), ())
    assert len(again.unchanged) == len(diff.added)


def test_a_personnel_sheet_unseats_nobody() -> None:
    create_branch("办公室党支部", "学院", "何听澜", today=TODAY)
    shape = named("personnel sheet with 入党时间")
    diff = preview(shape, 人员类别="full", 没有入党日期="skip")
    apply_roster(diff)
    secretary = people.person("何听澜", TODAY)
    assert people.roster(TODAY)[secretary.id].offices == ("书记",)
    assert secretary.job == "办公室主任"
    assert people.members().keys() == people.roster(TODAY).keys() and len(people.members()) == 2


def test_an_office_that_a_sheet_does_not_name_is_kept_and_told() -> None:
    create_branch("办公室党支部", "学院", "沈一禾", today=TODAY)
    diff = preview(named("offices as columns"))
    shen = next(entry for entry in (*diff.changed, *diff.unchanged) if entry.name == "沈一禾")
    assert "书记：表中没有写，保留" in shen.told
    lin = next(entry for entry in diff.added if entry.name == "林知远")
    assert lin.told == ("名册里书记还有沈一禾，保留；换人请再免去其职务",)
    apply_roster(diff)
    assert "书记" in people.roster(TODAY)[people.person("沈一禾", TODAY).id].offices


def test_an_answer_about_the_vote_or_about_who_is_away_is_kept() -> None:
    shape = named("remarks that matter")
    apply_roster(
        preview(shape, 转出="keep", 留党察看="on_probation", 停止党籍="keep", 积极分子="skip", 产假="away", 出国="keep")
    )
    roster = {people.member(key).name: person for key, person in people.roster(TODAY).items()}
    assert not roster["周以宁"].votes and roster["贺知秋"].votes
    assert (roster["沈一禾"].away, roster["温言"].away) == ("产假", "") and roster["沈一禾"].votes
    assert "林知远" in roster and "许南乔" not in roster


def test_an_empty_cell_makes_no_full_member_probationary() -> None:
    shape = named("students exported")
    apply_roster(preview(shape))
    text = "姓名,学生证号,入党时间,转正时间\n许南乔,S1,2023-06-08,\n贺知秋,S2,2025-06-08,2026-03-01\n"
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert [entry.name for entry in diff.unchanged] == ["许南乔"]
    assert [entry.lines for entry in diff.changed] == [("人员类别：预备党员 → 正式党员，自 2026-03-01",)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("姓名,党籍状态,入党进度\n林知远,正式党员,积极分子\n", "不一致"),
        ("姓名,人员类别,政治面貌\n林知远,正式党员,群众\n", "不一致"),
        ("姓名,政治面貌,入党时间,转正时间\n林知远,中共党员,2020-06-01,\n周以宁,中共党员,2019-06-01,2020-06-01\n", "人员类别"),
        ("姓名,入党时间,转正时间\n林知远,2020-06-01,\n", "人员类别"),
        ("姓名,入党时间,转正时间\n林知远,2020-06-01,2027-06-01\n", "人员类别"),
        ("姓名,入党时间,转正时间,备注\n林知远,2020-06-01,2021-06-01,原为积极分子\n", "积极分子"),
        ("姓名,人员类别\n林知远,正式\n", "人员类别"),
        ("姓名,党籍状态\n林知远,停止党籍\n周以宁,正式党员\n", "人员类别"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_asked(text: str, key: str) -> None:
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert next((question.key, question.people) for question in diff.questions) == (key, ("林知远",))


def test_days_that_have_not_come_are_told_and_not_used() -> None:
    text = "姓名,人员类别,入党时间,转正时间\n林知远,正式党员,2019-06-01,2036-06-01\n周以宁,预备党员,2026-12-01,\n"
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert [entry.told for entry in diff.added] == [
        ("转正日期 2036-06-01 还没有到，没有采用，请核对",),
        ("入党日期 2026-12-01 还没有到，没有采用，请核对",),
    ]
    assert max(on for entry in diff.added for _, _, on, _ in entry.events) <= TODAY


def test_what_a_sheet_says_of_more_than_this_branch_is_told() -> None:
    text = "姓名,人员类别,党支部,转入日期\n林知远,正式党员,一支部,2027-01-01\n周以宁,正式党员,二支部,\n"
    diff = preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY)
    assert "表里写着 2 个支部（一支部、二支部……），都会列入本支部，请核对" in diff.notes
    assert diff.added[0].told == ("转入日期 2027-01-01 还没有到，那天才列入",)


def test_who_left_and_is_said_to_have_left_is_no_question() -> None:
    text = "姓名,人员类别,备注\n林知远,正式党员,\n"
    apply_roster(preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY))
    change_member(people.person("林知远", TODAY), since=TODAY, leaves=True)
    diff = preview_roster("姓名,人员类别,备注\n林知远,正式党员,已转出\n".encode(), "a.csv", as_of=None, today=TODAY)
    assert (diff.questions, len(diff.unchanged)) == ((), 1)


def test_an_activist_who_joined_since_is_asked_about() -> None:
    text = "姓名,人员类别\n贺知秋,积极分子\n"
    apply_roster(preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY))
    asked = preview_roster("姓名\n贺知秋\n".encode(), "a.csv", as_of=None, today=TODAY)
    assert (asked.questions, len(asked.unchanged)) == ((), 1)
    joined = "姓名,入党时间\n贺知秋,2026-02-01\n".encode()
    asked = preview_roster(joined, "a.csv", as_of=None, today=TODAY)
    assert [question.key for question in asked.questions] == ["人员类别"]
    diff = preview_roster(joined, "a.csv", as_of=None, today=TODAY, answers={"人员类别": "probationary"})
    assert "人员类别：积极分子 → 预备党员，自 2026-02-01" in diff.changed[0].lines


def test_every_dot_of_a_name_becomes_the_one() -> None:
    create_branch("办公室党支部", "学院", "买买提・艾山", today=TODAY)
    apply_roster(preview_roster("姓名,人员类别\n扎西•顿珠,正式党员\n".encode(), "a.csv", as_of=None, today=TODAY))
    change_member(people.person("扎西·顿珠", TODAY), since=TODAY, name="扎西‧多吉")
    assert {member.name for member in people.members().values()} == {"买买提·艾山", "扎西·多吉"}


def test_a_date_cell_is_no_year_of_two_figures() -> None:
    shape = Shape("", "姓名 入党时间 转正时间", [["林知远", datetime(2001, 6, 8), datetime(2002, 6, 8)]])
    assert preview(shape).notes == ()
