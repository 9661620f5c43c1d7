"""One row of a register: added, changed and removed, whichever register that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.store.file.database import act
from branchtui.store.models import Row
from branchtui.store.models.base import PairRow
from branchtui.store.models.columns import caption, help_text
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import refuse_citizen_id
from branchtui.workflows.registers.reading import NewContact, Typed

_CALLED = ("title", "what", "problem", "outlet", "step", "name")  # columns that say what a row is about


@dataclass(frozen=True, slots=True)
class Register:
    """How the rows of one table are typed.

    `keys` are the fields in the order of a form, called as their columns. `read` makes the columns of what is typed,
    and raises BranchError for what can't be; `typed` is the way back. `labels` and `hints` are the words of those
    fields that do not show what is stored, `many` those of several lines. `check` raises BranchError where another row
    says the same, of a new row or of the one that is changed. `also` writes what follows from a row that was added
    (True) or taken off (False), in the same act; `follows` says it of the columns of a row that is to be added.
    """

    model: type[Row]
    keys: tuple[str, ...]
    read: Callable[[Typed, date], dict[str, Any]]
    typed: Callable[[Any], dict[str, str]]
    labels: Mapping[str, str]
    hints: Mapping[str, str]
    many: frozenset[str] = frozenset()
    check: Callable[[Mapping[str, Any], Row | None], None] = lambda columns, row: None
    also: Callable[[Row, bool], None] = lambda row, added: None
    follows: Callable[[Mapping[str, Any]], str] = lambda columns: ""

    @property
    def table(self) -> str:
        """The name of its table."""
        return str(self.model._meta.table_name)

    def label(self, key: str) -> str:
        """What a field is called."""
        return self.labels.get(key) or caption(self.model, key)

    def hint(self, key: str) -> str:
        """What to write into it; often empty."""
        return self.hints.get(key) or help_text(self.model, key)


def add(register: Register, values: Mapping[str, str], *, today: date) -> Row:
    """A new row. Raises BranchError for what can't be read, and for a key the register doesn't have."""
    columns = _read(register, values, today)
    register.check(columns, None)
    with act(f"登记{register.model.noun}：{_about(columns)}"):
        row = _stored(register.model, _made(columns))
        register.also(row, True)
    return row


def following(register: Register, values: Mapping[str, str], *, today: date) -> str:
    """What else a new row would change, as a sentence; empty where nothing. Raises BranchError as `add`."""
    return register.follows(_read(register, values, today))


def change(register: Register, row: Row, *, today: date, **changes: str) -> Row:
    """Change some fields of a row; of a pair another row takes its place. Raises BranchError as `add`."""
    before = register.typed(row)
    columns = _read(register, {**before, **changes}, today)
    register.check(columns, row)
    kept = {key for key in register.keys if changes.get(key, before[key]) == before[key]}
    if "of_id" in kept:
        kept.add("of_table")
    columns = {name: value for name, value in columns.items() if name not in kept}
    with act(f"更改{row.noun}：{_about(row.__data__)}"):
        if isinstance(row, PairRow) and columns.keys() & set(row.parts):
            moved = {**_copied(row), **_made(columns)}
            trash(row)
            return _stored(register.model, moved)
        assign(row, _made(columns))
    return row


def differing(register: Register, row: Row, given: Mapping[str, str], today: date) -> dict[str, tuple[str, str]]:
    """Which of the `given` fields would change a row, each with what stands there. Raises BranchError as `add`."""
    before = register.typed(row)
    stored = _read(register, before, today)
    changed = {}
    for key, typed in given.items():
        if typed and typed != before[key] and _read(register, {**before, key: typed}, today) != stored:
            changed[key] = (before[key], typed)
    register.check(_read(register, {**before, **given}, today), row)
    return changed


def check_new(register: Register, values: Mapping[str, str], today: date) -> None:
    """Raises BranchError, as `add` would, where a new row can't be made of `values`."""
    register.check(_read(register, values, today), None)


def bring(
    register: Register, new: Sequence[Mapping[str, str]], changed: Sequence[tuple[Row, Mapping[str, str]]], today: date
) -> None:
    """Add and change many rows in one act. Raises BranchError as `add`, and then writes none."""
    with act(f"导入{register.model.noun}：新增 {len(new)} 条，更改 {len(changed)} 条"):
        for values in new:
            add(register, values, today=today)
        for row, changes in changed:
            change(register, row, today=today, **changes)


def remove(row: Row, register: Register | None = None) -> None:
    """Take a row off its register (into the trash); where something follows from that, it needs to know which."""
    with act(f"删除{row.noun}：{_about(row.__data__)}"):
        trash(row)
        if register is not None:
            register.also(row, False)


def _stored(model: type[Row], columns: Mapping[str, Any]) -> Row:
    """A new row of these columns; that of a pair may lie in the trash."""
    if not issubclass(model, PairRow):
        return model.create(**columns)
    parts = {name: columns[name] for name in model.parts}
    return model.ensure(**parts, values={name: value for name, value in columns.items() if name not in parts})


def _copied(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.__data__.items() if name not in ("id", "deleted")}


def _about(values: Mapping[str, Any]) -> str:
    """What a row is about, for the name of an act, by its columns: whose it is, what it is called, or what was done."""
    if (member := values.get("member")) is not None:
        return act_names.person(getattr(member, "id", member))
    if (contact := values.get("contact")) is not None:
        return act_names.contact(getattr(contact, "id", contact))
    if (to := values.get("to")) is not None:
        by = values["by"]
        return f"{act_names.person(getattr(by, 'id', by))}和{act_names.person(getattr(to, 'id', to))}"
    return str(next(filter(None, map(values.get, _CALLED)), ""))


def _read(register: Register, values: Mapping[str, str], today: date) -> dict[str, Any]:
    if unknown := values.keys() - set(register.keys):
        raise BranchError(f"{register.model.noun}没有“{'、'.join(sorted(unknown))}”这一项。")
    for key, typed in values.items():
        refuse_citizen_id(typed, register.label(key))
    return register.read({key: typed.strip() for key, typed in values.items()}, today)


def _made(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns with the contacts that were new; part of an act."""
    return {name: value.made() if isinstance(value, NewContact) else value for name, value in columns.items()}
