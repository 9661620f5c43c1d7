"""The loader of assets/: bytes and TOML, no meaning. A wheel carries the folder inside the package."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a shipped asset, in an installed wheel or in a checkout."""
    inside = _HERE / "assets"
    root = inside if inside.is_dir() else _HERE.parents[1] / "assets"
    return root.joinpath(*parts)


def read(*parts: str) -> bytes:
    """The bytes of a shipped asset."""
    return path(*parts).read_bytes()


def toml(*parts: str) -> Mapping[str, Any]:
    """A shipped TOML file as a dictionary, the same for all who ask until the file is changed: nobody may write to it."""
    where = path(*parts)
    found = where.stat()
    return _parsed(where, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=16)
def _parsed(where: Path, written: int, size: int) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(where.read_bytes().decode("utf-8"))
