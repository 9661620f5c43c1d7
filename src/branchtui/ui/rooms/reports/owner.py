"""The screen of one report as its tabs know it."""

from typing import Any

from branchtui.store.models import Report
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane


class ReportOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    @property
    def report(self) -> Report:
        """The report as it is stored now."""
        raise NotImplementedError

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        raise NotImplementedError


class ReportPane(TabPane[ReportOwner]):
    """A tab of a report."""
