"""往来: the people and units outside the branch, to be added, changed, removed, merged and imported."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Contact, Row
from branchtui.store.queries import contacts
from branchtui.store.queries.contacts import ContactList, ContactRow
from branchtui.store.queries.finding import suggestions
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.base import RegisterScreen, Told
from branchtui.ui.rooms.people.registers.fields import contact_offers
from branchtui.ui.screens.form import Field, FormScreen, Values, ask, column
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.people import contacts as acts
from branchtui.workflows.registers.reading import meant

_COLUMNS: list[Column[ContactRow]] = [
    Column("姓名", 10, lambda row: row.name, names=True),
    Column("单位", 16, lambda row: row.unit, grow=True),
    Column("职务", 12, lambda row: row.position, from_width=50),
    Column("电话", 13, lambda row: row.phone, from_width=90, role="quiet"),
    Column("分组", 12, lambda row: row.groups, from_width=70, role="quiet"),
]


class ContactsScreen(RegisterScreen[ContactRow]):
    """Everybody outside, with what they were part of."""

    PLACE = "contacts"
    TABLE = FORM = "contact"
    NOUN = "往来"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("contacts")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有往来的人和单位。按 Ctrl+N 增加，Ctrl+L 从表格导入；写了单位的列席人员会自动记进来。"
        super().__init__(ListPane(_COLUMNS, ContactList, title="往来", empty=empty), thing)

    def stored(self, thing: bytes) -> Contact:
        return contacts.contact(thing)

    def told(self, row: ContactRow) -> tuple[str, Sequence[Told]]:
        from branchtui.store.queries.registers.uses import uses

        stored = self.stored(row.id)
        days = [chinese_day(day) if day else "" for day in (stored.agreed_on, stored.agreed_until)]
        found = uses(row.id)
        return row.called, [
            Told("单位", row.unit if row.name else ""),
            Told("职务", row.position),
            Told("电话", row.phone),
            Told("分组", row.groups),
            Told("共建协议", "至".join(days) if any(days) else ""),
            *([Told("参加过：")] if found else []),
            *(Told(use.day, f"{use.role} {use.words}".strip()) for use in found),
        ]

    def fields(self, row: Row | None) -> Sequence[Field]:
        stored = row if isinstance(row, Contact) else None
        shown = {key: getattr(stored, key) if stored else "" for key in acts.FIELDS}
        shown |= acts.agreement_typed(stored) if stored else dict.fromkeys(acts.AGREEMENT, "")
        offers = {
            "unit": lambda values: suggestions.contact_words("unit"),
            "groups": lambda values: suggestions.contact_words("groups"),
        }
        return [column(Contact, key, value, offers=offers.get(key)) for key, value in shown.items()]

    def make(self, typed: Mapping[str, str]) -> Row:
        return acts.add_contact(today=self.shell.now().date(), **typed)

    def change(self, row: Row, changes: Mapping[str, str]) -> None:
        acts.change_contact(self.stored(row.id), today=self.shell.now().date(), **changes)

    def take_off(self, row: Row) -> str:
        contact = self.stored(row.id)
        acts.remove_contact(contact)
        return f"“{contact.name or contact.unit}”已从往来里删去，以前的材料不变。"

    def action_bring(self) -> None:
        from branchtui.ui.rooms.difference import difference_of
        from branchtui.workflows.people.contact_import import compare_contacts, read_contacts

        def read(typed: str) -> Job[Any]:
            return difference_of(self.shell, "通讯录", typed, read_contacts, compare_contacts, "往来", room=self.ROOM)

        self.app.push_screen(
            ask("contacts", "导入往来", "文件", read, placeholder=".xlsx .xls .csv 的完整路径", room=self.ROOM)
        )

    def action_merge(self) -> None:
        if (row := self.chosen()) is None:
            return
        note = f"写下和“{row.called}”是同一位的另一条：它并进光标所在的这一条，列席、共建等都跟过来。"

        def submit(typed: str) -> str:
            other = meant(typed)
            if other is None:
                raise BranchError(f"往来里没有“{typed}”。")
            self.call_later(self._merge, row.id, other.id)
            return "请看两边不一样的地方。"

        self.app.push_screen(
            ask(
                f"merge-{row.id.hex()}",
                f"合并：{row.called}",
                "另一条",
                submit,
                note=note,
                room=self.ROOM,
                offers=lambda values: contact_offers(units=not row.name, but=row.id),
            )
        )

    def _merge(self, kept_id: bytes, other_id: bytes) -> None:
        """Merge two, asked which to keep where they differ."""
        from branchtui.workflows.joining import contacts as both
        from branchtui.workflows.joining import joining

        kept, other = self.stored(kept_id), self.stored(other_id)

        def submit(values: Mapping[str, str]) -> str:
            merged = joining.join_contacts(self.stored(kept_id), self.stored(other_id), **values)
            self.call_later(self.show_thing, merged.id)
            return f"已合并成一条：{merged.name or merged.unit}。"

        with self.telling() as done:
            differing = both.differences(kept, other)
            if not differing:
                done(submit({}))
                self.reload()
                return
            fields = [
                Field(
                    each.name,
                    each.label,
                    each.kept,
                    offers=_either(each.kept, each.other),
                )
                for each in differing
            ]
            name = f"merge-{kept_id.hex()}-{other_id.hex()}"
            note = "两边写的不一样，请选留哪一个，也可以另写。"
            self.app.push_screen(FormScreen(name, "合并往来", fields, submit, room=self.ROOM, note=note))


def _either(kept: str, other: str) -> Callable[[Values], list[suggestions.Suggestion]]:
    """What two contacts say of one thing, to be chosen from."""
    return lambda values: [suggestions.Suggestion(kept), suggestions.Suggestion(other)]
