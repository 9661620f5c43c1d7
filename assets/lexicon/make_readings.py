"""Writes the tables of readings, characters.tsv and phrases.tsv, from the dictionaries of pypinyin.

Run it after a new pypinyin: python assets/lexicon/make_readings.py. Its dictionaries take 0.2 seconds to load, in one piece
that no thread can share, and 60 MB; a list that is searched wants neither.
"""

from pathlib import Path

from pypinyin import Style, __version__
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS
from pypinyin.core import to_fixed

HERE = Path(__file__).resolve().parent
FROM = f"# From pypinyin {__version__}, see LICENSE.pypinyin; made by make_readings.py."


def characters() -> str:
    """Characters by their readings, the usual one first: `zhang,chang<tab>长仉`."""
    lines: dict[str, str] = {}
    for character, readings in sorted(_readings().items()):
        key = ",".join(readings)
        lines[key] = lines.get(key, "") + character
    return "\n".join([FROM, *(f"{key}\t{those}" for key, those in sorted(lines.items())), ""])


def phrases() -> str:
    """Phrases in the order of their characters, with their readings where a character is not read as it usually is."""
    single = _readings()
    lines = []
    for phrase, readings in PHRASES_DICT.items():
        if RE_HANS.match(phrase):
            read = " ".join(",".join(_plain(some)) for some in readings)
            usual = " ".join(single[character][0] for character in phrase)
            lines.append(phrase if read == usual else f"{phrase}\t{read}")
    return "\n".join([FROM, *sorted(lines), ""])


def _readings() -> dict[str, list[str]]:
    return {chr(code): _plain(words.split(",")) for code, words in PINYIN_DICT.items() if RE_HANS.match(chr(code))}


def _plain(readings: list[str]) -> list[str]:
    """Readings without their tones, each once."""
    return list(dict.fromkeys(to_fixed(reading, Style.NORMAL) for reading in readings))


if __name__ == "__main__":
    (HERE / "characters.tsv").write_text(characters(), encoding="utf-8", newline="\n")
    (HERE / "phrases.tsv").write_text(phrases(), encoding="utf-8", newline="\n")
