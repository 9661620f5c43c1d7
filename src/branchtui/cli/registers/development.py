"""发展党员 as `list`, `show` and `export` give it."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_member, find_row
from branchtui.paths import user_path
from branchtui.rules.roster import OPEN
from branchtui.store.models import DevelopmentStep
from branchtui.store.short_ids import short_id
from branchtui.workflows.development.overview import Developing, developing, of_member


def listed(session: Session) -> list[dict[str, Any]]:
    """Everybody who is on the way to membership."""
    return [
        {**_head(row), "next": row.next_words, "due": row.due.by.isoformat() if row.due else None}
        for row in developing(session.today)
    ]


def shown(text: str, session: Session) -> dict[str, Any]:
    """One person, named or by the id of a step: what they were since when, what is due, what was done."""
    row = of_member(_member(text, session), session.today)
    return {
        **_head(row),
        "stages": [
            {"day": None if on == OPEN else on.isoformat(), "standing": standing} for standing, on in row.of.stages
        ],
        "dues": [{"day": due.by.isoformat(), "what": due.words} for due in row.dues],
        "next": row.next_step,
        "taken": [
            {
                "id": short_id(step.id),
                "day": step.day.isoformat(),
                "to": step.to_day.isoformat() if step.to_day else None,
                "step": step.step,
                "by": step.by,
                "note": step.note,
                "meeting": step.meeting,
            }
            for step in row.of.steps
        ],
    }


def register_export(things: Any) -> None:
    """`export development`."""
    parser = add_command(
        things, "development", "导出一位的发展党员培养考察登记表（Word）", "branchtui export development 许南乔 -o 提交"
    )
    parser.words.add_argument("name", metavar="姓名或编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export)


def _export(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.development.papers import prepare_register

    session.open()
    member = _member(arguments.name, session)
    folder = user_path(arguments.output) if arguments.output else session.exports
    return files(prepare_register(member, folder, today=session.today, photos=session.photos).write(), arguments.json)


def _member(text: str, session: Session) -> bytes:
    """The person who is meant by a name, or by an id: of a step, or of the person as `list development` shows it."""
    wanted = text.strip().lower()
    if wanted and all(char in "0123456789abcdef" for char in wanted):
        if any(short_id(row.id).startswith(wanted) for row in developing(session.today)):
            return find_member(text, session.today).id
        return find_row(DevelopmentStep, text).member_id
    return find_member(text, session.today).id


def _head(row: Developing) -> dict[str, Any]:
    since = row.of.since if row.of.stages else OPEN
    return {
        "id": short_id(row.id),
        "name": row.of.name,
        "standing": row.of.standing,
        "since": None if since == OPEN else since.isoformat(),
    }
