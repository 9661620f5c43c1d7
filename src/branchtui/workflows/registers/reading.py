"""What a person typed into the fields of a register, read: days, people, contacts, yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.names import split_guest
from branchtui.store.ids import new_id
from branchtui.store.models import Contact, Member, Row
from branchtui.store.models.base import YES_NO
from branchtui.store.models.columns import caption
from branchtui.store.queries import contacts, people
from branchtui.store.queries.contacts import ContactRow
from branchtui.workflows.input_checks import line, text

Typed = Mapping[str, str]
_YES, _NO = frozenset(["有", "是", "计", "计入", "同意"]), frozenset(["无", "否", "不计", "不计入", "不同意"])


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody, or a unit, that 往来 does not hold yet and is to be remembered with the row that names it."""

    name: str
    unit: str
    id: bytes = field(default_factory=new_id)

    def made(self) -> Contact:
        """The contact; part of an act."""
        return Contact.create(id=self.id, name=self.name, unit=self.unit)


def words(model: type[Row], typed: Typed, key: str, *, required: bool = False, limit: int = 200) -> str:
    """One line of a column."""
    return line(typed.get(key, ""), caption(model, key), required=required, limit=limit)


def many_lines(model: type[Row], typed: Typed, key: str) -> str:
    """The text of a column that holds several."""
    return text(typed.get(key, ""), caption(model, key))


def day(typed: Typed, key: str, today: date) -> date | None:
    """A day, None where none is typed; without a year the last such day. Raises BranchError for what is no day."""
    return parse_day(typed[key], today, past=True) if typed.get(key) else None


def span(model: type[Row], typed: Typed, first_key: str, last_key: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day, each None where it is not typed.

    The last without a year is the nearest one where the last such day lies before the first. Raises BranchError for
    what is no day, a last day without a first, and one before it.
    """
    first, last = day(typed, first_key, today), day(typed, last_key, today)
    if first is not None and last is not None and last < first:
        last = parse_day(typed[last_key], today)
    if last is not None and (first is None or last < first):
        ends, begins = caption(model, last_key), caption(model, first_key)
        raise BranchError(
            f"{ends} {last.isoformat()} 在{begins} {first.isoformat()} 之前，请核对。"
            if first
            else f"写了{ends}，还没有写{begins}。"
        )
    return first, last


def yes(model: type[Row], typed: Typed, key: str) -> bool:
    """Whether a column is typed as yes; an empty one is no. Raises BranchError for any other word."""
    word = typed.get(key, "")
    if word and word not in _YES | _NO:
        raise BranchError(f"{caption(model, key)}请写“{YES_NO[True]}”或“{YES_NO[False]}”。")
    return word in _YES


def number(model: type[Row], typed: Typed, key: str, most: int) -> int | None:
    """A number of people; None where none is typed. Raises BranchError for none, and for more than `most`."""
    word = typed.get(key, "").removesuffix("人").removesuffix("名").strip()
    found = decimal(word) if word else None
    if word and (found is None or not 0 < found <= most):
        raise BranchError(f"{caption(model, key)}要写 1 到 {most} 的数，现在写的是“{quoted(word, 20)}”。")
    return found


def member(typed: Typed, key: str, today: date) -> Member | None:
    """Somebody who is or was on the roster; None where nobody is typed. Raises BranchError for a name it doesn't hold."""
    return people.person(typed[key], today, among=list(people.members())) if typed.get(key) else None


def member_words(row: Member | None) -> str:
    """How a member is typed: the name, of two who bear it with the end of the staff number."""
    if row is None:
        return ""
    same = [other for other in people.members().values() if other.name == row.name]
    return f"{row.name}#{row.staff_no[-4:]}" if len(same) > 1 and row.staff_no else row.name


def meant(typed: str) -> ContactRow | None:
    """The contact that is meant: 王芳, 王芳（学院党委）, or the name of a unit; None where there is none.

    Raises BranchError where several are called so.
    """
    wanted = typed.strip()
    name, position, _ = split_guest(wanted)
    found = [row for row in contacts.contacts() if not row.name and row.unit == wanted] or contacts.named(wanted)
    if not found and position:
        found = [row for row in contacts.named(name) if position in (row.unit, row.of_what)]
    if len(found) > 1:
        listed = "、".join(f"{row.called}（{row.of_what or row.groups}）" for row in found)
        raise BranchError(f"往来里有 {len(found)} 位“{quoted(wanted, 20)}”，请写明是哪一位：{listed}。")
    return found[0] if found else None


def contact(model: type[Row], typed: Typed, key: str, *, unit: bool) -> "Contact | NewContact":
    """The contact that a column names; one to be made where there is none, a `unit` or a person.

    Raises BranchError for an empty one, and as `meant`.
    """
    word = words(model, typed, key, required=True, limit=60)
    if (found := meant(word)) is not None:
        return contacts.contact(found.id)
    name, position, _ = split_guest(word)
    return NewContact("", word) if unit else NewContact(name, position)


def contact_words(row: Contact) -> str:
    """How a contact is typed: its name; of several that bear it with unit and position."""
    same = contacts.named(row.name) if row.name else []
    of_what = f"{row.unit}{row.position}"
    return f"{row.name}（{of_what}）" if len(same) > 1 and of_what else row.name or row.unit


def day_words(value: date | None) -> str:
    """A day as it stands in a field."""
    return value.isoformat() if value else ""
