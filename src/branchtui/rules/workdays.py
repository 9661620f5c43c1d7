"""Working days: weekends, holidays and the days that make up for them, and when a term begins and ends."""

from typing import Literal

DayMark = Literal["off", "work", "term_begins", "term_ends"]

MARKS = {"off": "放假", "work": "调休上班", "term_begins": "开学", "term_ends": "学期结束"}
