"""The draft buffer: what is being typed, kept within a second, offered back after a crash."""

from datetime import datetime

from branchtui.store.database import own_connection
from branchtui.store.models import DraftBuffer


def save_draft(place: str, label: str, text: str, at: datetime) -> None:
    """Keep `text` for `place`. Safe to call from a worker thread: it uses a connection of its own."""
    with own_connection():
        DraftBuffer.insert(place=place, label=label, text=text, at=at).on_conflict(
            conflict_target=[DraftBuffer.place],
            update={DraftBuffer.label: label, DraftBuffer.text: text, DraftBuffer.at: at},
        ).execute()


def drop_draft(place: str) -> None:
    """Forget the draft of `place`: its text has been saved or given up."""
    with own_connection():
        DraftBuffer.delete().where(DraftBuffer.place == place).execute()


def drafts() -> list[DraftBuffer]:
    """Everything that was typed and neither saved nor given up, the latest first."""
    with own_connection():
        return list(DraftBuffer.select().order_by(DraftBuffer.at.desc()))
