"""The registers: rows are added, changed and removed, and nothing of bad input is written."""

from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.rules.registers.masking import shown_name
from branchtui.store.engine import sql
from branchtui.store.file.database import act
from branchtui.store.models import (
    Contact,
    DevelopmentStep,
    Document,
    Growth,
    Helper,
    Honour,
    LexiconEntry,
    Outlet,
    PartnerActivity,
    Publication,
    Rectification,
    Row,
    Talk,
)
from branchtui.store.queries import people
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.registers import growth, helpers, honours
from branchtui.store.queries.registers.activities import ActivityList
from branchtui.store.queries.registers.uses import uses
from branchtui.workflows.people import contacts
from branchtui.workflows.posts import posts
from branchtui.workflows.registers import honour_of, importing, lists, register
from branchtui.workflows.registers.kinds import ACTIVITY, GROWTH, HELPER, HONOUR, REGISTERS, helped
from branchtui.workflows.registers.papers import cohort_paper
from branchtui.workflows.safety import undo
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("branch")
GOOD: dict[str, dict[str, str]] = {
    "activity": {
        "partner": "海州中学",
        "title": "开放日",
        "day": "2026-03-02",
        "to_day": "2026-03-03",
        "place": "实验楼",
        "students": "15",
        "majors": "软件工程 12人\n会计 3人",
        "outcome": "签约\n留影",
    },
    "helper": {
        "contact": "王小明",
        "kind": "学生干部",
        "cohort": "2023级",
        "major": "会计",
        "from_day": "2024-09-01",
        "to_day": "",
        "mentor": "林知远",
        "consent": "无",
    },
    "growth": {
        "member": "林知远",
        "title": "教学能力培训",
        "kind": "培训",
        "organiser": "教师发展中心",
        "place": "201",
        "from_day": "2026-03-02",
        "to_day": "2026-03-04",
        "half_hours": "8.5",
        "counted": "有",
        "cost_cents": "1200.50",
        "borne_by": "学院",
        "approval": "院长",
        "result": "证书",
    },
    "honour": {
        "title": "优秀论文",
        "of_id": "人员：林知远",
        "kind": "论文",
        "level": "校级",
        "grade": "一等奖",
        "issuer": "学校",
        "day": "2026-03-01",
    },
    "document": {
        "direction": "发文",
        "kind": "请示",
        "title": "关于设岗的请示",
        "number": "〔2026〕3号",
        "unit": "学院党委",
        "day": "2026-03-01",
        "due": "2026-03-20",
        "done_on": "2026-03-02",
        "answers": "",
        "body": "一、缘由\n妥否，请批示。",
    },
    "development": {
        "member": "林知远",
        "step": "接收公示",
        "day": "2026-03-02",
        "to_day": "2026-03-06",
        "by": "周以宁",
        "note": "没有异议",
        "meeting": "",
    },
    "talk": {"by": "林知远", "to": "周以宁", "day": "2026-03-02", "what": "谈工作", "place": "办公室"},
    "rectification": {
        "year": "2026",
        "problem": "台账隔天才补",
        "measure": "当天值班当天记",
        "owner": "周以宁",
        "due": "2026-06-30",
        "done_on": "2026-03-02",
        "result": "已按天记",
        "meeting": "",
    },
    "wording": {"text": "办公室队", "kind": "改为", "instead": "办公室团队", "source": "编辑退稿意见"},
    "outlet": {
        "name": "学院网站",
        "level": "院级",
        "profile": "plain",
        "within_hours": "24",
        "contact": "何老师",
        "send_to": "news@example.edu.cn",
        "paste_limit": "800",
    },
    "publication": {
        "title": "校报记者眼中的支部",
        "form": "报刊",
        "outlet": "校报",
        "level": "校级",
        "day": "2026-03-02",
        "link": "https://example.edu.cn/1",
        "reads": "320",
        "note": "头版",
    },
}


def add(kind: str, /, **typed: str) -> Any:
    return register.add(REGISTERS[kind], {**GOOD[kind], **typed}, today=TODAY)


