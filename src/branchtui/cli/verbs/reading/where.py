"""where: in which folders everything lies."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.paths import usual_home


def register(commands: Any) -> None:
    """`where`."""
    parser = add_command(commands, "where", "数据、设置、照片、导出在哪里", "branchtui where")
    parser.options.add_argument(
        "--move", action="store_true", help="数据在同步文件夹或网络位置里时，移到本机的文件夹，那里改作同步用"
    )
    add_json(parser)
    parser.set_defaults(action=_where)


def _where(arguments: argparse.Namespace, session: Session) -> int:
    if arguments.move:
        return _move(session)
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


def _move(session: Session) -> int:
    from branchtui.cli.consent import WINDOW_OPEN
    from branchtui.cli.instance_lock import one_window
    from branchtui.workflows.exchange import moving

    source, target = session.home, usual_home()
    moving.check(source, target)
    with one_window(source, WINDOW_OPEN), one_window(target, WINDOW_OPEN):
        left = moving.move(source, target)
    data(f"数据已移到 {target.data}。以后直接运行 branchtui，不要再写 --home，BRANCHTUI_HOME 也请取消。")
    data(f'原来的文件夹可以用来同步：branchtui sync "{source.data}"')
    for path in left:
        tell(f"注意：{path} 已复制过去，但删不掉。请自己删除。")
    return 0
