"""import roster, add member, change member."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from branchtui.cli.outcome import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made, read_input
from branchtui.rules.dates import parse_day
from branchtui.rules.errors import BranchError
from branchtui.rules.names import same_name, split_tail
from branchtui.store.find import short_id
from branchtui.store.models import Member
from branchtui.store.queries import people
from branchtui.workflows import roster

_FACTS = {name: words for name, words in roster.FACTS.items() if name != "name"}  # --name corrects the name itself


def register_import(kinds: Any) -> None:
    """`import roster`."""
    parser = add_command(
        kinds, "roster", "导入名册（.xlsx .xls .csv），先列出差异", "branchtui import roster 名册.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    parser.options.add_argument("--as-of", metavar="日期", help="这份名册从哪天起算")
    add_json(parser)
    parser.set_defaults(action=_import_roster)


def register_add(things: Any) -> None:
    """`add member`."""
    parser = add_command(
        things, "member", "加入一位党员", "branchtui add member 林知远 --staff-no 20180012 --from 2026-03-01"
    )
    parser.words.add_argument("name", metavar="姓名")
    parser.options.add_argument("--from", dest="since", metavar="日期", help="从哪天起列入名册（默认今天）")
    parser.options.add_argument("--standing", default="full", metavar="类别", help="full 正式、probationary 预备……")
    parser.options.add_argument("--office", default="", metavar="职务", help="党内职务，如 书记")
    parser.options.add_argument("--group", default="", metavar="党小组")
    parser.options.add_argument("--namesake", action="store_true", help="名册里已有同名的人，这是另一位")
    _add_facts(parser)
    add_json(parser)
    parser.set_defaults(action=_add_member)


def register(commands: Any) -> None:
    """`change member`."""
    change = add_command(
        commands,
        "change",
        "更改人员的类别、职务、党小组等",
        "branchtui change member 林知远 --standing full --from 2026-03-15",
    )
    things = change.add_subparsers(title="更改什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things,
        "member",
        "更改一位党员的情况，自某日起",
        "branchtui change member 林知远#0012 --office 书记 --from 2026-03-15",
    )
    parser.words.add_argument("name", metavar="姓名[#工号尾号]或编号")
    parser.options.add_argument("--from", dest="since", metavar="日期", help="从哪天起（默认今天）")
    parser.options.add_argument("--standing", metavar="类别")
    parser.options.add_argument("--office", metavar="职务", help="增加的职务")
    parser.options.add_argument("--no-office", metavar="职务", help="免去的职务")
    parser.options.add_argument("--group", metavar="党小组")
    parser.options.add_argument("--vote", metavar="限制", help="suspended 停止党籍、on_probation 留党察看、空为恢复")
    parser.options.add_argument("--leaves", action="store_true", help="转出")
    parser.options.add_argument("--returns", action="store_true", help="转入")
    parser.options.add_argument("--name", dest="new_name", metavar="新姓名", help="更正姓名")
    _add_facts(parser)
    add_json(parser)
    parser.set_defaults(action=_change_member)


def find_member(text: str, day: date, *, trashed: bool = False) -> Member:
    """A member by name (with `#` and the end of the staff number) or id; people who left are found too."""
    from branchtui.store.find import by_id

    everyone = people.members()
    named = [key for key, row in everyone.items() if same_name(row.name, split_tail(text)[0])]
    if not named and text and all(char in "0123456789abcdef" for char in text.lower()):
        return by_id(Member, text, "人员", trashed=trashed)
    return people.person(text, day, among=list(everyone))


def _add_facts(parser: Any) -> None:
    for name, words in _FACTS.items():
        parser.options.add_argument(f"--{name.replace('_', '-')}", dest=f"fact_{name}", metavar=words, help=words)


def _facts(arguments: argparse.Namespace) -> dict[str, str]:
    values = {name: getattr(arguments, f"fact_{name}") for name in _FACTS}
    return {name: value for name, value in values.items() if value is not None}


def _day(text: str | None, session: Session) -> date | None:
    return parse_day(text, session.today) if text else None


def _import_roster(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    diff = roster.preview_roster(
        read_input(arguments.file),
        arguments.file,
        as_of=_day(arguments.as_of, session),
        today=session.today,
    )
    if arguments.json:
        document(
            {
                name: [_entry(entry) for entry in getattr(diff, name)]
                for name in ("added", "changed", "unchanged", "ignored", "refused")
            }
            | {"notes": list(diff.notes), "written": not (arguments.dry_run or diff.refused)}
        )
    else:
        _print_diff("新增", diff.added)
        _print_diff("更改", diff.changed)
        _print_diff("不变", diff.unchanged)
        _print_diff("略过", diff.ignored)
        _print_diff("不能导入", diff.refused)
    for note in diff.notes:
        tell(note)
    if diff.refused:
        raise BranchError(f"有 {len(diff.refused)} 行不能导入，什么都没有写入。请按上面的原因改好表格再导入。")
    if arguments.dry_run:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    roster.apply_roster(diff)
    tell(f"已写入：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人。")
    return 0


def _print_diff(word: str, entries: Sequence[roster.RosterEntry]) -> None:
    for entry in entries:
        details = "，".join(entry.lines) or entry.reason
        data(
            f"{word}  第 {entry.line} 行  {entry.name} {entry.staff_no}".rstrip() + (f"  {details}" if details else "")
        )


def _entry(entry: roster.RosterEntry) -> dict[str, Any]:
    return {
        "line": entry.line,
        "name": entry.name,
        "staff_no": entry.staff_no,
        "changes": list(entry.lines),
        "reason": entry.reason,
    }


def _add_member(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    try:
        member = roster.add_member(
            arguments.name,
            today=session.today,
            since=_day(arguments.since, session),
            standing=roster.standing_from(arguments.standing),
            office=arguments.office,
            group=arguments.group,
            namesake=arguments.namesake,
            **_facts(arguments),
        )
    except roster.NamesakeError as error:
        raise BranchError(f"{error}若是同一位，请用 branchtui change member；若是另一位，请加 --namesake。") from None
    return made(short_id(member), arguments.json, f"已加入 {member.name}，编号")


def _change_member(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    facts = _facts(arguments)
    if arguments.new_name is not None:
        facts["name"] = arguments.new_name
    since = _day(arguments.since, session) or session.today
    member = roster.change_member(
        find_member(arguments.name, since),
        since=since,
        standing=roster.standing_from(arguments.standing) if arguments.standing is not None else None,
        office=arguments.office,
        no_office=arguments.no_office,
        group=arguments.group,
        vote=arguments.vote,
        leaves=arguments.leaves,
        returns=arguments.returns,
        **facts,
    )
    return made(short_id(member), arguments.json, f"已更改 {member.name}，自 {since.isoformat()}，编号")
