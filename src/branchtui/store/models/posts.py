"""示范岗: the posts and who holds them."""

from peewee import DateField, ForeignKeyField, TextField

from branchtui.store.models.base import Row
from branchtui.store.models.meetings import Meeting
from branchtui.store.models.people import Member


class Post(Row):
    """党员先锋示范岗"""

    text3 = ("duties", "serves", "pledge")
    together = (("public_from", "public_to"),)

    number = TextField(default="")
    name = TextField()
    category = TextField(default="")
    basis = ForeignKeyField(Meeting, null=True, backref="+")
    basis_id: bytes | None
    duties = TextField(default="")  # one on each line
    serves = TextField(default="")
    pledge = TextField(default="")
    public_from = DateField(null=True)
    public_to = DateField(null=True)
    awarded_on = DateField(null=True)
    state = TextField(default="proposed")  # proposed, publicised, active, suspended, withdrawn, ended


class PostHolder(Row):
    """One holder of one post for one stretch of days."""

    together = (("from_day", "to_day"),)

    post = ForeignKeyField(Post, backref="holders")
    post_id: bytes
    member = ForeignKeyField(Member, backref="posts")
    member_id: bytes
    from_day = DateField()
    to_day = DateField(null=True)
