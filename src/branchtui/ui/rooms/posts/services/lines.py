"""The log as lines: what a typed line comes to, and the cells of a row."""

from collections.abc import Iterator, Sequence
from datetime import date

from branchtui.rules.services import STATES, hours_words
from branchtui.rules.text.chinese_time import chinese_weekday, near_day
from branchtui.store.queries.services.log import ServiceRow
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.posts.log_checks import Draft
from branchtui.workflows.posts.log_lines import Reading

HINT = "谁 哪天几点到几点 做了什么 多少人次 成效；如：zs 周三下午2点到4点 窗口咨询 30人次 发放材料50份"
_LINES = 3  # of the reading: as many however little is typed, so that nothing below it moves
_AGAINST = 2  # of these at most, for what stands against it


def reading_lines(reading: Reading, width: int, glyphs: Glyphs, today: date) -> list[Ink]:
    """What a typed line comes to, in three lines: each part as it was understood, then what stands against it."""
    draft = reading.draft
    if draft is None:
        lines = _told(reading.why or HINT, "quiet", width, _LINES, glyphs)
        if reading.why:
            lines[0] = Ink(" ").add(glyphs.open, "due").add(str(lines[0])[2:], "quiet")
        return [*lines, *[Ink()] * (_LINES - len(lines))]
    if reading.why:
        against = _told(reading.why, "bad", width, _AGAINST, glyphs)
    elif reading.told:
        against = _told(f"{glyphs.wrong} {'；'.join(reading.told)}", "due", width, _AGAINST, glyphs)
    else:
        against = [Ink("   回车记下", "quiet")]
    parts = _flowing(list(_parts(draft, today)), width - 3, glyphs)[: _LINES - len(against)]
    sign = (glyphs.wrong, "bad") if reading.why else (glyphs.full, "good")
    lines = [Ink(" ").add(*sign).add(" ").join(parts[0]), *(Ink("   ").join(part) for part in parts[1:]), *against]
    return [*lines, *[Ink()] * (_LINES - len(lines))]


def _parts(draft: Draft, today: date) -> Iterator[Ink]:
    entry = draft.entry
    yield Ink(draft.member.name, bold=True)
    yield Ink(f"{near_day(draft.day, today)} {chinese_weekday(draft.day)}")
    if entry.begins:
        yield Ink(clock(entry.begins, entry.ends))
    yield Ink(hours_words(entry.half_hours), bold=True)
    yield Ink(entry.what)
    if figures := figure_words(entry.whom, entry.served, entry.result, entry.unit):
        yield Ink(figures, "info")
    if entry.link:
        yield Ink(entry.link, "quiet")


def _flowing(parts: Sequence[Ink], width: int, glyphs: Glyphs) -> list[Ink]:
    """The parts one behind the other, two blanks between, in as many lines as they need."""
    lines = [Ink()]
    for part in parts:
        if lines[-1].cells and lines[-1].cells + 2 + part.cells > width:
            lines.append(Ink())
        lines[-1].add("  " if lines[-1].cells else "").join(part.cut(width, glyphs.more))
    return lines


def _told(words: str, role: str, width: int, most: int, glyphs: Glyphs) -> list[Ink]:
    """A sentence in `most` lines at most."""
    lines = wrap(words, max(20, width - 4))
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [Ink("   ").add(line, role).cut(width, glyphs.more) for line in lines]


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
        Column("姓名", 9, lambda row: f"{row.by}+{row.sign_ups}" if row.sign_ups else row.by, role=quiet),
        Column("时间", 11, lambda row: clock(row.begins, row.ends), role="quiet", from_width=84),
        Column("时长", 4, lambda row: hours_words(row.half_hours).removesuffix(" 小时"), role=quiet, right=True),
        Column("服务内容", 12, lambda row: row.what, grow=True, role=quiet),
        Column("人次", 5, lambda row: "" if row.served is None else str(row.served), right=True, role=quiet),
        Column(
            "成效", 8, lambda row: "" if row.result is None else f"{row.result}{row.unit}", role=quiet, from_width=66
        ),
        Column("状态", 8, lambda row: "已核实" if row.verifier else STATES[row.state], ink=state_ink),
    )


def _day(day: date, today: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else day.isoformat()
