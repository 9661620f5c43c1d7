"""What belongs to a year: appraisals, talks, what is to be put right, hours set by hand, steps of development, documents."""

from typing import Literal

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import PairRow, Row, WordField, index
from branchtui.store.models.meetings import Meeting
from branchtui.store.models.people import Member

Grade = Literal["", "excellent", "good", "basic", "failed"]
Direction = Literal["out", "in"]
GRADES: dict[Grade, str] = {
    "excellent": "优秀",
    "good": "合格",
    "basic": "基本合格",
    "failed": "不合格",
    "": "不评定等次",
}
DIRECTIONS: dict[Direction, str] = {"out": "发文", "in": "收文"}


class Appraisal(PairRow):
    """民主评议党员: what a year's appraisal came to for one person; none stands where the person only took part."""

    noun = "民主评议"
    named_by = ("member", "year")
    belongs_to = ("member",)
    parts = ("year", "member")
    together = (("grade", "opinion"),)

    year = IntegerField(verbose_name="年度")
    member = ForeignKeyField(Member, backref="appraisals", verbose_name="人员")
    member_id: bytes
    grade = WordField[Grade](default="", verbose_name="评定等次", choices=GRADES.items())
    opinion = TextField(default="", verbose_name="组织意见")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="所在会议")
    meeting_id: bytes | None


class Talk(Row):
    """谈心谈话: who talked with whom on a day, and what about. It is no meeting."""

    noun = "谈心谈话"
    named_by = ("day", "what")
    belongs_to = ()

    day = DateField(verbose_name="日期")
    by = ForeignKeyField(Member, backref="+", verbose_name="谈话人")
    by_id: bytes
    to = ForeignKeyField(Member, backref="+", verbose_name="谈话对象")
    to_id: bytes
    what = TextField(default="", verbose_name="内容")
    place = TextField(default="", verbose_name="地点")


class Rectification(Row):
    """整改清单: a fault that was found, what is done about it, by whom and until when."""

    noun = "整改事项"
    named_by = ("problem",)
    belongs_to = ()
    text3 = ("measure",)
    together = (("done_on", "result"),)

    year = IntegerField(verbose_name="年度")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="所在会议")
    meeting_id: bytes | None
    problem = TextField(verbose_name="问题")
    measure = TextField(default="", verbose_name="整改措施")
    owner = ForeignKeyField(Member, null=True, backref="+", verbose_name="责任人")
    owner_id: bytes | None
    due = DateField(null=True, verbose_name="完成时限")
    done_on = DateField(null=True, verbose_name="完成日期")
    result = TextField(default="", verbose_name="完成情况")


class HoursOverride(PairRow):
    """The study hours of one person in one meeting, where they are not what the rule makes of it; always with a reason."""

    noun = "学时更正"
    named_by = ("member",)
    belongs_to = ("meeting",)
    published = ("meeting_id", "member_id", "half_hours")
    parts = ("meeting", "member")
    together = (("half_hours", "reason"),)

    meeting = ForeignKeyField(Meeting, backref="hours_overrides", verbose_name="会议")
    meeting_id: bytes
    member = ForeignKeyField(Member, backref="+", verbose_name="人员")
    member_id: bytes
    half_hours = IntegerField(verbose_name="学时（半小时）")
    reason = TextField(verbose_name="原因")


class DevelopmentStep(PairRow):
    """发展党员: something that is due on the way to membership was done for a person: a talk, an examination, a notice."""

    noun = "发展环节"
    named_by = ("member", "step")
    belongs_to = ("member",)
    parts = ("member", "step", "day")
    together = (("to_day", "note"),)

    member = ForeignKeyField(Member, backref="development", verbose_name="人员")
    member_id: bytes
    step = TextField(verbose_name="环节")
    day = DateField(verbose_name="日期")
    to_day = DateField(null=True, verbose_name="截止日")
    by = TextField(default="", verbose_name="谁办的", help_text="如：培养联系人、入党介绍人的姓名")
    note = TextField(default="", verbose_name="说明")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="依据的会议")
    meeting_id: bytes | None


class Document(Row):
    """收发文: a paper that came or went. An answer (批复) names the one that it answers (请示)."""

    noun = "收发文"
    named_by = ("title",)
    belongs_to = ()
    text3 = ("body",)
    together = (("due", "done_on"),)

    direction = WordField[Direction](verbose_name="收发", choices=DIRECTIONS.items())
    kind = TextField(verbose_name="文种", help_text="如：请示、报告、通知、函")
    title = TextField(verbose_name="标题")
    number = TextField(default="", verbose_name="文号")  # 〔年〕N号: a plain cell, never renumbered by machine
    unit = TextField(default="", verbose_name="来文或主送单位")
    day = DateField(null=True, verbose_name="收发日期")
    due = DateField(null=True, verbose_name="办理时限")
    done_on = DateField(null=True, verbose_name="办结日期")
    answers = ForeignKeyField("self", null=True, backref="answered_by", verbose_name="答复的文件")
    answers_id: bytes | None
    body = TextField(default="", verbose_name="正文")


index(Document, "document_day", Document.day, Document.deleted)
index(Talk, "talk_day", Talk.day, Talk.deleted)
