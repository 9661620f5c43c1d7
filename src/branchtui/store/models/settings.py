"""Branch settings (they travel) and the draft buffer (it does not)."""

from collections.abc import Mapping
from typing import ClassVar

from peewee import DateTimeField, TextField

from branchtui.store.models.base import LocalRow, PairRow

REQUEST = "college_request:"
"""The key of what the college said last of a request goes on with the id of its document, in hexadecimal."""


class Setting(PairRow):
    """A branch matter: two machines must judge and print alike."""

    noun = "设置"
    named_by = ("key",)
    belongs_to = ()
    parts = ("key",)
    published = ("key", "value")
    published_keys: ClassVar[Mapping[str, str]] = {
        "meeting_rules:": "会议种类、次数和期限的约定",
        "hours_rules:": "学时算法的约定",
    }

    key = TextField(verbose_name="设置项")
    value = TextField(verbose_name="内容")  # JSON


class DraftBuffer(LocalRow):
    """What is being typed, within a second of the last key; offered back after a crash."""

    place = TextField(primary_key=True)  # table:id:column of the cell being edited
    label = TextField()  # what the person would call it
    text = TextField()
    at = DateTimeField()
