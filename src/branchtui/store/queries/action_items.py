"""What was agreed at meetings for somebody to do: what is still open, and all of it."""

from datetime import date, datetime

from branchtui.store.engine import sql
from branchtui.store.models import ActionItem, Meeting
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.meetings import moment_of
from branchtui.values import NamedTuple

_SELECT = (
    f"SELECT a.id, a.meeting_id, m.kind, m.title, {M_BEGINS}, a.what, COALESCE(p.name, a.owner_name), a.due, a.done_on, "
    "a.done_note FROM action_item a CROSS JOIN meeting m ON m.id = a.meeting_id LEFT JOIN member p ON p.id = a.owner_id"
)
_LIVE = f"{ActionItem.live_in('a')} AND {Meeting.live_in('m')}"
OPEN = f"{_SELECT} WHERE {_LIVE} AND a.done_on IS NULL ORDER BY a.due IS NULL, a.due, a.meeting_id, a.order_key, a.id"


class Agreed(NamedTuple):
    """One of them with the meeting it was agreed at. `owner` may be empty, `due` and `done_on` None."""

    id: bytes
    meeting: bytes
    kind: str
    title: str
    begins: datetime
    what: str
    owner: str
    due: date | None
    done_on: date | None
    done_note: str


def action_item(key: bytes) -> ActionItem:
    """One of them as it is stored now."""
    return ActionItem.get_by_id(key)


def owner_name(row: ActionItem) -> str:
    """Who is to do it; empty where nobody was named."""
    return row.owner.name if row.owner else row.owner_name


def open_items() -> list[Agreed]:
    """Those that nobody has said are done, the earliest day first, then those that have none; read by an index."""
    return _found(OPEN)


def all_items() -> list[Agreed]:
    """Everything that was agreed, the latest meeting first."""
    return _found(f"{_SELECT} WHERE {_LIVE} ORDER BY {M_BEGINS} DESC, a.meeting_id, a.order_key, a.id")


def _found(statement: str) -> list[Agreed]:
    return [
        Agreed(key, meeting, kind, title, moment_of(begins), what, owner, _day(due), _day(done), note)
        for key, meeting, kind, title, begins, what, owner, due, done, note in sql.rows(statement)
    ]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
