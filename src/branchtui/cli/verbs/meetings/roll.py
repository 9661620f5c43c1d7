"""roll: compare a frozen list with the roster, mend it or let it stand."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_meeting
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import frozen_lists


def register(commands: Any) -> None:
    """`roll`."""
    parser = add_command(
        commands,
        "roll",
        "核对已开会议的应到名单与名册，照名册改，或写明原因保留",
        "branchtui roll 3fa91c20 --as-roster --member 周以宁",
    )
    parser.words.add_argument("id", metavar="编号")
    way = parser.options.add_mutually_exclusive_group()
    way.add_argument("--as-roster", action="store_true", help="照名册改；新补入的人记为未点名")
    way.add_argument("--keep", metavar="原因", help="名单就这样，写明原因，不再提示")
    parser.options.add_argument(
        "--member", action="append", default=[], metavar="姓名", help="只管这一位，可写多次；不写就是全部"
    )
    parser.set_defaults(action=_roll)


def _roll(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    mending = arguments.as_roster or arguments.keep is not None
    if not mending and not arguments.member and not frozen_lists.differences(meeting):
        data(f"{frozen_lists.agreement(meeting)}。")
        return 0
    wanted = frozen_lists.chosen(meeting, arguments.member)
    if arguments.keep is not None:
        data(f"{frozen_lists.let_stand(meeting, wanted, arguments.keep)} {short_id(meeting)}")
    elif arguments.as_roster:
        data(f"{frozen_lists.follow_roster(meeting, wanted)} {short_id(meeting)}")
    else:
        for difference in wanted:
            data(frozen_lists.told(meeting, difference))
        tell("照名册改：加 --as-roster；就这样：加 --keep 原因。")
    return 0
