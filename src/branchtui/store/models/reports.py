"""News reports and what belongs to one: facts, figures, photos, by-lines."""

from peewee import DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from branchtui.rules.reports.states import STATES as REPORT_STATES
from branchtui.rules.reports.states import ReportState
from branchtui.store.models.base import EMPTY, IdField, PairRow, Row, WordField, index
from branchtui.store.models.meetings import Meeting


class Report(Row):
    """A news report. `body` is one text: `# ` lines are headings, a line `【图N】` is a figure's place."""

    noun = "新闻稿"
    named_by = ("title",)
    belongs_to = ()
    published = (
        "kicker",
        "title",
        "subtitle",
        "unit",
        "dated",
        "state",
        "reason",
        "outlet",
        "submitted_on",
        "link",
        "profile",
        "about_table",
        "about_id",
        "kind",
    )
    text3 = ("editors_note", "body")
    final = ("state",)
    together = (("state", "reason", "outlet", "submitted_on"), ("about_table", "about_id"))
    refers = ("about",)

    kicker = TextField(default="", verbose_name="栏目")
    title = TextField(verbose_name="标题")
    subtitle = TextField(default="", verbose_name="副标题", help_text="每行一层")
    unit = TextField(default="", verbose_name="供稿单位")
    dated = DateField(null=True, verbose_name="发布日期", help_text="如：3月26日；不知道就空着")
    editors_note = TextField(default="", verbose_name="编者按")
    body = TextField(default="", verbose_name="正文")
    state = WordField[ReportState](default="draft", verbose_name="状态", choices=REPORT_STATES.items())
    reason = TextField(default="", verbose_name="退回原因")  # why it was returned
    outlet = TextField(default="", verbose_name="投稿媒体")
    submitted_on = DateField(null=True, verbose_name="投稿日期")
    link = TextField(default="", verbose_name="链接")
    profile = TextField(default="jnu-news", verbose_name="版式")
    about_table = TextField(default="", verbose_name="所写的是")  # a meeting, or whatever else it was drafted from
    about_id = IdField(null=True, index=True, verbose_name="所写的事")
    kind = TextField(default="", constraints=[EMPTY], verbose_name="体裁", help_text="如：会议消息、活动消息、工作总结")

    @property
    def text(self) -> str:
        """Everything in which it states figures: title, subtitle and body."""
        return "\n".join((self.title, self.subtitle, self.body))

    @property
    def meeting(self) -> Meeting | None:
        """The meeting it was drafted from."""
        of_meeting = self.about_table == Meeting._meta.table_name and self.about_id is not None
        return Meeting.get_by_id(self.about_id) if of_meeting else None


index(Report, "report_dated", Report.dated, Report.id, Report.deleted)
index(Report, "report_submitted", Report.state, Report.submitted_on)
index(Report, "report_trash", Report.deleted, where="deleted > 0")


class Fact(PairRow):
    """Where a prefilled word of a report, or of whatever else is written, came from: the thing, and what was written.

    A measure of a stretch of days has its name and the two days besides.
    """

    noun = "预填的事实"
    named_by = ("key",)
    belongs_to = ("owner",)
    aside = True
    parts = ("owner_id", "key")
    together = (
        ("owner_table", "owner_id"),
        ("source_table", "source_id", "measure", "from_day", "to_day", "value"),
    )
    refers = ("owner", "source")

    owner_table = TextField(verbose_name="写在的是")
    owner_id = IdField(index=True, verbose_name="写在")
    key = TextField(verbose_name="事实")  # when, place, host, expected, present, …
    source_table = TextField(default="", verbose_name="来源是")
    source_id = IdField(null=True, verbose_name="来源")
    measure = TextField(default="", verbose_name="指标")
    from_day = DateField(null=True, verbose_name="起始日")
    to_day = DateField(null=True, verbose_name="截止日")
    value = TextField(verbose_name="写入的内容")


class Photo(PairRow):
    """A picture in the store: `sha` names the stored bytes, and makes the id; `original_sha` the file it came from."""

    noun = "照片"
    named_by = ("name",)
    belongs_to = ()
    aside = True
    parts = ("sha",)

    sha = TextField(verbose_name="文件")
    original_sha = TextField(verbose_name="原文件")
    name = TextField(default="", verbose_name="文件名")
    mime = TextField(verbose_name="格式")
    width = IntegerField(verbose_name="宽")
    height = IntegerField(verbose_name="高")
    size = IntegerField(verbose_name="大小")
    taken_at = DateTimeField(null=True, verbose_name="拍摄时间")


class Figure(Row):
    """One figure of a report. `mark` is the N of its `【图N】`; papers number figures 1..n by place."""

    noun = "配图"
    named_by = ("mark",)
    belongs_to = ("report",)
    together = (("photo_id", "caption"),)

    report = ForeignKeyField(Report, backref="figures", verbose_name="新闻稿")
    report_id: bytes
    mark = IntegerField(verbose_name="图号")
    photo = ForeignKeyField(Photo, null=True, backref="figures", verbose_name="照片")
    photo_id: bytes | None
    caption = TextField(default="", verbose_name="图注")
    width = IntegerField(null=True, verbose_name="图宽（%）", help_text="占版心宽的百分比；空着按版式")


class Byline(Row):
    """文, 图, 审核, 责编"""

    noun = "署名"
    named_by = ("role",)
    belongs_to = ("report",)
    auto = ("order_key",)
    together = (("role", "names"),)

    report = ForeignKeyField(Report, backref="bylines", verbose_name="新闻稿")
    report_id: bytes
    order_key = TextField(verbose_name="顺序")
    role = TextField(verbose_name="署名类别")
    names = TextField(verbose_name="署名")
