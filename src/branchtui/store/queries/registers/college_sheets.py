"""Which documents are sheets that the college asks for and that nobody of the branch has handed in."""

from branchtui.rules.college.settings import REQUEST
from branchtui.rules.registers.words import SHEET
from branchtui.store.engine import sql
from branchtui.store.models import Document, Setting


def waiting_in(name: str) -> str:
    """In SQL, whether the document that a statement calls `name` is one.

    What was handed in is a document that answers it. One that was withdrawn waits no more, nor does one of another server than
    the file rests on: nobody can hand that in.
    """
    return f"""EXISTS (SELECT 1 FROM setting t WHERE t.key = '{REQUEST}' || lower(hex({name}.id)) AND {Setting.live_in("t")}
  AND json_extract(t.value, '$.kind') = 'sheet' AND NOT json_extract(t.value, '$.withdrawn')
  AND NOT EXISTS (SELECT 1 FROM hub h WHERE lower(hex(h.college)) <> json_extract(t.value, '$.college'))
  AND NOT EXISTS (SELECT 1 FROM document a WHERE a.answers_id = {name}.id AND a.direction = 'out' AND a.kind = '{SHEET}'
    AND {Document.live_in("a")}))"""


_WAITS = f"SELECT 1 FROM document d WHERE d.id = ? AND {waiting_in('d')}"


def waits(document_id: bytes) -> bool:
    """Whether a document is one."""
    return sql.row(_WAITS, document_id) is not None
