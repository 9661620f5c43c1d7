"""Meetings and what belongs to one: items, attendance, guests, materials, stations; and the plans they come from."""

from peewee import BooleanField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from branchtui.rules.attendance import AttendanceState
from branchtui.rules.meetings import MeetingState
from branchtui.rules.roster import Standing
from branchtui.store.models.base import PairRow, Row, WordField
from branchtui.store.models.people import Group, Member


class Meeting(Row):
    """One meeting. `planned_*` is the plan; `starts_at`/`ends_at` is when it was really held, the end only once told."""

    text3 = ("first_topic", "requirements", "closing")
    final = ("state",)
    together = (
        ("planned_start", "planned_end"),
        ("starts_at", "ends_at"),
        ("host_id", "host_name"),
        ("recorder_id", "recorder_name"),
    )

    kind = TextField()
    ordinal = TextField(default="")  # the N of 第 N 次: a plain cell, never renumbered by machine
    title = TextField()
    planned_start = DateTimeField()
    planned_end = DateTimeField(null=True)
    starts_at = DateTimeField(null=True)
    ends_at = DateTimeField(null=True)
    place = TextField(default="")
    host = ForeignKeyField(Member, null=True, backref="+")
    host_id: bytes | None
    host_name = TextField(default="")  # only for a host who is not on the roster
    recorder = ForeignKeyField(Member, null=True, backref="+")
    recorder_id: bytes | None
    recorder_name = TextField(default="")
    group = ForeignKeyField(Group, null=True, backref="+")
    group_id: bytes | None
    first_topic = TextField(default="")  # 第一议题
    requirements = TextField(default="")  # what the notice asks of those who come
    closing = TextField(default="")  # closing words
    state = WordField[MeetingState](default="planned")
    reason = TextField(default="")  # why it was cancelled
    noticed_on = DateField(null=True)  # the date of the notice; none for a meeting entered after its day
    recorded_on = DateField(null=True)  # the day the record was written; can't be derived later


class AgendaItem(Row):
    """One item. `record` holds the text (`姓名：` lines are speeches), `resolution` what was decided."""

    text3 = ("record",)
    auto = ("order_key",)
    together = (("presenter_id", "presenter_name"),)

    meeting = ForeignKeyField(Meeting, backref="items")
    meeting_id: bytes
    order_key = TextField()
    title = TextField()
    presenter = ForeignKeyField(Member, null=True, backref="+")
    presenter_id: bytes | None
    presenter_name = TextField(default="")
    minutes = IntegerField(null=True)
    record = TextField(default="")
    resolution = TextField(default="")


class Attendance(PairRow):
    """One expected person of one meeting, frozen when it was held: standing and voting right as of that day."""

    parts = ("meeting", "member")
    together = (("state", "reason"), ("standing", "votes"))

    meeting = ForeignKeyField(Meeting, backref="attendances")
    meeting_id: bytes
    member = ForeignKeyField(Member, backref="attendances")
    member_id: bytes
    state = WordField[AttendanceState](default="unmarked")
    reason = TextField(default="")
    standing = WordField[Standing]()
    votes = BooleanField()


class Guest(Row):
    """列席"""

    auto = ("order_key",)

    meeting = ForeignKeyField(Meeting, backref="guests")
    meeting_id: bytes
    order_key = TextField()
    name = TextField()
    position = TextField(default="")


class Station(PairRow):
    """A station that does not apply, with the reason. The other states are derived."""

    parts = ("meeting", "station")

    meeting = ForeignKeyField(Meeting, backref="stations")
    meeting_id: bytes
    station = TextField()
    reason = TextField()


class Plan(Row):
    """A term's or a year's study plan."""

    together = (("first_day", "last_day"),)

    title = TextField()
    first_day = DateField()
    last_day = DateField()


class PlanItem(Row):
    """One line of a plan; `meeting` is the meeting made from it."""

    auto = ("order_key",)

    plan = ForeignKeyField(Plan, backref="items")
    plan_id: bytes
    order_key = TextField()
    schedule = TextField(default="")  # a day, or how often
    kind = TextField(default="")
    theme = TextField()
    preparer = ForeignKeyField(Member, null=True, backref="+")
    preparer_id: bytes | None
    meeting = ForeignKeyField(Meeting, null=True, backref="plan_items")
    meeting_id: bytes | None


class Material(Row):
    """Something to read: it belongs to a meeting, to a plan item, or to both."""

    auto = ("order_key",)

    meeting = ForeignKeyField(Meeting, null=True, backref="materials")
    meeting_id: bytes | None
    plan_item = ForeignKeyField(PlanItem, null=True, backref="materials")
    plan_item_id: bytes | None
    order_key = TextField()
    title = TextField()
    source = TextField(default="")
    link = TextField(default="")  # a file name or an address
