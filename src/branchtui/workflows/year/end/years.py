"""A year as it is typed, and the rules that hold at its end."""

from datetime import date

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.text.digits import decimal
from branchtui.rules.year.reading import SETTING, YearRules, year_rules_from
from branchtui.store.queries import settings

_FIRST = 1921


def year_typed(typed: str, today: date) -> int:
    """The year that is typed, that of `today` where none is. Raises BranchError for what is none, and one far ahead."""
    word = typed.strip().removesuffix("度").removesuffix("年")
    if not word:
        return today.year
    found = decimal(word)
    if found is None or not _FIRST <= found <= today.year + 1:
        raise BranchError(f"年度要写 {_FIRST} 到 {today.year + 1} 的年份，如 {today.year}。")
    return found


def year_rules() -> YearRules:
    """The rules of a year's end, as this branch has set them. Raises BranchError where the shipped file is wrong."""
    return year_rules_from(assets.toml("rules", "year_end.toml"), settings.starting_with(SETTING))
