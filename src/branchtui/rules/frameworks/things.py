"""The things that can be evidence, and what a rule sees of one."""

from datetime import date
from typing import Literal, NamedTuple

THINGS = {
    "meeting": "会议",
    "agenda_item": "议程",
    "ballot": "表决",
    "plan": "计划",
    "report": "新闻稿",
    "publication": "刊发",
    "post": "示范岗",
    "service": "服务记录",
    "review": "岗位考核",
    "partner_activity": "共建活动",
    "helper_event": "培养记录",
    "growth": "学习发展",
    "talk": "谈心谈话",
    "appraisal": "民主评议",
    "honour": "荣誉成果",
    "document": "收发文",
    "attachment": "附件",
}
"""What each is called, by its table."""

LEVELS = ("院级", "校级", "市级", "省级", "国家级")
"""From the lowest to the highest."""

DIMS = ("教育党员", "管理党员", "监督党员", "组织师生", "宣传师生", "凝聚师生", "服务师生")
"""七个有力: what points of several frameworks share."""

Origin = Literal["original", "late", "new"]
ORIGINS: dict[Origin, str] = {"original": "原始", "late": "补记", "new": "新建"}


class Thing(NamedTuple):
    """One thing: its table and id, what it is called, its day (None: not known), its kind, its level, whose it is (the ids
    of people, posts), the keys of the papers it can print now, and whether it was entered later than its day.

    `counts_on` is the day of one that has none of its own but belongs to a year: the last of that year.
    """

    table: str
    id: bytes
    title: str
    day: date | None
    kind: str = ""
    level: str = ""
    whose: tuple[bytes, ...] = ()
    papers: frozenset[str] = frozenset()
    origin: Origin = "original"
    counts_on: date | None = None

    @property
    def counted(self) -> date | None:
        """The day by which it falls into a period."""
        return self.day or self.counts_on


def reaches(level: str, least: str) -> bool:
    """Whether a level is at least another; one that is unknown, or 级别 in words of its own, reaches none."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(least)
