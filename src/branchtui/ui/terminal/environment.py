"""What must be settled before Textual is imported. This module imports nothing of it before `prepare`."""

import os
import sys
from collections.abc import MutableMapping
from typing import Any

HANG_UP, INTERRUPT, TERMINATE = 1, 2, 15  # the signals that ask a program to end
KITTY_SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"


def prepare(environ: MutableMapping[str, str] = os.environ) -> None:
    """Switch the Kitty key protocol off unless the user has chosen, and let the window alone say how large it is.

    Under that protocol Textual 8.2.8 garbles what a Chinese input method commits (five characters or more).
    COLUMNS and LINES, where a shell exports them, would nail the size however the window is pulled.
    asyncio imports ssl, and OpenSSL with it, where it can: nothing here speaks to a network.
    Classes of widgets are cheap from here on, Textual's own too.
    """
    modules: dict[str, Any] = sys.modules
    modules.setdefault("ssl", None)  # CPython blocks an import so
    environ.setdefault(KITTY_SWITCH, "1")
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)
    from branchtui.ui.terminal.widget_classes import define_cheaply

    define_cheaply()
