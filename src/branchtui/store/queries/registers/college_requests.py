"""What the college asks for, by its documents: which sheets wait, and what it reminds of."""

import json

from branchtui.store.engine import sql
from branchtui.store.models import Document
from branchtui.store.models.settings import REQUEST
from branchtui.store.queries import settings
from branchtui.store.queries.today.frameworks import elsewhere_in, sheet_in, waiting_in

_ASKS = f"SELECT 1 FROM document d WHERE d.id = ? AND {sheet_in('d')}"
_WAITS = f"SELECT 1 FROM document d WHERE d.id = ? AND {waiting_in('d')}"
_ELSEWHERE = f"SELECT 1 FROM document d WHERE d.id = ? AND {elsewhere_in('d')}"
_ANY = f"SELECT 1 FROM document d WHERE d.done_on IS NULL AND {Document.live_in('d')} AND {waiting_in('d')} LIMIT 1"


def asks_for_sheet(document_id: bytes) -> bool:
    """Whether a document is a sheet that the college asks for, whatever it is called here."""
    return sql.row(_ASKS, document_id) is not None


def waits(document_id: bytes) -> bool:
    """Whether a document is a sheet that nobody of the branch has handed in."""
    return sql.row(_WAITS, document_id) is not None


def any_waits() -> bool:
    """Whether there is such a sheet that is not done."""
    return sql.row(_ANY) is not None


def is_elsewhere(document_id: bytes) -> bool:
    """Whether a document is a sheet of a college that the branch is not in any more."""
    return sql.row(_ELSEWHERE, document_id) is not None


def reminders(document_id: bytes) -> list[Document]:
    """The documents of the reminders that the college sent of what a document asks for, as far as they are open."""
    said = {
        bytes.fromhex(key.removeprefix(REQUEST)): json.loads(kept)
        for key, kept in settings.starting_with(REQUEST).items()
    }
    asked = said.get(document_id)
    if asked is None:
        return []
    from branchtui.rules.college.reminders import reminds  # a branch alone loads nothing of it

    found = Document.of_ids(sorted(key for key, words in said.items() if reminds(words, asked)))
    return [row for row in found if not row.deleted and row.done_on is None]
