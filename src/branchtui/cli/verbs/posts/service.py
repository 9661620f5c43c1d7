"""service: one service of the log: changed, verified, repeated, removed; who took part."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_verdicts import print_verdicts, verdicts
from branchtui.cli.session import Session, document, made
from branchtui.errors import BranchError, UsageError
from branchtui.rules.services import SIGN_UPS, STATES
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Service, SignUp
from branchtui.store.queries.services import log as services
from branchtui.store.short_ids import by_id, short_id
from branchtui.workflows.posts import log, log_lines, sign_ups

_CHANGES: Mapping[str, tuple[str, str]] = {
    "by": ("姓名", "服务人"),
    "day": ("日期", "如 周三、3月4日"),
    "span": ("时间", "如 下午2点到4点、2小时"),
    "what": ("内容", "做了什么"),
    "whom": ("对象", "服务对象；空着就是去掉"),
    "served": ("人次", "服务人次；空着就是去掉"),
    "result": ("成效", "数字加单位，如 50份；空着就是去掉"),
    "link": ("链接", "证明材料的链接；空着就是去掉"),
}
_PEOPLE = {"sign_up": "报名", "came": "记为参加", "absent": "记为未参加", "withdraw": "撤回报名"}


def register(commands: Any) -> None:
    """`service`."""
    parser = add_command(
        commands,
        "service",
        "改一条服务记录，核实、照抄、每周重复、取消、删除它，或记同去的人",
        "branchtui service 3fa91c20 --verify 林知远",
    )
    parser.words.add_argument("id", metavar="编号", help="服务记录的编号，见 branchtui list services")
    for name, (value, words) in _CHANGES.items():
        parser.options.add_argument(f"--{name}", metavar=value, help=words)
    which = parser.options.add_mutually_exclusive_group()
    which.add_argument("--state", choices=tuple(STATES), help="planned 安排、done 已服务、cancelled 取消")
    which.add_argument("--verify", metavar="姓名", help="谁核实了")
    which.add_argument("--unverify", action="store_true", help="撤回核实")
    which.add_argument("--copy", metavar="日期", help="照抄到这一天；人次和成效不照抄")
    which.add_argument("--weekly", metavar="日期", help="每周重复一条，到这一天为止")
    which.add_argument("--remove", action="store_true", help="删除这一条")
    for name, words in _PEOPLE.items():
        which.add_argument(f"--{name.replace('_', '-')}", metavar="姓名", action="append", help=f"{words}；可写几次")
    parser.options.add_argument(
        "--hours", metavar="时长", help="与 --sign-up、--came 同用：与这条服务不同的时长，如 1.5"
    )
    parser.options.add_argument("--dry-run", action="store_true", help="与 --weekly 同用：只看结果，不写入")
    add_json(parser)
    parser.set_defaults(action=_service)


def _service(arguments: argparse.Namespace, session: Session) -> int:
    changes = {name: value for name in _CHANGES if (value := getattr(arguments, name)) is not None}
    acts = {name: act for name, act in _ACTS.items() if getattr(arguments, name)}
    if len(acts) + bool(changes) + bool(arguments.weekly) != 1:
        raise UsageError("请写一样：要改的内容，或核实、照抄、重复、取消、删除、同去的人之一。")
    if arguments.hours is not None and not (arguments.sign_up or arguments.came):
        raise UsageError("--hours 只和 --sign-up、--came 同用。")
    if arguments.dry_run and not arguments.weekly:
        raise UsageError("--dry-run 只和 --weekly 同用。")
    session.open()
    row = by_id(Service, arguments.id, Service.noun)
    if arguments.weekly:
        return _weekly(row, arguments, session)
    if changes:
        row = log.change(row, now=session.now, **changes)
        said = "已更改服务记录"
    else:
        [act] = acts.values()
        row, said = act(row, arguments, session)
    return made(short_id(row), arguments.json, f"{said}：{row.day.isoformat()} {row.what}，编号")


def _state(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    log.set_state([row], arguments.state, today=session.today)
    return row, f"已记为{STATES[arguments.state]}"


def _verify(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    log.verify([row], arguments.verify, session.today, today=session.today)
    return row, "已核实"


def _unverify(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    log.unverify([row])
    return row, "已撤回核实"


def _copy(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    return log.copy_to(row, arguments.copy, now=session.now), "已照抄"


def _remove(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    log.remove([row])
    return row, "已删除服务记录"


def _sign_up(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    people = [sign_ups.somebody(name, session.today) for name in arguments.sign_up]
    sign_ups.sign_up(row, people, hours=arguments.hours or "")
    return row, f"已报名 {len(people)} 人"


def _came(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    entries = _entries(row, arguments.came, session)
    sign_ups.mark(entries, "came", hours=arguments.hours)
    return row, f"{SIGN_UPS['came']} {len(entries)} 人"


def _absent(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    entries = _entries(row, arguments.absent, session)
    sign_ups.mark(entries, "absent")
    return row, f"{SIGN_UPS['absent']} {len(entries)} 人"


def _withdraw(row: Service, arguments: argparse.Namespace, session: Session) -> tuple[Service, str]:
    entries = _entries(row, arguments.withdraw, session)
    sign_ups.withdraw(entries)
    return row, f"已撤回报名 {len(entries)} 人"


_ACTS: Mapping[str, Callable[[Service, argparse.Namespace, Session], tuple[Service, str]]] = {
    "state": _state,
    "verify": _verify,
    "unverify": _unverify,
    "copy": _copy,
    "remove": _remove,
    "sign_up": _sign_up,
    "came": _came,
    "absent": _absent,
    "withdraw": _withdraw,
}


def _entries(row: Service, names: list[str], session: Session) -> list[SignUp]:
    """The sign-ups of these people. Raises BranchError for one who did not sign up."""
    there = {entry.member_id or entry.contact_id: entry for entry in services.sign_ups(row)}
    found = []
    for name in names:
        person = sign_ups.somebody(name, session.today)
        if person.id not in there:
            raise BranchError(f"{sign_ups.called(person)}没有报名这条服务。请先用 --sign-up 报名。")
        found.append(there[person.id])
    return found


def _weekly(row: Service, arguments: argparse.Namespace, session: Session) -> int:
    preview = log_lines.preview_weekly(row, parse_day(arguments.weekly, session.today), today=session.today)
    written = 0 if arguments.dry_run else log_lines.write_lines(preview, "重复")
    if arguments.json:
        document(verdicts(preview) | {"written": written})
    else:
        print_verdicts(preview)
    tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。" if arguments.dry_run else f"已记 {written} 条。")
    return 0
