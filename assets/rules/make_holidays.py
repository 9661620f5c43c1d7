"""Writes the table of holidays and of the days that make up for them, holidays.tsv, from chinesecalendar.

Run it after a new chinesecalendar: python assets/rules/make_holidays.py. The package itself takes 6 ms to load, twice as long
as all that is read for the board.
"""

from datetime import date, timedelta
from pathlib import Path

from chinese_calendar.constants import Holiday, holidays, workdays

HERE = Path(__file__).resolve().parent
FROM = (
    "# 放假和调休：首日、末日、标记、名称。From chinesecalendar, see LICENSE.chinesecalendar; made by make_holidays.py."
)


def table() -> str:
    """Stretches in the order of days: first, last, off or work, name; from the first year it knows to the last."""
    lines = [
        *_stretches({day: Holiday(name).chinese for day, name in holidays.items()}, "off"),
        *_stretches({day: f"{Holiday(name).chinese}调休" for day, name in workdays.items()}, "work"),
    ]
    return "\n".join([FROM, *sorted(lines), ""])


def _stretches(days: dict[date, str], mark: str) -> list[str]:
    found: list[tuple[date, date, str]] = []
    for day, name in sorted(days.items()):
        if found and found[-1][1] + timedelta(1) == day and found[-1][2] == name and found[-1][0].year == day.year:
            found[-1] = (found[-1][0], day, name)
        else:
            found.append((day, day, name))
    return [f"{first}\t{last}\t{mark}\t{name}" for first, last, name in found]


if __name__ == "__main__":
    (HERE / "holidays.tsv").write_text(table(), encoding="utf-8", newline="\n")
