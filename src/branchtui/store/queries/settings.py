"""Branch settings: what this branch has decided for all of its machines."""

from branchtui.store.models import Setting


def starting_with(prefix: str) -> dict[str, str]:
    """The settings whose key starts with `prefix`: key → JSON."""
    query = Setting.select().where(Setting.live(), Setting.key.startswith(prefix)).order_by(Setting.key)
    return {row.key: row.value for row in query}
