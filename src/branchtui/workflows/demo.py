"""The demo branch, made by the workflows a user calls: invented people, a season of meetings, a finished report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.rules.workdays import USUAL_TERMS
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries import reports as report_facts
from branchtui.workflows import silencing
from branchtui.workflows.board import board
from branchtui.workflows.calendar import mark_days
from branchtui.workflows.demo_years import YEAR, build_years
from branchtui.workflows.exporting.preparing import export_meeting, export_report
from branchtui.workflows.frameworks.demo import build_frameworks
from branchtui.workflows.meeting_rules import add_kind, presets
from branchtui.workflows.meetings import action_items, attachments, attendance, ballots, meetings, minutes
from branchtui.workflows.people.branch import change_branch, create_branch
from branchtui.workflows.people.contacts import add_contact
from branchtui.workflows.people.roster import apply_roster, change_member, compare_roster
from branchtui.workflows.posts.demo import build_posts
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.registers.demo import build_registers
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.demo import build_desk
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.year.demo import build_plan, build_trainings
from branchtui.workflows.year.end.demo import build_year

_PICTURES = ("figure1.jpg", "figure2.jpg", "figure3.jpg", "figure4.jpg")

_YEARS = range(1950, 2101)  # in which its meetings and its people's days are days


def build_demo(*, now: datetime, photos: PhotoStore, years: int = 0, progress: Progress = unwatched) -> None:
    """Make the demo branch around `now`, with so many earlier years; one that is there already is left as it is.

    Raises BranchError where a branch lives that is no demo, where `years` are asked of a demo that is there, and for
    a day far off.
    """
    there = people.branch()
    if there is not None:
        if not there.demo:
            raise BranchError(f"这里是真实的支部“{there.name}”，不能放示例。请用 --home 指定一个空文件夹。")
        if years:
            raise BranchError("示例支部已在这里，往年要和它一起建。请用 --home 指定一个空文件夹。")
        return
    if now.year not in _YEARS:
        raise BranchError(f"示例的日期请写在 {_YEARS[0]} 年到 {_YEARS[-1]} 年之间。")
    season = assets.toml("demo", "season.toml")
    _branch(season, now.date())
    rows = sorted(season["meeting"], key=lambda row: _start(row, now.date()))
    if years:
        build_years(years, until=_start(rows[0], now.date()).date(), progress=progress)
    for row in rows:
        meeting = _meeting(row, now)
        if row.get("main"):
            written = _report(meeting, season["report"], photos)
    build_posts(now.date())
    build_registers(now.date())
    build_plan(now)
    build_trainings(season["training"], now.date())
    build_year(now.date())
    first = _start(rows[0], now.date()).date()
    build_frameworks(now.date(), since=first - timedelta(YEAR * years))
    build_desk(written, now.date())


def write_papers(folder: Path, *, photos: PhotoStore) -> list[Path]:
    """Write every paper of the demo's main meeting and its report into `folder`. Returns the files."""
    report = report_facts.first_with_meeting()
    if report is None or report.meeting is None:
        raise BranchError("示例支部里没有可导出的会议。请换一个空文件夹再运行 branchtui demo。")
    written = export_meeting(report.meeting, folder, photos=photos)
    return written + export_report(report, folder, photos=photos)


def _moved(sheet: RosterSheet, by: timedelta) -> RosterSheet:
    """The roster with the days on which people joined moved along with the demo's today."""

    def day(there: date | None) -> date | None:
        return there + by if there else None

    rows = [replace(row, joined_on=day(row.joined_on), full_on=day(row.full_on)) for row in sheet.rows]
    return replace(sheet, rows=rows)


def _branch(season: Mapping[str, Any], today: date) -> None:
    """The branch without its meetings: who is on its roll and who can't come, its contacts, kinds and calendar."""
    branch, lies_off = season["branch"], today - season["roster_as_of"]
    create_branch(branch["name"], branch["unit"], today=today, demo=True)
    change_branch(today=today, elected_on=str(branch["elected_on"] + lies_off))
    roster = read_roster(assets.read("demo", "roster.xlsx"), "roster.xlsx", season["roster_as_of"])
    apply_roster(compare_roster(_moved(roster, lies_off), as_of=None, today=today))
    for row in season["away"]:
        since = _first_of_month(today, row["month"]).replace(day=row["day"])
        change_member(people.person(row["name"], today), since=since, away=row["why"])
    for row in season["contact"]:
        add_contact(**row)
    for name in season["own_kinds"]:
        add_kind(name, presets()[name])
    first, _, _ = USUAL_TERMS.of(today)
    for days in season["calendar"]["spring" if first.month < 7 else "autumn"]:
        mark_days(days.format(year=first.year, next=first.year + 1), today)


