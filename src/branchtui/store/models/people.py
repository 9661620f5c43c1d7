"""Branch, members, groups and the events that make the roster. What holds "to" a day is derived from them."""

from peewee import BooleanField, DateField, ForeignKeyField, TextField

from branchtui.rules.roster import Aspect
from branchtui.store.models.base import IdField, LocalRow, PairRow, Row, WordField

PURGED = "（已清除）"  # the name of what is left of a person whose data was removed


class Branch(Row):
    """The one branch of this database; `id` is the branch id that merging compares."""

    name = TextField()
    unit = TextField(default="")
    demo = BooleanField(default=False)


class Group(Row):
    """党小组"""

    name = TextField()

    class Meta:
        table_name = "party_group"


class Member(Row):
    """A person of the roster. Standing, offices, group and membership are roster events."""

    name = TextField()
    staff_no = TextField(default="")
    sex = TextField(default="")
    ethnic = TextField(default="")
    born = TextField(default="")  # YYYY-MM; the full date is not kept (domain.md §9)
    education = TextField(default="")
    job = TextField(default="")  # 工作岗位
    title = TextField(default="")  # 专业技术职务
    phone = TextField(default="")
    reading = TextField(default="")  # the person's own reading of the name, in pinyin


class RosterEvent(PairRow):
    """From `on` the `aspect` (and `subject`, an office) of a member has `value`; see rules.people."""

    parts = ("member", "aspect", "subject", "on")

    member = ForeignKeyField(Member, backref="events")
    member_id: bytes
    aspect = WordField[Aspect]()
    subject = TextField(default="")
    on = DateField()
    value = TextField(default="")


class NameIndex(LocalRow):
    """Pinyin of a name, every reading: rebuilt from the members whenever it is stale."""

    id = IdField(primary_key=True)
    name = TextField()
    pinyin = TextField()  # readings joined by |
    initials = TextField()  # readings joined by |
