"""A machine takes a seat with a code, and gives it up again. Whatever is refused leaves machine and code as they were."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.paths import Home
from branchtui.rules.college.settings import Names
from branchtui.store.college import certificate, hub_note, names, standing
from branchtui.store.college.connection import Address, AwayError, CollegeError, connected, told
from branchtui.store.college.standing import Place, Self
from branchtui.store.file import college_note
from branchtui.store.file.database import is_open
from branchtui.store.models import Branch
from branchtui.store.queries.registers import college_requests
from branchtui.values import NamedTuple
from branchtui.workflows.college import join_code, seat, starting
from branchtui.workflows.college.join_code import JoinCode
from branchtui.workflows.college.seat import Seat
from branchtui.workflows.exchange.setting_up import check_passphrase

if TYPE_CHECKING:
    from psycopg import Connection


class Offer(NamedTuple):
    """What a code offers: the server has shown the certificate of the code, and knows the seat."""

    code: JoinCode
    certificate: bytes
    self: Self

    @property
    def branch(self) -> Place | None:
        """The branch that the seat belongs to; None for an organiser."""
        return None if self.self.role == "organiser" else self.self.branches[0]

    @property
    def asks(self) -> str:
        """The passphrase that is wanted: `new` for the first of a branch, `known` for those after it; none for an organiser."""
        if self.branch is None:
            return ""
        return "known" if self.self.locked is not None else "new"


def look(place: Home, text: str) -> Offer:
    """What a code offers this machine. Raises BranchError where it is not whole, not the server's, used, or not for this file."""
    code = join_code.read(text)
    before = seat.read(place)
    if before is not None:
        raise BranchError(
            f"这台电脑已加入{before.name}（席位 {before.login}）。要换席位，请先运行 branchtui college leave。"
        )
    shown = certificate.shown(code.host, code.port)
    if not hmac.compare_digest(certificate.fingerprint(shown), code.fingerprint):
        raise CollegeError(
            f"{code.host} 出示的证书不是加入码里的那一个，没有连接，什么都没有发送。可能服务器重装过，也可能有人冒充它："
            "请向学院管理员核实，再要一个新的加入码。"
        )
    with _entered(place, code, shown) as connection:
        offer = Offer(code, shown, standing.oneself(connection))
    if offer.self.role != "organiser" and not offer.self.branches:
        raise CollegeError("加入码的支部已不在学院服务器上。请向学院管理员要新的加入码。")
    if offer.branch is not None:
        _check_branch(offer, offer.branch)
    elif holds_branch():
        raise BranchError(
            "这是组织员的加入码，而这台电脑上有支部的数据，同步不了。没有加入，加入码还能用："
            "请另用一个文件夹，运行 branchtui --home 文件夹 college join 加入码。"
        )
    return offer


def new_key(passphrase: str) -> tuple[str, bytes]:
    """A key for a branch, and the same locked by a passphrase. Raises BranchError for one that is too short."""
    check_passphrase(passphrase)
    key = sealing.make_key()
    return key, sealing.lock(key, passphrase)


def unlock(offer: Offer, passphrase: str) -> str:
    """The branch's key. Raises PassphraseError, and BranchError where it is damaged."""
    assert offer.self.locked is not None
    return sealing.unlock(offer.self.locked, passphrase)


