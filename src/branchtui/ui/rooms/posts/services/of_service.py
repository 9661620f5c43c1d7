"""The lists that are of one service, which stands above them."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from branchtui.store.models import Service
from branchtui.store.queries.services import log as services
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.widgets.list_pane import ListPane

RowT = TypeVar("RowT")


class OfService(ListScreen[RowT]):
    """A list of one service."""

    ROOM: ClassVar[str] = "posts"

    def __init__(self, service_id: bytes, pane: ListPane[RowT]) -> None:
        super().__init__(pane)
        self._service = service_id
        self._heading = Static("", markup=False, classes="heading")

    def thing(self) -> Service:
        return services.service(self._service)

    @abstractmethod
    def told(self, row: Service) -> str:
        """What is told of the service behind day and name."""

    def heads(self) -> ComposeResult:
        yield self._heading

    def show_heads(self) -> None:
        row = self.thing()
        self._heading.update(Content(f"{row.day.isoformat()} {row.member.name} {self.told(row)}"))

    def on_mount(self) -> None:
        self.pane.table.focus()
