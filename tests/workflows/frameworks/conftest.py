"""A framework of four points in the branch of invented people."""

from datetime import date, datetime

import pytest

from branchtui.store.models import Framework, Meeting, Point
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template_from_text
from branchtui.workflows.frameworks.standing import Piece, PointStanding, standing
from branchtui.workflows.meetings import meetings
from branchtui.workflows.meetings.meetings import plan_meeting
from tests.conftest import NOW, TODAY

FILE = """
key = "own-file"
name = "样板支部"
kind = "双创"
level = "校级"
years = 1
milestone = [{ name = "中期", after_months = 6 }, { name = "验收", after_months = 12 }, { name = "待定" }]

[[point]]
key = "edu"
title = "教育党员有力"
dim = "教育党员"

[[point.point]]
key = "lessons"
title = "党课"
demand = "按季上党课。"
select = [{ thing = "meeting", kind = ["党课"] }]
need = [
  { key = "lesson", say = "党课", thing = "meeting", kind = ["党课"], per = "month" },
  { key = "papers", say = "有记录的党课", thing = "meeting", kind = ["党课"], per = "cycle", papers = ["minutes", "sign_in"] },
]

[[point.point]]
key = "honours"
title = "荣誉"
need = [
  { key = "any", say = "荣誉", thing = "honour", per = "year" },
  { key = "plain", say = "一份总结", count = 1 },
]

[[point]]
key = "people"
title = "学时"
dim = "管理党员"
need = [{ key = "hours", say = "支委每年 56 学时", each = "committee", measure = "study_hours", at_least = 56, per = "year" }]
"""


@pytest.fixture
def framework(branch: None) -> Framework:
    """Adopted for 2025-03-01 to 2026-02-28, which is over on TODAY."""
    return adopt(template_from_text(FILE, "对标.toml"), first=date(2025, 3, 1))


def point(key: str) -> Point:
    return Point.get(Point.key == key, Point.live())


def at(framework: Framework, key: str, today: date = TODAY) -> PointStanding:
    return next(row for row in standing(framework, today).points if row.point.key == key)


def lesson(day: date, title: str = "讲课") -> Meeting:
    """A 党课 that was held."""
    row = plan_meeting(
        "党课", when=datetime(day.year, day.month, day.day, 9), place="", title=title, items=["讲"], now=NOW
    )
    meetings.hold(row, now=NOW)
    return row


def told(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.thing.title, piece.how) for piece in pieces]
