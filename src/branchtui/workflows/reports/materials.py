"""What the record has for a draft: of a meeting, a partner activity, an honour, a year. Facts only, no prose."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from branchtui.rules.attendance import audience_words
from branchtui.rules.blanks import NO_ROLL
from branchtui.rules.registers.masking import shown_name
from branchtui.rules.reports.outlines import Block
from branchtui.rules.roster import COMMITTEE, MemberAsOf, office_rank
from branchtui.rules.text.chinese_time import chinese_day, chinese_days
from branchtui.rules.text.minutes_text import bare_resolution
from branchtui.store.models import Honour, PartnerActivity, Row
from branchtui.store.queries import action_items, meetings, people
from branchtui.store.queries.meeting_view import MeetingView
from branchtui.store.queries.registers import activities, honours
from branchtui.store.queries.registers.activities import ActivityRow
from branchtui.store.queries.registers.honours import HonourRow
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.year.held import counts_of_kinds
from branchtui.store.queries.year.rectifications import rectifications
from branchtui.workflows.figures.log_figures import in_words
from branchtui.workflows.meeting_rules import kind_seen

_SAID = {"services": "开展服务{}", "hours": "服务时长{}", "served": "服务{}"}


@dataclass(frozen=True, slots=True)
class Material:
    """`title` is what the draft is called, `facts` the words it is tied to by key, `blocks` the paragraphs of each block.

    `about` is the thing that it tells of; without one the facts are of the days from `first` to `last`. `figures` are
    those of the log that the paragraphs state.
    """

    title: str
    facts: Mapping[str, str]
    blocks: Mapping[Block, Sequence[str]]
    about: Row | None = None
    first: date | None = None
    last: date | None = None
    figures: Sequence[tuple[str, Figure]] = field(default=())


def of_meeting(seen: MeetingView) -> Material:
    """What was recorded of a meeting that was held."""
    branch, kind, meeting = seen.branch or people.the_branch(), kind_seen(seen), seen.row
    heads = seen.head_count
    facts = {
        "branch": branch.name,
        "unit": branch.unit,
        "kind": kind.name,
        "title": meeting.title,
        "when": chinese_day(meetings.begins(meeting).date()),
        "place": meeting.place,
        "host": seen.host,
        "expected": f"{heads.expected}人",
        "present": f"{heads.present}人" if heads.roll_taken else "",
        "leaders": _leaders(seen) if heads.roll_taken else "",
        "guests": "、".join(f"{guest.position}{guest.name}" for guest in seen.guests if not guest.topic),
        "speakers": "、".join(f"{guest.position}{guest.name}“{guest.topic}”" for guest in seen.guests if guest.topic),
        "audience": audience_words(meeting.audience, meeting.audience_who),
    }
    where = f"在{facts['place']}" if facts["place"] else ""
    opening = f"{facts['when']}，{branch.name}{where}{kind.verb}“{meeting.title}”{kind.name}。"
    hosted = f"会议由{facts['host']}主持，" if facts["host"] else ""
    counted = f"{hosted}应到{facts['expected']}，实到{facts['present'] or NO_ROLL}。"
    came = f"出席的支委：{facts['leaders']}。" if facts["leaders"] else ""
    beside = f"列席：{facts['guests']}。" if facts["guests"] else ""
    spoke = "".join(f"{guest.position}{guest.name}主讲“{guest.topic}”。" for guest in seen.guests if guest.topic)
    listened = f"听众{facts['audience']}。" if facts["audience"] else ""
    items: list[str] = []
    for item in seen.items:
        items.append(f"# {item.title}")
        if decided := bare_resolution(item.resolution):
            items.append(f"会议决定：{' '.join(decided.split())}")
    return Material(
        f"{branch.name}{kind.verb}“{meeting.title}”{kind.name}",
        facts,
        {"lead": [opening + counted + came + beside + spoke + listened], "items": items},
        meeting,
    )


def _leaders(seen: MeetingView) -> str:
    """Those of the committee who came, in the order of their offices."""

    def rank(person: MemberAsOf) -> tuple[int, str]:
        return min(map(office_rank, COMMITTEE.intersection(person.offices)))

    came = [
        person
        for person in seen.roster.values()
        if COMMITTEE.intersection(person.offices)
        and (entry := seen.attendances.get(person.member)) is not None
        and entry.state == "present"
    ]
    return "、".join(
        f"{min(COMMITTEE.intersection(person.offices), key=office_rank)}{seen.names[person.member].name}"
        for person in sorted(came, key=rank)
    )


def of_activity(activity: PartnerActivity) -> Material:
    """What was recorded of a partner activity."""
    branch = people.the_branch()
    row = next(row for row in activities.activities() if row.id == activity.id)
    facts = {
        "branch": branch.name,
        "unit": branch.unit,
        "title": row.title,
        "when": _days(row),
        "place": row.place,
        "partner": row.partner,
        "students": f"{row.students}人" if row.students is not None else "",
    }
    where = f"在{row.place}" if row.place else ""
    lead = f"{facts['when']}，{branch.name}与{row.partner}{where}开展“{row.title}”。{_students(row)}"
    outcome = [line.strip() for line in row.outcome.splitlines() if line.strip()]
    title = f"{branch.name}与{row.partner}开展“{row.title}”"
    return Material(title, facts, {"lead": [lead], "outcome": outcome}, activity)


def _days(row: ActivityRow) -> str:
    return chinese_days(row.day, row.to_day) if row.to_day else chinese_day(row.day)


def _students(row: ActivityRow) -> str:
    if row.students is None:
        return ""
    majors = "、".join("".join(line.split()) for line in row.majors.splitlines())
    return f"参加的学生{row.students}人{f'（{majors}）' if majors else ''}。"


def of_honour(honour: Honour) -> Material:
    """What was recorded of an honour; a student's name is masked unless they agreed to be named."""
    branch = people.the_branch()
    row = next(row for row in honours.honours() if row.id == honour.id)
    whose = _whose(row, branch.name)
    facts = {
        "branch": branch.name,
        "unit": branch.unit,
        "who": whose,
        "when": chinese_day(row.day) if row.day else "",
        "honour": row.title,
        "grade": row.grade,
        "level": row.level,
        "issuer": row.issuer,
    }
    return Material(f"{whose}：{row.title}", facts, {"lead": [_honour(row, branch.name)]}, honour)


