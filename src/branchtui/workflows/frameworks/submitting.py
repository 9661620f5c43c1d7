"""送交: what was handed in stays listed as it was; what came, or went, since then is told by comparing."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.files.photos import PACK, StoredFile
from branchtui.rules.frameworks.template import NUMBER_FORM, is_number_form
from branchtui.rules.text.citizen_id import quoted, without_citizen_ids
from branchtui.rules.text.nearest import near
from branchtui.store.file.database import act
from branchtui.store.models import Attachment, Submission
from branchtui.store.models.columns import caption, pointing
from branchtui.store.models.frameworks import SUBMISSION_KINDS, SubmissionKind
from branchtui.store.order_keys import order_key
from branchtui.store.queries import attachments
from branchtui.workflows.frameworks.standing import Piece, PointStanding, Standing
from branchtui.workflows.input_checks import line

_PACK = "送交时的文件夹"


class Listed(NamedTuple):
    """One piece of a listing: its number, which thing, what it is called, its day; its file, hash and pages where a folder
    was written.
    """

    number: str
    table: str
    thing: bytes
    title: str
    day: str = ""
    origin: str = ""
    file: str = ""
    sha256: str = ""
    pages: int = 0


def numbered(of: Standing) -> list[tuple[str, PointStanding, Piece]]:
    """The pieces of a framework in the order of its tree, each with its number; what was taken out has none."""
    own = of.framework.number_form
    form = own if is_number_form(own) else NUMBER_FORM
    return [
        (form.format(point=row.number, n=n), row, piece)
        for row in of.points
        for n, piece in enumerate((piece for piece in row.pieces if piece.how != "out"), start=1)
    ]


def listing_of(of: Standing) -> list[Listed]:
    """The listing as of now, before any file is written."""
    return [
        Listed(
            number,
            piece.thing.table,
            piece.thing.id,
            piece.thing.title,
            piece.thing.day.isoformat() if piece.thing.day else "",
            piece.thing.origin,
        )
        for number, _, piece in numbered(of)
    ]


def submit(
    of: Standing,
    kind: str,
    day: date,
    *,
    unit: str = "",
    listing: Sequence[Listed] | None = None,
    pack: StoredFile | None = None,
) -> Submission:
    """Keep what is handed in on a day, the listing as of now unless one is given, and the folder if it was written;
    `kind` is a key or its word.

    Raises BranchError for a kind that there is not, a day that has not come, and where there is nothing to list.
    """
    chosen = kind_named(kind)
    pieces = listing_of(of) if listing is None else listing
    if day > of.today:
        raise BranchError(f"送交日期 {day.isoformat()} 还没有到，请在送交那天登记。")
    if not pieces:
        raise BranchError(f"“{of.framework.name}”还没有佐证材料，没有登记送交。")
    with act(f"送交：{of.framework.name}，{SUBMISSION_KINDS[chosen]}"):
        row = Submission.create(
            framework=of.framework,
            kind=chosen,
            day=day,
            unit=line(unit, caption(Submission, "unit")),
            listing=json.dumps([_entry(piece) for piece in pieces], ensure_ascii=False),
        )
        if pack is not None:
            Attachment.create(
                **pointing("of", row),
                order_key=order_key(""),
                sha=pack.sha,
                name=without_citizen_ids(pack.name),
                mime=pack.mime,
                size=pack.size,
                what=_PACK,
            )
        return row


def pack_of(submission: Submission) -> Attachment | None:
    """The folder as it was handed in; None where it was not kept."""
    return next((each for each in attachments.of(submission) if each.mime == PACK), None)


def listed(submission: Submission) -> list[Listed]:
    """What was handed in. Raises BranchError where the listing can't be read."""
    try:
        return [_listed(entry) for entry in json.loads(submission.listing or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BranchError(f"{submission.day.isoformat()} 送交的清单读不出来，可能是文件损坏。") from None


def since(submission: Submission, of: Standing) -> tuple[list[Listed], list[Listed]]:
    """The things that came since (送交后新增), and those handed in that stand at no point any more (已删去), each once."""
    had, has = (
        {(piece.table, piece.thing): piece for piece in reversed(pieces)}
        for pieces in (listed(submission), listing_of(of))
    )
    return (
        [has[key] for key in reversed(has) if key not in had],
        [had[key] for key in reversed(had) if key not in has],
    )


def kind_named(word: str) -> SubmissionKind:
    """The kind of submission that a word or its key names. Raises BranchError with those there are."""
    wanted = line(word, caption(Submission, "kind"))
    found = next((key for key, kind in SUBMISSION_KINDS.items() if wanted in (key, kind)), None)
    if found is None:
        words = list(SUBMISSION_KINDS.values())
        raise BranchError(f"没有“{quoted(wanted, 20)}”这种送交{near(wanted, words) or '。'}可选：{'、'.join(words)}。")
    return found


def _entry(piece: Listed) -> dict[str, Any]:
    told = {name: value for name, value in piece._asdict().items() if value not in ("", 0)}
    return told | {"thing": piece.thing.hex()}


def _listed(entry: Mapping[str, Any]) -> Listed:
    return Listed(**{**entry, "thing": bytes.fromhex(entry["thing"])})
