"""What `--version` prints. Imports neither Textual nor Peewee."""

import sqlite3
import sys

from branchtui import __version__


def version_line() -> str:
    """The versions of branchtui, Python and SQLite."""
    return (
        f"branchtui {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))}, SQLite {sqlite3.sqlite_version})"
    )