def take(place: Home, offer: Offer, shown: Names | None, key: str = "", locked: bytes | None = None) -> Seat:
    """Take the seat: the password of the code is replaced by one that only this machine knows.

    `locked` is a new key's, and `shown` how the college is to see names, where that was asked. The open file rests on the branch there from now on, where one is open. Raises BranchError.
    """
    code, branch = offer.code, offer.branch
    password = join_code.new_secret().hex()
    taken = Seat(
        offer.self.college,
        offer.self.name,
        code.host,
        code.port,
        code.login,
        password,
        offer.self.role,
        None if branch is None else branch.number,
        shown,
        key,
    )
    with _entered(place, code, offer.certificate) as connection:
        if branch is not None and locked is not None:
            standing_key = standing.keep_key(connection, branch.number, locked)
            if standing_key != locked:
                raise CollegeError(
                    "本支部另一台电脑刚刚加入，口令已由它定了。请再运行一次，输那台电脑定的口令。"
                    if standing_key
                    else "支委的席位不能定口令。请让书记先加入，再运行一次。"
                )
        seat.keep_certificate(place, certificate.pem(offer.certificate))
        seat.write(place, taken)  # before the server knows it: what it knows alone is lost
        try:
            with told(code.host):
                standing.change_password(connection, password)
        except AwayError as error:
            raise AwayError(
                "换密码时断了线，不知道服务器换了没有。连上以后请运行 branchtui college status：看得到支部，就是加入了；"
                "说不认密码的，先运行 branchtui college leave，再用同一个加入码加入。"
            ) from error
        except CollegeError:
            seat.forget(place)
            raise
    if branch is not None and holds_branch() and hub_note.read() is None:
        hub_note.begin(branch.number, offer.self.college)
        names.choose_first(shown)
    return taken


def holds_branch() -> bool:
    """Whether a file is open that holds a branch."""
    return is_open() and Branch.select().exists()


def take_over(place: Home, here: Seat, offer: Offer, *, now: datetime) -> bool:
    """Begin with the branch as it lies on the server, where none is open here; False where none lies there either.

    Raises AwayError, CollegeError, and BranchError where it can't be read: the seat is taken all the same.
    """
    if offer.branch is None or offer.branch.id is None or holds_branch():
        return False
    place.ensure()
    with connected(seat.address(place, here)) as connection:
        starting.begin(here, connection, place.database, now=now)
    return True


def leave(place: Home) -> Seat | None:
    """Give the seat up here; what lies on the server stays. It is None where only the file had been in a college.

    The sheets of that are not to be handed in any more, also where this file only got them from another machine. Raises
    BranchError where there is nothing to leave.
    """
    holds = holds_branch() and (hub_note.read() is not None or college_requests.any_waits())
    here = seat.read(place) if holds else required(place)
    seat.forget(place)
    if holds:
        hub_note.leave()
    if is_open():
        college_note.forget()
    return here


def required(place: Home) -> Seat:
    """The seat of this machine. Raises BranchError where it has none."""
    here = seat.read(place)
    if here is None:
        raise BranchError("这台电脑没有加入学院服务器。加入码由学院管理员给：branchtui college join 加入码")
    return here


def _check_branch(offer: Offer, branch: Place) -> None:
    """Raises BranchError where the open file is of another branch, or of another college."""
    if branch.closed:
        raise CollegeError(f"{branch.name}在学院服务器上已撤销，不能加入。请找学院管理员。")
    if not holds_branch():
        return
    own = Branch.select().first()
    if branch.id is not None and own.id != branch.id:
        raise BranchError(
            f"加入码是{branch.name}的，学院服务器上已有它的数据，与这台电脑上的“{own.name}”不是同一个支部，没有加入。"
            "请核对加入码；要从服务器接过数据，请换一个空的数据文件夹：branchtui --home 文件夹 college join 加入码"
        )
    known = hub_note.read()
    if known is not None and (known.college, known.branch) != (offer.self.college, branch.number):
        raise BranchError(
            "这台电脑上的数据以前与另一个学院服务器（或另一个编号的支部）同步过，没有加入。"
            "确实要换，请先运行 branchtui college leave，再来一次。"
        )


@contextmanager
def _entered(place: Home, code: JoinCode, shown: bytes) -> Iterator["Connection[Any]"]:
    """A connection with the password of a code; only the certificate that was compared is accepted."""
    disk.make_folder(place.config)
    pinned = disk.claim(place.config)
    try:
        pinned.write_text(certificate.pem(shown), encoding="ascii")
        with connected(Address(code.host, code.port, code.login, code.password, pinned)) as connection:
            yield connection
    finally:
        disk.discard(pinned)
