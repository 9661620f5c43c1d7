"""What a person typed, made fit to store: cleaned, and refused with a sentence where it is too long.

A citizen id is refused as well, and not quoted. Records keep what was written; there the person is told of it.
"""

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import holds_citizen_id
from branchtui.rules.text.cleaning import LINE_LIMIT, TEXT_LIMIT, clean

ID_IN_RECORD = "记录里好像有身份证号，请核对。身份证号不宜留在材料里，可以删去。"


def line(value: str, what: str, *, required: bool = False, limit: int = LINE_LIMIT) -> str:
    """One line: control characters gone, line breaks made spaces. Raises BranchError naming `what`."""
    refuse_citizen_id(value, what)
    cleaned = " ".join(clean(value).split("\n")).strip()
    if required and not cleaned:
        raise BranchError(f"{what}不能为空，请填写。")
    if len(cleaned) > limit:
        raise BranchError(f"{what}有 {len(cleaned)} 个字，太长了，请缩短到 {limit} 字以内；长内容请写进正文或记录。")
    return cleaned


def text(value: str, what: str) -> str:
    """Text of several lines, cleaned. Raises BranchError where it is beyond what a paper can hold."""
    refuse_citizen_id(value, what)
    return record_text(value, what)


def record_text(value: str, what: str) -> str:
    """The text of a record or a report: the same, but a citizen id in it stays; `remark` tells of that."""
    cleaned = clean(value).strip("\n")
    if len(cleaned) > TEXT_LIMIT:
        raise BranchError(f"{what}有 {len(cleaned)} 个字，超过 {TEXT_LIMIT} 字的上限，请分开保存。")
    return cleaned


def remark(text: str, before: str = "") -> str:
    """The sentence to tell when a record that held no citizen id `before` holds one now; empty where it does not."""
    return ID_IN_RECORD if holds_citizen_id(text) and not holds_citizen_id(before) else ""


def refuse_citizen_id(value: str, what: str) -> None:
    """Raises BranchError, which does not quote it, where a citizen id stands in `value`."""
    if holds_citizen_id(value):
        raise BranchError(f"{what}里像是有身份证号，没有保存。身份证号一律不保存，请删去再存。")
