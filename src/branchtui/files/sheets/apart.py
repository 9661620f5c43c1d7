"""Reads one workbook from stdin and prints its cells as JSON: a program of its own, started by `workbook`.

A hostile or broken workbook can make calamine abort the process, panic, or lay out cells without end. Here that ends
this process and nothing else. It imports the standard library and calamine only, and takes for itself the limits that
the system has:

- Linux: memory (RLIMIT_AS). What asks for more is refused.
- Windows: memory, by a job object of this process alone.
- macOS: no memory limit that the system keeps to. There is only the look at the extent below, and the time.

The time is limited by who started it; where that one is gone, by the system (not on Windows).
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_SECONDS = 60  # of processor time
MOST_CELLS = 4_000_000  # in the rectangle from A1 on, which calamine lays out whole
MOST_ANSWER = 64 << 20  # characters


class WrongError(Exception):
    """Why the workbook is not read; `str()` is one of locked, broken, big."""


def main() -> None:
    """Print `{"sheets": [[name, rows], …]}` or `{"wrong": "locked" | "broken" | "big"}`."""
    limit_memory()
    sys.path.insert(0, sys.argv[1])
    data = sys.stdin.buffer.read()
    try:
        if data.startswith(b"PK"):
            look_at_extent(data)
        text = _json({"sheets": _read(data)})
        if len(text) > MOST_ANSWER:
            raise WrongError("big")
    except WrongError as error:
        text = _json({"wrong": str(error)})
    except MemoryError:
        text = _json({"wrong": "big"})
    sys.stdout.buffer.write(text.encode("utf-8"))


def limit_memory() -> None:
    """Take away from this process what no roster needs, and the core file or the system's window after an abort."""
    if sys.platform == "win32":
        import ctypes

        limit_on_windows(ctypes.WinDLL("kernel32"))
    else:
        import resource

        limits = (resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)
        for what, most in limits:
            try:
                _, hard = resource.getrlimit(what)
                resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
            except (ValueError, OSError):
                continue  # macOS may refuse to lower it


def limit_on_windows(kernel32: Any) -> None:
    """Put this process into a job with a memory limit. Where Windows refuses, it goes on without."""
    import ctypes

    class Basic(ctypes.Structure):  # JOBOBJECT_BASIC_LIMIT_INFORMATION
        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", ctypes.c_uint32),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("classes", ctypes.c_uint32 * 2),
        )

    class Limits(ctypes.Structure):  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
        _fields_ = (
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peaks", ctypes.c_size_t * 2),
        )

    process_memory, extended = 0x100, 9  # JOB_OBJECT_LIMIT_PROCESS_MEMORY, JobObjectExtendedLimitInformation
    limits = Limits(basic=Basic(flags=process_memory), process_memory=MOST_MEMORY)
    kernel32.SetErrorMode(0x1 | 0x2)  # no window after a crash
    kernel32.CreateJobObjectW.restype = kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
    kernel32.SetInformationJobObject(job, extended, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(kernel32.GetCurrentProcess()))


def look_at_extent(data: bytes) -> None:
    """Raises WrongError where a sheet has a value so far out that its rectangle is no roster's, or a part has a DTD.

    Every part is looked at, whatever its name: calamine goes by the workbook's relationships, in any case and folder.
    What is no zip or no XML is left to calamine.
    """
    import zipfile
    import zlib

    damage = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error)
    with suppress(*damage), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            with suppress(*damage), archive.open(part) as file:
                _look_at_part(file)


_OF_CELLS = frozenset(("c", "is", "t", "v", "row"))  # most elements of a sheet, in a workbook that has no prefixes


def _look_at_part(file: Any) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate()
    row = column = 0  # of the cell we are in; counted where the file does not say
    farthest_row = farthest_column = 0

    def start(name: str, attributes: dict[str, str]) -> None:  # for each element of a sheet: nothing to spare
        nonlocal row, column
        if name not in _OF_CELLS:
            name = name.rpartition(":")[2]
        if name == "c":
            column += 1
            if "r" in attributes:
                row, column = _place(attributes["r"], row, column)
        elif name == "is":
            reach()
        elif name == "v":  # an empty one is no value
            parser.CharacterDataHandler, parser.EndElementHandler = filled, end
        elif name == "row":
            row, column = _number(attributes.get("r", ""), row + 1), 0

    def end(name: str) -> None:
        parser.CharacterDataHandler = parser.EndElementHandler = None

    def filled(text: str) -> None:
        parser.CharacterDataHandler = None
        reach()

    def reach() -> None:
        nonlocal farthest_row, farthest_column
        if row > farthest_row or column > farthest_column:
            farthest_row, farthest_column = max(farthest_row, row), max(farthest_column, column)
            if farthest_row * farthest_column > MOST_CELLS:
                raise WrongError("big")

    def no_doctype(*_: object) -> None:
        raise WrongError("broken")  # ECMA-376 part 2 allows none

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = no_doctype
    with suppress(expat.ExpatError):
        parser.ParseFile(file)


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Row and column of `B12`, counted from 1; `row` and `column` where the reference is none."""
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 8:
        return row, column
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return _number(reference[len(letters) :], row), column


def _number(digits: str, otherwise: int) -> int:
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else otherwise


def _read(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return list(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data))))
    except PasswordError:
        raise WrongError("locked") from None
    except (CalamineError, OSError, ValueError, IndexError):
        raise WrongError("broken") from None


def _sheets(book: Any) -> Iterator[tuple[str, list[list[Any]]]]:
    """Names and rows of the visible sheets; the empty cells of a downward merge hold the merged value."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for about in book.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            for row in rows[top + 1 : bottom + 1]:
                if row[left] == "":
                    row[left] = rows[top][left]
        yield about.name, rows


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_tagged)


def _tagged(value: Any) -> list[Any]:
    """A day or time, which JSON has no form for, under the name of its type."""
    if hasattr(value, "isoformat"):
        return [type(value).__name__, value.isoformat()]
    return ["timedelta", value.total_seconds()]


if __name__ == "__main__":
    main()
