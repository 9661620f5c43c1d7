"""Pictures and attachments between this machine and the shared folder: what is missing on either side is copied."""

from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.files.exchange.folder import FolderError, SharedFolder
from branchtui.files.exchange.sealing import SealError
from branchtui.files.photos import PhotoStore
from branchtui.store.queries import attachments, reports
from branchtui.workflows.progress import Progress, StoppedError, unwatched

_MOST = 300 << 20  # bytes of a sealed file


@dataclass(frozen=True, slots=True)
class Carried:
    """How many files were laid into the folder, how many came from it, and how many are nowhere to be had yet."""

    sent: int
    fetched: int
    missing: int


def wanted() -> set[str]:
    """The hashes of the files that the open branch knows."""
    return reports.pictures_known() | attachments.files_known()


def carry(
    known: set[str],
    photos: PhotoStore,
    place: SharedFolder,
    public: str,
    key: str | None,
    progress: Progress = unwatched,
) -> Carried:
    """Copy what is missing there, and with the key what is missing here. It touches no database.

    A file that is damaged on either side counts as missing there. Raises FolderError, StoppedError, and BranchError
    where there is no room here.
    """
    there, here = place.stored(), photos.stored()
    sending, fetching = sorted(known & here - there), sorted(known & there - here) if key else []
    whole = len(sending) + len(fetching)
    sent = fetched = 0
    for done, sha in enumerate(sending):
        progress(done, whole)
        sent += _send(sha, photos, place, public)
    for done, sha in enumerate(fetching, len(sending)):
        progress(done, whole)
        fetched += _fetch(sha, photos, place, key or "")
    return Carried(sent, fetched, len(known - photos.stored()))


def _send(sha: str, photos: PhotoStore, place: SharedFolder, public: str) -> bool:
    data = photos.exact(sha)
    if data is None:
        return False
    place.store(sha, sealing.seal_bytes(data, public))
    return True


def _fetch(sha: str, photos: PhotoStore, place: SharedFolder, key: str) -> bool:
    try:
        data = sealing.open_bytes(place.fetch(sha, _MOST), key)
    except SealError:  # not all of it is there yet
        return False
    except (FolderError, StoppedError):
        raise
    except BranchError:
        return False
    return photos.receive(sha, data)
