"""示范岗: the posts and who holds them."""

from peewee import DateField, ForeignKeyField, TextField

from branchtui.store.models.base import Row
from branchtui.store.models.meetings import Meeting
from branchtui.store.models.people import Member


class Post(Row):
    """党员先锋示范岗"""

    noun = "示范岗"
    named_by = ("name",)
    belongs_to = ()
    text3 = ("duties", "serves", "pledge")
    together = (("public_from", "public_to"), ("state", "awarded_on"))

    number = TextField(default="", verbose_name="编号")
    name = TextField(verbose_name="名称")
    category = TextField(default="", verbose_name="类别")
    basis = ForeignKeyField(Meeting, null=True, backref="+", verbose_name="依据的会议")
    basis_id: bytes | None
    duties = TextField(default="", verbose_name="职责")  # one on each line
    serves = TextField(default="", verbose_name="服务对象")
    pledge = TextField(default="", verbose_name="承诺")
    public_from = DateField(null=True, verbose_name="公示开始")
    public_to = DateField(null=True, verbose_name="公示结束")
    awarded_on = DateField(null=True, verbose_name="授牌日期")
    state = TextField(
        default="proposed", verbose_name="状态"
    )  # proposed, publicised, active, suspended, withdrawn, ended


class PostHolder(Row):
    """One holder of one post for one stretch of days."""

    noun = "任岗"
    named_by = ("member",)
    belongs_to = ("post",)
    together = (("from_day", "to_day"),)

    post = ForeignKeyField(Post, backref="holders", verbose_name="岗位")
    post_id: bytes
    member = ForeignKeyField(Member, backref="posts", verbose_name="人员")
    member_id: bytes
    from_day = DateField(verbose_name="起始日")
    to_day = DateField(null=True, verbose_name="截止日")
