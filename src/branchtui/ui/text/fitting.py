"""Which rows of a list fit what was typed, the best first: one matcher for every list that is chosen from."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from branchtui.rules.text.names import matches
from branchtui.store.queries.finding.suggestions import Suggestion

RowT = TypeVar("RowT")
_BY_PINYIN = 0.5  # less than any score of the fuzzy search


def fitting(
    typed: str,
    rows: Sequence[RowT],
    name: Callable[[RowT], str],
    also: Callable[[RowT], str] = lambda row: "",
    nearer: Callable[[RowT], int] = lambda row: 0,
) -> Sequence[RowT]:
    """The rows whose name holds the typed characters in their order, or begins a word so in pinyin or initials.

    `also` are words by which a row is found where they hold `typed` in one piece. Of rows that fit, those with the
    same name, or one of several names apart by “/”, come first, then the `nearer` ones. Everything where nothing is typed.
    """
    if not typed:
        return rows
    from textual.fuzzy import FuzzySearch

    fuzzy = FuzzySearch()
    scored = []
    for row in rows:
        words, more = name(row), also(row)
        score = fuzzy.match(typed, words)[0] * 2
        score = max(score, fuzzy.match(typed, more)[0] if typed in more else 0.0, _by_pinyin(typed, words))
        if score:
            head = words.partition("：")[0].partition("（")[0]  # a menu says behind its names what they do
            same = typed in words.split("/") or typed in head.split("/")
            scored.append((same, nearer(row), score, row))
    scored.sort(key=lambda item: item[:3], reverse=True)
    return [row for *_, row in scored]


def suggested(typed: str, rows: Sequence[Suggestion]) -> Sequence[Suggestion]:
    """The suggestions that fit, in the order given but for the very words that are typed, which come first.

    A name fits by its own readings, other words as in any list, by what else they are called too.
    """
    names = [row for row in rows if row.pinyin and matches(typed, row.words, row.pinyin, row.initials)]
    words = fitting(typed, [row for row in rows if not row.pinyin], lambda row: "/".join((row.words, *row.also)))
    fits = {id(row) for row in (*names, *words)}
    return sorted((row for row in rows if id(row) in fits), key=lambda row: typed not in (row.words, *row.also))


def _by_pinyin(typed: str, words: str) -> float:
    wanted = typed.lower().replace(" ", "")
    if not (wanted.isascii() and wanted.isalpha()):
        return 0.0
    from branchtui.store.readings import syllables

    read = [syllable.lower() for syllable in syllables(words)]
    initials = "".join(syllable[:1] for syllable in read)
    starts = range(len(read))
    fits = any(initials.startswith(wanted, at) or "".join(read[at:]).startswith(wanted) for at in starts)
    return _BY_PINYIN if fits else 0.0
