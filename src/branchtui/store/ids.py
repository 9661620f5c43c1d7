"""Row ids: UUIDv7 for ordinary rows, a hash of the parts for pair rows, both 16 bytes (RFC 9562 §5.7, §5.8).

People see the random end first, so that a prefix of four to eight characters already tells two rows apart.
"""

import os
import time

from branchtui.store.digests import blake2b

_STEPS = 4096  # of a millisecond that the time is told in (RFC 9562 §6.2, method 3)
_GRAIN = 20 * _STEPS  # a clock may stand still so long, as that of Windows, and two ids be of one moment
_last = 0  # the steps of the id that was made last


def new_id() -> bytes:
    """A UUIDv7: 48 bits of milliseconds and 12 of their parts, then random bits. Rows sort in the order they were made.

    The time has no room for years before 1970, which a clock with an empty battery may show: it counts as 1970.
    """
    global _last
    steps = max(0, time.time_ns()) * _STEPS // 1_000_000
    if _last - _GRAIN < steps <= _last:
        steps = _last + 1
    _last = steps
    milliseconds, part = divmod(steps, _STEPS)
    value = bytearray(milliseconds.to_bytes(6, "big") + (0x7000 | part).to_bytes(2, "big") + os.urandom(8))
    value[8] = 0x80 | value[8] & 0x3F
    return bytes(value)


def pair_id(table: str, *parts: bytes | str) -> bytes:
    """The id of a row that stands for a combination: the same on every machine (BLAKE2b-128 as a UUIDv8)."""
    digest = blake2b(digest_size=16)
    for part in (table, *parts):
        raw = part.encode("utf-8") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    value = bytearray(digest.digest())
    value[6] = 0x80 | value[6] & 0x0F
    value[8] = 0x80 | value[8] & 0x3F
    return bytes(value)


def is_pair_id(value: bytes) -> bool:
    """Whether an id was made of a combination: then no person has entered the row."""
    return value[6] >> 4 == 8


def show_id(value: bytes) -> str:
    """The whole id as 32 hexadecimal digits, random end first."""
    return (value[10:] + value[:10]).hex()
