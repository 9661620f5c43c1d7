"""What a branch keeps as settings because it is in a college: their keys, and the words for them."""

from collections.abc import Mapping
from typing import Literal

Names = Literal["full", "masked", "students"]

NAMES = "college_names"
SHOWN: Mapping[Names, str] = {"full": "全名", "masked": "都写成 张某某", "students": "只隐去学生的名字"}
"""How the college sees names."""


def shown_words(choice: str) -> str:
    """A choice in words; one that a later version knows as it is stored."""
    return next((words for name, words in SHOWN.items() if name == choice), choice)
