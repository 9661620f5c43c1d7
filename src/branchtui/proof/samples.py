"""What the examples of rules are drafts of: an invented meeting with its record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from branchtui.proof.context import Context
from branchtui.proof.draft import Picture
from branchtui.proof.reading import draft_of
from branchtui.proof.record import Attended, MeetingRecord, Outsider, Person, Record
from branchtui.proof.rule import Example
from branchtui.rules.text.ballot_text import Told

TODAY = date(2026, 11, 23)
MEETING = MeetingRecord(
    kind="支部党员大会",
    title="设立党员先锋示范岗",
    starts=datetime(2026, 11, 3, 15),
    until=datetime(2026, 11, 3, 16, 30),
    place="行政楼201会议室",
    host="林知远",
    ordinal="3",
    kind_names={"支部党员大会": "支部党员大会", "党员大会": "支部党员大会", "主题党日": "主题党日", "党课": "党课"},
    roll=[Attended("林知远", "present"), Attended("沈一禾", "present"), Attended("苏晚舟", "excused", "因公出差")],
    expected=20,
    present=17,
    audience=40,
    guests=[Outsider("裴砚秋", "学院党委副书记", "做好窗口里的群众工作")],
    subjects=["通报示范岗筹备情况", "党员先锋示范岗设置方案"],
    ballots=[Told(12, 0, 1, 14, 13)],
)
ROSTER = {
    "林知远": Person("林知远", ("书记",), "正式党员"),
    "沈一禾": Person("沈一禾", ("组织委员",), "正式党员"),
    "苏晚舟": Person("苏晚舟", (), "预备党员"),
    "顾清和": Person("顾清和", (), "正式党员"),
}


def reported(body: str, figures: Sequence[Picture] = (), **changes: Any) -> Example:
    """A draft with this body that reports `MEETING`, or one with other values."""
    record = Record(MEETING.starts.date(), ROSTER, meeting=replace(MEETING, **changes))
    return Example(draft_of(title="标题", body=body, figures=figures), Context(TODAY, record=record))
