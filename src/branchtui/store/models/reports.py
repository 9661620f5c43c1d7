"""News reports and what belongs to one: facts, figures, photos, by-lines."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import PairRow, Row
from branchtui.store.models.meetings import Meeting


class Report(Row):
    """A news report. `body` is one text: `# ` lines are headings, a line `【图N】` is a figure's place."""

    meeting = ForeignKeyField(Meeting, null=True, backref="reports")
    kicker = CharField(default="")  # 栏目
    title = CharField()
    subtitle = TextField(default="")  # one part on each line
    unit = CharField(default="")  # 供稿单位
    dated = DateField(null=True)  # 发布日期
    editors_note = TextField(default="")
    body = TextField(default="")
    state = CharField(default="draft")  # draft, review, submitted, published, returned
    reason = CharField(default="")  # why it was returned
    outlet = CharField(default="")
    submitted_on = DateField(null=True)
    link = CharField(default="")
    profile = CharField(default="jnu-news")


class Fact(PairRow):
    """Where a prefilled word of a report came from: the thing, and the value as it was written."""

    parts = ("report", "key")

    report = ForeignKeyField(Report, backref="facts")
    key = CharField()  # when, place, host, expected, present, …
    source = CharField()  # table:id
    value = TextField()


class Photo(Row):
    """A picture in the store: `sha` names the stored bytes, `original_sha` the file it came from."""

    sha = CharField()
    original_sha = CharField()
    name = CharField(default="")
    mime = CharField()
    width = IntegerField()
    height = IntegerField()
    size = IntegerField()
    taken_at = DateTimeField(null=True)


class Figure(Row):
    """One figure of a report. `mark` is the N of its `【图N】`; papers number figures 1..n by place."""

    report = ForeignKeyField(Report, backref="figures")
    mark = IntegerField()
    photo = ForeignKeyField(Photo, null=True, backref="figures")
    caption = TextField(default="")


class Byline(Row):
    """文, 图, 审核, 责编"""

    report = ForeignKeyField(Report, backref="bylines")
    order_key = CharField()
    role = CharField()
    names = CharField()
