"""The app, as a screen or a widget sees it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from branchtui.ui.app import BranchApp


def desk_of(node: "DOMNode") -> "BranchApp":
    """The app that a node stands in, by its own type."""
    from branchtui.ui.app import BranchApp

    app = node.app
    assert isinstance(app, BranchApp)
    return app
