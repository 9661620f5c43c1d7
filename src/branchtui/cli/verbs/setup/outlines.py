"""outlines: the kinds of texts there are: list, show, copy, keep one's own."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.cli.setup.own_files import read_changed, write_copy
from branchtui.errors import UsageError
from branchtui.rules.reports.outlines import BLOCKS, STARTS
from branchtui.workflows.reports import outlines


def register(commands: Any) -> None:
    """`outlines`."""
    parser = add_command(
        commands,
        "outlines",
        "新闻稿的体裁：列出、看提纲、复制、保存自己的",
        "branchtui outlines new 会议快讯 --from 会议消息",
    )
    parser.words.add_argument(
        "verb",
        nargs="?",
        choices=("list", "show", "new", "add"),
        default="list",
        metavar="做什么",
        help="list 列出、show 看提纲、new 复制一份来改、add 保存改好的",
    )
    parser.words.add_argument("name", nargs="?", metavar="名称或文件")
    parser.options.add_argument("--from", dest="base", default="会议消息", metavar="体裁", help="new：从哪种体裁复制")
    parser.options.add_argument("-o", "--output", metavar="文件", help="new：写到这个文件")
    add_json(parser)
    parser.set_defaults(action=_outlines)


def _outlines(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.verb == "list":
        return _list(arguments)
    if not arguments.name:
        raise UsageError("请写明体裁的名称（show、new）或文件（add）。")
    if arguments.verb == "show":
        return _show(arguments)
    if arguments.verb == "new":
        text = outlines.copied(arguments.base, arguments.name)
        write_copy(text, arguments.output or f"{arguments.name}.toml", of=arguments.base, verb="outlines")
        return 0
    data(f"已保存体裁 {outlines.store_outline(read_changed(arguments.name), arguments.name).name}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = outlines.outlines()
    if arguments.json:
        document([_row(each) for each in found])
    else:
        table(
            [
                (
                    each.outline.name,
                    f"{each.outline.limit}字以内" if each.outline.limit else "不限字数",
                    "、".join(STARTS[start] for start in each.outline.starts) or "从空白起",
                    "本支部" if each.own else "自带",
                )
                for each in found
            ]
        )
    return 0


def _show(arguments: argparse.Namespace) -> int:
    found = outlines.entry(arguments.name)
    if arguments.json:
        document(_row(found))
        return 0
    outline = found.outline
    data(f"{outline.name}（{f'{outline.limit}字以内' if outline.limit else '不限字数'}）{outline.source}")
    table(
        [
            (
                section.heading or "（没有小标题）",
                "、".join(BLOCKS[block] for block in section.facts) or "由人写",
                section.hint,
            )
            for section in outline.sections
        ]
    )
    return 0


def _row(entry: outlines.OutlineEntry) -> dict[str, Any]:
    outline = entry.outline
    return {
        "id": outline.name,
        "limit": outline.limit or None,
        "starts": list(outline.starts),
        "meetings": list(outline.meetings),
        "source": outline.source,
        "own": entry.own,
        "sections": [
            {"heading": section.heading, "facts": list(section.facts), "hint": section.hint}
            for section in outline.sections
        ],
    }