def _first_of_month(today: date, months: int) -> date:
    """The first day of the month that lies so many months behind that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _start(row: Mapping[str, Any], today: date) -> datetime:
    first = _first_of_month(today, row["month"])
    day = first + timedelta((row["weekday"] - first.isoweekday()) % 7 + 7 * (row["week"] - 1))
    return datetime.combine(day, time.fromisoformat(row["time"]))


def _meeting(row: Mapping[str, Any], now: datetime) -> Meeting:
    """One meeting: from the plan to all that was recorded of it, if its day is past."""
    start = _start(row, now.date())
    meeting = meetings.plan_meeting(
        row["kind"],
        when=start,
        place=row["place"],
        title=row["title"],
        host=row["host"],
        recorder=row["recorder"],
        ordinal=row.get("ordinal", ""),
        items=row["items"],
        materials=row.get("materials", ()),
        first_topic=row.get("first_topic", ""),
        requirements=row.get("requirements", ""),
        audience=row.get("audience", ""),
        group=row.get("group", ""),
        now=min(start - timedelta(weeks=1), now),
    )
    if start.date() < now.date():
        _held(meeting, row, start, now.date())
    if "no_news" in row:
        meetings.set_station_na(meeting, "news", row["no_news"])
    return meeting


def _held(meeting: Meeting, row: Mapping[str, Any], start: datetime, today: date) -> None:
    """What was recorded of a meeting: the roll, the texts, what was voted on, what is to be done."""
    entered = start + timedelta(days=row.get("entered", 0), hours=2)
    meetings.hold(meeting, now=entered)
    attendance.record_attendance(meeting, row.get("absent", ()), row.get("guests", ()))
    minutes.write_minutes(meeting, row["record"], now=entered)
    for each in row.get("left_out", ()):
        ballots.exclude(meeting, each["name"], each["ground"], each["consent"], voted=True)
    for each in row.get("ballots", ()):
        _ballot(meeting, each)
    for each in row.get("actions", ()):
        _action(meeting, each, start.date(), today)
    if "silenced" in row:
        _silence_news(meeting, row["silenced"], today)


def _ballot(meeting: Meeting, row: Mapping[str, Any]) -> None:
    told = {key: str(word) for key, word in row.items() if key not in ("item", "kind")}
    ballots.add_ballot(facts.items(meeting)[row["item"] - 1], row["kind"], told)


def _action(meeting: Meeting, row: Mapping[str, Any], held: date, today: date) -> None:
    item = facts.items(meeting)[row["item"] - 1]
    due = today + timedelta(row["due"]) if "due" in row else held + timedelta(row["days"])
    action = action_items.add_action(
        meeting, row["what"], owner=row["owner"], due=due.isoformat(), item=item, today=held
    )
    if "done" in row:
        action_items.finish_action(action, note=row["note"], today=held + timedelta(row["done"]))


def _silence_news(meeting: Meeting, reason: str, today: date) -> None:
    """The board tells of its news no more."""
    mine = ("meeting", meeting.id)
    told = next(duty for duty in board(today).overdue if duty.sort == "news" and duty.open == mine)
    silencing.silence(told.key, told.duty, reason)


def _report(meeting: Meeting, row: Mapping[str, Any], photos: PhotoStore) -> Report:
    written = facts.begins(meeting) + timedelta(days=1)
    report = draft_from_meeting(meeting)
    reports.date_report(report, written.date())
    known = {key: fact.value for key, fact in report_facts.facts(report).items()}
    known["date"] = known["when"]
    reports.edit_report(
        report,
        kind=row["kind"],
        kicker=row["kicker"],
        title=row["title"].format_map(known),
        subtitle="\n".join(row["subtitle"]),
        editors_note=row["editors_note"],
        body="",
    )
    for name, caption in zip(_PICTURES, row["captions"], strict=True):
        reports.add_figure(report, caption=caption, photo=assets.path("demo", name), photos=photos)
    attachments.attach(meeting, [assets.path("demo", name) for name in _PICTURES[:2]], what="会议照片", photos=photos)
    reports.edit_report(report, body=row["body"].format_map(known))
    reports.set_bylines(report, [(role, names) for role, names in row["bylines"]])
    reports.set_report_state(report, "submitted", outlet=row["outlet"], today=written.date())
    return report
