"""Which device the open database is on: a random id, bound to this machine and to the folder the file is in.

It is kept in a small file beside the database. A home that is cloned or moved takes that file along, but another machine
or folder is another device, so the id is minted anew there.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from branchtui import disk
from branchtui.store.digests import blake2b
from branchtui.store.engine.handle import db

FILE = "branch.device.json"
_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def machine_id() -> str:
    """What the system itself calls this machine; the address of a network card where it says nothing."""
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for path in _MACHINE_IDS:
        with suppress(OSError):
            return Path(path).read_text(encoding="ascii").strip()
    import uuid

    return f"{uuid.getnode():012x}"


def here(machine: Callable[[], str] | None = None) -> bytes:
    """The id of the device that the open database is on, 16 bytes; minted, and kept, where there is none for it yet.

    `machine` tells the machine's id. Where the id can't be kept (a folder that takes no files) the next opening mints
    another one.
    """
    path = db.path.resolve().with_name(FILE)
    place = _digest((machine or machine_id)(), path.parent)
    try:
        kept = json.loads(path.read_text(encoding="ascii"))
        if kept["place"] == place:
            return bytes.fromhex(kept["id"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # there is none, or nothing that can be read
    minted = os.urandom(16)
    with suppress(OSError):
        _keep(path, json.dumps({"id": minted.hex(), "place": place}))
    return minted


def _keep(path: Path, text: str) -> None:
    """Whole or not at all, but not forced to the disk: what a power loss takes is minted anew."""
    part = disk.claim(path.parent)
    try:
        part.write_text(text, encoding="ascii")
        disk.replace(part, path)
    finally:
        disk.discard(part)


def _digest(machine: str, folder: Path) -> str:
    """Machine and folder in one word: the system's own id is not to be handed on, nor need a path be text."""
    digest = blake2b(machine.encode("utf-8"), digest_size=16, person=b"branchtui")
    digest.update(b"\0" + os.fsencode(folder))
    return digest.hexdigest()
