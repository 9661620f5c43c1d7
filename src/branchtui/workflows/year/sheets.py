"""A sheet that was made is put into its file."""

from pathlib import Path

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.workflows.exporting.files_there import was_worked_on


def put_sheet(target: Path, data: bytes) -> None:
    """Write a sheet. A file there that somebody changed is kept under another name. Raises as `write_bytes` does."""
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
