"""The screen of one report as its tabs know it."""

from typing import Any

from branchtui.store.models import Byline, Report
from branchtui.store.queries.report_view import ReportView, view
from branchtui.store.replication.row_versions import Token
from branchtui.ui.editing.edit_guard import Seen
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane


class ReportOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    view: ReportView  # the report as it was read last

    def read(self) -> Report:
        self.view = view(self.source.id)
        self.look_for_conflicts(self.view.row, unsettled=self.view.unsettled)
        return self.view.row

    def seen(self, row: Report | Byline) -> Seen:
        """A row as it was read last, for the guard of what is shown of it."""

        def again() -> Token:
            self.read()
            return self.view.token(row)

        return Seen(self.view.token(row), again)

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        raise NotImplementedError

    def to_findings(self) -> None:
        """Put the focus into the list of what was found, where there is something."""
        raise NotImplementedError


class ReportPane(TabPane[ReportOwner]):
    """A tab of a report."""
