"""更多 → 往来: the people and units outside the branch, to be added, changed and removed."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from branchtui.store.models import Contact, Row
from branchtui.store.queries import contacts
from branchtui.store.queries.contacts import ContactList, ContactRow
from branchtui.store.queries.finding import suggestions
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.form import FormScreen, column
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.people import contacts as acts

_COLUMNS: list[Column[ContactRow]] = [
    Column("姓名", 10, lambda row: row.name),
    Column("单位", 20, lambda row: row.unit, grow=True),
    Column("职务", 14, lambda row: row.position),
    Column("电话", 13, lambda row: row.phone, from_width=90, role="quiet"),
    Column("分组", 14, lambda row: row.groups, from_width=70, role="quiet"),
]


class ContactsScreen(ListScreen[ContactRow]):
    """The list; Enter changes the one under the cursor. It opens on `thing`, where one was looked for."""

    PLACE = "contacts"
    ROOM = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("contacts")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有往来的人和单位。按 Ctrl+N 增加；写了单位的列席人员会自动记进来。"
        super().__init__(ListPane(_COLUMNS, ContactList, title="往来", empty=empty))
        self._wanted = thing

    def on_mount(self) -> None:
        self.pane.table.focus()

    def reload(self) -> None:
        super().reload()
        if self._wanted is not None:
            self._seek(self._wanted)
            self._wanted = None

    def _seek(self, thing: bytes) -> None:
        self.pane.table.seek(lambda row: row.id == thing)

    def sight(self) -> Sight:
        return Sight(frozenset(row.id for row in self.pane.table.in_view()), "contact")

    def history_of(self) -> Row | None:
        row = self.pane.table.row
        return contacts.contact(row.id) if row is not None else None

    def can(self, command_id: str) -> bool:
        return self.pane.table.row is not None if command_id == "contacts.remove" else super().can(command_id)

    async def open_row(self, row: ContactRow) -> None:
        with self.telling():
            self.app.push_screen(self._form(contacts.contact(row.id)))

    def action_new(self) -> None:
        self.app.push_screen(self._form(None))

    def action_remove(self) -> None:
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
            return
        with self.telling() as done:
            acts.remove_contact(contacts.contact(row.id))
            self.reload()
            done(f"“{row.called}”已从往来里删去，以前的材料不变。")

    def _form(self, row: Contact | None) -> FormScreen:
        shown: dict[str, str] = {key: getattr(row, key) if row else "" for key in acts.FIELDS}
        offers = {
            "unit": lambda values: suggestions.contact_words("unit"),
            "groups": lambda values: suggestions.contact_words("groups"),
        }
        fields = [column(Contact, key, value, offers=offers.get(key)) for key, value in shown.items()]
        guard = Guard(row, shown) if row else None

        def change(**changes: str) -> None:
            assert row is not None
            acts.change_contact(contacts.contact(row.id), **changes)

        def submit(values: Mapping[str, str]) -> str:
            called = values["name"] or values["unit"]
            if guard is not None:
                guard.save({key: values[key] for key in shown}, change)
                return f"已改：{called}。"
            made = acts.add_contact(**{key: values[key] for key in shown})
            self.call_later(self._seek, made.id)
            return f"已加进往来：{called}。"

        name = f"contact-{row.id.hex()}" if row else "contact"
        return FormScreen(
            name, f"更改往来：{row.name or row.unit}" if row else "往来里加一位", fields, submit, room=self.ROOM
        )
