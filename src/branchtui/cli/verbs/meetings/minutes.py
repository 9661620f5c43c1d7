"""minutes: the record of a meeting from a text."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data, read_input
from branchtui.cli.things import find_meeting
from branchtui.errors import BranchError
from branchtui.files.incoming import decode
from branchtui.store.queries import meetings as facts
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.meetings import minutes


def register(commands: Any) -> None:
    """`minutes`."""
    parser = add_command(commands, "minutes", "写会议记录", "branchtui minutes 3fa91c20 --file 记录.txt")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--file", required=True, metavar="文件", help="记录文本，- 表示标准输入")
    parser.set_defaults(action=_minutes)


def _minutes(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"{arguments.file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    written = minutes.write_minutes(meeting, text, now=session.now)
    if words := remark(text):
        tell(words)
    empty = [item.title for item in facts.items(meeting) if not item.record.strip()]
    if empty:
        tell(f"还没有记录的议程：{'、'.join(empty)}")
    data(f"已写记录：{len(written)} 项议程 {short_id(meeting)}")
    return 0
