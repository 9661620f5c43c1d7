"""list: the things of one kind there are, for people and for scripts."""

import argparse
from collections.abc import Callable
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.services import listed
from branchtui.cli.session import Session, document, table
from branchtui.cli.words import in_words, masked
from branchtui.errors import UsageError
from branchtui.rules.roster import OPEN
from branchtui.store.queries import action_items, contacts, meetings, people, reports
from branchtui.store.short_ids import short_id

_ALL = 1_000_000
_SERVICES, _HOURS, _CONFLICTS, _DUPLICATES = "services", "hours", "conflicts", "duplicates"
_OWN = (_SERVICES, _HOURS, _CONFLICTS, _DUPLICATES)  # listed in a way of their own


def register(commands: Any) -> None:
    """`list`."""
    parser = add_command(
        commands,
        "list",
        "列出人员、会议、新闻稿、示范岗、往来、共建活动、身边人、学习发展、荣誉成果、收发文、发展党员、谈心谈话、整改清单、评议结果、用语、体裁、投稿媒体、刊发、议定事项、学习计划、服务记录、学时、合并的冲突或可能重复的，每行先写编号",
        "branchtui list meetings --json",
    )
    parser.words.add_argument(
        "things",
        choices=[*_LISTS, *_OWN],
        metavar="什么",
        help="、".join([*_LISTS, *_OWN]),
    )
    parser.options.add_argument("--post", metavar="岗位", help="只列这个岗位的服务记录")
    parser.options.add_argument("--by", metavar="姓名", help="只列这个人的服务记录，或学时的来源")
    parser.options.add_argument("--from", dest="first", metavar="日期", help="从哪天起的服务记录")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="到哪天为止的服务记录")
    parser.options.add_argument("--year", metavar="年份", help="哪一年的学时（默认今年）")
    add_json(parser)
    parser.set_defaults(action=_list)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    by = arguments.by and arguments.things != _HOURS
    narrowed = any((arguments.post, by, arguments.first, arguments.last))
    if narrowed and arguments.things != _SERVICES:
        raise UsageError(
            f"--post、--by、--from、--to 只和 {_SERVICES} 同用，如 branchtui list services --post 教务服务岗。"
        )
    if arguments.year and arguments.things != _HOURS:
        raise UsageError(f"--year 只和 {_HOURS} 同用，如 branchtui list hours --year {session.today.year}。")
    if arguments.things == _CONFLICTS:
        from branchtui.cli.merging.conflicts import show_conflicts

        return show_conflicts(session, as_json=arguments.json)
    if arguments.things == _DUPLICATES:
        from branchtui.cli.merging.duplicates import show_duplicates

        return show_duplicates(as_json=arguments.json)
    rows = _rows(arguments, session)
    if arguments.json:
        document(rows)
    else:
        table([[in_words(key, value) for key, value in row.items()] for row in rows])
    return 0


def _rows(arguments: argparse.Namespace, session: Session) -> list[dict[str, Any]]:
    if arguments.things == _HOURS:
        from branchtui.cli.year.hours import listed_hours  # needed by these alone

        return listed_hours(arguments, session)
    return listed(arguments, session) if arguments.things == _SERVICES else _LISTS[arguments.things](session)


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


def _posts(session: Session) -> list[dict[str, Any]]:
    from branchtui.store.queries.posts import PostList
    from branchtui.workflows.posts.post_rules import post_rules

    rules = post_rules()
    found = []
    for row in PostList().page(0, _ALL):
        state, since = row.since(rules, session.today)
        found.append(
            {
                "id": short_id(row.id),
                "number": row.number,
                "name": row.name,
                "category": row.category,
                "state": state,
                "since": since.isoformat() if since else None,
                "holders": [holder.name for holder in row.holders_on(session.today)],
            }
        )
    return found


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


def _register(things: str) -> Callable[[Session], list[dict[str, Any]]]:
    def listed_rows(session: Session) -> list[dict[str, Any]]:
        from branchtui.cli.registers.shape import LISTS  # needed by these alone
        from branchtui.cli.year.shape import LISTS as OF_YEAR

        return {**LISTS, **OF_YEAR}[things](session)

    return listed_rows


def _plans(session: Session) -> list[dict[str, Any]]:
    from branchtui.cli.year.plans import listed as listed_plans

    return listed_plans(session)


def _outlines(session: Session) -> list[dict[str, Any]]:
    from branchtui.workflows.reports.outlines import outlines

    return [
        {"id": each.outline.name, "limit": each.outline.limit or None, "own": each.own, "source": each.outline.source}
        for each in outlines()
    ]


_LISTS: dict[str, Callable[[Session], list[dict[str, Any]]]] = {
    "members": _members,
    "meetings": _meetings,
    "reports": _reports,
    "posts": _posts,
    "contacts": _contacts,
    "actions": _actions,
    "plans": _plans,
    "outlines": _outlines,
    **{
        things: _register(things)
        for things in (
            "activities",
            "helpers",
            "growth",
            "honours",
            "documents",
            "development",
            "talks",
            "rectifications",
            "appraisals",
            "wordings",
            "outlets",
            "publications",
        )
    },
}
