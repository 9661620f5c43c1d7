"""What a report goes through outside: outlets, who approved it, where it was published; and the words a branch agreed on."""

from typing import Literal

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import PairRow, Row, WordField, index
from branchtui.store.models.contacts import Contact
from branchtui.store.models.reports import Report

Wording = Literal["replace", "accept", "fixed"]
WORDINGS: dict[Wording, str] = {"replace": "改为", "accept": "不算错", "fixed": "固定表述"}


class Outlet(PairRow):
    """投稿媒体: where reports are handed in: its profile, how soon it wants them, and whom to ask there."""

    noun = "投稿媒体"
    named_by = ("name",)
    belongs_to = ()
    published = ("name", "within_hours")
    parts = ("name",)

    name = TextField(verbose_name="名称")
    level = TextField(default="", verbose_name="级别", help_text="如：院级、校级、省级")
    profile = TextField(default="", verbose_name="版式")
    within_hours = IntegerField(null=True, verbose_name="几小时内投", help_text="从会议开始算；没有规定就空着")
    contact = ForeignKeyField(Contact, null=True, backref="+", verbose_name="联系人")
    contact_id: bytes | None
    send_to = TextField(default="", verbose_name="投到", help_text="邮箱、网址或投稿系统")
    paste_limit = IntegerField(null=True, verbose_name="每栏字数上限", help_text="网页表单一栏最多几字；没有就空着")


class Approval(Row):
    """One step of a report's review: who read it, when, and what they thought."""

    noun = "审核意见"
    named_by = ("step", "name")
    belongs_to = ("report",)
    auto = ("order_key",)
    together = (("name", "opinion", "day"),)

    report = ForeignKeyField(Report, backref="approvals", verbose_name="新闻稿")
    report_id: bytes
    order_key = TextField(verbose_name="顺序")
    step = TextField(verbose_name="环节", help_text="如：初审、复审、终审")
    name = TextField(default="", verbose_name="审核人")
    opinion = TextField(default="", verbose_name="意见")
    day = DateField(null=True, verbose_name="日期")


class Publication(Row):
    """刊发: one place where a report came out. A report may have many; what others wrote of the branch has no report."""

    noun = "刊发"
    named_by = ("title", "outlet")
    belongs_to = ("report",)
    together = (("outlet", "level"),)

    report = ForeignKeyField(Report, null=True, backref="publications", verbose_name="新闻稿")
    report_id: bytes | None
    title = TextField(verbose_name="标题")
    form = TextField(default="", verbose_name="形式", help_text="如：网站、公众号、报刊、电视")
    outlet = TextField(verbose_name="刊发媒体")
    level = TextField(default="", verbose_name="级别", help_text="如：院级、校级、省级")
    day = DateField(null=True, verbose_name="刊发日期")
    link = TextField(default="", verbose_name="链接")
    reads = IntegerField(null=True, verbose_name="阅读量")
    note = TextField(default="", verbose_name="备注")


index(Publication, "publication_day", Publication.day, Publication.deleted)


class LexiconEntry(PairRow):
    """One wording that the branch agreed on: what to write instead, what is no fault here, or an expression kept to the mark."""

    noun = "用语"
    named_by = ("text",)
    belongs_to = ()
    parts = ("text",)
    together = (("kind", "instead"),)

    text = TextField(verbose_name="原文用语")
    kind = WordField[Wording](default="replace", verbose_name="处理", choices=WORDINGS.items())
    instead = TextField(default="", verbose_name="改为")
    source = TextField(default="", verbose_name="依据", help_text="如：编辑退稿意见、学校文件")
