"""What the college asks for, by its documents: what it said last, which sheets wait, and what it reminds of."""

import json

from branchtui.rules.college.reminders import reminds
from branchtui.rules.college.settings import REQUEST
from branchtui.rules.registers.words import SHEET
from branchtui.store.engine import sql
from branchtui.store.models import Document, Setting
from branchtui.store.queries import settings


def _of(name: str) -> str:
    return f"FROM setting t WHERE t.key = '{REQUEST}' || lower(hex({name}.id)) AND {Setting.live_in('t')}"


def said_in(name: str) -> str:
    """In SQL, what the college said last, as JSON, by the document that a statement calls `name`; NULL for any other."""
    return f"(SELECT t.value {_of(name)})"


def waiting_in(name: str) -> str:
    """In SQL, whether the document that a statement calls `name` is a sheet that nobody of the branch has handed in.

    What was handed in is a document that answers it. One that was withdrawn waits no more, nor does one of another server than
    the file rests on: nobody can hand that in.
    """
    return f"""EXISTS (SELECT 1 {_of(name)}
  AND json_extract(t.value, '$.kind') = 'sheet' AND NOT json_extract(t.value, '$.withdrawn')
  AND NOT EXISTS (SELECT 1 FROM hub h WHERE lower(hex(h.college)) <> json_extract(t.value, '$.college'))
  AND NOT EXISTS (SELECT 1 FROM document a WHERE a.answers_id = {name}.id AND a.direction = 'out' AND a.kind = '{SHEET}'
    AND {Document.live_in("a")}))"""


_WAITS = f"SELECT 1 FROM document d WHERE d.id = ? AND {waiting_in('d')}"


def waits(document_id: bytes) -> bool:
    """Whether a document is a sheet that nobody of the branch has handed in."""
    return sql.row(_WAITS, document_id) is not None


def reminders(document_id: bytes) -> list[Document]:
    """The documents of the reminders that the college sent of what a document asks for, as far as they are open."""
    said = {
        bytes.fromhex(key.removeprefix(REQUEST)): json.loads(kept)
        for key, kept in settings.starting_with(REQUEST).items()
    }
    asked = said.get(document_id)
    if asked is None:
        return []
    found = Document.of_ids(sorted(key for key, words in said.items() if reminds(words, asked)))
    return [row for row in found if not row.deleted and row.done_on is None]
