"""`import contacts`: a sheet of people and units outside the branch."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.registers.differences import add_options, take_in
from branchtui.cli.session import Session, read_input
from branchtui.workflows.people.contact_import import preview_contacts


def register_contacts(kinds: Any) -> None:
    """`import contacts`."""
    parser = add_command(
        kinds, "contacts", "导入往来（.xlsx .xls .csv），先列出差异", "branchtui import contacts 通讯录.xlsx --dry-run"
    )
    parser.words.add_argument("file", metavar="文件")
    add_options(parser, _import)


def _import(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    return take_in(preview_contacts(read_input(arguments.file), arguments.file), arguments, called="name")
