"""Meetings and what belongs to one: items, attendance, guests, materials, stations; and the plans they come from."""

from peewee import BooleanField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField, fn

from branchtui.rules.attendance import STATES as ATTENDANCE_STATES
from branchtui.rules.attendance import AttendanceState
from branchtui.rules.meetings import STATES as MEETING_STATES
from branchtui.rules.meetings import MeetingState
from branchtui.rules.roster import STANDINGS, Standing
from branchtui.rules.stations import NAMES as STATIONS
from branchtui.store.models.base import EMPTY, YES_NO, PairRow, Row, WordField, index
from branchtui.store.models.contacts import Contact
from branchtui.store.models.people import Group, Member


class Plan(Row):
    """A term's or a year's study plan."""

    noun = "学习计划"
    named_by = ("title",)
    belongs_to = ()
    published = ("title", "first_day", "last_day")
    together = (("first_day", "last_day"),)

    title = TextField(verbose_name="名称")
    first_day = DateField(verbose_name="起始日")
    last_day = DateField(verbose_name="截止日")


class PlanItem(Row):
    """One line of a plan; meetings made from it name it."""

    noun = "计划项"
    named_by = ("theme",)
    belongs_to = ("plan",)
    auto = ("order_key",)

    plan = ForeignKeyField(Plan, backref="items", verbose_name="计划")
    plan_id: bytes
    order_key = TextField(verbose_name="顺序")
    schedule = TextField(default="", verbose_name="时间")  # a day, or how often
    kind = TextField(default="", verbose_name="类型")
    theme = TextField(verbose_name="主题")
    preparer = ForeignKeyField(Member, null=True, backref="+", verbose_name="准备人")
    preparer_id: bytes | None


class Meeting(Row):
    """One meeting. `planned_*` is the plan; `starts_at`/`ends_at` is when it was really held, the end only once told."""

    noun = "会议"
    named_by = ("title",)
    belongs_to = ()
    published = (
        "kind",
        "ordinal",
        "title",
        "planned_start",
        "planned_end",
        "starts_at",
        "ends_at",
        "place",
        "host_id",
        "host_name",
        "recorder_id",
        "recorder_name",
        "group_id",
        "state",
        "reason",
        "noticed_on",
        "recorded_on",
        "merged_into_id",
    )
    text3 = ("first_topic", "requirements", "closing")
    auto = ("recorded_on",)
    final = ("state",)
    together = (
        ("planned_start", "planned_end"),
        ("starts_at", "ends_at"),
        ("state", "reason"),
        ("host_id", "host_name"),
        ("recorder_id", "recorder_name"),
        ("audience", "audience_who"),
    )

    kind = TextField(verbose_name="类型")
    ordinal = TextField(default="", verbose_name="次序")  # the N of 第 N 次: a plain cell, never renumbered by machine
    title = TextField(verbose_name="题目", help_text="会议的主题")
    planned_start = DateTimeField(verbose_name="计划开始")
    planned_end = DateTimeField(null=True, verbose_name="计划结束")
    starts_at = DateTimeField(null=True, verbose_name="开始")
    ends_at = DateTimeField(null=True, verbose_name="散会时间")
    place = TextField(default="", verbose_name="地点")
    host = ForeignKeyField(Member, null=True, backref="+", verbose_name="主持人")
    host_id: bytes | None
    host_name = TextField(default="", verbose_name="主持人（名册外）")  # only for a host who is not on the roster
    recorder = ForeignKeyField(Member, null=True, backref="+", verbose_name="记录人")
    recorder_id: bytes | None
    recorder_name = TextField(default="", verbose_name="记录人（名册外）")
    group = ForeignKeyField(Group, null=True, backref="+", verbose_name="党小组")
    group_id: bytes | None
    first_topic = TextField(default="", verbose_name="第一议题")
    requirements = TextField(default="", verbose_name="参会要求")  # what the notice asks of those who come
    closing = TextField(default="", verbose_name="结束语")  # closing words
    state = WordField[MeetingState](default="planned", verbose_name="状态", choices=MEETING_STATES.items())
    reason = TextField(default="", verbose_name="原因")  # why it is in this state: cancelled, or reopened after filing
    # the date of the notice; none for a meeting entered after its day
    noticed_on = DateField(null=True, verbose_name="通知日期")
    # the day the record was written; can't be derived later
    recorded_on = DateField(null=True, verbose_name="记录日期")
    # the one of two that stand for the same meeting which goes on
    merged_into = ForeignKeyField("self", null=True, backref="+", index=False, verbose_name="并入的会议")
    merged_into_id: bytes | None
    audience = IntegerField(null=True, verbose_name="听众人数")  # who came besides those expected and the guests
    audience_who = TextField(default="", constraints=[EMPTY], verbose_name="听众", help_text="如：本科生")
    # the line of the plan that it was made from
    plan_item = ForeignKeyField(PlanItem, null=True, backref="meetings", index=False, verbose_name="计划项")
    plan_item_id: bytes | None


