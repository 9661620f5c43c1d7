"""template: examine the university's own Word template."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input, table
from branchtui.workflows import profiles


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
                "own": list(report.own),
                "remarks": list(report.remarks),
            }
        )
        return 0
    data(f"占位：{'、'.join(f'{{{{{token}}}}}' for token in report.tokens)}")
    table([("用模板样式", element, style) for element, style in report.mapped.items()])
    table([("用自带样式", element) for element in report.own])
    for remark in report.remarks:
        tell(remark)
    return 0
