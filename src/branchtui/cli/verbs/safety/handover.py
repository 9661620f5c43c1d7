"""handover: everything for the next secretary in a folder, with the list that both sign."""

import argparse
from typing import Any

from branchtui import disk
from branchtui.cli.consent import WINDOW_OPEN
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.paths import user_path
from branchtui.rules.text.dates import parse_day
from branchtui.store.engine.errors import told_of_copy
from branchtui.workflows.safety import archives, handover


def register(commands: Any) -> None:
    """`handover`."""
    parser = add_command(
        commands,
        "handover",
        "交接：全部数据一个 zip，一份交接清单，列出旧电脑上要清除什么",
        "branchtui handover -o E:\\交接 --to 周以宁",
    )
    parser.options.add_argument("-o", "--output", metavar="文件夹", required=True, help="放到这个文件夹，没有就新建")
    parser.options.add_argument("--from", dest="giver", metavar="姓名", help="交出人（默认名册上的书记）")
    parser.options.add_argument("--to", dest="taker", metavar="姓名", default="", help="接手人（不写就留空手写）")
    parser.options.add_argument("--date", metavar="日期", help="交接日期（默认今天）")
    add_json(parser)
    parser.set_defaults(action=_handover)


def _handover(arguments: argparse.Namespace, session: Session) -> int:
    folder = user_path(arguments.output).absolute()
    with one_window(session.home, WINDOW_OPEN):
        session.open()
        day = parse_day(arguments.date, session.today) if arguments.date else session.today
        giver = handover.usual_giver(day) if arguments.giver is None else arguments.giver
        with told_of_copy(folder):
            disk.make_folder(folder, shared=True)
        saved = archives.prepare(folder, session.photos, now=session.now).write()
        told = handover.facts(
            session.home,
            session.exports,
            giver=giver,
            taker=arguments.taker,
            day=day,
            today=session.today,
            files=[("全部数据、照片和附件", saved.path.name)],
        )
        (paper,) = handover.prepare(told, folder, session.photos).write()
    if arguments.json:
        document(
            {
                "backup": str(saved.path),
                "paper": str(paper),
                "roster": dict(told.roster),
                "meetings": [{"kind": one.kind, "held": one.held, "filed": one.filed} for one in told.meetings],
                "posts": len(told.posts),
                "reports": len(told.reports),
                "open": len(told.open),
                "agreed": len(told.agreed),
                "conflicts": told.conflicts,
                "wipe": [{"what": what, "path": path} for what, path in told.leftovers],
            }
        )
        return 0
    data(str(saved.path))
    data(str(paper))
    tell("请打印交接清单，双方签字。接手的电脑运行 branchtui restore 上面的 .zip。")
    tell("接手的电脑能打开、核对无误以后，这台电脑上要清除的（程序不会替您清除）：")
    for what, path in told.leftovers:
        tell(f"  {what}：{path}")
    if told.folder:
        tell("要让只知道旧口令的人读不到以后的内容，请换口令：branchtui sync --new-passphrase")
    return 0
