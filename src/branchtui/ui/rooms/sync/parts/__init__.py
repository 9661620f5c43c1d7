"""The groups of the room in their order. A new one is a module here, as `part.Part` says, and its line in `PARTS`."""

from branchtui.ui.rooms.sync.part import Part
from branchtui.ui.rooms.sync.parts import backups, college, conflicts, duplicates, joined, machines, waiting

PARTS: tuple[Part, ...] = (conflicts, joined, duplicates, waiting, machines, college, backups)
