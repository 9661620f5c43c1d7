"""Whether a merge may have left anything to people, for what nobody should wait: it loads nothing of the merge."""

from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select

CLOSED = 2  # the kind of a notice that a thing was closed on one machine while a text of it was written on another
ANY = Select(
    ["1"],
    "FROM stamp_session WHERE EXISTS (SELECT 1 FROM stamp_sibling) "
    f"OR EXISTS (SELECT 1 FROM stamp_notice WHERE kind = {CLOSED})",
)  # a row where there may be a conflict, to be asked together with other things


def may_be_any() -> bool:
    """Whether there may be conflicts; `merging.flags` tells which."""
    return bool(sql.together([ANY])[0])
