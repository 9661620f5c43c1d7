"""`import honours`, `import documents`, `import outlets`, `import publications`: a sheet of a register."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.registers.differences import add_options, take_in
from branchtui.cli.session import Session, read_input
from branchtui.workflows.registers.importing import preview_register
from branchtui.workflows.registers.kinds import REGISTERS

_VERBS = {
    "honours": ("honour", "荣誉成果", "荣誉.xlsx"),
    "documents": ("document", "收发文", "收发文登记.xlsx"),
    "outlets": ("outlet", "投稿媒体", "投稿媒体.xlsx"),
    "publications": ("publication", "新闻刊发", "刊发登记.xlsx"),
}


def register_registers(kinds: Any) -> None:
    """All of them."""
    for verb, (kind, called, file) in _VERBS.items():
        parser = add_command(
            kinds,
            verb,
            f"导入{called}（.xlsx .xls .csv），先列出差异",
            f"branchtui import {verb} {file} --dry-run",
        )
        parser.words.add_argument("file", metavar="文件")
        add_options(parser, _import, kind=kind)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    found = preview_register(arguments.kind, read_input(arguments.file), arguments.file, today=session.today)
    return take_in(found, arguments, called="title", label=REGISTERS[arguments.kind].label)
