"""附件: photos and signed scans put to a thing, what each of them is, and taking one off again."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore, StoredPhoto
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.store.file.database import act
from branchtui.store.models import Attachment, Meeting, Row
from branchtui.store.models.columns import caption, pointing
from branchtui.store.order_keys import order_key
from branchtui.store.queries import attachments
from branchtui.store.replication import captions
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.meetings.meetings import check_open
from branchtui.workflows.pictures import photo_row


def attach(thing: Row, files: Sequence[Path], *, what: str = "", photos: PhotoStore) -> list[Attachment]:
    """Attach files in this order, in one act; those that were made. `what` says what they all are.

    One that is attached already is left out. Where one can't be read none is attached. Raises BranchError for that,
    for what is neither picture nor PDF, where all are there already, and where nothing of the thing may be changed.
    """
    _check_open(thing)
    words = line(what, caption(Attachment, "what"), limit=60)
    there = attachments.of(thing)
    known, last = {row.sha for row in there}, there[-1].order_key if there else ""
    made: list[Attachment] = []
    with photos.all_or_none():
        stored = {each.sha: each for each in map(photos.add_file, files)}
        new = [each for sha, each in stored.items() if sha not in known]
        if not new:
            raise BranchError("这些文件都已经附在这里了，没有再附。" if files else "还没有写出文件。请写出文件的路径。")
        with act(f"附上 {len(new)} 个文件：{_called(thing)}"):
            for each in new:
                last = order_key(last)
                made.append(
                    Attachment.create(
                        **pointing("of", thing),
                        order_key=last,
                        sha=each.sha,
                        name=without_citizen_ids(each.name),
                        mime=each.mime,
                        size=each.size,
                        photo=photo_row(each) if isinstance(each, StoredPhoto) else None,
                        what=words,
                    )
                )
    return made


def say_what(attachment: Attachment, what: str) -> Attachment:
    """Write what an attachment is."""
    thing = _open_thing(attachment)
    words = line(what, caption(Attachment, "what"), limit=60)
    with act(f"附件说明：{_called(thing)}"):
        assign(attachment, {"what": words})
    return attachment


def detach(attachment: Attachment) -> None:
    """Take a file off its thing (into the trash); the store keeps it."""
    thing = _open_thing(attachment)
    with act(f"拿掉附件：{_called(thing)}"):
        trash(attachment)


def _open_thing(attachment: Attachment) -> Row:
    thing = attachments.thing_of(attachment)
    _check_open(thing)
    return thing


def _called(thing: Row) -> str:
    """The thing in the name of an act. A file may be called by somebody's name, which must not stay there."""
    return captions.title(thing._meta.table_name, thing.id, refer=True)


def _check_open(thing: Row) -> None:
    if isinstance(thing, Meeting):
        check_open(thing)
