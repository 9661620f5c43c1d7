"""What a person typed, made fit to store: cleaned, and refused with a sentence where it is too long."""

from branchtui.rules.errors import BranchError
from branchtui.rules.text import LINE_LIMIT, clean

TEXT_LIMIT = 200_000


def line(value: str, what: str, *, required: bool = False, limit: int = LINE_LIMIT) -> str:
    """One line: control characters gone, line breaks made spaces. Raises BranchError naming `what`."""
    cleaned = " ".join(clean(value).split("\n")).strip()
    if required and not cleaned:
        raise BranchError(f"{what}不能为空，请填写。")
    if len(cleaned) > limit:
        raise BranchError(f"{what}有 {len(cleaned)} 个字，太长了，请缩短到 {limit} 字以内；长内容请写进正文或记录。")
    return cleaned


def text(value: str, what: str) -> str:
    """Text of several lines, cleaned. Raises BranchError where it is beyond what a paper can hold."""
    cleaned = clean(value).strip("\n")
    if len(cleaned) > TEXT_LIMIT:
        raise BranchError(f"{what}有 {len(cleaned)} 个字，超过 {TEXT_LIMIT} 字的上限，请分开保存。")
    return cleaned
