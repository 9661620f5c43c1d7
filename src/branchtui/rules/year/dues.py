"""What there is of a time that a line of a plan is due."""

from typing import Literal

Sort = Literal["new", "link", "planned", "held", "cancelled", "past", "open", "skipped", "other"]

SORTS: dict[Sort, str] = {
    "new": "要安排",
    "link": "已有，对上",
    "planned": "已安排",
    "held": "已开",
    "cancelled": "已取消",
    "past": "日子已过",
    "open": "没定日子",
    "skipped": "跳过",
    "other": "不是会议",
}
"""Each in words."""
