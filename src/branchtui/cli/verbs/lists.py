"""list, show, board: reading, for people and for scripts."""

import argparse
from collections.abc import Callable
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, data, document, table
from branchtui.cli.verbs.meetings import find_meeting
from branchtui.cli.verbs.people import find_member
from branchtui.cli.verbs.reports import find_report
from branchtui.rules.attendance import STATES as ATTENDANCE
from branchtui.rules.board import Duty
from branchtui.rules.meetings import STATES as MEETING_STATES
from branchtui.rules.roster import ASPECTS, OPEN, STANDINGS
from branchtui.rules.text.dates import parse_day
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.frozen_lists import kept_reasons
from branchtui.store.queries.meeting_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows import board
from branchtui.workflows.meetings.meetings import kind_of

_ALL = 1_000_000


def register(commands: Any) -> None:
    """`list`, `show` and `board`."""
    parser = add_command(commands, "list", "列出人员、会议或新闻稿，每行先写编号", "branchtui list meetings --json")
    parser.words.add_argument("things", choices=list(_LISTS), metavar="什么", help="members、meetings、reports")
    add_json(parser)
    parser.set_defaults(action=_list)

    parser = add_command(commands, "show", "显示一件事的全部内容", "branchtui show meeting 3fa91c20")
    parser.words.add_argument("thing", choices=list(_SHOWS), metavar="什么", help="meeting、report、member")
    parser.words.add_argument("id", metavar="编号")
    add_json(parser)
    parser.set_defaults(action=_show)

    parser = add_command(commands, "board", "今天要做的事：逾期、将到期、矛盾", "branchtui board --date 2026-03-10")
    parser.options.add_argument("--date", metavar="日期", help="以哪天为今天")
    add_json(parser)
    parser.set_defaults(action=_board)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    rows = _LISTS[arguments.things](session)
    if arguments.json:
        document(rows)
    else:
        table([[_cell(key, value) for key, value in row.items()] for row in rows])
    return 0


def _members(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "id": short_id(row.id),
            "name": row.name,
            "staff_no": row.staff_no,
            "standing": row.standing,
            "offices": list(row.offices),
            "group": row.group,
            "since": None if row.since == OPEN else row.since.isoformat(),
        }
        for row in people.MemberList(session.today).page(0, _ALL)
    ]


def _meetings(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "id": short_id(row.id),
            "when": row.begins,
            "kind": row.kind,
            "title": row.title,
            "place": row.place,
            "state": row.state,
            "late": row.late,
        }
        for row in meetings.MeetingList().page(0, _ALL)
    ]


def _reports(session: Session) -> list[dict[str, Any]]:
    return [
        {"id": short_id(row.id), "day": row.day, "title": row.title, "state": row.state, "outlet": row.outlet}
        for row in reports.ReportList().page(0, _ALL)
    ]