@pytest.mark.parametrize("kind", REGISTERS)
def test_what_was_typed_stands_in_the_form_again(kind: str) -> None:
    row = add(kind)
    assert REGISTERS[kind].typed(row.get_by_id(row.id)) == GOOD[kind]
    assert register.change(REGISTERS[kind], row, today=TODAY) == row


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("activity", {"day": "", "to_day": ""}, "日期不能为空"),
        ("activity", {"title": ""}, "活动不能为空"),
        ("activity", {"partner": ""}, "共建单位不能为空"),
        ("activity", {"day": "2026-03-05", "to_day": "2026-03-01"}, "之前"),
        ("activity", {"students": "16"}, "各专业加起来是 15"),
        ("activity", {"students": "很多"}, "学生人数要写"),
        ("helper", {"contact": ""}, "姓名不能为空"),
        ("helper", {"mentor": "没有这人"}, "没有“没有这人”"),
        ("helper", {"consent": "也许"}, "同意署名请写"),
        ("helper", {"from_day": "", "to_day": "2026-03-01"}, "还没有写起始日"),
        ("growth", {"member": ""}, "人员不能为空"),
        ("growth", {"half_hours": "", "counted": "有"}, "请写明学时"),
        ("growth", {"cost_cents": "很贵"}, "没有看懂费用"),
        ("honour", {"of_id": "没有这人"}, "没有叫"),
        ("honour", {"title": ""}, "名称不能为空"),
        ("wording", {"text": ""}, "原文用语不能为空"),
        ("wording", {"instead": ""}, "要改成什么"),
        ("wording", {"kind": "不算错"}, "就不写改成什么"),
        ("wording", {"kind": "别的"}, "请写“改为”或“不算错”或“固定表述”"),
        ("wording", {"instead": "办公室队"}, "和要改成的一样"),
        ("honour", {"day": "哪天"}, "哪天"),
        ("document", {"direction": ""}, "收发请写“发文”或“收文”"),
        ("document", {"direction": "转发"}, "收发请写"),
        ("document", {"kind": ""}, "文种不能为空"),
        ("document", {"title": ""}, "标题不能为空"),
        ("document", {"answers": "没有这份"}, "收发文里没有“没有这份”"),
        ("document", {"done_on": "2099-01-01"}, "还没有到"),
    ],
)
def test_bad_input_writes_nothing(kind: str, typed: dict[str, str], said: str) -> None:
    with pytest.raises(BranchError, match=said):
        add(kind, **typed)
    assert not [row for each in REGISTERS.values() for row in each.model.select()]
    assert not Contact.select().count()


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(BranchError, match="没有“colour”"):
        register.add(HONOUR, {"title": "奖", "colour": "红"}, today=TODAY)


def test_the_last_day_without_a_year_lies_behind_the_first() -> None:
    row = add("activity", day="2026-03-02", to_day="3月20日")
    assert str(row.to_day) == "2026-03-20"


def test_a_contact_that_is_new_is_remembered_and_goes_with_an_undo() -> None:
    add("activity")
    add("activity", title="回访")
    assert [row.unit for row in Contact.select()] == ["海州中学"]
    undo.undo_last()
    undo.undo_last()
    assert not Contact.select().where(Contact.live()).count()


def test_nobody_helps_twice_from_one_day_on() -> None:
    first = add("helper")
    with pytest.raises(BranchError, match=f"已有“王小明”{first.from_day} 起的一条.*没有再记一条"):
        add("helper", kind="办公室助理")
    assert (Helper.select().count(), Contact.select().count()) == (1, 1)
    later = add("helper", from_day="2026-01-05", to_day="")
    with pytest.raises(BranchError, match="没有再记一条"):
        register.change(REGISTERS["helper"], later, today=TODAY, from_day=str(first.from_day))
    register.change(REGISTERS["helper"], later, today=TODAY, kind="学生干部")
    with act("合并以后"):
        twin = Helper.create(contact=first.contact_id, from_day=first.from_day)
    assert register.change(REGISTERS["helper"], twin, today=TODAY, consent="有").consent, "what a merge left"
    undated = add("helper", contact="陈小雨", from_day="", to_day="")
    with pytest.raises(BranchError, match="没有写起始日的一条"):
        add("helper", contact="陈小雨", from_day="", to_day="")
    register.remove(undated)
    assert add("helper", contact="陈小雨", from_day="", to_day="")


