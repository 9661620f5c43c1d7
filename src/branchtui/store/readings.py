"""How words and names are read: pinyin without tones, from the tables in assets/lexicon."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from branchtui import assets

_LONGEST = 10  # characters of a phrase
_MOST_READINGS = 16


@lru_cache(maxsize=2048)
def syllables(words: str) -> tuple[str, ...]:
    """The syllables of words that are no name, each as it is read most; other writing stays together as it is."""
    return tuple(readings[0] for readings in _syllables(words))


def name_readings(name: str) -> list[list[str]]:
    """Every reading of a name, one list of syllables each; the surname table comes first."""
    syllables = list(_syllables(name.replace("·", "")))
    surnames = dict(
        line.split("\t")[:2]
        for line in assets.read("lexicon", "surnames.tsv").decode("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    for length in (2, 1):
        if name[:length] in surnames:
            syllables[:length] = [[syllable] for syllable in surnames[name[:length]].split()]
            break
    return [list(reading) for reading in itertools.islice(itertools.product(*syllables), _MOST_READINGS)]


def sounds_of(character: str) -> tuple[str, ...]:
    """How one character may be read, the usual reading first; empty for what has none."""
    return tuple(reading for readings in _of_character(character) for reading in readings)


def is_phrase(words: str) -> bool:
    """Whether words are one phrase of the language, as far as the table of readings knows them."""
    phrases = _phrases()
    found = bisect_left(phrases, words)
    return found < len(phrases) and phrases[found].partition("\t")[0] == words


def _syllables(words: str) -> Iterator[list[str]]:
    """Each syllable with its readings, the usual one first: of the longest phrases, else of single characters."""
    other = ""
    at = 0
    while at < len(words):
        readings = _of_phrase(words, at) or _of_character(words[at])
        if readings:
            if other:
                yield [other]
            yield from readings
            other = ""
        else:
            other += words[at]
        at += len(readings) or 1
    if other:
        yield [other]


def _of_phrase(words: str, at: int) -> list[list[str]]:
    """The readings of the longest phrase that begins at `at`, empty where none does."""
    phrases = _phrases()
    for end in range(min(len(words), at + _LONGEST), at + 1, -1):
        phrase = words[at:end]
        found = bisect_left(phrases, phrase)
        line = phrases[found] if found < len(phrases) else ""
        if line == phrase:
            return [_of_character(character)[0][:1] for character in phrase]
        if line.startswith(f"{phrase}\t"):
            return [readings.split(",") for readings in line[len(phrase) + 1 :].split(" ")]
    return []


@lru_cache(maxsize=4096)
def _of_character(character: str) -> list[list[str]]:
    """The readings of one character, empty where it has none."""
    table = _characters()
    at = table.find(character.encode("utf-8", "replace"), table.index(b"\n")) if character > "\x7f" else -1
    if at < 0:
        return []
    begins = table.rindex(b"\n", 0, at) + 1
    return [table[begins : table.index(b"\t", begins)].decode("utf-8").split(",")]


@cache
def _phrases() -> list[str]:
    """The lines of the table, in order: to be searched, since a dictionary takes five times as long to make."""
    return assets.read("lexicon", "phrases.tsv").decode("utf-8").splitlines()


@cache
def _characters() -> bytes:
    return assets.read("lexicon", "characters.tsv")
