"""Taking a seat at the college's server, giving it up, and how one stands there."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from branchtui.cli.consent import WINDOW_OPEN, add_consent, ask
from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.errors import UsageError
from branchtui.rules.college.settings import Names, shown_words

if TYPE_CHECKING:
    from branchtui.workflows.college.joining import Offer
    from branchtui.workflows.college.status import Status

_NAMES: dict[str, Names] = {"1": "full", "2": "masked", "3": "students"}
_SEEN = {
    "full": "下次同步以后，组织员看到本支部每个人的全名；看过的收不回。",
    "masked": "下次同步以后，组织员看到的都是 张某某；以前看过的、服务器备份里的收不回。",
    "students": "下次同步以后，组织员看不到学生的名字，其他人是全名；以前看过的、服务器备份里的收不回。",
}
_OF_BRANCH = (
    "请给本支部在学院服务器上的数据定一个口令：本支部别的电脑加入时要输一次，服务器和学院都不知道它；"
    "忘了它，服务器上的数据包谁也打不开（各台电脑里的数据不受影响）。"
)
_LOST = "三次都不对，没有加入，加入码还能用。口令是本支部第一台电脑加入时定的，请去那里问一问。"


def register(commands: Any) -> None:
    """`college join`, `leave`, `names` and `status`."""
    join = add_command(
        commands,
        "join",
        "凭加入码把这台电脑接到学院服务器；先说清学院能看到什么，再问",
        "branchtui college join 加入码",
    )
    join.words.add_argument(
        "code", metavar="加入码", nargs="+", help="学院管理员给的，每组六个字符，空格、横线、大小写都行"
    )
    join.options.add_argument(
        "--names",
        choices=tuple(_NAMES.values()),
        help="学院看到的人名，第一台电脑定：full 全名、masked 张某某、students 只隐去学生",
    )
    add_consent(join)
    join.set_defaults(action=_join)
    leave = add_command(
        commands, "leave", "这台电脑离开学院服务器：忘掉席位、密码和钥匙，数据都留着", "branchtui college leave --yes"
    )
    add_consent(leave)
    leave.set_defaults(action=_leave)
    names = add_command(
        commands,
        "names",
        "学院看到的人名：现在怎样；写了的，改成这样，已公开的下次同步时跟着变",
        "branchtui college names students",
    )
    names.words.add_argument(
        "choice",
        metavar="怎样",
        nargs="?",
        choices=tuple(_NAMES.values()),
        help="full 全名、masked 张某某、students 只隐去学生",
    )
    add_consent(names)
    names.set_defaults(action=_choose_names)
    status = add_command(commands, "status", "与学院服务器同步得怎样", "branchtui college status --json")
    add_json(status)
    status.set_defaults(action=_status)


def _join(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import joining

    with _held(session):
        offer = joining.look(session.home, " ".join(arguments.code))
        _tell(offer)
        ask(arguments, f"同意加入{_where(offer)}的，")
        if arguments.names and offer.asks != "new":
            raise UsageError("--names 由本支部第一台加入的电脑定，别的电脑都照它的，请不写。没有加入，加入码还能用。")
        names = arguments.names or _asked_names(offer, arguments)
        key, locked = _key(offer)
        taken = joining.take(session.home, offer, names, key, locked)
        began = joining.take_over(session.home, taken, offer, now=session.now)
        holds = joining.holds_branch()
    data(f"已加入{taken.name}，席位 {taken.login}。加入码已作废。")
    if taken.branch is None:
        tell("接下来运行 branchtui college open 看各支部。")
    elif not holds:
        tell(
            "学院服务器上还没有本支部的数据，这台电脑上也没有：请让有数据的那台电脑先加入并同步，"
            "再在这里运行 branchtui college sync 接过来；都没有的，用 branchtui init 建支部。"
        )
    else:
        tell(f"{'已接过本支部的数据。' if began else ''}接下来运行 branchtui college sync，把数据送上去、取下来。")
    return 0


def _tell(offer: "Offer") -> None:
    from branchtui.workflows.college.administering import ROLES
    from branchtui.workflows.college.branch.readable import readable

    own = offer.self
    tell(f"{own.name}（{offer.code.host}），{own.person}的席位：{ROLES[own.role]}")
    if offer.branch is None:
        seen = "全部支部" if own.all else "、".join(f"{place.number} {place.name}" for place in own.branches)
        tell(f"看得到：{seen}")
        return
    tell(f"支部：{offer.branch.number} 号 {offer.branch.name}")
    tell("学院的组织员能看到的，只有下面这些；其余的都加密，只有知道口令的本支部电脑打得开：")
    for one in readable():
        tell(f"  {one.noun}：{'、'.join(one.columns)}")


def _where(offer: "Offer") -> str:
    """What one is about to join, said again below the list, which is as long as a screen."""
    return (
        offer.self.name
        if offer.branch is None
        else f"{offer.self.name}的 {offer.branch.number} 号 {offer.branch.name} "
    )


def _asked_names(offer: "Offer", arguments: argparse.Namespace) -> Names | None:
    """How names are shown to the college; without a terminal students' are not. None where that is not asked.

    The first machine of a branch says it for all, and this comes with the file: until it does, the others show none.
    """
    if offer.asks != "new":
        return None
    if arguments.yes or not sys.stdin.isatty():
        return "students"
    tell("学院看到的人名（标题里写到的不隐），本支部的电脑都照这一次选的；以后要改用 branchtui college names：")
    tell("1 全名   2 都写成 张某某   3 只隐去学生的名字（默认）。输入 1、2 或 3：")
    for _ in range(3):
        typed = sys.stdin.readline().strip() or "3"
        if typed in _NAMES:
            return _NAMES[typed]
        tell(f"没有第 {typed[:10]} 种。输入 1、2 或 3：")
    raise UsageError("三次都不是 1、2 或 3，没有加入，加入码还能用。请再来一次。")


def _key(offer: "Offer") -> tuple[str, bytes | None]:
    from branchtui.cli.exchange import passphrase
    from branchtui.workflows.college import joining

    if offer.asks == "new":
        return passphrase.new(joining.new_key, told=_OF_BRANCH)
    if offer.asks == "known":
        return passphrase.known(lambda text: joining.unlock(offer, text), _LOST), None
    return "", None


def _leave(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import joining
    from branchtui.workflows.college.branch import sheets

    with _held(session):
        open_ = sheets.waiting(session.today) if joining.holds_branch() else []
        if open_:
            tell(f"还有 {len(open_)} 张报表没有报送，离开后就报不了了：{'、'.join(open_)}。")
        ask(arguments, "离开后这台电脑不再与学院同步，再加入要新的加入码；已送上去的留在服务器上。")
        left = joining.leave(session.home)
    data(f"已离开{left.name}。" if left else "这份数据不再记着学院服务器。")
    if open_:
        tell("没有报送的报表，填了的留着；不用再报的，在 6 的清单里对它按 F5 记办结。")
    if left:
        tell(
            f"不再用这个席位的，请告诉学院管理员停用：branchtui college seat end {left.login}；"
            "管理员已给了新的加入码的，不要再停用，那会把新的码也作废。"
        )
    return 0


def _choose_names(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.branch import naming

    here = naming.check(session.home)
    session.open()
    now = naming.now(here)
    if arguments.choice is None:
        data(f"学院看到的人名：{shown_words(now)}")
        return 0
    if arguments.choice != now:
        tell(f"{_SEEN[arguments.choice]}标题里写到的照旧。")
        ask(arguments, "这样改的，")
    tell(naming.change(arguments.choice))
    return 0


def _status(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import status

    if session.home.database.exists():
        session.open()
    found = status.status(session.home, session.today)
    if arguments.json:
        document(status.as_json(found))
    else:
        _show(found)
    return 0


def _show(found: "Status") -> None:
    from branchtui.workflows.college.administering import ROLES

    seat, there = found.seat, found.standing
    data(f"{seat.name}  {seat.host}:{seat.port}  席位 {seat.login}（{ROLES[seat.role]}）")
    if there is None:
        return
    data(
        f"{seat.branch} 号 {there.name}{'（已撤销，不再收本机的改动）' if there.closed else ''}  人名：{shown_words(found.names)}"
    )
    last = f"最近一次送上去 {there.at.astimezone():%Y-%m-%d %H:%M}" if there.at else "还没有送过"
    data(f"服务器上 {there.packages} 个数据包，{_amount(there.size)}；{last}")
    if found.n is None:
        data("本机还没有同步过")
    elif found.behind:
        data(f"本机还差 {found.behind} 个没有取下来")
    else:
        data("别的电脑送上去的，本机都有")
    table(
        [
            (
                one.person,
                ROLES[one.role],
                "已停用" if found.ended(one) else "本机" if one.login == seat.login else "",
                f"{one.at.astimezone():%Y-%m-%d %H:%M} {one.device}" if one.at else "还没有送过",
            )
            for one in there.seats
        ]
    )


def _amount(size: int) -> str:
    """Bytes in words: a branch that has just begun has less than the MB by which the others count."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{-(-size // 1024)} KB"


@contextmanager
def _held(session: Session) -> Iterator[None]:
    """No window meanwhile; the branch's file open, where there is one."""
    from branchtui.cli.instance_lock import one_window

    with one_window(session.home, WINDOW_OPEN):
        if session.home.database.exists():
            session.open()
        yield
