"""import roster, add member, change member (beside change meeting)."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made, read_input
from branchtui.cli.verbs.meetings import register_change
from branchtui.errors import BranchError, UsageError
from branchtui.files.sheets.standings import NO_STANDING
from branchtui.files.sheets.tables import MOST_ROWS
from branchtui.rules.roster import FACTS
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import same_name, split_tail
from branchtui.store.models import Member
from branchtui.store.queries import people
from branchtui.store.short_ids import short_id
from branchtui.workflows.people import roster
from branchtui.workflows.people.roster_diff import RosterEntry
from branchtui.workflows.people.roster_questions import SKIP, Question

_FACTS = {name: words for name, words in FACTS.items() if name != "name"}  # --name corrects the name itself


def register_import(kinds: Any) -> None:
    """`import roster`."""
    parser = add_command(
        kinds, "roster", "导入名册（.xlsx .xls .csv），先列出差异", "branchtui import roster 名册.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--dry-run", action="store_true", help="只看差异，不写入")
    parser.options.add_argument("--as-of", metavar="日期", help="这份名册从哪天起算")
    parser.options.add_argument("--many", action="store_true", help=f"超过 {MOST_ROWS} 行也读")
    parser.options.add_argument(
        "--standing", metavar="类别", help="人员类别没有写的人按什么导入：full 正式、probationary 预备、skip 不导入……"
    )
    parser.options.add_argument(
        "--decide",
        action="append",
        default=[],
        metavar="哪件事=怎么办",
        help="定下预览里“请您定”的一件事，如 转出=skip、积极分子=activist；可写多次",
    )
    add_json(parser)
    parser.set_defaults(action=_import_roster, backup=True)


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
    """`change member` and `change meeting`."""
    change = add_command(
        commands,
        "change",
        "更改人员的类别、职务、党小组等，或会议的地点、散会时间等",
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
    register_change(things)


def find_member(text: str, day: date, *, trashed: bool = False) -> Member:
    """A member by name (with `#` and the end of the staff number) or id; people who left are found too."""
    from branchtui.store.short_ids import by_id

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


def _answers(arguments: argparse.Namespace) -> dict[str, str]:
    answers = {}
    for text in arguments.decide:
        key, mark, value = text.replace("＝", "=").partition("=")
        if not mark:
            raise UsageError(f"--decide 要写成“哪件事=怎么办”，如 转出=skip；现在写的是“{text}”。")
        answers[key.strip()] = value.strip()
    if arguments.standing is not None:
        skips = arguments.standing == SKIP
        answers[NO_STANDING] = SKIP if skips else roster.standing_from(arguments.standing)
    return answers


def _import_roster(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    diff = roster.preview_roster(
        read_input(arguments.file),
        arguments.file,
        as_of=_day(arguments.as_of, session),
        today=session.today,
        many=arguments.many,
        answers=_answers(arguments),
    )
    if arguments.json:
        document(
            {
                name: [_entry(entry) for entry in getattr(diff, name)]
                for name in ("added", "changed", "unchanged", "ignored", "refused", "asked")
            }
            | {
                "questions": [_question(question) for question in diff.questions],
                "notes": list(diff.notes),
                "written": not (arguments.dry_run or diff.refused or diff.questions),
            }
        )
    else:
        _print_diff("新增", diff.added)
        _print_diff("更改", diff.changed)
        _print_diff("不变", diff.unchanged)
        _print_diff("略过", diff.ignored)
        _print_diff("请您定", diff.asked)
        _print_diff("不能导入", diff.refused)
    for note in diff.notes:
        tell(note)
    for question in diff.questions:
        ways = "；".join(f"{words}请加 {_option(question.key, value)}" for value, words in question.choices)
        tell(f"请您定：{question.words}：{ways}。")
    if diff.refused:
        raise BranchError(f"有 {len(diff.refused)} 行不能导入，什么都没有写入。请按上面的原因改好表格再导入。")
    if arguments.dry_run:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
        return 0
    if diff.questions:
        raise BranchError(f"还有 {len(diff.questions)} 件事要您定，什么都没有写入。请按上面的选择加上选项再导入。")
    roster.apply_roster(diff)
    tell(f"已写入：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人。")
    return 0


def _option(key: str, value: str) -> str:
    return f"--standing {value}" if key == NO_STANDING else f"--decide {key}={value}"


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "question": question.about,
        "people": list(question.people),
        "choices": [{"value": value, "words": words} for value, words in question.choices],
    }


def _print_diff(word: str, entries: Sequence[RosterEntry]) -> None:
    for entry in entries:
        details = "，".join(filter(None, (*entry.lines, entry.reason, *entry.told)))
        row = f"第 {entry.line} 行" if entry.line else ""  # a whole sheet that is not read has none
        data("  ".join(filter(None, (word, row, f"{entry.name} {entry.staff_no}".strip(), details))))


def _entry(entry: RosterEntry) -> dict[str, Any]:
    return {
        "line": entry.line,
        "name": entry.name,
        "staff_no": entry.staff_no,
        "changes": list(entry.lines),
        "reason": entry.reason,
        "told": list(entry.told),
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
