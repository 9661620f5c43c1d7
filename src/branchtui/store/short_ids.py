"""Finding a row by the short id a person typed, and showing such ids."""

from typing import TypeVar

from peewee import fn

from branchtui.errors import BranchError
from branchtui.store.ids import show_id
from branchtui.store.models import Row

RowT = TypeVar("RowT", bound=Row)
SHORT = 8


def short_id(row: Row | bytes) -> str:
    """The first characters of an id as people see it: enough to tell it from a branch's other rows."""
    return show_id(row if isinstance(row, bytes) else row.id)[:SHORT]


def by_id(model: type[RowT], text: str, noun: str, *, trashed: bool = False) -> RowT:
    """The row whose shown id starts with `text`. Raises BranchError where none or several do.

    `noun` is what the thing is called in the message. With `trashed` a row in the trash is found where no other is.
    """
    rows = rows_of_id(model, text, noun, trashed=trashed)
    if not rows:
        raise BranchError(f"没有编号为 {text} 的{noun}。编号可用 branchtui list 查看。")
    if len(rows) > 1:
        raise BranchError(f"编号 {text} 对应不止一个{noun}，请多写几位。")
    return rows[0]


def rows_of_id(model: type[RowT], text: str, noun: str, *, trashed: bool = False) -> list[RowT]:
    """At most two rows whose shown id starts with `text`; of the trash only where no other is.

    Raises BranchError where it is no id; `noun` is what the thing is called there.
    """
    wanted = text.strip().lower()
    if not wanted or any(char not in "0123456789abcdef" for char in wanted):
        raise BranchError(f"“{text}”不是{noun}的编号。编号可用 branchtui list 查看。")
    shown = fn.LOWER(fn.HEX(fn.SUBSTR(model.id, 11, 6)).concat(fn.HEX(fn.SUBSTR(model.id, 1, 10))))
    rows: list[RowT] = []
    for gone in (False, True) if trashed else (False,):
        if not rows:
            of_id = (model.deleted == True if gone else model.live()) & (fn.SUBSTR(shown, 1, len(wanted)) == wanted)
            rows = list(model.select().where(of_id).limit(2))
    return rows
