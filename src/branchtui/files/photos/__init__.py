"""Photos in: upright, without GPS or any other metadata, named by the hash of what is stored; sized copies in a cache.

Must not: know reports or figures' captions, or load Pillow before a picture is handled.
"""

from branchtui.files.photos.matching import match_figures
from branchtui.files.photos.store import PDF, LostPhotoError, PhotoStore, StoredFile, StoredPhoto

__all__ = ["PDF", "LostPhotoError", "PhotoStore", "StoredFile", "StoredPhoto", "match_figures"]
