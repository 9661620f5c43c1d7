"""The app's themes, made from the roles: two of our own, and one of the terminal's sixteen colours."""

from collections.abc import Mapping
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from branchtui.ui.text.palette import DARK, LIGHT


def _theme(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    """Textual's tokens from the roles; what Textual would mix by itself is said here instead."""
    return Theme(
        name=name,
        dark=dark,
        primary=colours["seal"],
        secondary=colours["info"],
        accent=colours["accent"],
        warning=colours["due"],
        error=colours["bad"],
        success=colours["good"],
        foreground=colours["text"],
        background=colours["desk"],
        surface=colours["pane"],
        panel=colours["raised"],
        variables={
            "text": colours["text"],
            "text-muted": colours["quiet"],
            "foreground-muted": colours["quiet"],
            "text-error": colours["bad"],
            "text-warning": colours["due"],
            "text-success": colours["good"],
            "text-accent": colours["accent"],
            "border": colours["accent"],
            "border-blurred": colours["edge"],
            "input-cursor-background": colours["text"],
            "input-cursor-foreground": colours["pane"],
            "input-selection-background": colours["cursor"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["text"],
            "block-cursor-text-style": "none",
            "scrollbar": colours["edge"],
            "scrollbar-hover": colours["quiet"],
            "scrollbar-active": colours["accent"],
            "scrollbar-background": colours["pane"],
            "scrollbar-background-hover": colours["pane"],
            "scrollbar-background-active": colours["pane"],
            "scrollbar-corner-color": colours["pane"],
        },
    )


THEMES = {  # by the word of the setting
    "dark": _theme("branch-dark", DARK, dark=True),
    "light": _theme("branch-light", LIGHT, dark=False),
    "ansi": replace(BUILTIN_THEMES["ansi-dark"], name="branch-sixteen"),
}
