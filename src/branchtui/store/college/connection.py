"""A connection to the college's server: encrypted, and only to the one whose certificate was in the join code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.store.college.script import DATABASE

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

_PLANS = "-c jit=off -c work_mem=64MB"  # compiling a statement would take longer than running it
PATIENCE = 5  # seconds, for connecting and for each statement of a sync
_LACKING = (
    "这台电脑没有连学院服务器用的组件 psycopg，其他功能照常。请运行 python -m pip install 'branchtui[pg]'；"
    "装不上时，可用 branchtui sync 通过文件夹同步。"
)
_ANEW = "请向学院管理员要新的加入码；这台电脑加入过的，先运行 branchtui college leave，再用它加入。"
# What the driver says when a connection is refused for good; it has no code for it. The server speaks English (cluster.sql).
_REFUSALS = (
    (
        "certificate verify failed",
        "学院服务器 {host} 的证书与加入时的不一样，没有连接，什么都没有发送。可能是服务器重装了，也可能有人冒充它："
        "请向学院管理员核实；确实换了的，" + _ANEW,
    ),
    ("does not match host name", "学院服务器的证书里没有 {host} 这个名字，没有连接。" + _ANEW),
    ("certificate", "加入时记下的学院服务器证书读不出来，没有连接。" + _ANEW),
    (
        "password authentication failed",
        "学院服务器 {host} 不认这个席位的密码：席位可能已经停用，或加入码已在别处用过。" + _ANEW,
    ),
    ("not permitted to log in", "这个席位已经停用，本机的数据都在。要继续用，" + _ANEW),
    (
        "pg_hba.conf",
        "学院服务器 {host} 不允许从这里连接（网段不对，或没有席位）。请连上校园网；还不行，请找学院管理员。",
    ),
    (
        "does not support SSL",
        "{host} 不能加密连接，没有连接，什么都没有发送。请学院管理员运行 branchtui college check。",
    ),
    ("channel binding", "{host} 没有证明自己是那台学院服务器，没有连接。请向学院管理员核实。"),
)

# Why it can't be reached now, in its words and in ours.
_REASONS = (
    ("Connection refused", "它没有开，或者防火墙挡着"),
    ("failed to resolve host", "找不到这个名字，可能没有连上校园网"),
    ("timeout expired", "没有回应，可能没有连上校园网"),
    ("Network is unreachable", "网络没有连上"),
    ("No route to host", "网络没有连上"),
    ("idle-session timeout", "等了一分钟，这台电脑没有动静，它先挂断了"),
    ("administrator command", "它正在关机或重新启动"),
    ("is starting up", "它正在启动"),
    ("is shutting down", "它正在关机或重新启动"),
    ("too many connections", "连着它的电脑太多"),
    ("remaining connection slots", "连着它的电脑太多"),
)


class CollegeError(BranchError):
    """The college's server can't be reached, or refuses. One's own data is as it was."""


class AwayError(CollegeError):
    """It can't be reached now: later it may."""


class Address(NamedTuple):
    """Who connects, and where to. `certificate` is the file of the only certificate that is accepted."""

    host: str
    port: int
    login: str
    password: str
    certificate: "Path"


@contextmanager
def connected(address: Address) -> Iterator["Connection[Any]"]:
    """A connection on which each statement is a transaction of its own. Raises AwayError, CollegeError."""
    psycopg = driver()
    with told(address.host):
        connection = psycopg.connect(
            host=address.host,
            port=address.port,
            dbname=DATABASE,
            user=address.login,
            password=address.password,
            sslmode="verify-full",
            sslrootcert=_for_driver(address.certificate),
            gssencmode="disable",  # it would come before TLS, and ask for no certificate
            channel_binding="require",
            connect_timeout=PATIENCE,
            keepalives_idle=PATIENCE,  # a line that is dead is not waited on for hours
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=3 * PATIENCE * 1000,
            options=f"-c statement_timeout={PATIENCE * 1000} {_PLANS}",
            application_name="branchtui",
            autocommit=True,
        )
        with connection:
            yield connection


@contextmanager
def told(host: str) -> Iterator[None]:
    """Errors of the driver become sentences. Raises AwayError, CollegeError."""
    psycopg = driver()
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        refusal = next((sentence for words, sentence in _REFUSALS if words in str(error)), None)
        if refusal is not None:
            raise CollegeError(refusal.format(host=host)) from error
        if isinstance(error, psycopg.errors.QueryCanceled):
            raise AwayError(f"学院的服务器 {host} 没有及时答复，本机照常可用，没有做成。") from error
        reason = next((ours for words, ours in _REASONS if words in str(error)), _line(error))
        raise AwayError(f"连不上学院的服务器 {host}（{reason}），没有做成，本机照常可用。") from error
    except psycopg.Error as error:
        raise CollegeError(f"学院的服务器 {host} 没有接受：{_line(error)}") from error


def driver() -> Any:
    """The module psycopg. Raises CollegeError where it is not installed."""
    if sys.modules.get("psycopg", sys) is None:  # `store.engine.handle` keeps Peewee from loading it
        del sys.modules["psycopg"]
    import logging

    try:
        import psycopg
    except ImportError:
        raise CollegeError(_LACKING) from None
    if not (log := logging.getLogger("psycopg")).handlers:
        log.addHandler(logging.NullHandler())  # what it would write on the terminal is told in sentences of ours
    return psycopg


def _for_driver(path: "Path") -> str:
    """A path as libpq opens it: on Windows it takes it to be in the code page there, so it gets the short one, in ASCII."""
    if sys.platform != "win32" or str(path).isascii():
        return str(path)
    import ctypes

    short = ctypes.create_unicode_buffer(32768)
    ctypes.WinDLL("kernel32").GetShortPathNameW(str(path), short, len(short))
    return short.value or str(path)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
