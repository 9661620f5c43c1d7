"""People in the names of acts: referred to, and named when the act is shown.

So a name stands only in its person's row and history: a purge takes it out of every act, here and wherever the act has
gone (data.md, acts).
"""

import re

from branchtui.store.models import Member
from branchtui.store.replication import acts, cells
from branchtui.store.replication.acts import Act
from branchtui.store.replication.registry import TABLES

_REFERENCE = re.compile(r"\{member:([0-9a-f]{32})\}")


def person(key: bytes) -> str:
    """What stands for a member in the name that a workflow gives its act."""
    return f"{{member:{key.hex()}}}"


def told(act: Act) -> str:
    """The name of an act as a person reads it: everyone by the name they had when it was done."""
    since = acts.root(act).first
    return _REFERENCE.sub(lambda found: _name(bytes.fromhex(found[1]), since) or found[0], act.name)


def _name(key: bytes, since: int) -> str:
    """The name of a member before the stamp of number `since`, or at first; empty where there is no such member."""
    member = Member.get_or_none(Member.id == key)
    if member is None:
        return ""
    table = TABLES["member"]
    column = table.column("name")
    later = (e.value for e in cells.history(table.number, key) if e.column == column and e.by[1] >= since)
    return str(next(later, member.name))
