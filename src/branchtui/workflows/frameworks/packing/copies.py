"""Materials that lie at an earlier point, laid once more where they are used again, instead of only being named there."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from branchtui.atomic_file import write_part
from branchtui.rules.frameworks.materials import AtPoint, Key
from branchtui.workflows.frameworks.packing.names import Names


def copied(
    at: Iterable[AtPoint], files: Mapping[Key, Sequence[str]], below: Mapping[str, str], staging: Path, names: Names
) -> list[str]:
    """Copy the files of what a point uses again into the folder of that point, under the number that they have; their paths.

    `files` are those of each material, `below` the folder of each point by its number. Raises BranchError where a path is
    too long or the disk is full.
    """
    made = []
    for each in at:
        for material in each.elsewhere:
            for path in map(PurePosixPath, files[material.key]):
                name = names.file(below[each.number], path.stem, path.suffix)
                write_part(staging / name, (staging / path).read_bytes())
                made.append(name)
    return made
