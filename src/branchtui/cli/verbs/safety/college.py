"""college: the college's server, for who sets it up, for a branch, and for the organiser."""

from typing import Any

from branchtui.cli.college import asking, checking, handing_in, joining, opening, organiser, setting_up, syncing
from branchtui.cli.parser import Parser, add_command

_PARTS = (setting_up, joining, syncing, opening, checking, organiser, asking, handing_in)


def register(commands: Any) -> None:
    """`college` and the commands below it."""
    parser = add_command(commands, "college", "学院服务器：多个支部一起用", "branchtui college status")
    things = parser.add_subparsers(title="做什么", metavar="什么", dest="thing", required=True, parser_class=Parser)
    for part in _PARTS:
        part.register(things)
