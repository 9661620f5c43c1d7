"""The entry point: `branchtui` and `python -m branchtui`. Imports as little as the arguments allow."""

import sys

from branchtui import __version__

TYPE_CHECKING = False  # typing and collections are not needed before the first ink
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run the program and return its exit code (cli.md: 0, 1, 2, 3, 4, 129/130/143)."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        import sqlite3

        python = ".".join(map(str, sys.version_info[:3]))
        sys.stdout.write(f"branchtui {__version__} (Python {python}, SQLite {sqlite3.sqlite_version})\n")
        return 0
    if not words:
        from branchtui.ui.prepaint import has_terminal, prepaint

        painted = has_terminal() and prepaint()
        from branchtui.cli.opening import start

        return start(painted)
    from branchtui.cli.run import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
