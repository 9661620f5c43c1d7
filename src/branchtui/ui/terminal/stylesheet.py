"""The style sheet, parsed once: Textual parses every rule anew with each room's first visit."""

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """A style sheet that is parsed again only where a variable, that is the theme, has changed."""

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            self._stale = True
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._stale:
            super().reparse()
            self._stale = False

    _stale = False
