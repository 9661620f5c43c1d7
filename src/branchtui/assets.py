"""The loader of assets/: bytes and TOML, no meaning. A wheel carries the folder inside the package."""

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


def toml(*parts: str) -> dict[str, Any]:
    """A shipped TOML file as a dictionary."""
    import tomllib

    return tomllib.loads(read(*parts).decode("utf-8"))
