"""What the administrator of the college's server types, made SQL: nothing here connects as anybody."""

import ipaddress
import re
from collections.abc import Sequence

from branchtui.errors import BranchError, UsageError
from branchtui.rules.college.numbers import numbers_typed
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.cleaning import NAME_LIMIT
from branchtui.store.college import certificate
from branchtui.store.college import script as sql
from branchtui.store.readings import name_readings
from branchtui.values import NamedTuple
from branchtui.workflows import input_checks
from branchtui.workflows.college import join_code
from branchtui.workflows.college.join_code import JoinCode

ROLES = {"secretary": "书记", "member": "支委", "organiser": "组织员"}
_MOST_BRANCHES = 1000
_LONGEST_LOGIN = 40  # of 63 bytes that PostgreSQL takes
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*")
_NETS = ("all", "samehost", "samenet")


class NewSeat(NamedTuple):
    """A seat to be made: the SQL, what psql says once it is made, and the code for who takes it."""

    sql: str
    said: str
    code: str
    login: str


def script(name: str, nets: Sequence[str], hosts: Sequence[str], *, anew: bool = False) -> str:
    """The SQL that sets the server up, or upgrades it; with `anew` under another certificate. Raises UsageError, BranchError for a name or a net that is none."""
    return sql.script(
        input_checks.line(name, "学院党委的名称", required=True),
        [_net(net) for net in nets],
        [_host(host) for host in hosts],
        anew=anew,
    )


def add_branch(name: str) -> str:
    """The SQL that makes a branch. Raises BranchError for a name that is none."""
    return sql.branch_added(_branch_name(name))


def rename_branch(number: int, name: str) -> str:
    """The SQL that gives a branch another name. Raises UsageError as `close_branch`, BranchError for a name that is none."""
    return sql.branch_renamed(_number(number), _branch_name(name))


def close_branch(number: int) -> str:
    """The SQL that closes a branch. Raises UsageError for a number that none can have."""
    return sql.branch_closed(_number(number), closed=True)


def reopen_branch(number: int) -> str:
    """The SQL that opens a closed branch again. Raises UsageError as `close_branch`."""
    return sql.branch_closed(_number(number), closed=False)


def list_seats() -> str:
    """The SQL that tells the branches and their seats."""
    return sql.seats_listed()


def add_seat(person: str, role: str, branches: Sequence[int], host: str, port: int) -> NewSeat:
    """A seat of one branch, or of an organiser: of those branches, or of all. It looks at the server's certificate.

    Raises UsageError, and BranchError: also where the server is not reached, or has another name.
    """
    person = input_checks.line(person, "姓名", required=True, limit=NAME_LIMIT)
    host = _host(host)
    if role != "organiser" and len(branches) != 1:
        raise UsageError("书记和支委的席位属于一个支部，请写明 --branch 编号。")
    if not 0 < port < 1 << 16:
        raise UsageError(f"端口 {port} 不对，一般是 5432。")
    shown = certificate.shown(host, port)
    certificate.refuse_other_name(host, port, shown)
    login = _login(person, role, branches)
    code = JoinCode(host, port, login, join_code.new_secret(), certificate.fingerprint(shown))
    made = sql.seat_added(login, person, role, branches, code.password, code.fingerprint)
    return NewSeat(made, f"{person} 的席位：{login}", join_code.written(code), login)


def end_seat(login: str) -> str:
    """The SQL that ends a seat."""
    return sql.seat_ended(input_checks.line(login, "登录名", required=True))


def branches(text: str) -> list[int]:
    """Numbers of branches, as 1,3-5; none for empty. Raises UsageError."""
    try:
        found = numbers_typed(text) if text.strip() else []
    except BranchError as error:
        raise UsageError(f"支部编号不对：{error}") from None
    if found and found[-1] > _MOST_BRANCHES:
        raise UsageError(f"支部编号最大 {_MOST_BRANCHES}，请写成 1 或 1,3-5。")
    return found


def _branch_name(text: str) -> str:
    return input_checks.line(text, "支部名称", required=True)


def _number(number: int) -> int:
    if not 0 < number <= _MOST_BRANCHES:
        raise UsageError(f"支部编号从 1 到 {_MOST_BRANCHES}，现在是 {number}。")
    return number


def _login(person: str, role: str, branches: Sequence[int]) -> str:
    """The same for the same person, role and branches: zhangsan_1, zhangsan_organiser."""
    sound = re.sub(r"[^a-z0-9]", "", "".join(name_readings(person)[0]).lower())
    if not sound:
        raise BranchError(f"“{person}”读不出拼音，做不成登录名。请换一个写法，如 王书记。")
    end = "organiser" if role == "organiser" else str(branches[0])
    return f"{sound[:_LONGEST_LOGIN]}_{end}"


def _host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        host = text.strip().rstrip(".")
    if not _HOST.fullmatch(host) or len(host) > 253 or host.rpartition(".")[2].isdecimal():  # RFC 3696 §2
        raise UsageError("主机名或地址不对，请写成 db.example.edu.cn 或 10.1.2.3（中文域名请写成 xn-- 的样子）。")
    return host.lower()


def _net(text: str) -> str:
    if text in _NETS:
        return text
    try:
        return str(ipaddress.ip_network(text.strip()))
    except ValueError:
        raise UsageError(
            f"网段“{quoted(text, 40)}”不对，请写成 10.0.0.0/8（最后几位是 0）；只限本机写 samehost，同一网段写 samenet。"
        ) from None
