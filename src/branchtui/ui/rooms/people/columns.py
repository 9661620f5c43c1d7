"""The columns of the roster: those that tell something, as wide as its rows want."""

from collections.abc import Sequence

from rich.cells import cell_len

from branchtui.rules.roster import STANDINGS
from branchtui.store.queries.people import MemberRow
from branchtui.ui.rooms.people.card import standing_ink
from branchtui.ui.text.rows import FLAG, Column

_NAME: Column[MemberRow] = Column("姓名", 14, lambda row: row.name, names=True)
_NUMBER: Column[MemberRow] = Column("工号", 12, lambda row: row.staff_no, role="quiet")
_STANDING: Column[MemberRow] = Column(
    "类别",
    10,
    lambda row: STANDINGS.get(row.standing, row.standing),
    ink=lambda row, glyphs: standing_ink(row.standing, glyphs),
)
_OFFICES: Column[MemberRow] = Column("党内职务", 12, lambda row: "、".join(row.offices))
_AWAY: Column[MemberRow] = Column("长期不在", 11, lambda row: row.away, role="due")
_GROUP: Column[MemberRow] = Column("党小组", 12, lambda row: row.group, role="quiet")


def columns_for(everyone: Sequence[MemberRow], *, flagged: bool = False) -> list[Column[MemberRow]]:
    """The columns that tell something, as wide as the rows want; where one is `flagged` its sign needs room.

    One that is empty for everyone, or a 类别 that all have, gives its room away.
    """
    columns = [_NAME]
    columns += [_NUMBER] if any(row.staff_no for row in everyone) else []
    columns += [_STANDING] if len({row.standing for row in everyone}) > 1 else []
    columns += [_OFFICES] if any(row.offices for row in everyone) else []
    columns += [_AWAY] if any(row.away for row in everyone) else []
    columns = [_fitted(column, everyone) for column in columns]
    columns[0] = columns[0]._replace(width=columns[0].width + FLAG * flagged)
    if any(row.group for row in everyone):
        group = _fitted(_GROUP, everyone)
        columns.append(group._replace(from_width=sum(column.width + 1 for column in columns) + group.width))
    grow = _OFFICES.title if any(column.title == _OFFICES.title for column in columns) else columns[-1].title
    return [column._replace(grow=column.title == grow) for column in columns]


def _fitted(column: Column[MemberRow], everyone: Sequence[MemberRow]) -> Column[MemberRow]:
    """The column as narrow as its longest text, a blank behind it, and no wider than it may be."""
    if column.ink is not None:
        return column
    longest = max((cell_len(column.text(row)) for row in everyone), default=0)
    return column._replace(width=min(column.width, max(longest, cell_len(column.title)) + 1))
