"""示范岗: the posts, the steps by which one is set up, who holds it, what was promised, served and reviewed."""

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from branchtui.rules.services import SIGN_UPS, SOURCES, STATES, ServiceState, SignUpState, Source
from branchtui.store.models.base import PairRow, Row, WordField, index
from branchtui.store.models.contacts import Contact
from branchtui.store.models.meetings import Meeting
from branchtui.store.models.people import Member


class Post(Row):
    """党员先锋示范岗. Its state on a day is derived from its steps."""

    noun = "示范岗"
    named_by = ("name",)
    belongs_to = ()
    published = ("number", "name", "category")
    text3 = ("duties", "serves")

    number = TextField(default="", verbose_name="编号")
    name = TextField(verbose_name="名称")
    category = TextField(default="", verbose_name="类别")
    duties = TextField(default="", verbose_name="职责", help_text="每行一条")
    serves = TextField(default="", verbose_name="服务对象")


class PostStep(Row):
    """One dated step of a post: set up, applied for, publicised, approved, awarded, withdrawn; `step` is its Chinese word.

    `to_day` is the last day of one that lasts, as a public notice does. `meeting` is what it rests on.
    """

    noun = "岗位环节"
    named_by = ("step", "day")
    belongs_to = ("post",)
    together = (("day", "to_day"),)

    post = ForeignKeyField(Post, backref="steps", verbose_name="岗位")
    post_id: bytes
    step = TextField(verbose_name="环节")
    day = DateField(verbose_name="日期")
    to_day = DateField(null=True, verbose_name="截止日")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="依据的会议")
    meeting_id: bytes | None
    reason = TextField(default="", verbose_name="说明")


class PostHolder(Row):
    """One holder of one post for one stretch of days."""

    noun = "任岗"
    named_by = ("member",)
    belongs_to = ("post",)
    published = ("post_id", "member_id", "from_day", "to_day")
    together = (("from_day", "to_day"),)

    post = ForeignKeyField(Post, backref="holders", verbose_name="岗位")
    post_id: bytes
    member = ForeignKeyField(Member, backref="posts", verbose_name="人员")
    member_id: bytes
    from_day = DateField(verbose_name="起始日")
    to_day = DateField(null=True, verbose_name="截止日")


class Pledge(Row):
    """One sentence of what a post promises, and when and by what it was seen to be kept."""

    noun = "承诺"
    named_by = ("words",)
    belongs_to = ("post",)
    auto = ("order_key",)
    together = (("kept_on", "evidence"),)

    post = ForeignKeyField(Post, backref="pledges", verbose_name="岗位")
    post_id: bytes
    order_key = TextField(verbose_name="顺序")
    words = TextField(verbose_name="承诺", help_text="一句一条，写清对象、数量或时间")
    kept_on = DateField(null=True, verbose_name="兑现日期")
    evidence = TextField(default="", verbose_name="兑现依据")


class Service(Row):
    """One service of one person at a post. The hours are counted in halves; the times stay empty where nobody told them."""

    noun = "服务记录"
    named_by = ("day", "what")
    belongs_to = ("post",)
    together = (("day", "begins", "ends", "half_hours"), ("result", "unit"), ("verifier_id", "verified_on"))

    post = ForeignKeyField(Post, backref="services", index=False, verbose_name="岗位")
    post_id: bytes
    member = ForeignKeyField(Member, backref="services", index=False, verbose_name="服务人")
    member_id: bytes
    state = WordField[ServiceState](default="done", verbose_name="状态", choices=STATES.items())
    day = DateField(verbose_name="日期")
    begins = TextField(default="", verbose_name="开始")  # HH:MM
    ends = TextField(default="", verbose_name="结束")  # HH:MM
    half_hours = IntegerField(verbose_name="时长（半小时）")
    what = TextField(verbose_name="服务内容")
    whom = TextField(default="", verbose_name="服务对象")
    served = IntegerField(null=True, verbose_name="服务人次")
    result = IntegerField(null=True, verbose_name="成效")
    unit = TextField(default="", verbose_name="成效单位", help_text="如：份、场、人")
    link = TextField(default="", verbose_name="证明链接")
    verifier = ForeignKeyField(Member, null=True, backref="+", verbose_name="核实人")
    verifier_id: bytes | None
    verified_on = DateField(null=True, verbose_name="核实日期")


index(Service, "service_post", Service.post, Service.day, Service.deleted)
index(Service, "service_member", Service.member, Service.day, Service.deleted)
index(Service, "service_day", Service.day, Service.deleted)
index(Service, "service_trash", Service.deleted, where="deleted > 0")


class SignUp(PairRow):
    """Somebody who takes part in one service beside the person whose it is: of the roster, or a contact."""

    noun = "报名"
    named_by = ("member", "contact")
    belongs_to = ("service",)
    parts = ("service", "member", "contact")

    service = ForeignKeyField(Service, backref="sign_ups", verbose_name="服务记录")
    service_id: bytes
    member = ForeignKeyField(Member, null=True, backref="+", verbose_name="人员")
    member_id: bytes | None
    contact = ForeignKeyField(Contact, null=True, backref="+", verbose_name="往来")
    contact_id: bytes | None
    state = WordField[SignUpState](default="signed", verbose_name="参加情况", choices=SIGN_UPS.items())
    half_hours = IntegerField(null=True, verbose_name="时长（半小时）")  # where it is not that of the service


class Review(Row):
    """A review of one holder of a post over a stretch of days, with the weights in percent by which it is made."""

    noun = "考核"
    named_by = ("member", "from_day")
    belongs_to = ("post",)
    text3 = ("opinion",)
    together = (
        ("from_day", "to_day"),
        ("weight_self", "weight_peer", "weight_public", "weight_branch"),
        ("grade", "decided_on"),
    )

    post = ForeignKeyField(Post, backref="reviews", verbose_name="岗位")
    post_id: bytes
    member = ForeignKeyField(Member, backref="reviews", verbose_name="上岗党员")
    member_id: bytes
    from_day = DateField(verbose_name="考核期起")
    to_day = DateField(verbose_name="考核期止")
    weight_self = IntegerField(verbose_name="自评权重")
    weight_peer = IntegerField(verbose_name="互评权重")
    weight_public = IntegerField(verbose_name="群众评议权重")
    weight_branch = IntegerField(verbose_name="支部评定权重")
    grade = TextField(default="", verbose_name="等次")  # as the branch decided; what the scores give is computed
    decided_on = DateField(null=True, verbose_name="评定日期")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="依据的会议")
    meeting_id: bytes | None
    opinion = TextField(default="", verbose_name="支部意见")


class ReviewScore(PairRow):
    """The score that one source gives in one review, in tenths of a point, with who collected it from how many."""

    noun = "评分"
    named_by = ("source",)
    belongs_to = ("review",)
    parts = ("review", "source")
    together = (("tenths", "answered"),)

    review = ForeignKeyField(Review, backref="scores", verbose_name="考核")
    review_id: bytes
    source = WordField[Source](verbose_name="来源", choices=SOURCES.items())
    tenths = IntegerField(verbose_name="得分（十分之一分）")
    answered = IntegerField(null=True, verbose_name="评议人数")
    collector = ForeignKeyField(Member, null=True, backref="+", verbose_name="收集人")
    collector_id: bytes | None
    day = DateField(null=True, verbose_name="日期")
