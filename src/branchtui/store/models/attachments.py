"""附件: files that belong to a thing: photos and signed scans of meetings, and of whatever comes later."""

from peewee import ForeignKeyField, IntegerField, TextField

from branchtui.store.models.base import IdField, Row
from branchtui.store.models.reports import Photo


class Attachment(Row):
    """One file of one thing. `sha` names the stored bytes; of a picture `photo` knows more."""

    noun = "附件"
    named_by = ("name",)
    belongs_to = ("of",)
    auto = ("order_key",)
    together = (("sha", "name", "mime", "size", "photo_id"), ("of_table", "of_id"))
    refers = ("of",)

    of_table = TextField(verbose_name="属于的是")
    of_id = IdField(index=True, verbose_name="属于")
    order_key = TextField(verbose_name="顺序")
    sha = TextField(verbose_name="文件")
    name = TextField(verbose_name="文件名")
    mime = TextField(default="", verbose_name="格式")
    size = IntegerField(verbose_name="大小")
    photo = ForeignKeyField(Photo, null=True, backref="+", verbose_name="照片")
    photo_id: bytes | None
    what = TextField(default="", verbose_name="说明", help_text="如：签到表扫描件")