def test_two_of_one_name_are_asked_about() -> None:
    contacts.add_contact("王小明", unit="甲学院")
    contacts.add_contact("王小明", unit="乙学院")
    with pytest.raises(BranchError, match="有 2 位.*乙学院.*甲学院"):
        add("helper")
    assert add("helper", contact="王小明（乙学院）").contact.unit == "乙学院"


def test_a_row_whose_contact_was_removed_is_changed_without_making_another() -> None:
    row = add("helper")
    contacts.remove_contact(row.contact)
    changed = register.change(HELPER, Helper.get_by_id(row.id), today=TODAY, kind="办公室助理")
    assert (changed.kind, Contact.select().count()) == ("办公室助理", 1)


def test_an_honour_belongs_to_a_person_a_helper_a_post_or_the_branch() -> None:
    helper, post = add("helper"), posts.add_post("教务服务岗")
    for typed, whose in {"王小明": helper, "教务服务岗": post, "林知远": people.person("林知远", TODAY)}.items():
        row = add("honour", of_id=typed)
        assert (row.of_table, row.of_id) == (whose._meta.table_name, whose.id)
        assert honour_of.typed(row.of_table, row.of_id).endswith(f"：{typed}")
    outside = contacts.add_contact("何老师", unit="学院党委")
    assert add("honour", of_id="何老师").of_id == add("honour", of_id="往来：何老师").of_id == outside.id
    assert {row.of for row in honours.honours() if row.of_table == "contact"} == {"何老师"}
    branch = add("honour", of_id="")
    assert (branch.of_table, branch.of_id) == ("", None)
    changed = register.change(HONOUR, branch, today=TODAY, of_id="王小明")
    assert (changed.of_table, changed.of_id) == ("helper", helper.id)


def test_an_honour_of_two_of_one_name_is_asked_about() -> None:
    add("helper", contact="林知远")
    with pytest.raises(BranchError, match="“人员：林知远”、“身边人：林知远”"):
        add("honour", of_id="林知远")
    assert add("honour", of_id="身边人：林知远").of_table == "helper"


def test_growth_adds_up_by_person_and_year() -> None:
    add("growth")
    add("growth", counted="无", half_hours="4", cost_cents="")
    add("growth", from_day="2025-12-30", to_day="2026-01-02")
    member = people.person("林知远", TODAY).id
    assert growth.totals(2026) == {member: growth.Total(2, 17, 6, 120050)}
    assert growth.totals(2025, member)[member].days == 4
    assert growth.totals(2024) == {}


def test_the_total_is_that_of_the_rows_whatever_is_done() -> None:
    first, second = add("growth"), add("growth", half_hours="2")
    register.change(GROWTH, first, today=TODAY, half_hours="3")
    register.remove(second)
    undo.undo_last()
    undo.undo_last()
    rows = [row for row in growth.entries() if row.counted]
    (total,) = growth.totals(2026).values()
    assert total.half_hours == sum(row.half_hours or 0 for row in rows) == 17 + 4


def test_a_helper_with_what_was_done_and_what_became_of_them() -> None:
    row = add("helper")
    event = register.add(helped(row), {"day": "3月1日", "what": "指导公文", "by": "周以宁"}, today=TODAY)
    add("honour", of_id="王小明")
    seen = helpers.helper_view(row.id)
    assert seen is not None
    assert [(each.what, each.by) for each in seen.events] == [("指导公文", "周以宁")]
    assert [each.title for each in seen.honours] == ["优秀论文"]
    register.change(helped(row), event, today=TODAY, what="指导写作")
    with pytest.raises(BranchError, match="还没有到"):
        register.add(helped(row), {"day": "2099-03-01", "what": "指导公文"}, today=TODAY)
    register.remove(event)
    assert helpers.helper_view(row.id).events == []  # type: ignore[union-attr]


