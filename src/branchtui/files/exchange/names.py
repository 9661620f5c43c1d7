"""What a name in a shared folder tells: a package, a database file, the copy that a sync client made of a conflict."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["package", "database", "other"]

PART = ".part-"  # how the name of a file begins that is being written
_PASSED_OVER = re.compile(r"\.part.*|.*\.part|.*\.tmp|~\$.*|\..*", re.IGNORECASE | re.DOTALL)
_PACKAGE = re.compile(r"(?<![0-9a-z])(?P<number>\d{1,9})-(?P<sha>[0-9a-f]{16})(?![0-9a-f]).*\.bpk", re.IGNORECASE)
_COPIES = (
    ("Syncthing", re.compile(r"\.sync-conflict-\d{8}-\d{6}-\w+", re.IGNORECASE)),
    ("坚果云", re.compile(r"NSConflict|[-_(（ ]conflict(?!ed)|冲突文件", re.IGNORECASE)),
    ("Dropbox", re.compile(r"\(.*(conflicted copy|冲突副本).*\)", re.IGNORECASE)),
)
_ONEDRIVE = re.compile(r".+-(?=[^-]*[A-Z])[A-Z0-9]{2,15}(-[A-Z0-9]{1,15})*(-\d+)?", re.DOTALL)  # the name of a computer


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says: `number` and `sha` (the beginning of it, in hex) of a package; `client` that made a conflict copy."""

    kind: Kind
    number: int = 0
    sha: str = ""
    client: str = ""


def told_by(name: str) -> Named | None:
    """What the name of a file says, whoever copied it; None for one that is being written, or is somebody's own."""
    if _PASSED_OVER.fullmatch(name):
        return None
    if package := _PACKAGE.search(name):
        return Named("package", int(package["number"]), package["sha"].lower(), _client(name))
    if name.lower().endswith(".db"):
        return Named("database", client=_client(name))
    return Named("other")


def package_name(number: int, sha: str) -> str:
    """The name of a package by its number and the sha256 of its bytes."""
    return f"{number}-{sha[:16]}.bpk"


def _client(name: str) -> str:
    """Whose habit it is to name a conflict copy so; empty where nobody's."""
    stem = name.rpartition(".")[0]
    for client, habit in _COPIES:
        if habit.search(stem):
            return client
    return "OneDrive" if _ONEDRIVE.fullmatch(stem) else ""
