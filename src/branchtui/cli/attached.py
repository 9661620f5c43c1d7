"""The files of a thing, as `show` tells of them."""

from collections.abc import Iterable

from branchtui.rules.attachments import shelf
from branchtui.store.models import Attachment


def attached(rows: Iterable[Attachment]) -> list[dict[str, str]]:
    """Each with its name, what it is, and whether it is a photo or a scan."""
    return [{"name": row.name, "what": row.what, "shelf": shelf(row.mime, row.what, row.name)} for row in rows]