def _whose(row: HonourRow, branch: str) -> str:
    return shown_name(row.of, consent=row.consent) if row.of_table else branch


def _honour(row: HonourRow, branch: str) -> str:
    when = f"{chinese_day(row.day)}，" if row.day else ""
    beside = "，".join(filter(None, (row.kind, row.level, row.grade, row.issuer)))
    return f"{when}{_whose(row, branch)}：{row.title}{f'（{beside}）' if beside else ''}。"


def of_year(year: int, today: date) -> Material:
    """What was recorded of a year, up to today."""
    branch = people.the_branch()
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    held = held_words(first, last)
    facts = {"branch": branch.name, "unit": branch.unit, "held": held}
    span = chinese_days(first, last)
    stated = [(key, figure) for key, figure in _figures(first, last) if figure.total()]
    said = "，".join(_SAID[figure.measure].format(in_words(figure)) for _, figure in stated)
    open_faults = [row for row in rectifications(year) if row.done_on is None]
    faults = [f"{' '.join(row.problem.split()).rstrip('。')}{_due(row.owner, row.due)}" for row in open_faults]
    of_year = [row for row in reversed(honours.honours()) if row.day is not None and first <= row.day <= last]
    done = [row for row in reversed(activities.activities()) if first <= row.day <= last]
    return Material(
        f"{branch.name}{year}年",
        facts,
        {
            "lead": [f"{span}，{branch.name}召开会议：{held}。"] if held else [],
            "log": [f"{span}，示范岗{said}。"] if said else [],
            "activities": [f"{_days(row)}，与{row.partner}开展“{row.title}”。{_students(row)}" for row in done],
            "honours": [_honour(row, branch.name) for row in of_year],
            "faults": faults,
            "tasks": ["\n".join(_tasks())],
        },
        first=first,
        last=last,
        figures=stated,
    )


def held_words(first: date, last: date) -> str:
    """How many meetings of each kind were held from one day to another: 主题党日4次、党课2次."""
    return "、".join(f"{kind}{times}次" for kind, times in counts_of_kinds(first, last))


def _figures(first: date, last: date) -> Iterator[tuple[str, Figure]]:
    yield "services", Figure("services", first=first, last=last)
    yield "hours", Figure("hours", first=first, last=last)
    yield "served", Figure("served", first=first, last=last)


def _due(owner: str, due: date | None) -> str:
    told = "，".join(filter(None, (f"责任人{owner}" if owner else "", f"期限{chinese_day(due)}" if due else "")))
    return f"（{told}）。" if told else "。"


def _tasks() -> Iterator[str]:
    """What was agreed and is not done, as a table; nothing where there is nothing."""
    rows = action_items.open_items()
    if rows:
        yield _row(("任务", "责任人", "时限"))
    for row in rows:
        yield _row((row.what, row.owner, chinese_day(row.due) if row.due else ""))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
