"""Order keys with a random end: two machines inserting at one place must not make equal keys."""

import os

from branchtui.rules.order_keys import between

_SUFFIX = "123456789abcdefghijklmnopqrstuvwxyz"


def order_key(before: str = "", after: str = "") -> str:
    """A new key between two neighbours, ending in four random characters."""
    return between(before, after) + "".join(_SUFFIX[byte % len(_SUFFIX)] for byte in os.urandom(4))
