"""Pictures and attachments between this machine and a shared place: what is missing on either side is copied."""

from dataclasses import dataclass
from typing import Protocol

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.files.exchange.folder import FolderError
from branchtui.files.exchange.sealing import SealError
from branchtui.files.photos import PhotoStore
from branchtui.store.college.connection import CollegeError
from branchtui.store.queries import attachments, reports
from branchtui.workflows.progress import Progress, StoppedError, unwatched


class Place(Protocol):
    """Where machines share sealed files by the hashes of what is in them: a folder, or the college's server.

    `most` is how many bytes a sealed file may have there.
    """

    most: int

    def stored(self) -> set[str]: ...

    def store(self, sha: str, sealed: bytes) -> None: ...

    def fetch(self, sha: str, most: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Carried:
    """How many files were laid there, how many came from there, how many are nowhere to be had yet, or are too large."""

    sent: int
    fetched: int
    missing: int
    too_large: int = 0


def wanted() -> set[str]:
    """The hashes of the files that the open branch knows."""
    return reports.pictures_known() | attachments.files_known()


def carry(
    known: set[str],
    photos: PhotoStore,
    place: Place,
    public: str | None,
    key: str | None,
    progress: Progress = unwatched,
) -> Carried:
    """Copy with the `public` key what is missing there, and with the key what is missing here. It touches no database.

    A file that is damaged on either side counts as missing there. Raises FolderError, CollegeError, StoppedError, and
    BranchError where there is no room here.
    """
    there, here = place.stored(), photos.stored()
    sending = [(sha, public) for sha in sorted(known & here - there)] if public else []
    fetching = sorted(known & there - here) if key else []
    whole = len(sending) + len(fetching)
    sent = fetched = too_large = 0
    for done, (sha, seal) in enumerate(sending):
        progress(done, whole)
        sealed = _sealed(sha, photos, seal)
        if sealed is not None and len(sealed) > place.most:
            too_large += 1
        elif sealed is not None:
            place.store(sha, sealed)
            sent += 1
    for done, sha in enumerate(fetching, len(sending)):
        progress(done, whole)
        fetched += _fetch(sha, photos, place, key or "")
    return Carried(sent, fetched, len(known - photos.stored()), too_large)


def _sealed(sha: str, photos: PhotoStore, public: str) -> bytes | None:
    data = photos.exact(sha)
    return None if data is None else sealing.seal_bytes(data, public)


def _fetch(sha: str, photos: PhotoStore, place: Place, key: str) -> bool:
    try:
        data = sealing.open_bytes(place.fetch(sha, place.most), key)
    except SealError:  # not all of it is there yet
        return False
    except (FolderError, CollegeError, StoppedError):
        raise
    except BranchError:
        return False
    return photos.receive(sha, data)
