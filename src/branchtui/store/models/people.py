"""Branch, members, groups and the events that make the roster. What holds "to" a day is derived from them."""

from typing import Self

from peewee import BooleanField, DateField, ForeignKeyField, TextField

from branchtui.rules.roster import ASPECTS, FACTS, STANDINGS, VOTE_LIMITS, Aspect
from branchtui.store.models.base import YES_NO, IdField, LocalRow, PairRow, Row, WordField

PURGED = "（已清除）"  # the name of what is left of a person whose data was removed
NO_MORE = "已清除"  # in the place of a reason that was removed: an empty one would be asked for again, in papers too
_VALUES = {**STANDINGS, **VOTE_LIMITS, "": "无", "in": "是", "out": "否"}  # of an event


class Branch(Row):
    """The one branch of this database; `id` is the branch id that merging compares."""

    noun = "支部"
    named_by = ("name",)
    belongs_to = ()

    name = TextField(verbose_name="名称")
    unit = TextField(default="", verbose_name="单位")
    demo = BooleanField(default=False, verbose_name="示例", choices=YES_NO.items())
    elected_on = DateField(null=True, verbose_name="本届选出日期")


class Group(PairRow):
    """党小组: its id is made from the name it was made under, so that two machines that import one roster make it once."""

    noun = "党小组"
    named_by = ("name",)
    belongs_to = ()
    published = ("name",)
    aside = True
    parts = ("name",)

    name = TextField(verbose_name="名称")

    class Meta:
        table_name = "party_group"

    @classmethod
    def called(cls, name: str) -> Self:
        """The group of this name, made or taken from the trash where there is none. Part of an act.

        A group may be given another name later, and then keeps its id: who makes one under the old name gets another.
        """
        there: Self | None = cls.select().where(cls.name == name, cls.live()).order_by(cls.id).first()
        if there is not None:
            return there
        key, number = cls.row_id(name=name), 1
        while cls.select().where(cls.id == key, cls.name != name).exists():
            number += 1
            key = cls.row_id(name=f"{name}#{number}")
        row: Self = cls.get_or_none(cls.id == key) or cls.create(id=key, name=name)
        if row.deleted:
            row.deleted = False
            row.save()
        return row


class Member(Row):
    """A person of the roster. Standing, offices, group and membership are roster events."""

    noun = "人员"
    named_by = ("name",)
    belongs_to = ()
    published = ("name", "job", "merged_into_id", "order_key")
    auto = ("order_key",)

    name = TextField(verbose_name=FACTS["name"])
    staff_no = TextField(default="", verbose_name=FACTS["staff_no"], help_text="可不填；同名的人靠它分清")
    sex = TextField(default="", verbose_name=FACTS["sex"])
    ethnic = TextField(default="", verbose_name=FACTS["ethnic"])
    born = TextField(default="", verbose_name=FACTS["born"])  # YYYY-MM; the full date is not kept (domain.md §9)
    education = TextField(default="", verbose_name=FACTS["education"])
    job = TextField(default="", verbose_name=FACTS["job"])
    title = TextField(default="", verbose_name=FACTS["title"])
    phone = TextField(default="", verbose_name=FACTS["phone"])
    reading = TextField(default="", verbose_name=FACTS["reading"])  # the person's own reading of the name, in pinyin
    # the one of two that stand for the same person who goes on
    merged_into = ForeignKeyField("self", null=True, backref="+", index=False, verbose_name="并入的人员")
    merged_into_id: bytes | None
    order_key = TextField(default="", verbose_name="顺序")  # of the roster file they came with; empty where none told


class RosterEvent(PairRow):
    """From `on` the `aspect` (and `subject`, an office) of a member has `value`; see rules.people."""

    noun = "名册"
    named_by = ("member", "aspect", "subject", "on")
    belongs_to = ("member",)
    published = ("member_id", "aspect", "subject", "on", "value", "value_id")
    parts = ("member", "aspect", "subject", "on")
    together = (("value", "value_id"),)

    member = ForeignKeyField(Member, backref="events", verbose_name="人员")
    member_id: bytes
    aspect = WordField[Aspect](verbose_name="事项", choices=ASPECTS.items())
    subject = TextField(default="", verbose_name="职务")
    on = DateField(verbose_name="日期")
    value = TextField(default="", verbose_name="情况", choices=_VALUES.items())  # empty where it is a group
    group = ForeignKeyField(
        Group,
        null=True,
        column_name="value_id",
        backref="+",
        index=False,
        verbose_name="情况",
        choices={"": "无"}.items(),
    )
    value_id: bytes | None


class NameIndex(LocalRow):
    """Pinyin of a name, every reading: rebuilt from the members whenever it is stale."""

    id = IdField(primary_key=True)
    name = TextField()
    pinyin = TextField()  # readings joined by |
    initials = TextField()  # readings joined by |
