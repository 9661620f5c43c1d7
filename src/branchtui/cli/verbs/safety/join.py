"""join: two people, contacts or meetings that are one; or that are not."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.merging.duplicates import shape
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made
from branchtui.cli.things import FINDERS
from branchtui.errors import BranchError, UsageError
from branchtui.store.models import Row
from branchtui.store.replication import captions
from branchtui.store.short_ids import short_id
from branchtui.workflows.joining import duplicates, joining
from branchtui.workflows.joining.choices import Difference, Side
from branchtui.workflows.joining.duplicates import Duplicate

_SIDES: dict[str, Side] = {"1": "kept", "2": "other"}


def register(commands: Any) -> None:
    """`join`."""
    parser = add_command(
        commands,
        "join",
        "把重复的两个人、两条往来或两次会议合并成一条，提到它们的地方都跟着走",
        "branchtui join member 3f2a9c01 77b0d4e2 --take 电话=2",
    )
    things = [model._meta.table_name for model in joining.JOINED]
    parser.words.add_argument("thing", choices=things, metavar="什么", help="、".join(things))
    parser.words.add_argument("one", metavar="第一条的编号")
    parser.words.add_argument("other", metavar="第二条的编号")
    parser.options.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="哪一项=1或2",
        help="两边写的不一样时留第几条的；只写 1 或 2，其余都留那一条的；可写多次",
    )
    parser.options.add_argument("--apart", metavar="原因", help="不是同一个，以后不再提示，要写原因")
    parser.options.add_argument("--dry-run", action="store_true", help="只看两边哪里不一样")
    add_json(parser)
    parser.set_defaults(action=_join)


def _join(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    kept, other = (_find(arguments.thing, text, session) for text in (arguments.one, arguments.other))
    if arguments.apart is not None:
        said = duplicates.not_one(Duplicate(arguments.thing, kept.id, other.id, (), strong=True), arguments.apart)
        data(said)
        return 0
    asked = joining.differences(kept, other)
    if arguments.dry_run:
        return _show(asked, as_json=arguments.json)
    take = _taken(arguments.take, asked)
    if any(each.name not in take for each in asked):
        _show([each for each in asked if each.name not in take], as_json=False)
        raise BranchError("两边写的不一样，没有合并。请用 --take 写明每一项留第几条的，如 --take 电话=2，或 --take 1。")
    one = joining.join(kept, other, take, today=session.today)
    words = f"已合并成一条：{captions.title(one._meta.table_name, one.id)}，编号"
    return made(short_id(one), arguments.json, words)


def _find(thing: str, text: str, session: Session) -> Row:
    """One of the two; also one that was merged away and about which something was written since."""
    wanted = text.strip().lower()
    for _, row in joining.left():
        if row._meta.table_name == thing and len(wanted) >= len(short_id(row)) and short_id(row) == wanted:
            return row
    return FINDERS[thing](text, session)


def _taken(words: list[str], asked: list[Difference]) -> dict[str, Side]:
    """Whose words stand, by the names of what is asked. Raises UsageError for what is not asked, and another number."""
    taken: dict[str, Side] = {}
    rest: Side | None = None
    for word in words:
        what, _, number = word.rpartition("=")
        if number.strip() not in _SIDES:
            raise UsageError(f"--take {word} 不对：等号后面写 1 或 2。")
        side = _SIDES[number.strip()]
        named = [each.name for each in asked if what.strip() in (each.name, each.label)]
        if not what:
            rest = side
        elif not named:
            raise UsageError(f"“{what}”两边没有不一样，或没有这一项。请先用 --dry-run 看哪里不一样。")
        taken |= dict.fromkeys(named, side)
    return taken if rest is None else {**{each.name: rest for each in asked}, **taken}


def _show(asked: list[Difference], *, as_json: bool) -> int:
    if as_json:
        document(shape(asked))
        return 0
    for each in asked:
        data(f"{each.label}：1 {each.kept}；2 {each.other}")
    if not asked:
        tell("两边没有不一样的地方。")
    return 0