BEGINS = fn.COALESCE(Meeting.starts_at, Meeting.planned_start)  # when a meeting was held, or is planned for
M_BEGINS = "COALESCE(m.starts_at, m.planned_start)"  # the same in SQL, of a meeting `m`
index(Meeting, "meeting_begins", BEGINS.desc(), Meeting.id, Meeting.deleted, Meeting.merged_into)
index(Meeting, "meeting_state", Meeting.state, Meeting.starts_at, Meeting.kind, Meeting.deleted, Meeting.merged_into)
index(Meeting, "meeting_kind", Meeting.kind, Meeting.state, Meeting.starts_at, Meeting.deleted, Meeting.merged_into)
index(Meeting, "meeting_reason", Meeting.starts_at, where="reason != ''")
index(Meeting, "meeting_trash", Meeting.deleted, where="deleted > 0")
index(Meeting, "meeting_planned", Meeting.plan_item, where="plan_item_id IS NOT NULL")
index(Meeting, "meeting_merged", Meeting.merged_into, where="merged_into_id IS NOT NULL")


class AgendaItem(Row):
    """One item. `record` holds the text (`姓名：` lines are speeches), `resolution` what was decided."""

    noun = "议程"
    named_by = ("title",)
    belongs_to = ("meeting",)
    published = ("meeting_id", "order_key", "title", "presenter_id", "presenter_name", "minutes")
    text3 = ("record", "dissent")
    auto = ("order_key",)
    together = (("presenter_id", "presenter_name"),)

    meeting = ForeignKeyField(Meeting, backref="items", verbose_name="会议")
    meeting_id: bytes
    order_key = TextField(verbose_name="顺序")
    title = TextField(verbose_name="议程")
    presenter = ForeignKeyField(Member, null=True, backref="+", verbose_name="主讲人")
    presenter_id: bytes | None
    presenter_name = TextField(default="", verbose_name="主讲人（名册外）")
    minutes = IntegerField(null=True, verbose_name="时长（分钟）")
    record = TextField(default="", verbose_name="记录")
    resolution = TextField(default="", verbose_name="决议")
    dissent = TextField(default="", constraints=[EMPTY], verbose_name="不同意见")  # kept as it was said


class Attendance(PairRow):
    """One expected person of one meeting, frozen when it was held: standing and voting right as of that day."""

    noun = "出勤"
    named_by = ("member",)
    belongs_to = ("meeting",)
    published = ("meeting_id", "member_id", "state", "standing", "votes")
    parts = ("meeting", "member")
    together = (("state", "reason"), ("standing", "votes"))

    meeting = ForeignKeyField(Meeting, backref="attendances", verbose_name="会议")
    meeting_id: bytes
    member = ForeignKeyField(Member, backref="attendances", verbose_name="人员")
    member_id: bytes
    state = WordField[AttendanceState](default="unmarked", verbose_name="出勤", choices=ATTENDANCE_STATES.items())
    reason = TextField(default="", verbose_name="原因")
    standing = WordField[Standing](verbose_name="人员类别", choices=STANDINGS.items())
    votes = BooleanField(verbose_name="表决权", choices=YES_NO.items())


class Guest(Row):
    """列席"""

    noun = "列席"
    named_by = ("name",)
    belongs_to = ("meeting",)
    auto = ("order_key",)
    together = (("name", "position"),)

    meeting = ForeignKeyField(Meeting, backref="guests", verbose_name="会议")
    meeting_id: bytes
    order_key = TextField(verbose_name="顺序")
    name = TextField(verbose_name="姓名")
    position = TextField(default="", verbose_name="单位职务")
    contact = ForeignKeyField(Contact, null=True, backref="+", verbose_name="往来")
    contact_id: bytes | None
    topic = TextField(default="", constraints=[EMPTY], verbose_name="讲题", help_text="主讲的题目；只来听会的空着")


class Station(PairRow):
    """A station that does not apply, with the reason. The other states are derived."""

    noun = "环节"
    named_by = ("station",)
    belongs_to = ("meeting",)
    published = ("meeting_id", "station")
    parts = ("meeting", "station")

    meeting = ForeignKeyField(Meeting, backref="stations", verbose_name="会议")
    meeting_id: bytes
    station = TextField(verbose_name="环节", choices=STATIONS.items())
    reason = TextField(verbose_name="不适用的原因")


class Material(Row):
    """Something to read: it belongs to a meeting, to a plan item, or to both."""

    noun = "学习材料"
    named_by = ("title",)
    belongs_to = ("meeting", "plan_item")
    auto = ("order_key",)
    together = (("title", "source", "link"),)

    meeting = ForeignKeyField(Meeting, null=True, backref="materials", verbose_name="会议")
    meeting_id: bytes | None
    plan_item = ForeignKeyField(PlanItem, null=True, backref="materials", verbose_name="计划项")
    plan_item_id: bytes | None
    order_key = TextField(verbose_name="顺序")
    title = TextField(verbose_name="材料")
    source = TextField(default="", verbose_name="来源", help_text="可不填，如：报刊、文件号")
    link = TextField(default="", verbose_name="链接")  # a file name or an address
