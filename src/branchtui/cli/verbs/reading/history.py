"""history: who changed what of a thing, and when."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, data, document
from branchtui.cli.things import add_thing, find
from branchtui.workflows.safety import history
from branchtui.workflows.safety.history import Change, Entry


def register(commands: Any) -> None:
    """`history`."""
    parser = add_command(commands, "history", "看谁在什么时候改了什么", "branchtui history meeting 3fa91c20")
    add_thing(parser)
    add_json(parser)
    parser.set_defaults(action=_history)


def _history(arguments: argparse.Namespace, session: Session) -> int:
    thing = find(arguments, session)
    entries = history.of(thing, session.now)
    if arguments.json:
        document([_entry(entry) for entry in entries])
        return 0
    for entry in entries:
        when = f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else "时间不明"
        data(f"{entry.number}  {when}{'（时钟可疑）' if entry.suspect else ''}  {entry.who}  {entry.name}")
        for change in entry.changes:
            block(f"    {change.part + ' ' if change.part else ''}{change.field}{_difference(change)}")
    if gone := history.gone_by(entries, thing):
        back = f"branchtui revert {arguments.thing} {arguments.id} --before {gone.number}"
        tell(f"这一项现在在回收中，是第 {gone.number} 次修改移入的。要找回：{back}")
    return 0


def _difference(change: Change) -> str:
    """Short values on one line, long text by sentences, one a line; what stayed is left out."""
    if len(change.pieces) <= 2 and "\n" not in change.before + change.after and len(change.before + change.after) <= 60:
        if not (change.before or change.after):
            return ""
        return f"：{change.before or '（空）'} → {change.after or '（空）'}" if change.column else f"：{change.after}"
    lines = [f"\n      {piece.mark} {piece.text.strip()}" for piece in change.pieces if piece.mark != " "]
    return "".join(lines)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "act": entry.name,
        "who": entry.who,
        "when": entry.at,
        "suspect": entry.suspect,
        "changes": [
            {"part": change.part, "field": change.field, "before": change.before, "after": change.after}
            for change in entry.changes
        ],
    }
