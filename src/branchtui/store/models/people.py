"""Branch, members, groups and the events that make the roster. What holds "to" a day is derived from them."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField

from branchtui.store.models.base import IdField, LocalRow, PairRow, Row


class Branch(Row):
    """The one branch of this database; `id` is the branch id that merging compares."""

    name = CharField()
    unit = CharField(default="")
    demo = BooleanField(default=False)


class Group(Row):
    """党小组"""

    name = CharField()

    class Meta:
        table_name = "party_group"


class Member(Row):
    """A person of the roster. Standing, offices, group and membership are roster events."""

    name = CharField()
    staff_no = CharField(default="")
    sex = CharField(default="")
    ethnic = CharField(default="")
    born = CharField(default="")  # YYYY-MM; the full date is not kept (domain.md §9)
    education = CharField(default="")
    job = CharField(default="")  # 工作岗位
    title = CharField(default="")  # 专业技术职务
    phone = CharField(default="")
    reading = CharField(default="")  # the person's own reading of the name, in pinyin


class RosterEvent(PairRow):
    """From `on` the `aspect` (and `subject`, an office) of a member has `value`; see rules.people."""

    parts = ("member", "aspect", "subject", "on")

    member = ForeignKeyField(Member, backref="events")
    aspect = CharField()
    subject = CharField(default="")
    on = DateField()
    value = CharField(default="")


class NameIndex(LocalRow):
    """Pinyin of a name, every reading: rebuilt from the members whenever it is stale."""

    id = IdField(primary_key=True)
    name = CharField()
    pinyin = CharField()  # readings joined by |
    initials = CharField()  # readings joined by |
