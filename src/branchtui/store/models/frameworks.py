"""对标: what a branch has to prove, as a tree of points; what counts for each, its milestones, and what was submitted."""

from typing import Literal

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import IdField, PairRow, Row, WordField
from branchtui.store.models.people import Member

FrameworkKind = Literal["model", "review", "report", "campaign", "brand"]
FRAMEWORK_KINDS: dict[FrameworkKind, str] = {
    "model": "双创",
    "review": "考核",
    "report": "述职",
    "campaign": "专题教育",
    "brand": "支部品牌",
}
FrameworkState = Literal["applying", "building", "midterm", "accepting", "passed", "failed", "closed"]
FRAMEWORK_STATES: dict[FrameworkState, str] = {
    "applying": "申报",
    "building": "建设中",
    "midterm": "中期",
    "accepting": "验收中",
    "passed": "通过",
    "failed": "未通过",
    "closed": "已结束",
}
CLOSED: frozenset[FrameworkState] = frozenset({"passed", "failed", "closed"})
"""The states of a framework of which nothing is asked any more."""
MarkState = Literal["in", "out"]
MARK_STATES: dict[MarkState, str] = {"in": "佐证", "out": "剔除"}
SubmissionKind = Literal["applying", "midterm", "accepting", "review"]
SUBMISSION_KINDS: dict[SubmissionKind, str] = {
    "applying": "申报",
    "midterm": "中期",
    "accepting": "验收",
    "review": "自查",
}


class Framework(PairRow):
    """One that the branch adopted. The key of its file, its level and its cycle make the id: two machines adopt it once."""

    noun = "对标"
    named_by = ("name", "level")
    belongs_to = ()
    final = ("state",)
    parts = ("key", "level", "cycle")
    together = (("starts_on", "ends_on"),)

    key = TextField(verbose_name="文件")
    level = TextField(default="", verbose_name="级别", help_text="如：校级、省级、国家级")
    cycle = TextField(default="", verbose_name="周期")
    name = TextField(verbose_name="名称")
    kind = WordField[FrameworkKind](verbose_name="类别", choices=FRAMEWORK_KINDS.items())
    organiser = TextField(default="", verbose_name="主办单位")
    basis = TextField(default="", verbose_name="依据", help_text="文件名和文号")
    starts_on = DateField(verbose_name="开始")
    ends_on = DateField(verbose_name="结束")
    state = WordField[FrameworkState](default="building", verbose_name="状态", choices=FRAMEWORK_STATES.items())
    number_form = TextField(default="", verbose_name="编号形式", help_text="如：{point}-{n:02}")
    file_version = IntegerField(default=1, verbose_name="文件版本")


class Point(PairRow):
    """One point of a framework. `needs` and `selects` are JSON, as `rules.frameworks` reads them."""

    noun = "观测点"
    named_by = ("title",)
    belongs_to = ("framework",)
    auto = ("order_key",)
    text3 = ("demand", "promised", "account")
    parts = ("framework", "key")
    together = (("self_score", "score_reason"),)

    framework = ForeignKeyField(Framework, backref="points", verbose_name="对标")
    framework_id: bytes
    key = TextField(verbose_name="代号")
    parent = ForeignKeyField("self", null=True, backref="children", verbose_name="上级")
    parent_id: bytes | None
    order_key = TextField(verbose_name="顺序")
    title = TextField(verbose_name="名称")
    demand = TextField(default="", verbose_name="要求")
    promised = TextField(default="", verbose_name="承诺目标", help_text="申报书里写的")
    source = TextField(default="", verbose_name="依据")
    dim = TextField(default="", verbose_name="七个有力")
    needs = TextField(default="", verbose_name="需要")
    selects = TextField(default="", verbose_name="自动归入")
    weight = IntegerField(null=True, verbose_name="分值")
    owner_office = TextField(default="", verbose_name="责任职务")
    owner = ForeignKeyField(Member, null=True, backref="+", verbose_name="责任人")
    owner_id: bytes | None
    due_on = DateField(null=True, verbose_name="完成时限")
    account = TextField(default="", verbose_name="完成情况")
    self_score = TextField(default="", verbose_name="自评分")
    score_reason = TextField(default="", verbose_name="自评理由")
    na_reason = TextField(default="", verbose_name="不适用的原因")


class Evidence(PairRow):
    """佐证: a thing that the secretary put to a point, or took out of it with a reason."""

    noun = "佐证"
    named_by = ("point",)
    belongs_to = ("point",)
    auto = ("order_key",)
    parts = ("point", "thing_table", "thing_id")
    together = (("state", "reason"), ("thing_table", "thing_id"))
    refers = ("thing",)

    point = ForeignKeyField(Point, backref="evidence", verbose_name="观测点")
    point_id: bytes
    thing_table = TextField(verbose_name="材料是")
    thing_id = IdField(index=True, verbose_name="材料")
    need = TextField(default="", verbose_name="满足的需要")
    state = WordField[MarkState](default="in", verbose_name="状态", choices=MARK_STATES.items())
    reason = TextField(default="", verbose_name="剔除的原因")
    note = TextField(default="", verbose_name="备注")
    order_key = TextField(default="", verbose_name="顺序")


class Milestone(PairRow):
    """节点: what is due in a framework on a day."""

    noun = "节点"
    named_by = ("name",)
    belongs_to = ("framework",)
    parts = ("framework", "key")

    framework = ForeignKeyField(Framework, backref="milestones", verbose_name="对标")
    framework_id: bytes
    key = TextField(verbose_name="代号")
    name = TextField(verbose_name="节点")
    due_on = DateField(null=True, verbose_name="时限")
    papers = TextField(default="", verbose_name="要交的材料")
    done_on = DateField(null=True, verbose_name="完成日期")


class Submission(Row):
    """送交: what was handed in on a day. `listing` is JSON, one entry a piece: number, thing, title, file, hash, pages."""

    noun = "送交"
    named_by = ("kind", "day")
    belongs_to = ("framework",)

    framework = ForeignKeyField(Framework, backref="submissions", verbose_name="对标")
    framework_id: bytes
    kind = WordField[SubmissionKind](verbose_name="送交的是", choices=SUBMISSION_KINDS.items())
    day = DateField(verbose_name="送交日期")
    unit = TextField(default="", verbose_name="送交单位")
    listing = TextField(default="", verbose_name="清单")
