"""The frameworks that are adopted and not closed, with what is to be handed in next in each, for the board."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from branchtui.rules.duties.facts import FrameworkFact
from branchtui.store.engine import sql
from branchtui.store.models import Framework, Milestone
from branchtui.store.models.frameworks import CLOSED

_CLOSED = ", ".join(f"'{state}'" for state in sorted(CLOSED))
# SQLite takes what stands beside min() from the row that has the minimum.
ADOPTED = sql.Select(
    ("f.id", "f.name", "n.name", "min(n.due_on)"),
    f"FROM framework f LEFT JOIN milestone n ON n.framework_id = f.id AND n.done_on IS NULL AND n.due_on IS NOT NULL "
    f"AND {Milestone.live_in('n')} WHERE f.state NOT IN ({_CLOSED}) AND {Framework.live_in('f')} GROUP BY f.id",
)


def adopted(rows: Iterable[tuple[Any, ...]]) -> list[FrameworkFact]:
    """What `ADOPTED` gave, what is due first in front."""
    found = [
        FrameworkFact(key, name, milestone or "", date.fromisoformat(due) if due else None)
        for key, name, milestone, due in rows
    ]
    return sorted(found, key=lambda row: (row.due is None, row.due or date.min, row.id))
