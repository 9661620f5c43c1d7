"""The size of a JPEG or PNG, from its header alone."""

from branchtui.errors import BranchError

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_SIZE = {0xC4, 0xC8, 0xCC}  # among the markers C0 … CF, which begin a frame
_ALONE = {0x01, *range(0xD0, 0xDA)}  # markers that nothing follows


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises BranchError where the bytes are no such picture."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    size = _of_jpeg(data) if data.startswith(b"\xff\xd8") else None
    if size is None:
        raise BranchError("有一张配图不是完好的 JPEG 或 PNG，请在新闻里换一张再导出。")
    return size


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    """By the header of its frame (ITU-T T.81, B.2.2); None where there is none."""
    at = 2
    while at + 9 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF:
            return None
        if marker == 0xFF:  # one that fills up
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 if marker in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
