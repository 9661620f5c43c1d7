"""Order keys with a random end: two machines inserting at one place must not make equal keys."""

import os

from branchtui.rules.order_keys import between

_SUFFIX = "123456789abcdefghijklmnopqrstuvwxyz"


def order_key(before: str = "", after: str = "") -> str:
    """A new key between two neighbours, ending in four random characters."""
    return between(before, after) + _random_end()


def order_keys(count: int, *, after: str = "") -> list[str]:
    """Keys for many rows that follow one another behind a last one, all short."""
    begin, width = between(after, ""), len(str(count))
    return [f"{begin}{number:0{width}}{_random_end()}" for number in range(count)]


def _random_end() -> str:
    return "".join(_SUFFIX[byte % len(_SUFFIX)] for byte in os.urandom(4))
