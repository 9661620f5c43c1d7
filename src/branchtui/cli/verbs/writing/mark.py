"""mark: put things to a point as evidence, or take them out of it."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.frameworks.finding import find_evidence, find_point
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.errors import UsageError
from branchtui.store.short_ids import short_id
from branchtui.workflows.frameworks import marks
from branchtui.workflows.frameworks.tree import also_for


def register(commands: Any) -> None:
    """`mark`."""
    parser = add_command(
        commands,
        "mark",
        "把材料归到一个观测点作佐证，或写明原因剔除",
        "branchtui mark 党员先锋示范岗 3fa91c20 7bd2e015",
    )
    parser.words.add_argument("point", metavar="观测点", help="名称，或 framework show 里的编号")
    parser.words.add_argument("things", nargs="+", metavar="编号", help="会议、新闻稿、荣誉等的编号，可写多个")
    parser.options.add_argument("--out", metavar="原因", help="剔除，写明原因；材料仍列在那里")
    parser.options.add_argument("--need", default="", metavar="代号", help="满足的是哪一项需要")
    add_json(parser)
    parser.set_defaults(action=_mark)


def _mark(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    point = find_point(arguments.point)
    things = list({row.id: row for row in map(find_evidence, arguments.things)}.values())
    if arguments.out is not None:
        if arguments.need:
            raise UsageError("--need 和 --out 不能同时用：剔除是对整个观测点。")
        marks.take_out(point, things, arguments.out)
    else:
        marks.mark([point], things, need=arguments.need)
    if arguments.json:
        document({"point": short_id(point), "things": [short_id(row) for row in things], "out": arguments.out or ""})
        return 0
    done = "已剔除" if arguments.out is not None else "已归入"
    data(f"{done}：{point.title}，{len(things)} 项 {short_id(point)}")
    if arguments.out is None and (others := also_for(point)):
        told = "、".join(f"{framework.name} {row.title}（{short_id(row)}）" for framework, row in others)
        tell(f"也可用于：{told}。")
    return 0
