"""Meetings and what belongs to one: items, attendance, guests, materials, stations; and the plans they come from."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from branchtui.store.models.base import PairRow, Row
from branchtui.store.models.people import Group, Member


class Meeting(Row):
    """One meeting. `planned_*` is the plan; `starts_at`/`ends_at` is when it was really held."""

    kind = CharField()
    ordinal = CharField(default="")  # the N of 第 N 次: a plain cell, never renumbered by machine
    title = CharField()
    planned_start = DateTimeField()
    planned_end = DateTimeField(null=True)
    starts_at = DateTimeField(null=True)
    ends_at = DateTimeField(null=True)
    place = CharField(default="")
    host = ForeignKeyField(Member, null=True, backref="+")
    host_name = CharField(default="")  # only for a host who is not on the roster
    recorder = ForeignKeyField(Member, null=True, backref="+")
    recorder_name = CharField(default="")
    group = ForeignKeyField(Group, null=True, backref="+")
    first_topic = TextField(default="")  # 第一议题
    requirements = TextField(default="")  # what the notice asks of those who come
    closing = TextField(default="")  # closing words
    state = CharField(default="planned")  # planned, held, recorded, filed, cancelled
    reason = CharField(default="")  # why it was cancelled
    recorded_on = DateField(null=True)  # the day the record was written; can't be derived later


class AgendaItem(Row):
    """One item. `record` holds the text (`姓名：` lines are speeches), `resolution` what was decided."""

    meeting = ForeignKeyField(Meeting, backref="items")
    order_key = CharField()
    title = TextField()
    presenter = ForeignKeyField(Member, null=True, backref="+")
    presenter_name = CharField(default="")
    minutes = IntegerField(null=True)
    record = TextField(default="")
    resolution = TextField(default="")


class Attendance(PairRow):
    """One expected person of one meeting, frozen when it was held: standing and voting right as of that day."""

    parts = ("meeting", "member")

    meeting = ForeignKeyField(Meeting, backref="attendances")
    member = ForeignKeyField(Member, backref="attendances")
    state = CharField(default="present")  # present, late, left_early, online, excused, absent, exempt
    reason = CharField(default="")
    standing = CharField()
    votes = BooleanField()


class Guest(Row):
    """列席"""

    meeting = ForeignKeyField(Meeting, backref="guests")
    order_key = CharField()
    name = CharField()
    position = CharField(default="")


class Station(PairRow):
    """A station that does not apply, with the reason. The other states are derived."""

    parts = ("meeting", "station")

    meeting = ForeignKeyField(Meeting, backref="stations")
    station = CharField()
    reason = CharField()


class Plan(Row):
    """A term's or a year's study plan."""

    title = CharField()
    first_day = DateField()
    last_day = DateField()


class PlanItem(Row):
    """One line of a plan; `meeting` is the meeting made from it."""

    plan = ForeignKeyField(Plan, backref="items")
    order_key = CharField()
    schedule = CharField(default="")  # a day, or how often
    kind = CharField(default="")
    theme = CharField()
    preparer = ForeignKeyField(Member, null=True, backref="+")
    meeting = ForeignKeyField(Meeting, null=True, backref="plan_items")


class Material(Row):
    """Something to read: it belongs to a meeting, to a plan item, or to both."""

    meeting = ForeignKeyField(Meeting, null=True, backref="materials")
    plan_item = ForeignKeyField(PlanItem, null=True, backref="materials")
    order_key = CharField()
    title = CharField()
    source = CharField(default="")
    link = CharField(default="")  # a file name or an address
