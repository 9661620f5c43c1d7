"""The log as lines: what a typed line comes to, and the cells of a row."""

from collections.abc import Sequence
from datetime import date

from branchtui.rules.services import STATES, hours_words
from branchtui.rules.text.chinese_time import chinese_weekday, near_day
from branchtui.store.queries.services.log import ServiceRow
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.posts.log_reading import Reading

HINT = "谁 哪天几点到几点 做了什么 多少人次 成效；如：zs 周三下午2点到4点 窗口咨询 30人次 发放材料50份"
_LINES = 2  # of the reading: as many however little is typed, so that nothing below it moves


def reading_lines(reading: Reading, width: int, glyphs: Glyphs, today: date) -> list[Ink]:
    """What a typed line comes to, in two lines: each part as it was understood, then what stands against it."""
    draft, entry = reading.draft, reading.draft.entry if reading.draft else None
    if draft is None or entry is None:
        words = wrap(reading.why or HINT, max(20, width - 4))[:_LINES]
        sign = glyphs.open if reading.why else glyphs.into
        lines = [
            Ink(" ").add(f"{sign} " if not at else "  ", "due" if reading.why else "quiet").add(said, "quiet")
            for at, said in enumerate(words)
        ]
        return [*lines, *[Ink()] * (_LINES - len(lines))]
    good = not reading.why
    line = Ink(" ").add(f"{glyphs.full if good else glyphs.wrong} ", "good" if good else "bad")
    line.add(draft.member.name, bold=True)
    line.add(f"  {near_day(draft.day, today)} {chinese_weekday(draft.day)}")
    line.add(f"  {clock(entry.begins, entry.ends)}" if entry.begins else "")
    line.add(f"  {hours_words(entry.half_hours)}", bold=True).add(f"  {entry.what}")
    figures = figure_words(entry.whom, entry.served, entry.result, entry.unit)
    line.add(f"  {figures}" if figures else "", "info")
    if reading.why or reading.told:
        against = Ink("   ").add(
            reading.why or f"{glyphs.wrong} {'；'.join(reading.told)}", "bad" if reading.why else "due"
        )
    else:
        against = Ink("   回车写入", "quiet").add(f"  {entry.link}" if entry.link else "", "quiet")
    return [line.cut(width, glyphs.more), against.cut(width, glyphs.more)]


def clock(begins: str, ends: str) -> str:
    """14:00—16:00, or the start alone."""
    return "—".join(filter(None, (begins, ends)))


def figure_words(whom: str, served: int | None, result: int | None, unit: str) -> str:
    """Whom, how many, and what came of it: 学生30人次，50份."""
    return "，".join(
        filter(
            None,
            (f"{whom}{served}人次" if served is not None else whom, f"{result}{unit}" if result is not None else ""),
        )
    )


def state_ink(row: ServiceRow, glyphs: Glyphs) -> Ink:
    """How it stands with a service: sign and word."""
    word = "已核实" if row.verifier else STATES[row.state]
    sign, role = {
        "planned": (glyphs.half, "info"),
        "done": (glyphs.full, "good" if row.verifier else "text"),
        "cancelled": (glyphs.na, "quiet"),
    }[row.state]
    return Ink(f"{sign} {word}", role)


def columns(today: date) -> Sequence[Column[ServiceRow]]:
    """The columns of the log; the day of another year bears its year."""
    quiet = lambda row: "quiet" if row.state == "cancelled" else "text"  # noqa: E731
    return (
        Column("日期", 10, lambda row: _day(row.day, today), role=quiet),
        Column("姓名", 8, lambda row: row.by, role=quiet),
        Column("时间", 11, lambda row: clock(row.begins, row.ends), role="quiet", from_width=84),
        Column("时长", 4, lambda row: hours_words(row.half_hours).removesuffix(" 小时"), role=quiet, right=True),
        Column("服务内容", 12, lambda row: row.what, grow=True, role=quiet),
        Column("人次", 5, lambda row: "" if row.served is None else str(row.served), right=True, role=quiet),
        Column(
            "成效", 8, lambda row: "" if row.result is None else f"{row.result}{row.unit}", role=quiet, from_width=66
        ),
        Column("同去", 4, lambda row: f"+{row.sign_ups}" if row.sign_ups else "", role="quiet", from_width=72),
        Column("状态", 8, lambda row: "已核实" if row.verifier else STATES[row.state], ink=state_ink),
    )


def _day(day: date, today: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else day.isoformat()
