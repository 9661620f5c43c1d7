"""A register whose rows are typed as `workflows.registers.kinds` says."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from branchtui.store.models import Row
from branchtui.ui.rooms.people.registers.base import RegisterScreen, RowT
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.screens.form import Field
from branchtui.workflows.registers import register
from branchtui.workflows.registers.register import Register


class OfRegister(RegisterScreen[RowT]):
    """The list and the forms of one of them."""

    REGISTER: ClassVar[Register]

    def stored(self, thing: bytes) -> Row:
        return self.REGISTER.model.get_by_id(thing)

    def fields(self, row: Row | None) -> Sequence[Field]:
        typed = self.REGISTER.typed(row) if row else {}
        return fields_of(self.REGISTER, typed, self.shell.now().date())

    def make(self, typed: Mapping[str, str]) -> Row:
        return register.add(self.REGISTER, typed, today=self.shell.now().date())

    def follows(self, typed: Mapping[str, str]) -> str:
        return register.following(self.REGISTER, typed, today=self.shell.now().date())

    def change(self, row: Row, changes: Mapping[str, str]) -> None:
        register.change(self.REGISTER, row, today=self.shell.now().date(), **changes)

    def take_off(self, row: Row) -> str:
        register.remove(row)
        return f"已删去{self.NOUN}。"
