"""talk: one talk in one line, or who has still to talk in a year."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made
from branchtui.errors import UsageError
from branchtui.store.queries import people
from branchtui.store.short_ids import short_id
from branchtui.workflows.year.end.coverage import coverage_of
from branchtui.workflows.year.end.talk_lines import add_talk
from branchtui.workflows.year.end.years import year_typed


def register(commands: Any) -> None:
    """`talk`."""
    parser = add_command(
        commands,
        "talk",
        "用一句话记一次谈心谈话，或看还有谁没有谈",
        'branchtui talk "3月5日 林知远和沈一禾 谈思想 办公室"',
    )
    parser.words.add_argument("words", nargs="*", metavar="一句话", help="哪天、谁和谁、内容、地点；姓名可用简拼")
    parser.options.add_argument("--missing", action="store_true", help="列出一年里还有谁没有谈")
    parser.options.add_argument("--year", default="", metavar="年度", help="和 --missing 同用（默认今年）")
    add_json(parser)
    parser.set_defaults(action=_talk)


def _talk(arguments: argparse.Namespace, session: Session) -> int:
    if bool(arguments.words) == arguments.missing:
        raise UsageError("请写一句话，或写 --missing，二者选一。")
    if arguments.year and not arguments.missing:
        raise UsageError("--year 只和 --missing 同用；日期请写在那句话里。")
    session.open()
    people.the_branch()
    if not arguments.missing:
        row = add_talk(" ".join(arguments.words), session.now)
        return made(short_id(row), arguments.json, f"已登记{row.noun}，编号")
    found = coverage_of(year_typed(arguments.year, session.today), session.today)
    if arguments.json:
        lacking, names = found.lacking, found.names
        document(
            {
                "year": found.year,
                "committee": [[names[one], names[other]] for one, other in lacking.committee],
                "without_committee": [names[one] for one in lacking.without_committee],
                "without_member": [names[one] for one in lacking.without_member],
            }
        )
    elif not found.lacking.lacking:
        data(f"{found.year} 年该谈的都谈过了。")
    else:
        for what, words in found.sentences.items():
            if words:
                data(f"{what}：{words}")
    return 0
