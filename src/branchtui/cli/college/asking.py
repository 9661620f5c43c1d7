"""What a college's organiser asks of the branches: notices, sheets, reminders; and what they handed in."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from branchtui.cli.college.organiser import add_output, moment, organiser, target_given
from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import Parser, add_command, add_json
from branchtui.cli.session import Session, data, document, files, read_input, table
from branchtui.errors import BranchError, UsageError

if TYPE_CHECKING:
    from branchtui.workflows.college.asking import Draft, Request


def register(commands: Any) -> None:
    """`college notice`, `request`, `collect`, `remind`, `change`, `withdraw`."""
    notice = add_command(
        commands,
        "notice",
        "组织员：给支部发通知",
        "branchtui college notice 报送学时统计的安排 --due 12月10日 --to 1,5-9",
    )
    notice.words.add_argument("title", metavar="标题")
    notice.options.add_argument("--file", metavar="文件", help="正文在这个文本文件里（- 是标准输入）")
    _due_and_to(notice)
    add_json(notice)
    notice.set_defaults(action=_notice)

    request = add_command(
        commands, "request", "组织员：要各支部报一张表，栏目写在文件里", "branchtui college request 学时.toml"
    )
    request.words.add_argument(
        "file", metavar="文件", help="TOML：title，各栏 [[column]] 的 name、type，可写 prefill、optional；- 是标准输入"
    )
    _due_and_to(request)
    add_json(request)
    request.set_defaults(action=_request)

    collect = add_command(
        commands,
        "collect",
        "组织员：报上来的表汇总成一个文件；不写编号列出全部通知和报表，不写 -o 列出谁报了",
        "branchtui college collect 12 -o 汇总.xlsx",
    )
    collect.words.add_argument("number", metavar="编号", nargs="?", type=int)
    add_output(collect, required=False)
    add_json(collect)
    collect.set_defaults(action=_collect)

    change = add_command(
        commands,
        "change",
        "组织员：改一份通知或报表的期限、标题、正文，各支部下次同步时跟着改",
        "branchtui college change 12 --due 12月20日",
    )
    change.words.add_argument("number", metavar="编号", type=int)
    change.options.add_argument("--due", metavar="日期", help="新的期限，如 12月20日；写 无 就没有期限了")
    change.options.add_argument("--title", metavar="标题", help="新的标题")
    change.options.add_argument("--file", metavar="文件", help="新的正文在这个文本文件里（- 是标准输入）")
    add_json(change)
    change.set_defaults(action=_change)

    for name, about, action in (
        ("remind", "组织员：催办，另发一份通知，只给还没有报的支部", _remind),
        ("withdraw", "组织员：撤回一份通知或报表，已报的还在", _withdraw),
    ):
        parser = add_command(commands, name, about, f"branchtui college {name} 12")
        parser.words.add_argument("number", metavar="编号", type=int)
        add_json(parser)
        parser.set_defaults(action=action)


def _notice(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import draft

    body = _text(arguments.file) if arguments.file else ""
    return _send(
        draft(arguments.title, body=body, due=arguments.due, to=arguments.to, today=session.today), arguments, session
    )


def _request(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import draft_from, sent_to

    asked = draft_from(_text(arguments.file), session.today)
    return _send(sent_to(asked, due=arguments.due, to=arguments.to, today=session.today), arguments, session)


def _send(asked: "Draft", arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import ask, refuse_past

    refuse_past(asked, session.today)
    with organiser(session) as (connection, _):
        number = ask(connection, asked)
    return _sent(number, arguments, f"已发出，各支部下次同步时收到：{asked.title}。编号")


def _collect(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import request, requests
    from branchtui.workflows.college.collecting import collect

    if arguments.number is None:
        if arguments.output:
            raise UsageError("-o 要和编号同用。编号用 branchtui college collect 查看。")
        with organiser(session) as (connection, _):
            return _list(requests(connection), arguments)
    with organiser(session) as (connection, name):
        asked = request(connection, arguments.number)
        if arguments.output is None:
            from branchtui.workflows.college.organiser import names

            return _states(asked, names(connection), arguments, session)
        target = target_given(arguments.output)
        done = collect(connection, asked, target, session.today, name)
    missing = f"，还没有报的：{'、'.join(done.missing)}" if done.missing else "，都报了"
    tell(f"{done.branches} 个支部报了{missing}。")
    return files([target], arguments.json)


def _list(found: "Sequence[Request]", arguments: argparse.Namespace) -> int:
    if arguments.json:
        document([_request_row(each) for each in found])
    elif not found:
        tell("还没有发过通知，也没有要过报表。")
    else:
        table(
            [
                (
                    *(str(each.row.number), "报表" if each.row.kind == "sheet" else "通知"),
                    f"{each.row.due_on.isoformat()} 前" if each.row.due_on else "",
                    f"{len(each.row.branches) - len(each.lacking)}/{len(each.row.branches)}",
                    f"{each.row.title}{'（已撤回）' if each.row.withdrawn else ''}",
                )
                for each in found
            ]
        )
    return 0


def _request_row(each: "Request") -> dict[str, Any]:
    row = each.row
    told = {name: getattr(row, name) for name in ("number", "kind", "title", "body", "due_on", "withdrawn", "columns")}
    return {**told, "sent_at": moment(row.at), "branches": list(row.branches), "lacking": each.lacking}


def _states(asked: "Request", names: Mapping[int, str], arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import stated

    row = asked.row
    listed = [
        (
            number,
            names.get(number, ""),
            stated(row.given, number, row.kind),
            moment(row.given[number].at) if number in row.given else "",
            asked.is_late(row.given.get(number), session.today),
        )
        for number in sorted({*row.branches, *row.given})
    ]
    if arguments.json:
        keys = ("number", "name", "state", "at", "late")
        document({**_request_row(asked), "answers": [dict(zip(keys, each, strict=True)) for each in listed]})
        return 0
    tell(f"第 {row.number} 号：{row.title}")
    table([(str(each[0]), each[1], each[2], each[3], "迟" if each[4] else "") for each in listed])
    return 0


def _remind(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import remind

    with organiser(session) as (connection, _):
        number, to = remind(connection, arguments.number, session.today)
    return _sent(number, arguments, f"已催 {len(to)} 个支部，编号")


def _change(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import change, draft, request

    if arguments.due is arguments.title is arguments.file is None:
        raise UsageError("请写改什么：--due、--title 或 --file。")
    body = None if arguments.file is None else _text(arguments.file)
    with organiser(session) as (connection, _):
        asked = request(connection, arguments.number)
        row = asked.row
        due = "" if arguments.due is None or arguments.due.strip() == "无" else arguments.due
        words = draft(
            row.title if arguments.title is None else arguments.title,
            body=row.body if body is None else body,
            due=due,
            today=session.today,
        )
        if arguments.due is None:
            words = words._replace(due_on=row.due_on)
        said = change(connection, asked, words, session.today)
    return _done(said, arguments)


def _withdraw(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.asking import withdraw

    with organiser(session) as (connection, _):
        words = withdraw(connection, arguments.number)
    return _done(words, arguments)


def _done(words: str, arguments: argparse.Namespace) -> int:
    if arguments.json:
        document({"number": arguments.number})
    else:
        tell(words)
    return 0


def _sent(number: int, arguments: argparse.Namespace, words: str) -> int:
    if arguments.json:
        document({"number": number})
    else:
        data(f"{words} {number}")
    return 0


def _due_and_to(parser: Parser) -> None:
    parser.options.add_argument("--due", metavar="日期", default="", help="期限，如 12月10日")
    parser.options.add_argument(
        "--to", metavar="序号", default="", help="给哪些支部，如 1,5-9（默认全部，以后加入的也收到）"
    )


def _text(name: str) -> str:
    from branchtui.files.incoming import decode

    text = decode(read_input(name))
    if text is None:
        raise BranchError(f"“{name}”不是文本文件，没有发送。请把内容存成文本（.txt、.toml）。")
    return text.removeprefix("\ufeff")
