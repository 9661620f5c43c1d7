"""init: set up the branch."""

import argparse
from typing import Any

from branchtui.cli.exchange.live_place import refuse_shared
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.store.file.database import open_database
from branchtui.store.short_ids import short_id
from branchtui.tidying import tidy
from branchtui.workflows.people import branch


def register(commands: Any) -> None:
    """`init`."""
    parser = add_command(
        commands, "init", "建立支部", "branchtui init --name 办公室党支部 --unit 国际商学院 --secretary 林知远"
    )
    parser.options.add_argument("--name", required=True, metavar="名称")
    parser.options.add_argument("--unit", required=True, metavar="单位")
    parser.options.add_argument("--secretary", default="", metavar="姓名", help="书记姓名")
    add_json(parser)
    parser.set_defaults(action=_init)


def _init(arguments: argparse.Namespace, session: Session) -> int:
    refuse_shared(session.home)
    session.home.ensure()
    open_database(session.home.database)
    tidy(session.home)  # the folder may have been there, open to others
    there = branch.create_branch(arguments.name, arguments.unit, arguments.secretary, today=session.today)
    return made(short_id(there), arguments.json, f"已建立{there.name}，数据在 {session.home.database}，编号")
