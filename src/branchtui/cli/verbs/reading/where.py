"""where: in which folders everything lies."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, document, table


def register(commands: Any) -> None:
    """`where`."""
    parser = add_command(commands, "where", "数据、设置、照片、导出在哪里", "branchtui where")
    add_json(parser)
    parser.set_defaults(action=_where)


def _where(arguments: argparse.Namespace, session: Session) -> int:
    home = session.home
    places = {
        "database": ("数据", home.database),
        "settings": ("设置", home.settings),
        "photos": ("照片", home.photos),
        "exports": ("导出", session.exports),
        "cache": ("缓存", home.cache),
        "logs": ("日志", home.logs),
    }
    if arguments.json:
        document({name: str(path) for name, (_, path) in places.items()})
    else:
        table([(word, str(path), "" if path.exists() else "（还没有）") for word, path in places.values()])
    return 0
