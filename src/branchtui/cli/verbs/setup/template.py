"""template: examine the university's own Word template."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input, table
from branchtui.workflows import profiles

ELEMENTS = {
    "title": "标题",
    "kicker": "栏目",
    "subtitle": "副标题",
    "meta": "来源",
    "note": "编者按",
    "addressee": "主送机关",
    "body": "正文",
    "heading1": "一级小标题",
    "heading2": "二级小标题",
    "heading3": "三级小标题",
    "heading4": "四级小标题",
    "caption": "图注",
    "byline": "署名",
    "signoff": "落款",
    "table_head": "表头",
    "table_text": "表文",
    "page_number": "页码",
}
"""What the elements of a page are called, by the keys that a profile names them with."""


def register(commands: Any) -> None:
    """`template`."""
    parser = add_command(commands, "template", "检查学校的 Word 模板", "branchtui template inspect 学校模板.docx")
    parser.words.add_argument("verb", choices=("inspect",), metavar="做什么", help="inspect 检查")
    parser.words.add_argument("file", metavar="文件")
    parser.options.add_argument("--profile", default="gbt9704", metavar="版式", help="按哪个版式对应样式")
    add_json(parser)
    parser.set_defaults(action=_template)


def _template(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.files.word.template import inspect_template

    session.open()
    report = inspect_template(read_input(arguments.file), profiles.profile(arguments.profile))
    if arguments.json:
        document(
            {
                "tokens": list(report.tokens),
                "mapped": dict(report.mapped),
                "following": list(report.following),
                "own": list(report.own),
                "remarks": list(report.remarks),
            }
        )
        return 0
    data(f"占位：{'、'.join(f'{{{{{token}}}}}' for token in report.tokens)}")
    table([("用模板样式", _called(element), style) for element, style in report.mapped.items()])
    table([("随正文处的段落", _called(element)) for element in report.following])
    table([("用自带样式", _called(element)) for element in report.own])
    for remark in report.remarks:
        tell(remark)
    return 0


def _called(element: str) -> str:
    return f"{ELEMENTS[element]}（{element}）"
