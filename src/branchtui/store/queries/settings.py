"""Branch settings: what this branch has decided for all of its machines."""

from branchtui.store.engine import sql
from branchtui.store.models import Setting


def starting_with(prefix: str) -> dict[str, str]:
    """The settings whose key starts with `prefix`: key → JSON."""
    found = sql.rows(
        f"SELECT s.key, s.value FROM setting s WHERE {Setting.live_in('s')} AND substr(s.key, 1, ?) = ? ORDER BY s.key",
        len(prefix),
        prefix,
    )
    return dict(found)
