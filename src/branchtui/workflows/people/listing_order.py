"""The order in which a branch lists its people, kept in its file."""

import json

from branchtui.rules.roster import ORDER, ORDERS
from branchtui.store.file.database import act
from branchtui.store.models import Setting


def list_people_by(order: str) -> None:
    """List people in the roster's own order, or by the strokes of their names, from now on."""
    with act(f"人员按{ORDERS[order]}排列"):
        Setting.ensure(key=ORDER, values={"value": json.dumps(order)})
