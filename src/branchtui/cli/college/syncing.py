"""`college sync`: exchange with the college's server, now."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Any

from branchtui.cli.consent import WINDOW_OPEN
from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document

if TYPE_CHECKING:
    from branchtui.workflows.college.branch.done import Done


def register(commands: Any) -> None:
    """`college sync`."""
    sync = add_command(commands, "sync", "与学院服务器同步：取回别的电脑的改动，推送本机的", "branchtui college sync")
    add_json(sync)
    sync.set_defaults(action=_sync)


def _sync(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.cli.instance_lock import one_window
    from branchtui.cli.merging.conflicts import UNSETTLED
    from branchtui.workflows.college import joining, syncing
    from branchtui.workflows.college.branch import exchanging, lateness
    from branchtui.workflows.college.branch.exchanging import Exchange, Line

    with one_window(session.home, WINDOW_OPEN), closing(Line(session.home)) as line:
        if session.home.database.exists():
            session.open()
        if not joining.holds_branch():  # none, or the app was opened once and has made an empty one
            exchanging.take_over(session.home, line, now=session.now)
        one = Exchange(session.home, line, session.photos, now=session.now)
        one.connect()
        one.begin()
        while one.goes_on:
            one.fetch()
            one.take_in()
            one.send()
            done = one.end()
        lateness.note_synced(session.now, done.trouble)
        _show(done, as_json=arguments.json)
        if old := syncing.overdue(session.now):
            tell(f"注意：{old[0].name} 等 {len(old)} 个三天了还读不出，请到写它的电脑上再同步一次，或告诉学院管理员。")
    return UNSETTLED if done.conflicts else 1 if done.trouble else 0


def _show(done: "Done", *, as_json: bool) -> None:
    if as_json:
        document(
            {
                "n": done.n,
                "new": done.new,
                "updated": done.updated,
                "purged": done.purged,
                "conflicts": done.conflicts,
                "pushed": done.pushed,
                "requests": done.requests,
                "withdrawn": done.withdrawn,
                "changed": done.changed,
                "waiting": done.waiting,
                "unread": done.unread,
                "away": done.away,
                "files": {
                    "sent": done.carried.sent,
                    "fetched": done.carried.fetched,
                    "missing": done.carried.missing,
                    "too_large": done.carried.too_large,
                },
            }
        )
        return
    data(done.words)
    if done.conflicts:
        tell("请用 branchtui list conflicts 查看，用 branchtui resolve 逐一处理。")
    if done.carried.missing:
        tell(f"注意：有 {done.carried.missing} 个照片或附件还没有取到，有它们的电脑同步以后才有。")
