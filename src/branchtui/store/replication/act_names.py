"""People and contacts in the names of acts: referred to, and named when the act is shown.

So a name stands only in its person's row and history: a purge takes it out of every act, here and wherever the act has
gone (data.md, acts).
"""

import re

from branchtui.store.models import Contact, Member
from branchtui.store.replication import acts, cells
from branchtui.store.replication.acts import Act
from branchtui.store.replication.registry import TABLES

SETTLED = "处理冲突"  # begins the name of an act that settles what two machines have written
_REFERENCE = re.compile(r"\{(member|contact):([0-9a-f]{32})\}")


def person(key: bytes) -> str:
    """What stands for a member in the name that a workflow gives its act."""
    return f"{{member:{key.hex()}}}"


def contact(key: bytes) -> str:
    """The same for a contact."""
    return f"{{contact:{key.hex()}}}"


def told(act: Act) -> str:
    """The name of an act as a person reads it: everyone by the name they had when it was done."""
    since = acts.root(act).first
    return _REFERENCE.sub(lambda found: _name(found[1], bytes.fromhex(found[2]), since) or found[0], act.name)


def _name(table: str, key: bytes, since: int) -> str:
    """The name of a member or contact before the stamp of number `since`, or at first; empty where there is no such.

    A unit is called by its own name.
    """
    row: Member | Contact | None = (
        Member.get_or_none(Member.id == key) if table == "member" else Contact.get_or_none(Contact.id == key)
    )
    if row is None:
        return ""
    called = "unit" if isinstance(row, Contact) and not row.name else "name"
    column = TABLES[table].column(called)
    later = (e.value for e in cells.history(TABLES[table].number, key) if e.column == column and e.by[1] >= since)
    return str(next(later, getattr(row, called)))
