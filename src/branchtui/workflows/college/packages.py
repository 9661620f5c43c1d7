"""A delta becomes a sealed package as in a shared folder, and a package a file again. No database is touched."""

import hashlib
import io
import platform
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from branchtui import __version__, disk
from branchtui.files.exchange import package, sealing
from branchtui.files.exchange.package import Head
from branchtui.files.exchange.sealing import SealError
from branchtui.store.college import folding
from branchtui.store.college.delta import Delta
from branchtui.store.college.server import Package, Push
from branchtui.store.file.schema import newest
from branchtui.store.replication import device
from branchtui.workflows.exchange.publishing import no_room, person

UPGRADE = "由更新的 branchtui 写成，请先升级本机的 branchtui"


class Prepared(NamedTuple):
    """What is to be pushed: a delta, which `sealed` discards, and what its head will say besides. `n` will be its number."""

    delta: Delta
    head: Head
    public: str


class Parcel(NamedTuple):
    """A package that came: its database lies at `file` until it is discarded. None where it has nothing new, or `wrong` why.

    `late` tells that a newer program is wanted, and nothing is wrong with it. `parts` are those that were folded into it,
    of which `package` is the last.
    """

    package: Package
    file: Path | None
    wrong: str = ""
    late: bool = False
    parts: tuple["Parcel", ...] = ()

    def discard(self) -> None:
        """Remove the file, and those that were folded into it."""
        if self.file is not None:
            disk.discard(self.file)
        for part in self.parts:
            part.discard()


def prepare(delta: Delta, branch: bytes, key: str, *, n: int, now: datetime) -> Prepared:
    """What `sealed` needs of the database. Raises BranchError where the delta can't be read again: then it is discarded."""
    try:
        sha, size = package.sha_and_size(delta.file)
    except OSError as error:
        disk.discard(delta.file)
        raise no_room(delta.file.parent, error) from error
    head = Head(
        branch=branch,
        device=device.here(),
        number=n,
        schema=newest(),
        oldest_reader=newest(),
        app=__version__,
        person=person(),
        machine=platform.node(),
        at=int(now.timestamp()),
        vector=delta.news,
        sha=sha,
        size=size,
    )
    return Prepared(delta, head, sealing.public_of(key))


def sealed(prepared: Prepared) -> Push:
    """The package. Raises SealError, and BranchError where the delta can't be read again."""
    delta, head = prepared.delta, prepared.head
    target = io.BytesIO()
    try:
        package.pack(head, delta.file, target, prepared.public)
    except OSError as error:
        raise no_room(delta.file.parent, error) from error
    finally:
        disk.discard(delta.file)
    data = target.getvalue()
    return Push(
        delta.whole,
        head.branch,
        hashlib.sha256(data).hexdigest(),
        head.schema,
        head.app,
        head.maker,
        delta.rows,
        data,
    )


def opened(one: Package, link: bytes | None, branch: bytes | None, key: str, beside: Path) -> Parcel:
    """A package as a file `beside` the database, or why it is none that follows on `link`, or of that branch.

    Either is None where nobody knows. Raises BranchError where there is no room.
    """
    if link is not None and one.link != hashlib.sha256(link + bytes.fromhex(one.sha)).digest():
        return Parcel(one, None, "和前面的同步包接不上")
    if one.bytes is None:
        return Parcel(one, None)
    if one.schema > newest():
        return Parcel(one, None, UPGRADE, late=True)
    if hashlib.sha256(one.bytes).hexdigest() != one.sha:
        return Parcel(one, None, "内容与校验不符，已损坏")
    file = None
    try:
        file = disk.claim(beside)
        with file.open("wb") as target:
            head = package.unpack(io.BytesIO(one.bytes), target, key)
        if branch is None or head.branch == branch:
            kept, file = file, None
            return Parcel(one, kept)
        return Parcel(one, None, "是另一个支部的数据")
    except SealError as error:
        return Parcel(one, None, str(error))
    except OSError as error:
        raise no_room(beside, error) from error
    finally:
        if file is not None:
            disk.discard(file)


def folded(parcels: Sequence[Parcel], beside: Path) -> list[Parcel]:
    """The same with those folded that follow on each other and can be: they are merged at once."""
    found: list[Parcel] = []
    rest = list(parcels)
    while rest:
        files = [one.file for one in takewhile(lambda one: one.file is not None, rest)]
        file, count = (
            folding.fold([file for file in files if file is not None], beside) if len(files) > 1 else (None, 0)
        )
        if file is None:
            found.append(rest.pop(0))
        else:
            found.append(Parcel(rest[count - 1].package, file, parts=tuple(rest[:count])))
            del rest[:count]
    return found
