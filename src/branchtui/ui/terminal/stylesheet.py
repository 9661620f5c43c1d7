"""The style sheet, parsed once: Textual parses every rule anew with each room's first visit, and styles all that stands."""

from pathlib import Path

from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


class KeptStylesheet(Stylesheet):
    """A style sheet that is parsed again only where a variable, that is the theme, has changed.

    Only then is everything that stands styled again: what is mounted later gets its styles as it is.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables
        self._outdated = False
        self._applied = False  # whether what stands was styled at all
        self._settled = False  # whether what stands has the styles of these rules

    def add(self, path: Path) -> None:
        """Read one more sheet, if that has not been done: what is mounted from now on is styled by it, and nothing that stands."""
        if not self.has_source(str(path)):
            self.read(path)
            self.parse()

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._parsed_with:
            self._outdated = True
            self._parsed_with = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Textual asks for it before `update`, once for all that is to be styled."""
        self._settled = self._applied and not self._outdated
        if self._outdated:
            super().reparse()
            self._outdated = False

    def update(self, root: DOMNode, animate: bool = False) -> None:
        if not self._settled:
            self._applied = True
            super().update(root=root, animate=animate)