def test_cohorts_count_people_once_and_outcomes_by_level() -> None:
    first = add("helper")
    add("helper", from_day="2025-09-01")  # the same person again
    add("helper", contact="李雷")
    add("helper", contact="韩梅", cohort="2024级", kind="办公室助理")
    for level in ("校级", "校级", "省级"):
        register.add(HONOUR, {"title": "奖", "of_id": honour_of.of_words(first), "level": level}, today=TODAY)
    assert [tuple(each) for each in helpers.cohorts()] == [
        ("2024级", "办公室助理", 1, {}),
        ("2023级", "学生干部", 2, {"校级": 2, "省级": 1}),
    ]


@pytest.mark.parametrize("consent", ["有", "无"])
def test_the_cohort_table_names_only_who_agreed(consent: str) -> None:
    add("helper", consent=consent)
    add("honour", of_id="王小明")
    text = str(cohort_paper(TODAY))
    assert ("王小明" in text) == (consent == "有")
    assert shown_name("王小明", consent=consent == "有") in text
    assert [row.of for row in honours.honours()] == ["王小明"]  # whole on the screen


def test_what_a_contact_was_part_of() -> None:
    row, activity = add("helper"), add("activity", partner="王小明")
    assert [(use.role, use.thing) for use in uses(row.contact_id)] == [("共建", activity.id), ("身边人", row.id)]


@pytest.mark.parametrize(
    ("kind", "table", "words"),
    [
        ("activity", "partner_activity", "会计 开放"),
        ("helper", "helper", "wxm"),
        ("growth", "growth", "lzy 能力"),
        ("honour", "honour", "一等奖"),
        ("document", "document", "设岗"),
        ("document", "document", "3号 学院党委"),
        ("document", "document", "妥否"),
        ("development", "development_step", "没有异议"),
        ("outlet", "outlet", "news@example"),
        ("publication", "publication", "头版 校报"),
    ],
)
def test_it_is_found(kind: str, table: str, words: str) -> None:
    row = add(kind)
    assert (table, row.id) in [(hit.kind, hit.id) for hit in search(words)]
    register.remove(row)
    assert (table, row.id) not in [(hit.kind, hit.id) for hit in search(words)]


def test_the_list_of_activities_is_filtered() -> None:
    add("activity")
    add("activity", partner="滨海公司", majors="", students="")
    assert ActivityList("滨海").count() == ActivityList("会计").count() == 1
    assert ActivityList().page(0, 9)[0].students in (15, None)


def test_every_register_has_the_models_it_is_for() -> None:
    first: list[type[Row]] = [PartnerActivity, Helper, Growth, Honour, Document]
    models = [*first, DevelopmentStep, Talk, Rectification, LexiconEntry, Outlet, Publication]
    assert [each.model for each in REGISTERS.values()] == models
    assert ACTIVITY.label("partner") == "共建单位"


@pytest.mark.parametrize("kind", REGISTERS)
def test_acts_refer_to_people(kind: str) -> None:
    row = add(kind)
    changes = {
        "helper": {"major": "法学"},
        "development": {"note": "另一个"},
        "talk": {"what": "另一个"},
        "rectification": {"problem": "另一个"},
        "outlet": {"name": "另一个"},
        "wording": {"instead": "另一个"},
    }.get(kind, {"title": "另一个"})
    register.remove(register.change(REGISTERS[kind], row, today=TODAY, **changes), REGISTERS[kind])
    names = [str(name) for (name,) in sql.rows("SELECT name FROM act ORDER BY n DESC LIMIT 3")]
    assert all(REGISTERS[kind].model.noun in name for name in names)
    assert not any("林知远" in name or "王小明" in name for name in names)


def test_a_register_that_is_imported_can_be_exported() -> None:
    forgotten = set(importing.LAYOUTS) ^ set(lists._KINDS) | set(importing.LAYOUTS) ^ set(importing._THERE)
    assert not forgotten, f"{forgotten}: name it in LAYOUTS and _THERE of importing.py and in _KINDS of lists.py"
