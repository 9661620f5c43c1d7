"""The entry point: `branchtui` and `python -m branchtui`. Imports as little as the arguments allow."""

import sys

TYPE_CHECKING = False  # typing and collections are not needed before the first ink
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run the program and return its exit code (cli.md: 0, 1, 2, 3, 4, 129/130/143)."""
    try:
        code = _main(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:  # while what tells of it was still being loaded
        code = 130
    if code == 130:
        # Ctrl+C within an `exec` of text, as making a dataclass is one, is remembered by Python though it was caught:
        # at the end it would kill itself by the signal, and a shell drop the rest of its line. Another `exec` forgets it.
        exec("")
    return code


def _main(words: "list[str]") -> int:
    if words == ["--version"]:
        from branchtui.cli.version import version_line

        print(version_line())
        return 0
    if not words:
        import gc

        gc.disable()  # what is imported now stays to the end; the app switches it on when it is ready
        from branchtui.ui.terminal.first_paint import has_terminal, prepaint

        painted = prepaint() if has_terminal() else None
        try:
            from branchtui.cli.opening import start
        except BaseException:
            if painted:
                painted.take_back()
            raise

        return start(painted)
    from branchtui.cli.run import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
