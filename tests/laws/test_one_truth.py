"""What one module writes for all of the program is written in no other."""

import ast
from pathlib import Path

import branchtui

SOURCE = Path(branchtui.__file__).parent
# A piece of text that only one module may write, and where whoever needs it finds it.
ONE_TRUTH: dict[str | bytes, tuple[str, str]] = {
    "二三四五六七八九": ("rules/text/numerals.py", "DIGITS, ONE_TO_TEN, HAN_NUMBER, chinese_number, number_of"),
    "（[一": ("rules/text/numerals.py", "HEADING_NUMBERS, has_heading_number, without_heading_number"),
    "。！？": ("rules/text/marks.py", "SENTENCE_ENDS, sentences"),
    "〉》」": ("rules/text/marks.py", "NO_START, NO_END"),
    b"\xd0\xcf\x11\xe0": ("files/incoming.py", "OLE, kind_of"),
    b"PK\x03\x04": ("files/incoming.py", "kind_of, open_zip"),
    b"SQLite format 3": ("store/engine/errors.py", "SQLITE_MAGIC"),
}


def test_what_has_one_place_is_written_in_no_other() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str | bytes):
                continue
            for piece, (place, names) in ONE_TRUTH.items():
                if isinstance(piece, type(node.value)) and piece in node.value and module != place:
                    found.append(f"{module}:{node.lineno} writes {piece!r} again: take it from {place} ({names})")
    assert not found, "\n".join(found)


def test_every_place_of_a_truth_is_still_there() -> None:
    gone = [place for place, _ in ONE_TRUTH.values() if not (SOURCE / place).is_file()]
    assert not gone, f"{gone}: say in ONE_TRUTH where they went"
