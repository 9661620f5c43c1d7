"""Order keys: strings that sort, with room between any two of them."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(before: str, after: str) -> str:
    """A string that sorts after `before` and before `after` (each may be empty: no neighbour on that side).

    The result never ends in "0", so that there is always room below it, and is never the beginning of `after`, so
    that it keeps its place whatever is appended to it.
    """
    if after:
        same = 0
        while same < len(after) and (before[same] if same < len(before) else "0") == after[same]:
            same += 1
        if same:
            return after[:same] + between(before[same:], after[same:])
    low = _DIGITS.index(before[0]) if before else 0
    high = _DIGITS.index(after[0]) if after else len(_DIGITS)
    if not after and before and low + 1 < high:
        return _DIGITS[low + 1]  # appending: small steps keep keys short
    if high - low > 1:
        return _DIGITS[(low + high) // 2]
    return _DIGITS[low] + between(before[1:], "")