def _show(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    thing = _SHOWS[arguments.thing](arguments.id, session)
    if arguments.json:
        document(thing)
    else:
        _print_thing(thing)
    return 0


def _show_meeting(text: str, session: Session) -> dict[str, Any]:
    seen = view(find_meeting(text).id)
    row, heads = seen.row, seen.head_count
    return {
        "id": short_id(row),
        "kind": row.kind,
        "ordinal": row.ordinal,
        "title": row.title,
        "when": f"{meetings.begins(row):%Y-%m-%d %H:%M}",
        "until": f"{row.ends_at:%Y-%m-%d %H:%M}" if row.ends_at else None,
        "place": row.place,
        "host": seen.host,
        "recorder": seen.recorder,
        "state": row.state,
        "reason": row.reason,
        "recorded_on": row.recorded_on,
        "late": meetings.is_late(row),
        "expected": heads.expected,
        "present": heads.present,
        "unmarked": heads.unmarked,
        "people": [
            {
                "name": person.name,
                "standing": person.standing,
                "votes": person.votes,
                "state": person.state,
                "reason": person.reason,
            }
            for person in seen.expected(kind_of(row))
        ],
        "kept": [
            {"name": people.member(member).name, "reason": reason} for member, reason in kept_reasons(row).items()
        ],
        "guests": [guest.name for guest in seen.guests],
        "materials": [material.title for material in seen.materials],
        "items": [
            {
                "title": item.title,
                "presenter": seen.presenters[item.id],
                "record": item.record,
                "resolution": item.resolution,
            }
            for item in seen.items
        ],
        "closing": row.closing,
        "stations": [{"name": station.name, "state": station.state, "why": station.why} for station in seen.stations],
    }


def _show_report(text: str, session: Session) -> dict[str, Any]:
    row = find_report(text)
    return {
        "id": short_id(row),
        "kicker": row.kicker,
        "title": row.title,
        "subtitle": row.subtitle.splitlines(),
        "unit": row.unit,
        "dated": row.dated,
        "editors_note": row.editors_note,
        "body": row.body,
        "figures": [
            {"mark": figure.mark, "caption": figure.caption, "photo": figure.photo.name if figure.photo else ""}
            for figure in reports.figures(row)
        ],
        "bylines": [{"role": line.role, "names": line.names} for line in reports.bylines(row)],
        "facts": {key: fact.value for key, fact in reports.facts(row).items()},
        "state": row.state,
        "reason": row.reason,
        "outlet": row.outlet,
        "submitted_on": row.submitted_on,
        "link": row.link,
        "profile": row.profile,
    }


def _show_member(text: str, session: Session) -> dict[str, Any]:
    row = find_member(text, session.today)
    return {
        "id": short_id(row),
        "name": row.name,
        "staff_no": row.staff_no,
        "sex": row.sex,
        "born": row.born,
        "education": row.education,
        "job": row.job,
        "title": row.title,
        "phone": f"{row.phone[:3]}****{row.phone[-4:]}" if len(row.phone) >= 7 else row.phone,
        "events": [
            {
                "aspect": ASPECTS[event.aspect],
                "subject": event.subject,
                "from": None if event.on == OPEN else event.on,
                "value": _event_value(event.aspect, event.value),
            }
            for event in sorted(people.events(row), key=lambda event: event.on)
        ],
    }


def _event_value(aspect: str, value: str) -> str:
    if aspect == "group":
        group = people.groups().get(value)
        return group.name if group else ""
    return STANDINGS.get(value, {"in": "是", "out": "否"}.get(value, value))


def _board(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    day = parse_day(arguments.date, session.today) if arguments.date else session.today
    found = board.board(day)
    if arguments.json:
        document(
            {
                "date": day,
                "overdue": [_duty(duty) for duty in found.overdue],
                "due": [_duty(duty) for duty in found.due],
                "contradictions": [_duty(duty) for duty in found.contradictions],
            }
        )
        return 0
    for word, duties in (("逾期", found.overdue), ("将到期", found.due), ("矛盾", found.contradictions)):
        for duty in duties:
            opened = short_id(duty.open[1]) if duty.open else ""
            data("  ".join(part for part in (word, duty.period, duty.duty, duty.clause, opened) if part))
    return 0


def _duty(duty: Duty) -> dict[str, Any]:
    opened = {"thing": duty.open[0], "id": short_id(duty.open[1])} if duty.open else None
    return {"duty": duty.duty, "period": duty.period, "clause": duty.clause, "open": opened}


_STATIONS = {"open": "待办", "done": "完成", "na": "不适用"}
_WORDS: dict[str, dict[Any, str]] = {
    "standing": STANDINGS,
    "state": {**MEETING_STATES, **reports.STATES, **ATTENDANCE, **_STATIONS},
    "late": {True: "补记", False: ""},
    "votes": {True: "有表决权", False: "无表决权"},
}
_LABELS = {
    "id": "编号", "kind": "类型", "ordinal": "次序", "title": "标题", "when": "时间", "place": "地点", "host": "主持人",
    "recorder": "记录人", "state": "状态", "reason": "原因", "recorded_on": "记录日期", "late": "补记", "expected": "应到",
    "until": "散会时间", "unmarked": "未点名", "present": "实到", "people": "应到人员",
    "kept": "应到名单与名册不符而保留", "guests": "列席", "materials": "学习材料", "items": "议程", "closing": "结束语",
    "stations": "六项", "kicker": "栏目", "subtitle": "副标题", "unit": "供稿单位", "dated": "发布日期", "editors_note": "编者按",
    "body": "正文", "figures": "配图", "bylines": "署名", "facts": "预填的事实", "outlet": "媒体", "submitted_on": "投稿日期",
    "link": "链接", "profile": "版式", "name": "姓名", "staff_no": "工号", "sex": "性别", "born": "出生年月", "education": "学历",
    "job": "工作岗位", "phone": "电话", "events": "情况变化",
}  # fmt: skip


def _print_thing(thing: dict[str, Any]) -> None:
    for key, value in thing.items():
        if value in ("", None, [], {}, False):
            continue
        label = _LABELS[key]
        if isinstance(value, list):
            data(f"{label}：")
            for part in value:
                words = [_cell(name, word) for name, word in part.items()] if isinstance(part, dict) else [str(part)]
                block("  " + "  ".join(word for word in words if word))
        elif isinstance(value, dict):
            data(f"{label}：{'；'.join(f'{name}={word}' for name, word in value.items())}")
        else:
            block(f"{label}：{'是' if value is True else _cell(key, value)}")


def _cell(key: str, value: Any) -> str:
    """A value in words: a state, a standing, a yes or no as what it means there; everything else as it is."""
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else _WORDS.get(key, {}).get(value, str(value))


_LISTS: dict[str, Callable[[Session], list[dict[str, Any]]]] = {
    "members": _members,
    "meetings": _meetings,
    "reports": _reports,
}
_SHOWS: dict[str, Callable[[str, Session], dict[str, Any]]] = {
    "meeting": _show_meeting,
    "report": _show_report,
    "member": _show_member,
}
