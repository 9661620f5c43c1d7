"""list: the people, meetings, reports, contacts or action items there are, for people and for scripts."""

import argparse
from collections.abc import Callable
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, document, table
from branchtui.cli.words import in_words, masked
from branchtui.rules.roster import OPEN
from branchtui.store.queries import action_items, contacts, meetings, people, reports
from branchtui.store.short_ids import short_id

_ALL = 1_000_000


def register(commands: Any) -> None:
    """`list`."""
    parser = add_command(
        commands, "list", "列出人员、会议、新闻稿、往来或议定事项，每行先写编号", "branchtui list meetings --json"
    )
    parser.words.add_argument("things", choices=list(_LISTS), metavar="什么", help="、".join(_LISTS))
    add_json(parser)
    parser.set_defaults(action=_list)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    rows = _LISTS[arguments.things](session)
    if arguments.json:
        document(rows)
    else:
        table([[in_words(key, value) for key, value in row.items()] for row in rows])
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
            "away": row.away,
            "since": None if row.since == OPEN else row.since.isoformat(),
        }
        for row in people.MemberList(session.today).page(0, _ALL)
    ]


def _meetings(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "id": short_id(row.id),
            "when": f"{row.begins:%Y-%m-%d %H:%M}",
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


def _actions(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "id": short_id(row.id),
            "due": row.due,
            "what": row.what,
            "owner": row.owner,
            "done_on": row.done_on,
            "done_note": row.done_note,
            "meeting": short_id(row.meeting),
            "title": row.title,
        }
        for row in action_items.all_items()
    ]


def _contacts(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "id": short_id(row.id),
            "name": row.name,
            "unit": row.unit,
            "position": row.position,
            "phone": masked(row.phone),
            "groups": row.groups,
        }
        for row in contacts.contacts()
    ]


_LISTS: dict[str, Callable[[Session], list[dict[str, Any]]]] = {
    "members": _members,
    "meetings": _meetings,
    "reports": _reports,
    "contacts": _contacts,
    "actions": _actions,
}
