"""The style sheet, parsed once: Textual parses every rule anew with each room's first visit."""

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """A style sheet that is parsed again only where a variable, that is the theme, has changed."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables
        self._outdated = False

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._parsed_with:
            self._outdated = True
            self._parsed_with = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._outdated:
            super().reparse()
            self._outdated = False
