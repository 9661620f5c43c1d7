"""The service log as the command line shows it: rows and totals."""

import argparse
from collections import Counter
from typing import Any

from branchtui.cli.session import Session
from branchtui.cli.things import find_member, find_post
from branchtui.rules.services import STATES
from branchtui.store.models import Post
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.services.log import ServiceList, ServiceRow
from branchtui.store.short_ids import short_id

_ALL = 1_000_000


def totals_and_log(post: Post) -> dict[str, Any]:
    """What `show post` says of the log: `totals` {hours, served} and `log`, the latest first.

    The hours of the totals are those of each row and of all who took part in it (`hours_taking_part`).
    """
    figure = Figure("hours", post=post.id)
    beside: Counter[bytes] = Counter()
    for row in figure.rows():
        if row.sign_up is not None:
            beside[row.service] += row.amount
    return {
        "totals": {"hours": hours(figure.total()), "served": Figure("served", post=post.id).total()},
        "log": [
            shown(row) | {"hours_taking_part": hours(beside[row.id])} for row in ServiceList(post=post.id).page(0, _ALL)
        ],
    }


def shown(row: ServiceRow) -> dict[str, Any]:
    """One row of the log for `--json`."""
    return {
        "id": short_id(row.id),
        "post": row.post,
        "day": row.day,
        "from": row.begins,
        "to": row.ends,
        "hours": hours(row.half_hours),
        "by": row.by,
        "what": row.what,
        "whom": row.whom,
        "served": row.served,
        "result": f"{row.result}{row.unit}" if row.result is not None else "",
        "link": row.link,
        "state": row.state,
        "verified_by": row.verifier,
        "sign_ups": row.sign_ups,
    }


def hours(half_hours: int) -> float | int:
    """Hours for `--json`: 2, 1.5"""
    return half_hours / 2 if half_hours % 2 else half_hours // 2


def listed(arguments: argparse.Namespace, session: Session) -> list[dict[str, Any]]:
    """The rows that `list services` was asked for; without `--json` their states are words."""
    from branchtui.cli.member_options import day_given

    chosen = ServiceList(
        post=find_post(arguments.post).id if arguments.post else None,
        member=find_member(arguments.by, session.today).id if arguments.by else None,
        first=day_given(arguments.first, session, past=True),
        last=day_given(arguments.last, session, past=True),
    )
    rows = [shown(row) for row in chosen.page(0, _ALL)]
    return rows if arguments.json else [row | {"state": STATES[row["state"]]} for row in rows]
