"""sync: exchange with the branch's other machines through a shared folder."""

import argparse
from typing import Any

from branchtui.cli.consent import WINDOW_OPEN
from branchtui.cli.exchange import passphrase, telling
from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.merging.conflicts import UNSETTLED
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data
from branchtui.errors import UsageError
from branchtui.workflows.exchange import reading, setting_up, syncing


def register(commands: Any) -> None:
    """`sync`."""
    parser = add_command(
        commands, "sync", "通过同步文件夹与别的电脑交换数据，内容全部加密", "branchtui sync D:\\坚果云\\支部同步"
    )
    parser.words.add_argument("folder", metavar="文件夹", nargs="?", help="第一次写明，以后记住")
    parser.options.add_argument("--publish", action="store_true", help="只发布本机的改动，不读别的电脑的，不用口令")
    parser.options.add_argument(
        "--new-passphrase", action="store_true", help="换口令：知道旧口令的人，以后的内容再也打不开"
    )
    parser.options.add_argument("--status", action="store_true", help="只看同步的情况")
    parser.options.add_argument(
        "--auto", choices=("on", "off"), help="界面开着时每隔一会儿、退出时自动发布：on 开，off 关"
    )
    add_json(parser)
    parser.set_defaults(action=_sync)


def _sync(arguments: argparse.Namespace, session: Session) -> int:
    others = arguments.publish, arguments.new_passphrase, arguments.status, arguments.auto is not None
    if sum(others) + (arguments.folder is not None) > 1:
        raise UsageError(
            "文件夹、--publish、--new-passphrase、--status、--auto 只能写一个。查看用法：branchtui sync --help"
        )
    with one_window(session.home, WINDOW_OPEN):
        session.open()
        if arguments.status:
            telling.show_status(session.now, as_json=arguments.json)
            return 0
        if arguments.auto is not None:
            setting_up.set_automatic(arguments.auto == "on")
            data("会自动发布本机的改动。" if arguments.auto == "on" else "不再自动发布。")
            return 0
        return _exchange(arguments, session)


def _exchange(arguments: argparse.Namespace, session: Session) -> int:
    if arguments.publish:
        done = syncing.publish(setting_up.shared(), session.photos, now=session.now)
    else:
        place = setting_up.shared(setting_up.chosen(arguments.folder) if arguments.folder is not None else None)
        if arguments.folder is not None and not setting_up.has_key(place):
            key = passphrase.new(lambda text: setting_up.begin(place, text))
        else:
            key = passphrase.known(lambda text: setting_up.join(place, text))
        if arguments.new_passphrase:
            done = passphrase.new(
                lambda text: syncing.change_passphrase(place, session.photos, key, text, now=session.now),
                passphrase.NEW_VARIABLE,
            )
            tell("口令已换。别的电脑下次同步时要输新口令；那之前它们发布的内容，这里读不到。")
        else:
            done = syncing.sync(place, session.photos, key, now=session.now)
    telling.show(done, as_json=arguments.json)
    if old := reading.overdue(session.now):
        tell(f"注意：{old[0].name} 等 {len(old)} 个文件三天了还读不出，请到写它的电脑上重新同步一次。")
    return UNSETTLED if done.conflicts else 0
