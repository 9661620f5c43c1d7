"""The publication of the open file, put on the server by its administrator: what a push of it would leave there."""

import json
from typing import Any

from branchtui.store.college.publication import chosen, published, row
from branchtui.store.engine import sql


def publish(admin: Any, branch: int) -> None:
    """Everything that the open file publishes, in the place of what the branch had there."""
    with admin.transaction():
        for table, columns in published().items():
            names = ", ".join(f'"{column.name}"' for column in columns)
            rows = [row(table, values) for values in sql.rows(f'SELECT {names} FROM "{table}" t WHERE {chosen(table)}')]
            admin.execute(f'DELETE FROM college."{table}" WHERE branch = %s', (branch,))
            admin.execute(
                f'INSERT INTO college."{table}" (branch, {names}) '
                f'SELECT %s, {names} FROM jsonb_populate_recordset(NULL::college."{table}", %s)',
                (branch, json.dumps(rows)),
            )
        admin.execute("UPDATE college.branch SET n = n + 1, at = now() WHERE number = %s", (branch,))
