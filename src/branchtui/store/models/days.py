"""Days that a branch knows more of: holidays and the days that make up for them, the terms; and what it wants silent."""

from peewee import DateField, TextField

from branchtui.rules.workdays import MARKS, DayMark
from branchtui.store.models.base import IdField, PairRow, WordField


class TermDay(PairRow):
    """What is marked about one day."""

    noun = "校历"
    named_by = ("day", "mark")
    belongs_to = ()
    published = ("day", "mark")
    parts = ("day", "mark")

    day = DateField(verbose_name="日期")
    mark = WordField[DayMark](verbose_name="标记", choices=MARKS.items())
    name = TextField(default="", verbose_name="名称")


class Silenced(PairRow):
    """A duty or a finding that is not told any more, and why: the rule, and the thing it is about, if it is about one."""

    noun = "不再提醒"
    named_by = ("rule", "reason")
    belongs_to = ()
    published = ("rule", "about_table", "about_id")
    parts = ("rule", "about_table", "about_id")
    together = (("about_table", "about_id"),)
    refers = ("about",)

    rule = TextField(verbose_name="提醒")
    about_table = TextField(default="", verbose_name="所关的是")
    about_id = IdField(null=True, index=True, verbose_name="所关的事")
    reason = TextField(verbose_name="原因")
