"""往来: people and units outside the branch, entered once; guests, speakers and partners point to them."""

from peewee import DateField, ForeignKeyField, TextField

from branchtui.store.models.base import Row


class Contact(Row):
    """An outside person, or a unit where `name` is empty."""

    noun = "往来"
    named_by = ("name", "unit")
    belongs_to = ()
    together = (("agreed_on", "agreed_until"),)

    name = TextField(default="", verbose_name="姓名", help_text="只记单位的，姓名空着")
    unit = TextField(default="", verbose_name="单位")
    position = TextField(default="", verbose_name="职务")
    phone = TextField(default="", verbose_name="电话")
    groups = TextField(default="", verbose_name="分组", help_text="如：共建单位、主讲人，用顿号隔开")
    merged_into = ForeignKeyField("self", null=True, backref="+", index=False, verbose_name="并入的往来")
    merged_into_id: bytes | None
    agreed_on = DateField(null=True, verbose_name="协议签订日")
    agreed_until = DateField(null=True, verbose_name="协议截止日")
