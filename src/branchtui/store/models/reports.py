"""News reports and what belongs to one: facts, figures, photos, by-lines."""

from peewee import DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from branchtui.rules.reports import ReportState
from branchtui.store.models.base import PairRow, Row, WordField
from branchtui.store.models.meetings import Meeting


class Report(Row):
    """A news report. `body` is one text: `# ` lines are headings, a line `【图N】` is a figure's place."""

    text3 = ("editors_note", "body")
    final = ("state",)

    meeting = ForeignKeyField(Meeting, null=True, backref="reports")
    meeting_id: bytes | None
    kicker = TextField(default="")  # 栏目
    title = TextField()
    subtitle = TextField(default="")  # one part on each line
    unit = TextField(default="")  # 供稿单位
    dated = DateField(null=True)  # 发布日期
    editors_note = TextField(default="")
    body = TextField(default="")
    state = WordField[ReportState](default="draft")
    reason = TextField(default="")  # why it was returned
    outlet = TextField(default="")
    submitted_on = DateField(null=True)
    link = TextField(default="")
    profile = TextField(default="jnu-news")


class Fact(PairRow):
    """Where a prefilled word of a report came from: the thing, and the value as it was written."""

    parts = ("report", "key")

    report = ForeignKeyField(Report, backref="facts")
    report_id: bytes
    key = TextField()  # when, place, host, expected, present, …
    source = TextField()  # table:id
    value = TextField()


class Photo(Row):
    """A picture in the store: `sha` names the stored bytes, `original_sha` the file it came from."""

    sha = TextField()
    original_sha = TextField()
    name = TextField(default="")
    mime = TextField()
    width = IntegerField()
    height = IntegerField()
    size = IntegerField()
    taken_at = DateTimeField(null=True)


class Figure(Row):
    """One figure of a report. `mark` is the N of its `【图N】`; papers number figures 1..n by place."""

    report = ForeignKeyField(Report, backref="figures")
    report_id: bytes
    mark = IntegerField()
    photo = ForeignKeyField(Photo, null=True, backref="figures")
    photo_id: bytes | None
    caption = TextField(default="")


class Byline(Row):
    """文, 图, 审核, 责编"""

    auto = ("order_key",)

    report = ForeignKeyField(Report, backref="bylines")
    report_id: bytes
    order_key = TextField()
    role = TextField()
    names = TextField()
