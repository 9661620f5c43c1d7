"""共建和身边人: what is done together with partners, the helpers of the branch, and what became of them."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import YES_NO, IdField, Row, index
from branchtui.store.models.contacts import Contact
from branchtui.store.models.meetings import Meeting
from branchtui.store.models.people import Member
from branchtui.store.models.posts import Post


class PartnerActivity(Row):
    """One activity together with a partner. `students` are those taken along; `majors` how many of each, one on a line."""

    noun = "共建活动"
    named_by = ("title",)
    belongs_to = ("partner",)
    text3 = ("outcome",)
    together = (("day", "to_day"), ("students", "majors"))

    partner = ForeignKeyField(Contact, backref="activities", verbose_name="共建单位")
    partner_id: bytes
    title = TextField(verbose_name="活动")
    day = DateField(verbose_name="日期")
    to_day = DateField(null=True, verbose_name="截止日")
    place = TextField(default="", verbose_name="地点")
    students = IntegerField(null=True, verbose_name="学生人数")
    majors = TextField(default="", verbose_name="专业", help_text="每行一个专业和人数")
    outcome = TextField(default="", verbose_name="成果")
    meeting = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="所在会议")
    meeting_id: bytes | None
    post = ForeignKeyField(Post, null=True, backref="+", verbose_name="岗位")
    post_id: bytes | None


class Helper(Row):
    """身边人: an office assistant, a part-time counsellor, a student cadre; their name is masked in papers without consent."""

    noun = "身边人"
    named_by = ("contact",)
    belongs_to = ()
    together = (("from_day", "to_day"),)

    contact = ForeignKeyField(Contact, backref="helping", verbose_name="姓名")
    contact_id: bytes
    kind = TextField(default="", verbose_name="类别", help_text="如：办公室助理、兼职辅导员、学生干部")
    cohort = TextField(default="", verbose_name="届别", help_text="如：2023级")
    major = TextField(default="", verbose_name="专业")
    from_day = DateField(null=True, verbose_name="起始日")
    to_day = DateField(null=True, verbose_name="截止日")
    mentor = ForeignKeyField(Member, null=True, backref="+", verbose_name="指导人")
    mentor_id: bytes | None
    consent = BooleanField(default=False, verbose_name="同意署名", choices=YES_NO.items())


class HelperEvent(Row):
    """What was done for a helper on a day."""

    noun = "培养记录"
    named_by = ("day", "what")
    belongs_to = ("helper",)

    helper = ForeignKeyField(Helper, backref="events", verbose_name="身边人")
    helper_id: bytes
    day = DateField(verbose_name="日期")
    what = TextField(verbose_name="做了什么")
    by = ForeignKeyField(Member, null=True, backref="+", verbose_name="谁做的")
    by_id: bytes | None


class Honour(Row):
    """荣誉与成果: what a person, a helper, a post or the branch was awarded or reached, with its level."""

    noun = "荣誉成果"
    named_by = ("title",)
    belongs_to = ("of",)
    together = (("of_table", "of_id"), ("level", "grade"))
    refers = ("of",)

    of_table = TextField(default="", verbose_name="属于的是")  # empty: the branch
    of_id = IdField(null=True, index=True, verbose_name="属于")
    kind = TextField(default="", verbose_name="类别", help_text="如：获奖、项目、论文、升学、就业")
    title = TextField(verbose_name="名称")
    level = TextField(default="", verbose_name="级别", help_text="如：国家级、省级、校级、院级")
    grade = TextField(default="", verbose_name="等次", help_text="如：一等奖")
    issuer = TextField(default="", verbose_name="授予单位")
    day = DateField(null=True, verbose_name="日期")


class Growth(Row):
    """学习与发展: a training, a conference, a project or a paper of one person. `half_hours` count only where `counted`."""

    noun = "学习发展"
    named_by = ("title",)
    belongs_to = ("member",)
    published = ("member_id", "from_day", "to_day", "half_hours", "counted")
    together = (("from_day", "to_day"), ("half_hours", "counted"), ("cost_cents", "borne_by"))

    member = ForeignKeyField(Member, backref="growth", verbose_name="人员")
    member_id: bytes
    kind = TextField(default="", verbose_name="类别", help_text="如：培训、会议、项目、论文")
    title = TextField(verbose_name="名称")
    organiser = TextField(default="", verbose_name="主办单位")
    place = TextField(default="", verbose_name="地点")
    from_day = DateField(null=True, verbose_name="起始日")
    to_day = DateField(null=True, verbose_name="截止日")
    half_hours = IntegerField(null=True, verbose_name="学时（半小时）")
    counted = BooleanField(default=False, verbose_name="计入年度学时", choices=YES_NO.items())
    cost_cents = IntegerField(null=True, verbose_name="费用（分）")
    borne_by = TextField(default="", verbose_name="费用来源")
    approval = TextField(default="", verbose_name="审批")
    result = TextField(default="", verbose_name="成果")


index(Growth, "growth_days", Growth.from_day, Growth.deleted)
