"""Signs of texts: they tell which things can't hold a word, so that a search looks through a few texts, not through all.

A sign is a set of bits, one for each character of a thing's texts and one for each two that stand side by side; several
share a bit. What lacks a bit of a word lacks the word; what has them all, or has no sign, is looked at.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice, pairwise

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.models.local.search_sign import SEARCHED, THROUGH

_SIZE = 512  # bytes of a sign: the texts of a meeting, 900 characters, set a fifth of the bits
_LAST = _SIZE * 8 - 1  # the number of its last bit
_SPREAD, _OTHER = 0x9E3779B1, 0x85EBCA6B  # primes that scatter neighbours
_ALL = b"\xff" * _SIZE  # of what is looked at in any case
_ASKED = 24  # bits at most that are asked for, however much is searched: they leave few texts that lack a word
_OF_ANY = "of_id"  # the id of a row of any table
_THINGS = tuple(table for table, (of, *_) in SEARCHED.items() if of == "id")


def lacking(words: Iterable[str]) -> str:
    """In SQL, whether a sign lacks a bit that every text with these words has."""
    bits = islice(dict.fromkeys(bit for word in words for bit in _bits(word)), _ASKED)
    return " OR ".join(f"NOT instr({_with(bit & 7)}, substr(sign, {(bit >> 3) + 1}, 1))" for bit in bits)


def may_hold(words: Iterable[str], most: int) -> list[bytes] | None:
    """The things that may hold these words, None where they are more than `most`.

    All signs are read one behind the other, which takes a third of the time that it takes to look each of them up.
    """
    signed = f"SELECT id FROM search_sign WHERE NOT ({lacking(words)})"
    others = [f'SELECT id FROM "{table}" WHERE id NOT IN (SELECT id FROM search_sign)' for table in _THINGS]
    found = sql.rows(f"{' UNION ALL '.join([signed, *others])} LIMIT ?", most + 1)
    return None if len(found) > most else [key for (key,) in found]


def make_signs(most: int = 20) -> bool:
    """Make some of the signs that are missing, 20 in some 10 ms; whether more may be missing that can be made now.

    What can't be written, since another program writes or the disk is full, is made another time.
    """
    made: list[tuple[bytes, bytes]] = []
    try:
        db.hurry()
        with db.atomic():  # nobody changes a text between the look at it and its sign
            for table in _THINGS:
                missing = f'SELECT id FROM "{table}" WHERE id NOT IN (SELECT id FROM search_sign) LIMIT ?'
                ids = [key for (key,) in sql.rows(missing, most - len(made))]
                made += [(key, _sign(texts)) for key, texts in _texts(table, ids).items()]
            sql.execute_many("INSERT INTO search_sign (id, sign) VALUES (?, ?)", made)
    except BranchError:
        return False
    return len(made) == most


def _texts(table: str, ids: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """Every text of these things and of their parts, also of those in the trash; as bytes, for not all may be UTF-8."""
    texts: dict[bytes, list[bytes]] = {key: [] for key in ids}
    marks = ", ".join("?" * len(ids))
    for part, (of, *columns) in SEARCHED.items():
        between, holds = THROUGH.get(part, ("", of))
        if part != table and holds not in (f"{table}_id", _OF_ANY):
            continue
        shown = ", ".join(f"CAST(p.{column} AS BLOB)" for column in columns)
        joined, held = (f'JOIN "{between}" b ON b.id = p.{of}', "b") if between else ("", "p")
        for key, *found in sql.rows(
            f'SELECT {held}.{holds}, {shown} FROM "{part}" p {joined} WHERE {held}.{holds} IN ({marks})', *ids
        ):
            texts[key] += [text for text in found if text]
    return texts


def _sign(texts: Sequence[bytes]) -> bytes:
    try:
        words = b"\n".join(texts).decode()
    except UnicodeDecodeError:
        return _ALL
    sign = bytearray(_SIZE)
    for bit in _bits(words):
        sign[bit >> 3] |= 1 << (bit & 7)
    return bytes(sign)


def _bits(words: str) -> list[int]:
    """The bits of a text, of its pairs first, as these tell most; some may be named twice.

    They are the same for large and small letters of ASCII, and of no others, as SQLite compares. A character has two,
    since a single one is often all that is searched.
    """
    words = words.encode().lower().decode()
    singles = [ord(character) * _SPREAD for character in set(words)]
    pairs = set(pairwise(words))
    bits = [(ord(one) * _SPREAD ^ ord(other) * _OTHER) >> 9 & _LAST for one, other in pairs]
    return [*bits, *[single >> 7 & _LAST for single in singles], *[single >> 17 & _LAST for single in singles]]


@cache
def _with(bit: int) -> str:
    """In SQL, all bytes that have this bit."""
    return f"x'{bytes(value for value in range(256) if value >> bit & 1).hex()}'"
