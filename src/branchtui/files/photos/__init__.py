"""Photos in: upright, without GPS or any other metadata, named by the hash of what is stored; sized copies in a cache.
PDFs, texts and folders that were handed in are kept as they came.

Must not: know reports or figures' captions, or load Pillow before a picture is handled.
"""

from branchtui.files.photos.matching import match_figures
from branchtui.files.photos.store import PACK, PDF, TEXT, LostPhotoError, PhotoStore, StoredFile, StoredPhoto, taken_at

__all__ = [
    "PACK",
    "PDF",
    "TEXT",
    "LostPhotoError",
    "PhotoStore",
    "StoredFile",
    "StoredPhoto",
    "match_figures",
    "taken_at",
]
