"""demo: a branch of invented people to try."""

import argparse
import tempfile
from datetime import datetime, time
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.opening import open_app
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.errors import UsageError
from branchtui.paths import home, user_path
from branchtui.rules.text.dates import parse_day
from branchtui.store.file.database import close_database, open_database
from branchtui.tidying import tidy
from branchtui.ui.terminal.first_paint import has_terminal
from branchtui.workflows import demo

_MOST_YEARS = 50
_TOLD_EACH = 500  # meetings


def register(commands: Any) -> None:
    """`demo`."""
    parser = add_command(
        commands, "demo", "示例支部：打开界面看看，或用 --out 写出全部 Word 材料", "branchtui demo --out 示例材料"
    )
    parser.options.add_argument("--out", metavar="文件夹", help="把一次会议的全部材料和一篇新闻稿写进这个文件夹")
    parser.options.add_argument("--date", metavar="日期", help="以哪天为今天（同一天得到同样的内容）")
    parser.options.add_argument("--years", metavar="年数", type=_years, default=0, help="再加这么多年的会议和新闻稿")
    add_json(parser)
    parser.set_defaults(action=_demo)


def _demo(arguments: argparse.Namespace, session: Session) -> int:
    day = parse_day(arguments.date, session.today) if arguments.date else session.today
    now = datetime.combine(day, time(9, 0))
    if arguments.out is None and not has_terminal():
        raise UsageError("这里没有终端，打不开界面。请加 --out 文件夹，写出示例材料。")
    if _home_was_named(arguments):
        return _demo_in(session, arguments, now)
    with tempfile.TemporaryDirectory(prefix="branchtui-demo-", ignore_cleanup_errors=True) as folder:
        try:
            return _demo_in(Session(home(folder), session.now), arguments, now)
        finally:
            close_database()


def _years(text: str) -> int:
    if not (text.isdecimal() and 0 <= int(text) <= _MOST_YEARS):
        raise argparse.ArgumentTypeError(f"年数请写 0 到 {_MOST_YEARS}")
    return int(text)


def _tell_years(done: int, whole: int) -> None:
    """A word now and then: twenty years take a minute or two."""
    if done % _TOLD_EACH == 0 and 0 < done < whole:
        tell(f"往年会议 {done}/{whole}")


def _home_was_named(arguments: argparse.Namespace) -> bool:
    import os

    return bool(arguments.home or os.environ.get("BRANCHTUI_HOME"))


def _demo_in(session: Session, arguments: argparse.Namespace, now: datetime) -> int:
    session.home.ensure()
    open_database(session.home.database)
    tidy(session.home)
    demo.build_demo(now=now, photos=session.photos, years=arguments.years, progress=_tell_years)
    if arguments.out is None:
        return open_app(session.home)
    written = demo.write_papers(user_path(arguments.out), photos=session.photos)
    if not arguments.json:
        tell(f"示例支部的 {len(written)} 份材料已写好。去掉 --out 再运行，可在界面里看看它。")
    return files(written, arguments.json)
