"""Hints that several rooms show below a field."""

from datetime import date

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.ui.screens.fields import Hint


def day_hint(today: date, *, past: bool = False) -> Hint:
    """Shows the day that was typed in full."""
    return lambda typed: chinese_day(parse_day(typed, today, past=past))
