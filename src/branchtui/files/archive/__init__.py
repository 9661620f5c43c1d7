"""A whole backup as one zip: the database, every photo, attachment and template, a manifest with the hash of each.

Must not: know what stands in the database, or put a file anywhere but where it is told.
"""

from branchtui.files.archive.manifest import DATABASE, About, Entry, Manifest
from branchtui.files.archive.reading import Archive, is_archive, open_archive
from branchtui.files.archive.writing import write_archive

__all__ = ["DATABASE", "About", "Archive", "Entry", "Manifest", "is_archive", "open_archive", "write_archive"]
