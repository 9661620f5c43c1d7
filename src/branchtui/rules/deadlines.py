"""What falls due so many months after a day, by which clause, and from when on it is told."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

from branchtui.errors import BranchError
from branchtui.values import NamedTuple

_LONGEST = 1200  # months
DeadlineName = Literal["probation", "committee_term"]


class Deadline(NamedTuple):
    """Due `months` after something happened, told from `told_before` months before that; `text` is the clause's sentence."""

    months: int
    told_before: int
    regulation: str
    article: str
    text: str

    @property
    def clause(self) -> str:
        """The regulation and the article, where one is known."""
        return f"《{self.regulation}》{self.article}"

    @property
    def basis(self) -> str:
        """The same with the words of the article."""
        return f"{self.clause}：{self.text}"

    def ends(self, since: date) -> date:
        """The day up to which it is to be done, counted from `since`."""
        return months_after(since, self.months)

    def told(self, since: date) -> date:
        """The first day on which it is told of."""
        return months_after(self.ends(since), -self.told_before)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or before; where that month is shorter, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deadlines_from(shipped: Mapping[str, Any], day: date) -> dict[DeadlineName, Deadline]:
    """The deadlines of a parsed deadlines.toml by their names, as they are on a day.

    Raises BranchError where the file was changed and is wrong.
    """
    return {name: _deadline(name, shipped.get(name), day) for name in get_args(DeadlineName)}


def revision(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The table `revised` of a rule: what its regulation is called from the day `valid_from` on. Empty where there is
    none, None for one that is wrong."""
    found = row.get("revised", {})
    told = isinstance(found, dict) and (type(found.get("valid_from")), type(found.get("regulation"))) == (date, str)
    return found if told or found == {} else None


def _deadline(name: str, row: Any, day: date) -> Deadline:
    revised = revision(row) if isinstance(row, dict) else None
    if revised and revised["valid_from"] <= day:
        row = {**row, "article": "", **revised}
    values: list[Any] = [row.get(key) for key in Deadline._fields] if revised is not None else []
    if [type(value) for value in values] != [int, int, str, str, str] or not 0 <= values[1] <= values[0] <= _LONGEST:
        raise BranchError(
            f"自带的期限规则 deadlines.toml 有误：{name} 要有 {'、'.join(Deadline._fields)}。请改正，或重新安装。"
        )
    return Deadline(*values)
